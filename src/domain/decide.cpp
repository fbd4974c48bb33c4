#include "src/domain/access.hpp"
#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/state_of.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang {

namespace {

/// What must be so before a command can be thought about.
enum class Existence { absent, present, either };

template <class E>
constexpr Existence existence = Existence::present;
template <>
constexpr Existence existence<unit::Registered> = Existence::absent;
template <>
constexpr Existence existence<person::Enrolled> = Existence::absent;
template <>
constexpr Existence existence<account::Opened> = Existence::absent;
template <>
constexpr Existence existence<regime::Adopted> = Existence::absent;
template <>
constexpr Existence existence<ledger::Opened> = Existence::absent;
template <>
constexpr Existence existence<item::Entered> = Existence::absent;
template <>
constexpr Existence existence<report::Submitted> = Existence::either;  // again, after a return

Status check_stream(const Aggregate& aggregate, const EventInfo& info) {
    if (aggregate.stream.category() == info.category) return {};
    return invalid("/stream: " + std::string(info.command) + " acts on a stream such as " + std::string(info.category) +
                       "/…, got '" + aggregate.stream.value + "'",
                   "/stream");
}

Status check_existence(const Aggregate& aggregate, Existence needed) {
    const std::string what(aggregate.stream.category()), id(aggregate.stream.id());
    if (needed == Existence::present && !aggregate.exists())
        return not_found("there is no " + what + " '" + id + "'; check the id");
    if (needed == Existence::absent && aggregate.exists())
        return Error{ErrorCode::conflict, what + " '" + id + "' exists already; choose another id"}.with(
            "version", aggregate.version);
    return {};
}

Status check_actor(const Aggregate& aggregate, const Event& proposal, const Context& context) {
    const auto* account = find_state<AccountState>(context.directory, context.actor.account);
    if (account && account->closed)
        return forbidden("account '" + context.actor.account.value + "' is closed and acts no more");
    if (acting_role(aggregate, proposal, context)) return {};
    std::string roles, separator;
    for (const auto role : context.roles) {
        roles += separator + reflect::enum_name(role);
        separator = ", ";
    }
    const auto unit = context.actor.unit ? "unit '" + context.actor.unit->value + "'" : std::string("no unit");
    return forbidden("account '" + context.actor.account.value + "' (" + (roles.empty() ? "no role" : roles) + "; " +
                     unit + ") may not do this here: " + who_may(info_of(proposal).command));
}

Status check_reason(const EventInfo& info, const Context& context) {
    if (needs_reason(info.command) && !check_text(context.reason, "/reason", max_reason_characters)) {
        if (count_characters(context.reason) <= max_reason_characters)
            return invalid("/reason: " + std::string(info.command) + " changes history, so say why", "/reason");
    }
    return check_length(context.reason, "/reason", max_reason_characters);
}

Status check_effective(const Context& context) {
    if (context.effective <= context.now) return {};
    return invalid("/effective_at: " + context.effective.to_string() + " is later than now, " +
                       context.now.to_string() + "; what has not happened yet cannot be recorded",
                   "/effective_at");
}

Status check_common(const Aggregate& aggregate, const Event& proposal, const Context& context) {
    const auto& info = info_of(proposal);
    TZ_CHECK(check_stream(aggregate, info));
    TZ_CHECK(check_actor(aggregate, proposal, context));
    TZ_CHECK(check_reason(info, context));
    return check_effective(context);
}

template <class E>
Result<std::vector<Event>> decide_one(const Aggregate& aggregate, const E& proposal, const Case& c) {
    using S = StateOf<E>;
    static const S nothing_yet{};
    TZ_CHECK(check_existence(aggregate, existence<E>));
    const auto* state = std::get_if<S>(&aggregate.state);
    const auto& known = state ? *state : nothing_yet;
    std::vector<Event> events;
    if constexpr (std::is_same_v<decltype(decide(known, proposal, c)), Status>) {
        TZ_CHECK(decide(known, proposal, c));
        events.emplace_back(proposal);
    } else {
        TZ_TRY(E completed, decide(known, proposal, c));
        events.emplace_back(std::move(completed));
    }
    return events;
}

}  // namespace

Result<std::vector<Event>> decide(const Aggregate& aggregate, const Event& proposal, const Context& context) {
    TZ_CHECK(check_common(aggregate, proposal, context));
    const Case c{aggregate.stream, context};
    return std::visit([&](const auto& e) { return decide_one(aggregate, e, c); }, proposal);
}

}  // namespace taizhang
