#include "src/domain/deciders.hpp"

namespace taizhang {

void fold(AccessState& state, const access::Refused& event, const EventHeader&) {
    state.refusals += event.count;
}

namespace {

constexpr std::size_t max_address_characters = 64, max_method_characters = 64;

Status check_day(const Case& c) {
    if (Date::parse(c.stream.id())) return {};
    return invalid(
        "/access: what was refused stands under its day, such as access/2026-11-22, got '" + c.stream.value + "'",
        "/access");
}

}  // namespace

Status decide(const AccessState&, const access::Refused& proposal, const Case& c) {
    TZ_CHECK(check_day(c));
    TZ_CHECK(check_length(proposal.address.value_or(""), "/address", max_address_characters));
    TZ_CHECK(check_length(proposal.method.value_or(""), "/method", max_method_characters));
    if (proposal.count == 0) return invalid("/count: expected at least 1, got 0", "/count");
    if (proposal.last_at < proposal.first_at)
        return invalid(
            "/last_at: " + proposal.last_at.to_string() + " is before /first_at, " + proposal.first_at.to_string(),
            "/last_at");
    return {};
}

}  // namespace taizhang
