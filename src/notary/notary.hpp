// Signs checkpoints of the log, keeps them, has them cosigned, and says which one is official.
//
//     TZ_TRY(auto notary, Notary::open(log, std::move(key), {.witnesses = …, .quorum = 1}, clock));
//     notary->start();            // a thread: signs when the log has grown, at most once in `every`
//     notary->wake();             // after each durable group
//     TZ_TRY(const auto now, notary->official());
//
// Every key signs that is in force where the checkpoint ends: the first one, and those that the log adopted, until it
// retires them; so for a while there are two, and whoever trusts the older learns of the newer.
//
// A checkpoint is signed only over durable records, only if the tree still continues the one signed before (its root is
// computed anew from the kept hashes), and is kept before anybody sees it, so that a restarted process cannot show two
// histories. Thread-safe.
#pragma once

#include "src/notary/key_ring.hpp"
#include "src/transparency/checkpoint.hpp"
#include "src/transparency/witness.hpp"

#include <taizhang/clock.hpp>
#include <taizhang/event_log.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace taizhang::notary {

/// How a witness is reached. Called from any thread, by one at a time; may block for as long as its own time limit
/// allows, and stop() waits for it.
class WitnessChannel {
  public:
    virtual ~WitnessChannel() = default;
    virtual const tlog::VerifierKey& key() const = 0;
    virtual std::string address() const = 0;  ///< for messages
    /// The witness's HTTP answer, whatever its status; an error when there was none (ErrorCode::busy).
    virtual Result<tlog::WitnessAnswer> post(const tlog::AddCheckpoint& request) = 0;
};

struct NotaryOptions {
    std::vector<std::shared_ptr<WitnessChannel>> witnesses = {};
    std::size_t quorum = 0;                 ///< cosignatures of different witnesses that make a checkpoint official
    std::chrono::milliseconds every{1000};  ///< least time between two checkpoints
    /// Before a witness that did not cosign is asked again; after n failures in a row n times that, up to 12 times.
    std::chrono::milliseconds retry{5000};
    /// Which keys the log adopts and retires; nullptr: it has one for ever.
    std::shared_ptr<KeyRing> keys = {};
    /// Told once, on the thread that found it, when signing has stopped for good.
    std::function<void(const std::string& because)> on_stopped = {};
};

struct NotaryState {
    std::optional<tlog::TreeSize> signed_size = {};  ///< of the newest signed checkpoint
    std::optional<tlog::TreeSize> official_size = {};
    std::optional<Time> official_at = {};  ///< when it became so, by this process's clock; nothing: before this process
    std::string stopped_because = {};      ///< empty while it signs
    std::vector<std::string> key_problems = {};  ///< adopted keys that should sign and cannot
    struct Asked {
        std::string name, address;
        std::optional<tlog::TreeSize> cosigned_size;
        std::string last_problem;  ///< empty when the last answer was a cosignature
    };
    std::vector<Asked> witnesses = {};
};

class Notary {
  public:
    /// ErrorCode::corrupt when the newest kept checkpoint is not signed by `key`'s log, or its root is not that of the
    /// log's first `size` records: the history was rewritten, or the log is another one. ErrorCode::invalid when the
    /// quorum is larger than the number of witnesses, two have one name or one key, or `key` is not named as the log.
    static Result<std::unique_ptr<Notary>> open(EventLog& log, tlog::SigningKey key, NotaryOptions options,
                                                const Clock& clock);
    virtual ~Notary() = default;

    virtual void start() = 0;
    virtual void wake() = 0;
    /// Idempotent. If it was started, signs what is durable once more before it ends, without asking witnesses.
    virtual void stop() = 0;

    /// Signs and keeps a checkpoint of the log's end now (the kept one if nothing was added since), without witnesses:
    /// waits for the disk alone. Any error stops signing for good (docs/decisions/019-notary.md).
    virtual Result<KeptCheckpoint> sign_now() = 0;
    /// Asks every witness that has not cosigned the newest checkpoint, once, now. What came of it stands in state().
    virtual void gather_now() = 0;

    /// The newest checkpoint that has its quorum; ErrorCode::not_found while there is none.
    virtual Result<KeptCheckpoint> official() const = 0;
    virtual NotaryState state() const = 0;
    /// Of the keys in force the one that was adopted last.
    virtual const tlog::VerifierKey& key() const = 0;
    /// What verifiers of this log may be given: its keys in the order of their adoption, retired ones too, for they
    /// signed older checkpoints; its witnesses, its quorum.
    virtual tlog::TrustPolicy policy() const = 0;
};

}  // namespace taizhang::notary
