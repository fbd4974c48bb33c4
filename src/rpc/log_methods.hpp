// The record as auditors take it: checkpoints, proofs, and what a leaf was made from (docs/formats/transparency.md).
//
// Checkpoints, keys and proofs are hashes and signatures, for every account; what carries words of the ledger
// (log.record, log.proof) follows the rules of events.read.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct SeenBy {
    std::string name;  ///< of the witness
    Time at;           ///< when it says that it saw the checkpoint
};
BOOST_DESCRIBE_STRUCT(SeenBy, (), (name, at))

struct LogCheckpointAnswer {
    std::string origin;
    std::string epoch;
    std::uint64_t size = 0;
    Digest root;
    std::string note;
    bool official = false;  ///< false: signed, but not yet cosigned by as many witnesses as are asked for
    std::vector<SeenBy> cosigners;
    std::string key;  ///< the log's verifier key that has signed it
};
BOOST_DESCRIBE_STRUCT(LogCheckpointAnswer, (), (origin, epoch, size, root, note, official, cosigners, key))

struct ProveInclusionParams {
    Position position = 0;
    std::optional<std::uint64_t> size;  ///< absent: that of log.checkpoint
};
BOOST_DESCRIBE_STRUCT(ProveInclusionParams, (), (position, size))

struct ProveInclusionAnswer {
    Position position = 0;
    std::uint64_t size = 0;
    Digest leaf;
    std::vector<std::string> path;  ///< base64, from the leaf up
    Digest root;
};
BOOST_DESCRIBE_STRUCT(ProveInclusionAnswer, (), (position, size, leaf, path, root))

struct ProveConsistencyParams {
    std::uint64_t from = 0, to = 0;
};
BOOST_DESCRIBE_STRUCT(ProveConsistencyParams, (), (from, to))

struct ProveConsistencyAnswer {
    std::uint64_t from = 0, to = 0;
    std::vector<std::string> path;
};
BOOST_DESCRIBE_STRUCT(ProveConsistencyAnswer, (), (from, to, path))

struct LogRecordParams {
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(LogRecordParams, (), (position))

struct LogRecordAnswer {
    Position position = 0;
    std::string entry;                ///< base64, as salt and payload
    std::optional<std::string> salt;  ///< absent, as the payload, where these were removed by law
    std::optional<std::string> payload;
    std::optional<Position> redacted_by;  ///< of the event that ordered it; the event here is what is left
    Digest leaf;
    JsonObject event;
};
BOOST_DESCRIBE_STRUCT(LogRecordAnswer, (), (position, entry, salt, payload, redacted_by, leaf, event))

struct LogKeysAnswer {
    std::string origin;
    std::vector<std::string> keys;       ///< verifier keys of the log, in the order of their adoption
    std::vector<std::string> witnesses;  ///< verifier keys
    std::uint64_t quorum = 0;
};
BOOST_DESCRIBE_STRUCT(LogKeysAnswer, (), (origin, keys, witnesses, quorum))

struct LogProofParams {
    Position position = 0;
    std::optional<std::uint64_t> size;  ///< of a kept checkpoint; absent: that of log.checkpoint
};
BOOST_DESCRIBE_STRUCT(LogProofParams, (), (position, size))

struct LogProofAnswer {
    Position position = 0;
    std::uint64_t size = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(LogProofAnswer, (), (position, size, text))

struct LogCheckpoint {
    static constexpr const char* name = "log.checkpoint";
    static constexpr const char* summary =
        "The newest official checkpoint, as a signed note and taken apart; while there is none, the newest signed one.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = LogCheckpointAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct LogProveInclusion {
    static constexpr const char* name = "log.prove_inclusion";
    static constexpr const char* summary =
        "That a record is a leaf of the tree of `size` records: hashes from the leaf up to the root (RFC 6962, 2.1.1).";
    static constexpr Access access = Access::logged_in;
    using Params = ProveInclusionParams;
    using Answer = ProveInclusionAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct LogProveConsistency {
    static constexpr const char* name = "log.prove_consistency";
    static constexpr const char* summary =
        "That the tree of `from` records is the beginning of the tree of `to` records (RFC 6962, 2.1.2).";
    static constexpr Access access = Access::logged_in;
    using Params = ProveConsistencyParams;
    using Answer = ProveConsistencyAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct LogRecord {
    static constexpr const char* name = "log.record";
    static constexpr const char* summary =
        "A record as it is kept: the leaf's entry, salt and payload in base64, so that all hashes can be made anew. Of "
        "a "
        "redacted record the position of what ordered it stands in place of salt and payload.";
    static constexpr Access access = Access::reader;
    using Params = LogRecordParams;
    using Answer = LogRecordAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct LogKeys {
    static constexpr const char* name = "log.keys";
    static constexpr const char* summary =
        "The log's verifier keys, its witnesses' and how many of these make a checkpoint official. Compare them with "
        "what was given to you in another way.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = LogKeysAnswer;
    static Result<Answer> run(Call call, Params params);
};

struct LogProof {
    static constexpr const char* name = "log.proof";
    static constexpr const char* summary =
        "A proof to take away (C2SP tlog-proof) that a record stands under a checkpoint; its `extra` is the entry.";
    static constexpr Access access = Access::reader;
    using Params = LogProofParams;
    using Answer = LogProofAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
