#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/regime/read.hpp"

#include <taizhang/text.hpp>

namespace taizhang {

namespace {

Status check_text_and_digest(const std::string& text, const Digest& digest) {
    TZ_CHECK(check_text(text, "/text", max_regime_characters));
    const auto actual = sha256({text});
    if (digest == actual) return {};
    return invalid("/digest: the text's SHA-256 is " + actual.to_string() + ", but " + digest.to_string() +
                       " came; send the text and the digest of the same file",
                   "/digest");
}

/// What the text says of itself must be what the command says of it.
Status check_same(const std::string& key, const std::string& in_text, const std::string& path,
                  const std::string& expected) {
    if (in_text == expected) return {};
    return invalid("/text: " + key + " = " + quote(in_text) + " stands in the text, but " + path + " is " +
                       quote(expected) + "; make them the same",
                   "/text");
}

Result<regime::Rules> read_rules(const std::string& text) {
    auto rules = regime::read(text, "/text");
    if (rules) return rules;
    return rules.error().with("path", json_text("/text"));
}

/// The working days that the rules refer to must be there, in force, and working days.
Status check_calendar(const regime::Rules& rules, const Case& c) {
    if (!rules.calendar_regime) return {};
    const auto refuse = [&](const std::string& why) {
        return refused("/text: calendar = " + quote(*rules.calendar_regime) + why).with("path", "/text");
    };
    const auto* calendar = find_state<RegimeState>(c.context.directory, RegimeId{*rules.calendar_regime});
    if (!calendar) return refuse(" names no regime; adopt the working days under that id first");
    if (calendar->repealed) return refuse(" was repealed; name one that holds");
    if (!calendar->rules || calendar->system != "calendar")
        return refuse(" is no calendar but of system " + quote(calendar->system) +
                      "; name a regime whose system is \"calendar\"");
    return {};
}

Status check_in_force(const RegimeState& state) {
    if (!state.repealed) return {};
    return refused("regime '" + state.title + "' was repealed; adopt a new one");
}

}  // namespace

Status decide(const RegimeState&, const regime::Adopted& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_text(proposal.system, "/system", max_key_characters));
    TZ_CHECK(check_text_and_digest(proposal.text, proposal.digest));
    TZ_TRY(const auto rules, read_rules(proposal.text));
    TZ_CHECK(check_same("system", rules.system, "/system", proposal.system));
    TZ_CHECK(check_same("title", rules.title, "/title", proposal.title));
    return check_calendar(rules, c);
}

Status decide(const RegimeState& state, const regime::Amended& proposal, const Case& c) {
    TZ_CHECK(check_in_force(state));
    TZ_CHECK(check_text_and_digest(proposal.text, proposal.digest));
    if (proposal.digest == state.digest) return refused("the text is the one that holds already; nothing would change");
    TZ_TRY(const auto rules, read_rules(proposal.text));
    TZ_CHECK(check_same("system", rules.system, "the regime's system, which an amendment keeps,", state.system));
    TZ_CHECK(check_same("title", rules.title, "the regime's title, which an amendment keeps,", state.title));
    return check_calendar(rules, c);
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
