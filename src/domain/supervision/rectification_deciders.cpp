// 限期整改 (S1.7): the unit reports, the supervision office accepts or rejects, and what time brings meanwhile.
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

namespace taizhang {

namespace {

constexpr std::string_view rectification_clause = "S1.7";

std::string order_name(const Case& c) {
    return "rectification '" + std::string(c.stream.id()) + "'";
}

Status check_stage(const RectificationState& state, RectificationStage needed, const Case& c) {
    if (state.stage == needed) return {};
    const char* is = "";
    switch (state.stage) {
        case RectificationStage::open:
            is = " is open: the unit has reported no finished result yet (rectification.report)";
            break;
        case RectificationStage::reported:
            is = " is reported and waits to be accepted or rejected";
            break;
        case RectificationStage::accepted:
            is = " was accepted already";
            break;
        case RectificationStage::withdrawn:
            is = " was withdrawn";
            break;
    }
    return refused(order_name(c) + is, rectification_clause);
}

/// A result waits to be judged, by somebody else than whoever reported it.
Status check_judgeable(const RectificationState& state, const Case& c) {
    TZ_CHECK(check_stage(state, RectificationStage::reported, c));
    if (state.reported_by != c.context.actor.account) return {};
    return refused("whoever reported a rectification does not judge it; leave it to another account",
                   rectification_clause);
}

Status check_its_deadline(const RectificationState& state, Date named, const std::string& path) {
    if (named == state.deadline) return {};
    return invalid(path + ": the deadline is " + state.deadline.to_string() + ", not " + named.to_string(), path);
}

}  // namespace

Status decide(const RectificationState& state, const rectification::Reported& proposal, const Case& c) {
    TZ_TRY(const auto unit, own_unit(c, std::nullopt));
    if (!acts_for(c.context.directory, unit, state.unit))
        return refused(order_name(c) + " was ordered from '" + state.unit.value +
                           "'; that unit, or whoever follows it, " + "reports the result, not '" + unit.value + "'",
                       rectification_clause);
    TZ_CHECK(check_stage(state, RectificationStage::open, c));
    return check_text(proposal.result, "/result");
}

Status decide(const RectificationState& state, const rectification::Accepted& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const RectificationState& state, const rectification::Rejected& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    if (proposal.deadline) TZ_CHECK(check_ahead(*proposal.deadline, "/deadline", c));
    return {};
}

Status decide(const RectificationState& state, const rectification::Extended& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, RectificationStage::open, c));
    if (proposal.to <= state.deadline)
        return invalid("/to: expected a day after the present deadline, " + state.deadline.to_string() + ", got " +
                           proposal.to.to_string(),
                       "/to");
    return check_ahead(proposal.to, "/to", c);
}

Status decide(const RectificationState& state, const rectification::Withdrawn& proposal, const Case& c) {
    TZ_CHECK(check_not_by_approver_alone(c, "rectification.withdraw"));
    if (state.stage != RectificationStage::reported) TZ_CHECK(check_stage(state, RectificationStage::open, c));
    return check_text(proposal.note, "/note");
}

Status decide(const RectificationState& state, const rectification::Reminded& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, RectificationStage::open, c));
    TZ_CHECK(check_its_deadline(state, proposal.due, "/due"));
    if (today(c) > state.deadline)
        return invalid("/due: " + proposal.due.to_string() + " is over, and to be told of it now helps nobody", "/due");
    const auto left = (state.deadline.days() - today(c).days()).count();
    if (left != proposal.days)
        return invalid("/days: " + std::to_string(left) + " are left, not " + std::to_string(proposal.days), "/days");
    if (!state.reminded || state.reminded->due != proposal.due || proposal.days < state.reminded->days) return {};
    return refused("/days: reminded already, with " + std::to_string(state.reminded->days) + " days left",
                   rectification_clause)
        .with("path", "/days");
}

Status decide(const RectificationState& state, const rectification::FellOverdue& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, RectificationStage::open, c));
    TZ_CHECK(check_its_deadline(state, proposal.deadline, "/deadline"));
    if (c.context.now <= end_of_day(state.deadline))
        return invalid("/deadline: " + state.deadline.to_string() + " has not ended yet", "/deadline");
    if (state.overdue_since != state.deadline) return {};
    return refused("/deadline: that " + state.deadline.to_string() + " passed is recorded already",
                   rectification_clause)
        .with("path", "/deadline");
}

}  // namespace taizhang
