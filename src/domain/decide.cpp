#include "src/domain/access.hpp"
#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/state_of.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang {

namespace {

/// What must be so before a command can be thought about.
enum class Existence { absent, present, either };

/// Begin a stream.
using Beginnings =
    boost::mp11::mp_list<unit::Registered, person::Enrolled, account::Opened, regime::Adopted, ledger::Opened,
                         item::Entered, inspection::Scheduled, rectification::Ordered, accountability::Proposed,
                         review::Scheduled, bulletin::Issued, admission::Filed, assessment::Opened>;
/// Begin one or go on with it: a report is submitted again after a return, and may come in before it falls due; an
/// event may be redacted more than once; the first key of a log stands in no event.
using Either = boost::mp11::mp_list<report::Submitted, report::FellDue, redaction::Requested, log::KeyAdopted,
                                    log::KeyRetired, access::Refused>;

template <class E>
constexpr Existence existence = boost::mp11::mp_contains<Beginnings, E>::value ? Existence::absent
                                : boost::mp11::mp_contains<Either, E>::value   ? Existence::either
                                                                               : Existence::present;

Status check_stream(const Aggregate& aggregate, const EventInfo& info) {
    // An id that a decider makes or is given never went through a parser, and a log stops writing at a name that it
    // cannot keep.
    if (aggregate.stream.category() == info.category) return check_id(aggregate.stream.id());
    return invalid("/stream: " + std::string(info.command) + " acts on a stream such as " + std::string(info.category) +
                       "/…, got '" + aggregate.stream.value + "'",
                   "/stream");
}

Status check_existence(const Aggregate& aggregate, Existence needed) {
    const bool fits = needed == Existence::either || aggregate.exists() == (needed == Existence::present);
    if (fits) return {};
    const std::string what(aggregate.stream.category()), id(aggregate.stream.id());
    if (needed == Existence::present) return not_found("there is no " + what + " '" + id + "'; check the id");
    return Error{ErrorCode::conflict, what + " '" + id + "' exists already; choose another id"}.with("version",
                                                                                                     aggregate.version);
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

/// What a decider's answer brings about, whatever kind of answer it gives.
template <class E>
Result<Decision<E>> full_decision(const E& proposal, const Status& allowed) {
    if (!allowed) return allowed.error();
    return Decision<E>{proposal, {}, {}};
}
template <class E>
Result<Decision<E>> full_decision(const E&, Result<E> completed) {
    if (!completed) return completed.error();
    return Decision<E>{std::move(*completed), {}, {}};
}
template <class E>
Result<Decision<E>> full_decision(const E&, Result<Decision<E>> decision) {
    return decision;
}

/// A refusal of an effect, told as one of the command that would have brought it about.
Error refusal_at(const std::string& path, Error error) {
    if (path.empty()) return error;
    const auto* inner = error.details.if_contains("path");
    const auto at = path + (inner && inner->is_string() ? std::string(inner->as_string()) : std::string());
    error.message = path + ": " + error.message;
    return std::move(error).with("path", json_text(at));
}

Status add_effects(const std::vector<Effect>& effects, const Case& c, std::vector<Happening>& happenings) {
    if (effects.empty()) return {};  // as of most commands, whose context need not be copied
    auto context = c.context;
    context.brought_about_by = c.stream;
    for (const auto& effect : effects) {
        auto decided = decide(context.directory.get(effect.stream), effect.proposal, context);
        if (!decided) return refusal_at(effect.path, decided.error());
        for (auto& happening : *decided) happenings.push_back(std::move(happening));
    }
    return {};
}

template <class E>
Result<std::vector<Happening>> decide_one(const Aggregate& aggregate, const E& proposal, const Case& c) {
    using S = StateOf<E>;
    static const S nothing_yet{};
    TZ_CHECK(check_existence(aggregate, existence<E>));
    const auto* state = std::get_if<S>(&aggregate.state);
    const auto& known = state ? *state : nothing_yet;
    TZ_TRY(Decision<E> decision, full_decision<E>(proposal, decide(known, proposal, c)));
    std::vector<Happening> happenings;
    happenings.push_back({aggregate.stream, std::move(decision.event)});
    for (auto& event : decision.then) happenings.push_back({aggregate.stream, std::move(event)});
    TZ_CHECK(add_effects(decision.elsewhere, c, happenings));
    return happenings;
}

}  // namespace

Result<std::vector<Happening>> decide(const Aggregate& aggregate, const Event& proposal, const Context& context) {
    TZ_CHECK(check_common(aggregate, proposal, context));
    const Case c{aggregate.stream, context};
    return std::visit([&](const auto& e) { return decide_one(aggregate, e, c); }, proposal);
}

}  // namespace taizhang
