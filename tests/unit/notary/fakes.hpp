// Witnesses without a network, and a log that can be made to tell another history.
#pragma once

#include "src/log/simulated_log.hpp"
#include "src/notary/notary.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/transparency/small_tree.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace taizhang::notary {

inline const std::string origin = "test.example/log";

class MemoryStore final : public tlog::WitnessStore {
  public:
    Result<std::optional<tlog::Checkpoint>> latest(const std::string&) const override { return known; }
    Status keep(const tlog::Checkpoint& next) override {
        known = next;
        return {};
    }
    std::optional<tlog::Checkpoint> known;
};

/// A real witness behind a channel that counts, fails and waits on demand. What tests set is set before it is asked.
class FakeWitness final : public WitnessChannel {
  public:
    FakeWitness(const std::string& name, char seed, const tlog::VerifierKey& log, const Clock& clock)
        : witness_(tlog::test_key(name, seed, tlog::KeyKind::cosignature_v1), {{origin, {log}}}, store_, clock) {}

    const tlog::VerifierKey& key() const override { return witness_.verifier(); }
    std::string address() const override { return "fake://" + key().name; }
    Result<tlog::WitnessAnswer> post(const tlog::AddCheckpoint& request) override {
        {
            std::unique_lock lock(mutex_);
            asked_.push_back(request.old_size);
            changed_.notify_all();
            changed_.wait(lock, [this] { return !held_; });
            if (down_) return Error{ErrorCode::busy, "nobody is there"};
            if (answer_) return *answer_;
        }
        return witness_.add_checkpoint(request.text());
    }

    void down(bool is) {
        set([&] { down_ = is; });
    }
    void hold(bool is) {
        set([&] { held_ = is; });
    }
    void answer(std::optional<tlog::WitnessAnswer> given) {
        set([&] { answer_ = std::move(given); });
    }
    /// The old sizes that it was asked with.
    std::vector<tlog::TreeSize> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    void wait_until_asked(std::size_t times) const {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return asked_.size() >= times; });
    }
    MemoryStore& store() { return store_; }
    tlog::Witness& witness() { return witness_; }

  private:
    template <class Change>
    void set(const Change& change) {
        const std::lock_guard lock(mutex_);
        change();
        changed_.notify_all();
    }

    MemoryStore store_;
    tlog::Witness witness_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<tlog::TreeSize> asked_;
    bool down_ = false, held_ = false;
    std::optional<tlog::WitnessAnswer> answer_;
};

/// Another log's records with this one's checkpoints, as if somebody had rewritten the records under them.
class RewrittenLog final : public EventLog {
  public:
    RewrittenLog(EventLog& records, EventLog& checkpoints) : records_(records), checkpoints_(checkpoints) {}
    const LogIdentity& identity() const override { return records_.identity(); }
    Position end() const override { return records_.end(); }
    Status append(std::span<const Record> group) override { return records_.append(group); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        return records_.read(from, limit);
    }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return records_.read_stream(stream, from, limit);
    }
    Result<Version> version(const StreamId& stream) const override { return records_.version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        return records_.find_command(id);
    }
    /// From `rewritten` on it shows the records of the other one.
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return (rewritten ? records_ : checkpoints_).tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return checkpoints_.checkpoints(); }

    std::atomic<bool> rewritten{true};

  private:
    EventLog& records_;
    EventLog& checkpoints_;
};

}  // namespace taizhang::notary
