#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

Status check_rules(const std::string& text, const Digest& digest) {
    TZ_CHECK(check_text(text, "/text", max_regime_characters));
    const auto actual = sha256({text});
    if (digest == actual) return {};
    return invalid("/digest: the text's SHA-256 is " + actual.to_string() + ", but " + digest.to_string() +
                       " came; send the text and the digest of the same file",
                   "/digest");
}

Status check_in_force(const RegimeState& state) {
    if (!state.repealed) return {};
    return refused("regime '" + state.title + "' was repealed; adopt a new one");
}

}  // namespace

Status decide(const RegimeState&, const regime::Adopted& proposal, const Case&) {
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    const auto& system = proposal.system;
    if (system.size() != 2 || system[0] != 'S' || system[1] < '1' || system[1] > '9')
        return invalid("/system: expected one of S1 to S9, got '" + system.substr(0, max_key_characters) + "'",
                       "/system");
    return check_rules(proposal.text, proposal.digest);
}

Status decide(const RegimeState& state, const regime::Amended& proposal, const Case&) {
    TZ_CHECK(check_in_force(state));
    TZ_CHECK(check_rules(proposal.text, proposal.digest));
    if (proposal.digest == state.digest) return refused("the text is the one that holds already; nothing would change");
    return {};
}

Status decide(const RegimeState& state, const regime::Repealed& proposal, const Case& c) {
    TZ_CHECK(check_in_force(state));
    if (!proposal.replaced_by) return {};
    if (*proposal.replaced_by == c.id<RegimeId>())
        return invalid("/replaced_by: a regime cannot replace itself", "/replaced_by");
    TZ_TRY(const auto* next, need_state<RegimeState>(c, *proposal.replaced_by, "/replaced_by"));
    if (next->repealed)
        return invalid("/replaced_by: regime '" + proposal.replaced_by->value + "' was repealed itself",
                       "/replaced_by");
    return {};
}

}  // namespace taizhang
