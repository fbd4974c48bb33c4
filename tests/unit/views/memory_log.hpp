// An event log in memory for tests of the views: records as they come, no checks. Damage and another identity on
// demand.
#pragma once

#include "tests/unit/projections/feed.hpp"

#include <taizhang/event_log.hpp>

#include <mutex>

namespace taizhang::test {

class MemoryLog final : public EventLog {
  public:
    explicit MemoryLog(std::uint64_t epoch = 1) : identity_{"test.example/log", epoch} {}

    void add(const Told& told) {
        const std::lock_guard lock(mutex_);
        records_.push_back(Feed::record(told));
    }
    /// The feed's facts up to `end` that are not here yet, all at once: a reader beside sees none of them or all.
    void take(const Feed& feed, std::size_t end = ~std::size_t{0}) {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = records_.size(); i < std::min(end, feed.told().size()); ++i)
            records_.push_back(Feed::record(feed.told()[i]));
    }
    /// The target keeps what is left of it in the same moment in which the feed's facts up to the redaction are there.
    void redact(Position target, std::string left, Position by, const Feed& feed) {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = records_.size(); i < feed.told().size(); ++i)
            records_.push_back(Feed::record(feed.told()[i]));
        records_.at(target).payload = std::move(left);
        records_.at(target).redacted = Redacted{by, records_.at(target).header.schema};
    }
    void damage(Position position) {
        const std::lock_guard lock(mutex_);
        records_.at(position).payload = "\x01";
    }

    /// Reading fails until it is said otherwise.
    void fail(bool now) {
        const std::lock_guard lock(mutex_);
        failing_ = now;
    }

    const LogIdentity& identity() const override { return identity_; }
    Position end() const override {
        const std::lock_guard lock(mutex_);
        return records_.size();
    }
    Status append(std::span<const Record>) override { return refused("the tests' log takes facts"); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        const std::lock_guard lock(mutex_);
        if (failing_) return Error{ErrorCode::internal, "the disk does not answer"};
        if (from >= records_.size()) return std::vector<Record>();
        const auto count = std::min(limit.count, records_.size() - from);
        return std::vector<Record>(records_.begin() + long(from), records_.begin() + long(from + count));
    }
    Result<std::vector<Record>> read_stream(const StreamId&, Version, ReadLimit) const override {
        return std::vector<Record>();
    }
    Result<Version> version(const StreamId&) const override { return Version{0}; }
    Result<std::optional<CommandOutcome>> find_command(const CommandId&) const override {
        return std::optional<CommandOutcome>();
    }
    Result<std::vector<Digest>> tree_hashes(unsigned, std::uint64_t, std::size_t) const override {
        return std::vector<Digest>();
    }
    CheckpointStore& checkpoints() override { throw std::logic_error("the tests' log keeps no checkpoints"); }

  private:
    const LogIdentity identity_;
    mutable std::mutex mutex_;
    std::vector<Record> records_;
    bool failing_ = false;
};

}  // namespace taizhang::test
