// A log that is written behind the play: whoever appends goes on while another thread makes the records durable,
// several groups with one sync where several wait.
//
//     WrittenBehind log(*rocks_log);
//     TZ_CHECK(log.append(group));     // readable at once, durable soon
//     TZ_CHECK(log.settle());          // all of it is durable; else why not
//
// Not for a server: what it has told may be lost with the machine. A play that does not come to its end is thrown away
// whole, so nobody goes by half of one. What order the records have, and so the tree, does not depend on the threads.
// One thread at a time, beside its own.
#pragma once

#include <taizhang/event_log.hpp>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace taizhang::simulate {

class WrittenBehind final : public EventLog {
  public:
    /// The log beneath outlives it, and is appended to by nobody else.
    explicit WrittenBehind(EventLog& beneath);
    /// Writes what is left.
    ~WrittenBehind() override;

    const LogIdentity& identity() const override { return beneath_.identity(); }
    /// Also of what is not durable yet.
    Position end() const override { return end_; }
    /// Waits where too much is not written yet. A failure may be of an earlier group.
    Status append(std::span<const Record> group) override;
    /// Everything that was appended is durable.
    Status settle() const;

    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Result<Version> version(const StreamId& stream) const override;
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override;
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override;
    /// Of what is durable.
    CheckpointStore& checkpoints() override { return beneath_.checkpoints(); }

  private:
    using Group = std::shared_ptr<const std::vector<Record>>;

    void note(std::span<const Record> group);
    void keep(Group group);
    void write();
    std::vector<Group> take(std::unique_lock<std::mutex>& lock);

    EventLog& beneath_;
    const bool from_empty_;
    // the caller's own
    Position end_;
    std::deque<Group> recent_;  ///< the newest, written or not, for who reads them next
    std::size_t recent_records_ = 0;
    std::unordered_set<StreamId> streams_;  ///< of a log that was empty: all that there are
    std::unordered_set<CommandId> commands_;

    mutable std::mutex mutex_;  ///< over all below
    mutable std::condition_variable changed_;
    std::deque<Group> waiting_;
    std::size_t not_written_ = 0;  ///< records, also of those that are being written
    bool stopping_ = false;
    std::optional<Error> failure_;
    std::thread writer_;
};

}  // namespace taizhang::simulate
