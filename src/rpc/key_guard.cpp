#include "src/rpc/key_guard.hpp"

#include "src/transparency/checkpoint.hpp"
#include "src/transparency/note.hpp"

#include <taizhang/text.hpp>

namespace taizhang::rpc {

namespace {

Error at_key(Error error) {
    return std::move(error).with("path", "/key");
}

Status check_name(const EventLog& log, const tlog::VerifierKey& key) {
    const auto& origin = log.identity().origin;
    if (key.name == origin) return {};
    return at_key(refused("/key: the key is named " + quote(key.name) + ", but this log is " + quote(origin) +
                          "; make one for it with taizhang key new"));
}

Result<bool> was_adopted(const EventLog& log, const std::string& key) {
    const StreamId stream{"log/keys"};
    for (Version from = 1;;) {
        TZ_TRY(const auto records, log.read_stream(stream, from, {}));
        if (records.empty()) return false;
        for (const auto& record : records) {
            TZ_TRY(const auto event, event_of(record));
            const auto* adopted = std::get_if<log::KeyAdopted>(&event);
            if (adopted && adopted->key == key) return true;
        }
        from = records.back().header.stream_version + 1;
    }
}

bool has_signed(const KeptCheckpoint& kept, const tlog::VerifierKey& key) {
    const auto note = tlog::parse_note(kept.note);
    if (!note) return false;
    const auto signers = tlog::verified_by(*note, std::span(&key, 1));
    return signers && !signers->empty();
}

/// The first checkpoint and the newest: the key that a log began with has signed one of them, at least.
Result<bool> has_signed(EventLog& log, const tlog::VerifierKey& key) {
    TZ_TRY(const auto first, log.checkpoints().list(0, 1));
    for (const auto& kept : first) {
        if (has_signed(kept, key)) return true;
    }
    TZ_TRY(const auto latest, log.checkpoints().latest());
    return latest && has_signed(*latest, key);
}

Status check_retired(EventLog& log, const log::KeyRetired& proposal, const tlog::VerifierKey& key) {
    TZ_TRY(const bool adopted, was_adopted(log, proposal.key));
    if (adopted) return {};
    TZ_TRY(const bool used, has_signed(log, key));
    if (used) return {};
    return at_key(
        refused("/key: this key was never adopted and has signed nothing here, so there is nothing to retire; check "
                "the key (taizhang key list)"));
}

}  // namespace

Status check_key_command(EventLog& log, const Event& proposal) {
    const auto* adopted = std::get_if<log::KeyAdopted>(&proposal);
    const auto* retired = std::get_if<log::KeyRetired>(&proposal);
    if (!adopted && !retired) return {};
    const auto key = tlog::VerifierKey::parse(adopted ? adopted->key : retired->key);
    if (!key || key->kind != tlog::KeyKind::ed25519) return {};  // the decider says what is wrong with it
    return adopted ? check_name(log, *key) : check_retired(log, *retired, *key);
}

}  // namespace taizhang::rpc
