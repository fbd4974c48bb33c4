#include "src/domain/deciders.hpp"
#include "src/domain/redaction/substitute.hpp"

#include <array>
#include <charconv>

namespace taizhang {

namespace {

/// Of these nothing is removed: they say who may act, under which rules, and what was removed and signed.
constexpr std::array lasting{"account", "regime", "redaction", "log"};

Result<Position> target_of(const Case& c) {
    const std::string id(c.stream.id());
    Position position = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), position);
    if (error == std::errc() && end == id.data() + id.size() && std::to_string(position) == id) return position;
    return invalid(
        "/stream: expected redaction/<position of the event>, such as redaction/812, got '" + c.stream.value + "'",
        "/stream");
}

Result<PlacedEvent> target_event(const Case& c) {
    TZ_TRY(const auto position, target_of(c));
    TZ_TRY(auto placed, c.context.directory.event_at(position));
    const auto category = placed.header.stream.category();
    if (std::ranges::find(lasting, category) == lasting.end()) return placed;
    return refused("/stream: event " + std::to_string(position) + " stands in " + placed.header.stream.value +
                   "; of accounts, regimes, keys and redactions nothing is removed")
        .with("path", "/stream");
}

/// Four eyes: two people, and both are known. Accounts alone prove nothing, for one person may have several.
Status check_other_person(const Actor& first, const Actor& second) {
    for (const auto* who : {&first, &second}) {
        if (who->person) continue;
        return forbidden(
            "account '" + who->account.value +
            "' names no person, so nobody can tell that two people decide on this redaction; open an "
            "account for an enrolled person (account.open with /person)" +
            (who == &first ? ", decline this request and ask again with that one" : " and approve with that one"));
    }
    if (first.account != second.account && first.person != second.person) return {};
    return forbidden("account '" + first.account.value + "' of person '" + first.person->value +
                     "' asked for this redaction; another person's account must approve it");
}

redaction::Execution executed(const RedactionState::Request& request, const PlacedEvent& target, const Event& left) {
    return {.requested_by = request.by.account,
            .requester_name = request.by.name,
            .requested = request.at,
            .request_reason = request.reason,
            .rule = request.rule,
            .members = request.members,
            .stream = target.header.stream,
            .stream_version = target.header.stream_version,
            .schema = info_of(left).schema,
            .substitute = to_base64(encode_event(left))};
}

Status check_open(const RedactionState& state) {
    if (state.open) return {};
    return refused("no request to redact this event is open; send redaction.request first");
}

}  // namespace

Status decide(const RedactionState& state, const redaction::Requested& proposal, const Case& c) {
    if (state.open)
        return refused("account '" + state.open->by.account.value +
                       "' has asked for a redaction of this event already; approve or decline that one first");
    TZ_CHECK(check_text(proposal.rule, "/rule", max_title_characters));
    TZ_TRY(const auto target, target_event(c));
    TZ_CHECK(substitute_for(target.event, proposal.members));
    return {};
}

Result<redaction::Approved> decide(const RedactionState& state, const redaction::Approved& proposal, const Case& c) {
    if (proposal.execution)
        return invalid("/execution: this is filled in when the approval is decided; leave it out", "/execution");
    TZ_CHECK(check_open(state));
    TZ_CHECK(check_other_person(state.open->by, c.context.actor));
    TZ_TRY(const auto target, target_event(c));
    TZ_TRY(const auto left, substitute_for(target.event, state.open->members));
    return redaction::Approved{executed(*state.open, target, left)};
}

Status decide(const RedactionState& state, const redaction::Declined&, const Case&) {
    return check_open(state);
}

}  // namespace taizhang
