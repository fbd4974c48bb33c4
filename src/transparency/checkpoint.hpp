// Checkpoints (C2SP tlog-checkpoint) and what witnesses put under them (tlog-cosignature).
//
//     const Checkpoint now{.origin = "ledger.example.gov/2014", .size = 10'256, .root = root};
//     const std::string note = sign_note(now.text(), std::array{&log_key});
//     const TrustPolicy policy{.log_keys = {log_key.verifier()}, .witnesses = trusted, .quorum = 2};
//     TZ_TRY(const OpenedCheckpoint seen, open_checkpoint(note, policy));
//     if (!seen.official) …
//
// Pure but for random keys; any thread.
#pragma once

#include "src/transparency/note.hpp"
#include "src/transparency/tree.hpp"

#include <taizhang/time.hpp>

namespace taizhang::tlog {

struct Checkpoint {
    std::string origin;  ///< URL prefix without scheme or trailing slash
    TreeSize size = 0;
    Digest root = {};

    /// Three lines: origin, size in decimal, base64 of the root. Further lines (extensions) are allowed, must not be
    /// empty, and are ignored here; signatures cover them, so what is signed or verified is always the note's own text.
    static Result<Checkpoint> parse(std::string_view text);
    std::string text() const;

    bool operator==(const Checkpoint&) const = default;
};

/// What a verifier trusts: the log's keys in their order of adoption, the witnesses, and how many of these must have
/// cosigned a checkpoint to make it official.
struct TrustPolicy {
    std::string origin = {};                  ///< expected; empty: any
    std::vector<VerifierKey> log_keys = {};   ///< kind ed25519; one of them must have signed
    std::vector<VerifierKey> witnesses = {};  ///< kind cosignature_v1
    std::size_t quorum = 0;
};

struct Cosigner {
    VerifierKey key;
    Time at;  ///< when the witness says that it saw the checkpoint; whole seconds; the latest, if it says so repeatedly
};

struct OpenedCheckpoint {
    Checkpoint checkpoint;
    VerifierKey signed_with;          ///< the log's key
    std::vector<Cosigner> cosigners;  ///< trusted ones whose signatures hold
    bool official = false;            ///< cosigned by the policy's quorum of witnesses, different in name and in key
};

/// ErrorCode::invalid for what cannot be read; ErrorCode::corrupt when no log key has signed it, when a signature of a
/// known key does not hold, or when it is of another origin. A policy with keys of the wrong kind is invalid.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const TrustPolicy& policy);

/// A witness's signature line for a checkpoint's text, as of `at` (cut to whole seconds since 1970): blob = u64
/// big-endian time ‖ Ed25519 over "cosignature/v1\ntime <t>\n" ‖ text. `key` is of kind cosignature_v1.
NoteSignature cosign(const SigningKey& key, std::string_view checkpoint_text, Time at);
/// The time in a cosignature that holds; ErrorCode::corrupt when it does not, or when key and signature do not belong
/// together.
Result<Time> verify_cosignature(const VerifierKey& key, std::string_view checkpoint_text,
                                const NoteSignature& signature);

/// Adds signature lines to a note; a line of a key that has signed already replaces the older one.
Result<std::string> with_signatures(std::string_view note, std::span<const NoteSignature> more);

}  // namespace taizhang::tlog
