// The witnesses that the notary asks: what each has cosigned, what went wrong, and when it is asked again. Private to
// this folder.
//
//     Witnesses witnesses(options.witnesses, log, options.retry);
//     witnesses.ask(witnesses.due(size), checkpoint, [&](const auto& cosignature) { return signer.add(…); });
//
// Several are asked at the same time, each on a thread of its own, so that one that hangs does not keep the others
// from answering. Thread-safe, but ask() is called by one at a time.
#pragma once

#include "src/notary/notary.hpp"
#include "src/transparency/log_hashes.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace taizhang::notary {

class Witnesses {
  public:
    using Clock = std::chrono::steady_clock;
    using Taken = std::function<Status(const tlog::NoteSignature&)>;  ///< keeps a cosignature that holds

    Witnesses(const std::vector<std::shared_ptr<WitnessChannel>>& channels, const EventLog& log,
              std::chrono::milliseconds retry, const std::map<std::string, tlog::TreeSize>& cosigned_before);

    /// Those that have not cosigned the checkpoint of that size, by index.
    std::vector<std::size_t> lacking(tlog::TreeSize size) const;
    /// Those of them whose time to be asked again has come.
    std::vector<std::size_t> due(tlog::TreeSize size) const;
    /// When the next of them is due; nothing when all have cosigned it.
    std::optional<Clock::time_point> next_due(tlog::TreeSize size) const;

    /// Asks each once about the checkpoint, a second time when it tells which size it knows.
    void ask(const std::vector<std::size_t>& which, const KeptCheckpoint& checkpoint, const Taken& taken);
    /// Who is asked now is not asked a second time.
    void end() { ending_ = true; }

    std::vector<NotaryState::Asked> state() const;

  private:
    struct Known {
        std::shared_ptr<WitnessChannel> channel;
        tlog::TreeSize size = 0;  ///< of the newest checkpoint that the witness is known to know
        std::optional<tlog::TreeSize> cosigned = {};
        std::string last_problem = {};
        int failures = 0;  ///< one after the other
        Clock::time_point again = {};
    };
    void ask_one(std::size_t index, const KeptCheckpoint& checkpoint, const std::string& text, const Taken& taken);
    Result<tlog::NoteSignature> cosignature(std::size_t index, const KeptCheckpoint& checkpoint,
                                            const std::string& text);
    Result<tlog::WitnessAnswer> post(std::size_t index, tlog::TreeSize from, const KeptCheckpoint& checkpoint) const;
    tlog::TreeSize known_size(std::size_t index) const;
    void set_known_size(std::size_t index, tlog::TreeSize size);
    void note_outcome(std::size_t index, tlog::TreeSize size, const Status& outcome);

    const tlog::LogHashes hashes_;
    const std::chrono::milliseconds retry_;
    std::atomic<bool> ending_{false};
    mutable std::mutex mutex_;  ///< over what changes in known_; never held while a witness is asked
    std::vector<Known> known_;
};

}  // namespace taizhang::notary
