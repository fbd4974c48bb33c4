#include "src/rpc/log_methods.hpp"

#include "events/cloud_event.hpp"
#include "src/notary/notary.hpp"
#include "src/rpc/event_methods.hpp"
#include "src/rpc/proofs.hpp"
#include "src/rpc/scope.hpp"

namespace taizhang::rpc {

namespace {

Result<const notary::Notary*> notary_of(const Services& services) {
    if (services.notary) return static_cast<const notary::Notary*>(services.notary);
    return not_found(
        "no checkpoints are signed here; ask a server that signs them (taizhang serve), or give the size of the tree "
        "where a method takes one");
}

struct Published {
    KeptCheckpoint kept;
    bool official = false;
};

/// The newest official checkpoint; while there is none, the newest that was signed.
Result<Published> published(Services& services) {
    TZ_TRY(const auto* notary, notary_of(services));
    auto official = notary->official();
    if (official) return Published{std::move(*official), true};
    if (official.error().code != ErrorCode::not_found) return official.error();
    TZ_TRY(auto latest, services.log.checkpoints().latest());
    if (latest) return Published{std::move(*latest), false};
    return not_found("no checkpoint has been signed yet; the first follows the first record within seconds");
}

/// The kept one of exactly this size; what stands nearest below is named otherwise.
Result<KeptCheckpoint> kept_of(Services& services, std::uint64_t size) {
    TZ_TRY(auto found, services.log.checkpoints().at_most(size));
    if (found && found->size == size) return std::move(*found);
    return not_found("/size: there is no checkpoint of " + std::to_string(size) + " records; " +
                     (found ? "the nearest below is of " + std::to_string(found->size) : "there is none below either"))
        .with("path", "/size");
}

/// As events.read leaves out what an account may not see.
Status check_readable(const Call& call, const EventHeader& header, std::string_view event) {
    if (is_about_accounts(header.stream) && !sees_accounts(*call.who.account))
        return forbidden("record " + std::to_string(header.position) +
                         " is about an account; these are read by account_admin and auditor");
    const auto& services = call.services();
    EventGuard guard(services.log, services.drafts, scope_of(*call.who.account));
    const bool hidden = guard.hides(header) || guard.hides_text(header, event);
    TZ_CHECK(guard.status());
    if (!hidden) return {};
    return forbidden("record " + std::to_string(header.position) +
                     " is about a draft of other units, which is read by ledger_holder, supervision and auditor until "
                     "it is activated; log.prove_inclusion proves its hash to every account");
}

/// What is handed out byte by byte, to be hashed, cannot be masked.
Status check_telephones(const Call& call, std::string_view event, Position position) {
    if (sees_telephones(*call.who.account) || !holds_telephone(event, exact_members())) return {};
    return forbidden("record " + std::to_string(position) +
                     " holds a telephone number; its bytes are read by ledger_holder, supervision and auditor. "
                     "events.read gives it masked, and log.prove_inclusion proves its hash to every account");
}

struct ReadableRecord {
    CheckedRecord record;
    boost::json::object event;
};

Result<ReadableRecord> readable_record(const Call& call, Position position) {
    const auto& log = call.services().log;
    TZ_TRY(auto found, checked_record(log, position));
    TZ_TRY(auto event, cloud_event(log.identity(), found.record));
    const auto text = boost::json::serialize(event);
    TZ_CHECK(check_readable(call, found.record.header, text));
    TZ_CHECK(check_telephones(call, text, position));
    return ReadableRecord{std::move(found), std::move(event)};
}

std::vector<std::string> in_base64(const std::vector<Digest>& path) {
    std::vector<std::string> out;
    for (const auto& hash : path) out.push_back(to_base64(hash.view()));
    return out;
}

std::vector<std::string> texts_of(const std::vector<tlog::VerifierKey>& keys) {
    std::vector<std::string> out;
    for (const auto& key : keys) out.push_back(key.to_string());
    return out;
}

}  // namespace

Result<LogCheckpointAnswer> LogCheckpoint::run(Call call, Params) {
    auto& services = call.services();
    TZ_TRY(auto found, published(services));
    TZ_TRY(const auto opened, tlog::open_checkpoint(found.kept.note, services.notary->policy()));
    LogCheckpointAnswer answer{.origin = opened.checkpoint.origin,
                               .epoch = epoch_text(services.log),
                               .size = opened.checkpoint.size,
                               .root = opened.checkpoint.root,
                               .note = std::move(found.kept.note),
                               .official = found.official,
                               .cosigners = {},
                               .key = opened.signed_with.to_string()};
    for (const auto& cosigner : opened.cosigners) answer.cosigners.push_back({cosigner.key.name, cosigner.at});
    return answer;
}

Result<ProveInclusionAnswer> LogProveInclusion::run(Call call, Params params) {
    auto& services = call.services();
    if (!params.size) {
        TZ_TRY(const auto newest, published(services));
        params.size = newest.kept.size;
        if (params.position >= newest.kept.size && params.position < services.log.end()) {
            return not_found("/position: the newest checkpoint covers " + std::to_string(newest.kept.size) +
                             " records, and not " + std::to_string(params.position) +
                             " yet; ask again in a moment, or give the size of the tree")
                .with("path", "/position");
        }
    }
    TZ_TRY(const auto proof, inclusion_in(services.log, params.position, *params.size));
    return ProveInclusionAnswer{params.position, *params.size, proof.leaf, in_base64(proof.path), proof.root};
}

Result<ProveConsistencyAnswer> LogProveConsistency::run(Call call, Params params) {
    TZ_TRY(const auto path, consistency_in(call.services().log, params.from, params.to));
    return ProveConsistencyAnswer{params.from, params.to, in_base64(path)};
}

Result<LogRecordAnswer> LogRecord::run(Call call, Params params) {
    TZ_TRY(auto readable, readable_record(call, params.position));
    const auto& found = readable.record;
    const auto& [header, salt, payload, redacted, erases] = found.record;
    LogRecordAnswer answer;
    answer.position = params.position;
    answer.entry = to_base64(found.entry);
    if (redacted) {
        answer.redacted_by = redacted->by;
    } else {
        answer.salt = to_base64({reinterpret_cast<const char*>(salt.data()), salt.size()});
        answer.payload = to_base64(payload);
    }
    answer.leaf = found.leaf;
    answer.event.value = std::move(readable.event);
    return answer;
}

Result<LogKeysAnswer> LogKeys::run(Call call, Params) {
    const auto& services = call.services();
    TZ_TRY(const auto* notary, notary_of(services));
    const auto policy = notary->policy();
    return LogKeysAnswer{services.log.identity().origin, texts_of(policy.log_keys), texts_of(policy.witnesses),
                         policy.quorum};
}

Result<LogProofAnswer> LogProof::run(Call call, Params params) {
    auto& services = call.services();
    TZ_TRY(const auto readable, readable_record(call, params.position));
    KeptCheckpoint under;
    if (params.size) {
        TZ_TRY(under, kept_of(services, *params.size));
    } else {
        TZ_TRY(auto newest, published(services));
        under = std::move(newest.kept);
    }
    TZ_TRY(auto text, proof_file(services.log, readable.record, under));
    return LogProofAnswer{params.position, under.size, std::move(text)};
}

}  // namespace taizhang::rpc
