#include "src/transparency/witness.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <stdexcept>

namespace taizhang::tlog {

namespace {

constexpr std::string_view old_word = "old ";

WitnessAnswer refuse(unsigned status, const std::string& why) {
    return {.status = status, .body = why + "\n"};
}

WitnessAnswer conflict(TreeSize known) {
    return {.status = 409, .content_type = "text/x.tlog.size", .body = std::to_string(known) + "\n"};
}

/// A request whose form is right: the note, and what it says.
struct Submission {
    AddCheckpoint request;
    Note note;
    Checkpoint checkpoint;

    static Result<Submission> parse(std::string_view body) {
        Submission submission;
        TZ_TRY(submission.request, AddCheckpoint::parse(body));
        TZ_TRY(submission.note, parse_note(submission.request.checkpoint));
        TZ_TRY(submission.checkpoint, Checkpoint::parse(submission.note.text));
        return submission;
    }
};

void check_kind(const VerifierKey& key, KeyKind kind) {
    if (key.kind == kind) return;
    throw std::invalid_argument("the key of " + key.name + " must be of kind " + std::to_string(int(kind)) +
                                " (1: a log's key, 4: a witness's), but is of kind " + std::to_string(int(key.kind)));
}

}  // namespace

Result<AddCheckpoint> AddCheckpoint::parse(std::string_view body) {
    if (body.size() > max_witness_request_bytes) {
        return Error{ErrorCode::over_limit, "a request has at most " + std::to_string(max_witness_request_bytes) +
                                                " bytes; this one has " + std::to_string(body.size())}
            .with("limit", max_witness_request_bytes);
    }
    TZ_CHECK(check_characters(body, "a request"));
    TZ_TRY(const std::string_view line, take_line(body, "the old size"));
    if (!line.starts_with(old_word)) return invalid("expected a first line 'old <size>', got " + quote(line));
    AddCheckpoint request;
    TZ_TRY(request.old_size, parse_number(line.substr(old_word.size()), "the old size"));
    TZ_TRY(request.path, take_hashes(body, max_consistency_hashes, "the consistency proof"));
    if (body.empty()) return invalid("expected a checkpoint after the request's empty line, got nothing");
    request.checkpoint = body;
    return request;
}

std::string AddCheckpoint::text() const {
    return std::string(old_word) + std::to_string(old_size) + "\n" + format_hashes(path) + checkpoint;
}

Witness::Witness(SigningKey key, std::map<std::string, std::vector<VerifierKey>> logs, WitnessStore& store,
                 const Clock& clock)
    : key_(std::move(key)), logs_(std::move(logs)), store_(store), clock_(clock) {
    check_kind(key_.verifier(), KeyKind::cosignature_v1);
    for (const auto& [origin, keys] : logs_) {
        for (const VerifierKey& log_key : keys) check_kind(log_key, KeyKind::ed25519);
    }
}

WitnessAnswer Witness::add_checkpoint(std::string_view body) {
    const auto submission = Submission::parse(body);
    if (!submission) return refuse(400, submission.error().message);
    const Checkpoint& next = submission->checkpoint;
    const auto log = logs_.find(next.origin);
    if (log == logs_.end()) return refuse(404, "this witness does not follow the log " + quote(next.origin));
    const auto signers = verified_by(submission->note, log->second);
    if (!signers) return refuse(403, signers.error().message);
    if (signers->empty()) return refuse(403, "no key that is trusted for " + quote(next.origin) + " has signed this");
    if (submission->request.old_size > next.size) {
        return refuse(400, "the old size is larger than the checkpoint's, " + std::to_string(next.size));
    }
    const std::lock_guard lock(one_at_a_time_);
    return cosign_next(submission->request, submission->note.text, next);
}

WitnessAnswer Witness::cosign_next(const AddCheckpoint& request, const std::string& text, const Checkpoint& next) {
    const auto stored = store_.latest(next.origin);
    if (!stored) return refuse(500, "the witness cannot read what it has cosigned; nothing was signed");
    const Checkpoint known = stored->value_or(Checkpoint{.origin = next.origin, .root = empty_root()});
    if (request.old_size != known.size) return conflict(known.size);
    // as tlog-witness v1.0.0 says: one size has one root; of size 0 that is the empty log's, and anything else no log
    // at all
    if (known.size > 0 && next.size == known.size && next.root != known.root)
        return refuse(409, "this witness has cosigned another root at size " + std::to_string(known.size));
    // from size 0 it asks for an empty proof, and of size 0 for the empty tree's root
    const auto continues = verify_consistency(known.size, known.root, next.size, next.root, request.path);
    if (!continues) return refuse(422, continues.error().message);
    const Time now = clock_.now();
    if (now.milliseconds < 1000) return refuse(500, "the witness's clock is not set; nothing was signed");
    if (!store_.keep(next)) return refuse(500, "the witness cannot keep the checkpoint; nothing was signed");
    return {.body = format_signature(cosign(key_, text, now))};
}

}  // namespace taizhang::tlog
