#include "src/domain/deciders.hpp"
#include "src/transparency/note.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::string_view keys_stream = "log/keys";

Status check_keys_stream(const Case& c) {
    if (c.stream.value == keys_stream) return {};
    return invalid("/stream: the keys of a log stand in one stream, " + std::string(keys_stream) + ", got '" +
                       c.stream.value + "'",
                   "/stream");
}

/// An Ed25519 key that signs notes; a witness's key is none.
Result<tlog::VerifierKey> read_key(const std::string& text) {
    auto key = tlog::VerifierKey::parse(text);
    if (!key) return key.error().with("path", json_text("/key"));
    if (key->kind == tlog::KeyKind::ed25519) return key;
    return invalid("/key: expected a key that signs checkpoints (kind 01), got a witness's", "/key");
}

bool is_retired(const LogState& state, const std::string& key) {
    return std::ranges::find(state.retired_first, key) != state.retired_first.end();
}

/// A log of one name begins with one key; all others of that name were adopted.
bool first_is_retired(const LogState& state, const std::string& name) {
    return std::ranges::any_of(state.retired_first, [&](const std::string& key) {
        const auto first = tlog::VerifierKey::parse(key);
        return first && first->name == name;
    });
}

}  // namespace

Status decide(const LogState& state, const log::KeyAdopted& proposal, const Case& c) {
    TZ_CHECK(check_keys_stream(c));
    TZ_CHECK(read_key(proposal.key));
    const bool known = std::ranges::find(state.adopted, proposal.key, &LogState::Key::key) != state.adopted.end();
    if (!known && !is_retired(state, proposal.key)) return {};
    return refused("/key: this key was adopted or retired before; make a new one").with("path", "/key");
}

Status decide(const LogState& state, const log::KeyRetired& proposal, const Case& c) {
    TZ_CHECK(check_keys_stream(c));
    TZ_TRY(const auto retired, read_key(proposal.key));
    // keys of another name were adopted under the name that a restored log had before: they sign nothing here
    const auto signs = [&](const LogState::Key& key) {
        const auto other = tlog::VerifierKey::parse(key.key);
        return !key.retired && other && other->name == retired.name;
    };
    const auto found = std::ranges::find(state.adopted, proposal.key, &LogState::Key::key);
    if (is_retired(state, proposal.key) || (found != state.adopted.end() && found->retired))
        return refused("/key: this key is retired already").with("path", "/key");
    if (found == state.adopted.end() && first_is_retired(state, retired.name))
        return refused(
                   "/key: this key was never adopted, and the one that the log began with is retired already; check "
                   "the key (taizhang key list)")
            .with("path", "/key");
    const auto others = std::ranges::count_if(
        state.adopted, [&](const LogState::Key& key) { return signs(key) && key.key != proposal.key; });
    if (others > 0) return {};
    return refused("/key: no other adopted key would sign the checkpoints; adopt a new one first (log.adopt_key)")
        .with("path", "/key");
}

}  // namespace taizhang
