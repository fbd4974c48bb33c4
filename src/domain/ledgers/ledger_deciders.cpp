#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

constexpr int first_year = 2000, last_year = 2100;
constexpr int last_due_day = 28;  // every month has it

Status check_due_day(int day) {
    if (day >= 1 && day <= last_due_day) return {};
    return invalid("/report_due_day: expected a day from 1 to 28, which every month has, got " + std::to_string(day),
                   "/report_due_day");
}

Status check_regime(const std::optional<RegimeId>& regime, const Case& c) {
    if (!regime) return {};
    TZ_TRY(const auto* state, need_state<RegimeState>(c, *regime, "/regime"));
    if (state->system == "calendar")
        return refused("/regime: '" + regime->value +
                       "' holds working days, to which regimes refer; name one that ledgers run under")
            .with("path", "/regime");
    if (!state->repealed) return {};
    return refused("/regime: regime '" + regime->value + "' was repealed; name one that holds").with("path", "/regime");
}

Status check_parent(const std::optional<LedgerId>& parent, const Case& c) {
    if (!parent) return {};
    TZ_CHECK(open_ledger(c, *parent, "/parent"));
    return {};
}

Status check_still_open(const LedgerState& state) {
    if (!state.closed) return {};
    return refused("ledger '" + state.title + "' is closed; nothing in it can change any more", "S1.5");
}

}  // namespace

Status decide(const LedgerState&, const ledger::Opened& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    if (proposal.year < first_year || proposal.year > last_year)
        return invalid("/year: expected a year from 2000 to 2100, got " + std::to_string(proposal.year), "/year");
    TZ_CHECK(need_active_unit(c, proposal.holder, "/holder"));
    TZ_CHECK(check_parent(proposal.parent, c));
    TZ_CHECK(check_regime(proposal.regime, c));
    if (proposal.document) TZ_CHECK(check_document(*proposal.document, "/document"));
    TZ_CHECK(check_chapters(proposal.chapters, "/chapters"));
    return check_due_day(proposal.report_due_day);
}

Status decide(const LedgerState& state, const ledger::Amended& proposal, const Case& c) {
    TZ_CHECK(check_still_open(state));
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_regime(proposal.regime, c));
    if (proposal.report_due_day) TZ_CHECK(check_due_day(*proposal.report_due_day));
    const bool changes = (proposal.title && *proposal.title != state.title) ||
                         (proposal.regime && proposal.regime != state.regime) ||
                         (proposal.report_due_day && *proposal.report_due_day != state.report_due_day);
    if (!changes) return refused("nothing would change; name a title, regime or report_due_day other than the present");
    return {};
}

}  // namespace taizhang
