// A witness: remembers the newest checkpoint of every log that it follows, and cosigns a newer one only when it is
// proven to continue that one (C2SP tlog-witness). Two offices that run one each need not trust the log's
// administrator.
//
//     Witness witness(std::move(key), logs, store, clock);
//     const WitnessAnswer answer = witness.add_checkpoint(body);     // an HTTP status and a body
//
// Thread-safe: requests of one log are taken one after the other; the store has kept what was cosigned before the
// answer.
#pragma once

#include "src/transparency/checkpoint.hpp"

#include <taizhang/clock.hpp>

#include <map>
#include <mutex>
#include <optional>

namespace taizhang::tlog {

inline constexpr std::size_t max_witness_request_bytes = 64 << 10;
inline constexpr std::size_t max_consistency_hashes = 63;

/// What a request carries: "old <size>\n", base64 hashes one a line, an empty line, the checkpoint.
struct AddCheckpoint {
    TreeSize old_size = 0;
    std::vector<Digest> path;
    std::string checkpoint;

    static Result<AddCheckpoint> parse(std::string_view body);
    std::string text() const;
};

/// Keeps the newest checkpoint of each origin across restarts.
class WitnessStore {
  public:
    virtual ~WitnessStore() = default;
    /// The note's text that was cosigned last; nothing for an origin that was never seen.
    virtual Result<std::optional<Checkpoint>> latest(const std::string& origin) const = 0;
    /// Durable when it returns. Called with `next` newer than or equal to what latest() said.
    virtual Status keep(const Checkpoint& next) = 0;
};

struct WitnessAnswer {
    unsigned status = 200;  ///< 200, 400, 403, 404, 409, 422, or 500 when the store failed
    std::string content_type = "text/plain; charset=utf-8";
    std::string body = {};  ///< signature lines; for 409 of type text/x.tlog.size the size that it knows; else why
};

class Witness {
  public:
    /// `logs`: for each origin the keys that may have signed its checkpoints, of kind ed25519. `key` is of kind
    /// cosignature_v1. Throws std::invalid_argument when a key is of another kind.
    Witness(SigningKey key, std::map<std::string, std::vector<VerifierKey>> logs, WitnessStore& store,
            const Clock& clock);

    /// In this order: 400 a malformed request; 404 an origin that is not followed; 403 no trusted key has signed, or a
    /// trusted key's signature does not hold; 400 old size above the checkpoint's; 409 old size is not what the witness
    /// knows (with the size in text/x.tlog.size), or another root at the same size (with words); 422 not proven to
    /// continue that, or size 0 without the empty tree's root.
    WitnessAnswer add_checkpoint(std::string_view body);
    const VerifierKey& verifier() const { return key_.verifier(); }

  private:
    /// Under the mutex: compares with what is known, keeps, and only then signs.
    WitnessAnswer cosign_next(const AddCheckpoint& request, const std::string& text, const Checkpoint& next);

    SigningKey key_;
    const std::map<std::string, std::vector<VerifierKey>> logs_;
    WitnessStore& store_;
    const Clock& clock_;
    std::mutex one_at_a_time_;
};

}  // namespace taizhang::tlog
