// 节奏: what the regime asks for at its time, kept, missed and reminded of (S1.8, S5.2, S6.5-S6.9, S8.3, S8.7, S9.1).
//
// An occurrence belongs to the ledger of the year in which its day lies, whatever it is about: the list of last year's
// enterprises that falls due in February, and the plan of next year's projects in October, are this year's work. So
// each has one ledger, and none falls between two.
#include "src/domain/ledgers/year_deciders.hpp"
#include "src/domain/ledgers/year_dues.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

using regime::Occurrence;
using regime::Rhythm;

constexpr std::size_t max_by = 50;

Error refused_by(const Rhythm& rhythm, std::string message) {
    return refused(std::move(message), rhythm.clause.value_or(std::string()));
}

std::string name_of(const Rhythm& rhythm, const std::string& occasion) {
    return "'" + rhythm.name + "' of " + occasion;
}

/// "'周通报', '月调度会'"
std::string known_names(const regime::Rules& rules) {
    std::string names;
    for (const auto& each : rules.rhythms) names += (names.empty() ? "'" : ", '") + each.name + "'";
    return names;
}

Result<const Rhythm*> need_rhythm(const LedgerYear& year, const std::string& name) {
    if (const auto* found = year.rules.find_rhythm(name)) return found;
    const auto known = known_names(year.rules);
    return refused(
               "/rhythm: the ledger's regime knows no rhythm '" + name + "'; " +
               (known.empty() ? std::string("it has none: name a regime that has, or amend it") : "it has " + known))
        .with("path", "/rhythm");
}

std::optional<Occurrence> find_occurrence(const Rhythm& rhythm, const std::string& label, int year,
                                          const regime::Calendar& calendar) {
    const auto all = regime::occurrences(rhythm, year, calendar);
    const auto found = std::ranges::find(all, label, &Occurrence::label);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

Error no_such_occasion(const Rhythm& rhythm, const std::string& occasion, const LedgerYear& year) {
    const auto all = regime::occurrences(rhythm, year.ledger.year, year.calendar);
    const auto known =
        all.empty() ? std::string("no day at all") : "'" + all.front().label + "' to '" + all.back().label + "'";
    auto message = "/occasion: '" + rhythm.name + "' has in " + std::to_string(year.ledger.year) + " " + known +
                   ", and no '" + occasion + "'";
    for (const int other : {year.ledger.year - 1, year.ledger.year + 1}) {
        const auto elsewhere = find_occurrence(rhythm, occasion, other, year.calendar);
        if (!elsewhere) continue;
        message += "; that one is due on " + elsewhere->due.to_string() + ": record it in the ledger of " +
                   std::to_string(other);
    }
    return refused_by(rhythm, message).with("path", "/occasion");
}

/// What the regime asks for, and which time of it.
struct Asked {
    const Rhythm& rhythm;
    Occurrence occurrence;
};

Result<Asked> need_asked(const LedgerState& state, const std::string& name, const std::string& occasion,
                         const Case& c) {
    if (state.closed)
        return refused("ledger '" + state.title + "' is closed; nothing in it can change any more", "S1.5");
    const auto year = year_of(c, state);
    TZ_TRY(const auto* rhythm, need_rhythm(year, name));
    if (auto found = find_occurrence(*rhythm, occasion, state.year, year.calendar))
        return Asked{*rhythm, std::move(*found)};
    return no_such_occasion(*rhythm, occasion, year);
}

const LedgerState::Rhythm* find_recorded(const LedgerState& state, const std::string& name,
                                         const std::string& occasion) {
    const auto found = std::ranges::find_if(
        state.rhythms, [&](const auto& each) { return each.name == name && each.occasion == occasion; });
    return found == state.rhythms.end() ? nullptr : &*found;
}

Status check_not_kept(const LedgerState& state, const Asked& asked) {
    const auto* recorded = find_recorded(state, asked.rhythm.name, asked.occurrence.label);
    if (!recorded || !recorded->kept) return {};
    return refused_by(asked.rhythm, name_of(asked.rhythm, asked.occurrence.label) + " is recorded as kept already");
}

Status check_due(const Asked& asked, Date due) {
    if (asked.occurrence.due == due) return {};
    return refused_by(asked.rhythm, "/due: " + name_of(asked.rhythm, asked.occurrence.label) + " is due on " +
                                        asked.occurrence.due.to_string() + ", not on " + due.to_string())
        .with("path", "/due");
}

/// The ledger that a thing is of; nothing for what is of none, and for what nothing is kept by.
struct LedgerOf {
    const Directory& directory;

    std::optional<LedgerId> operator()(const BulletinState& state) const {
        if (state.ledger || !state.review) return state.ledger;
        const auto* review = find_state<ReviewState>(directory, *state.review);
        return review ? review->plan.ledger : std::nullopt;
    }
    std::optional<LedgerId> operator()(const ReviewState& state) const { return state.plan.ledger; }
    std::optional<LedgerId> operator()(const InspectionState& state) const { return state.plan.ledger; }
    std::optional<LedgerId> operator()(const AssessmentState& state) const { return state.opened.ledger; }
    std::optional<LedgerId> operator()(const ReportState& state) const { return state.ledger; }
    std::optional<LedgerId> operator()(const ItemState& state) const { return state.ledger; }
    std::optional<LedgerId> operator()(const AccountabilityState& state) const { return state.ledger; }
    template <class S>
    std::optional<LedgerId> operator()(const S&) const {
        return std::nullopt;
    }
};

constexpr std::string_view kept_by[] = {"bulletin", "review", "inspection",    "assessment",
                                        "report",   "item",   "accountability"};

Status check_by(const StreamId& stream, const std::string& at, const Case& c) {
    if (std::ranges::find(kept_by, stream.category()) == std::end(kept_by))
        return invalid(at +
                           ": expected a bulletin, a review, an inspection, an assessment, a report, an item or a "
                           "measure of accountability, got '" +
                           stream.value + "'",
                       at);
    const auto& aggregate = c.context.directory.get(stream);
    if (!aggregate.exists())
        return not_found(at + ": there is no '" + stream.value + "'; check the id, or enter it first")
            .with("path", json_text(at));
    const auto ledger = std::visit(LedgerOf{c.context.directory}, static_cast<const StateVariant&>(aggregate.state));
    if (ledger == c.id<LedgerId>()) return {};
    return refused(at + ": '" + stream.value + "' is " +
                   (ledger ? "of ledger '" + ledger->value + "'" : std::string("of no ledger")) + ", not of '" +
                   std::string(c.stream.id()) + "'")
        .with("path", json_text(at));
}

Status check_by(const std::vector<StreamId>& by, const Case& c) {
    TZ_CHECK(check_count(by.size(), "/by", max_by));
    std::set<StreamId> seen;
    for (std::size_t i = 0; i < by.size(); ++i) {
        const auto at = element_path("/by", i);
        if (!seen.insert(by[i]).second)
            return invalid(at + ": '" + by[i].value + "' stands in the list twice; name it once", at);
        TZ_CHECK(check_by(by[i], at, c));
    }
    return {};
}

Status check_on(const Asked& asked, Date on, const Case& c) {
    TZ_CHECK(check_happened(on, "/on", c));
    if (on >= asked.occurrence.begins) return {};
    return refused_by(asked.rhythm, "/on: " + name_of(asked.rhythm, asked.occurrence.label) + " begins on " +
                                        asked.occurrence.begins.to_string() + "; it was not kept on " + on.to_string())
        .with("path", "/on");
}

Status check_days_left(const Asked& asked, Date due, std::uint16_t days, Time now) {
    const auto left = (due.days() - china_date(now).days()).count();
    if (left < 0) return refused_by(asked.rhythm, due.to_string() + " is past; nobody is reminded of it any more");
    if (left <= days) return {};
    return refused_by(asked.rhythm, "/days: " + std::to_string(left) + " days are left until " + due.to_string() +
                                        ", not " + std::to_string(days))
        .with("path", "/days");
}

}  // namespace

/// Also what was recorded as missed: late is better than never.
Result<ledger::RhythmKept> decide(const LedgerState& state, const ledger::RhythmKept& proposal, const Case& c) {
    TZ_TRY(const auto asked, need_asked(state, proposal.rhythm, proposal.occasion, c));
    TZ_CHECK(check_not_kept(state, asked));
    TZ_CHECK(check_on(asked, proposal.on, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_by(proposal.by, c));
    auto kept = proposal;
    kept.late = proposal.on > asked.occurrence.due;
    return kept;
}

Status decide(const LedgerState& state, const ledger::RhythmMissed& proposal, const Case& c) {
    TZ_TRY(const auto asked, need_asked(state, proposal.rhythm, proposal.occasion, c));
    TZ_CHECK(check_not_kept(state, asked));
    TZ_CHECK(check_due(asked, proposal.due));
    if (!has_ended(proposal.due, c.context.now))
        return refused_by(asked.rhythm, "the due day, " + proposal.due.to_string() + ", has not ended yet");
    const auto* recorded = find_recorded(state, proposal.rhythm, proposal.occasion);
    if (!recorded || !recorded->missed) return {};
    return refused_by(asked.rhythm, name_of(asked.rhythm, proposal.occasion) + " is recorded as missed already");
}

Status decide(const LedgerState& state, const ledger::RhythmReminded& proposal, const Case& c) {
    TZ_TRY(const auto asked, need_asked(state, proposal.rhythm, proposal.occasion, c));
    TZ_CHECK(check_not_kept(state, asked));
    TZ_CHECK(check_due(asked, proposal.due));
    TZ_CHECK(check_days_left(asked, proposal.due, proposal.days, c.context.now));
    const auto* recorded = find_recorded(state, proposal.rhythm, proposal.occasion);
    if (!recorded || !recorded->reminded || proposal.days < *recorded->reminded) return {};
    return refused_by(asked.rhythm, "this reminder was given already; each is given once");
}

}  // namespace taizhang
