#include "projections/assessment/assessments.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

#include <algorithm>

namespace taizhang {

using rows::AssessedIndicator;
using rows::AssessmentRow;
using rows::AssessmentState;

/// Hidden, by the assessment: which units have a figure, and what the result says is owed.
struct AssessmentMemory {
    struct Filed {
        std::string indicator;
        std::vector<UnitId> units;
    };
    struct Missed {
        UnitId unit;
        std::vector<std::string> indicators;
        bool place = false;
    };
    std::vector<Filed> filed;
    std::vector<Missed> missed;
};
BOOST_DESCRIBE_STRUCT(AssessmentMemory::Filed, (), (indicator, units))
BOOST_DESCRIBE_STRUCT(AssessmentMemory::Missed, (), (unit, indicators, place))
BOOST_DESCRIBE_STRUCT(AssessmentMemory, (), (filed, missed))

namespace {

/// One event, with everything that its overload may need.
struct FoldAssessment {
    AssessmentRow& row;
    AssessmentMemory& memory;
    const SchemeMemory& scheme;
    const EventHeader& header;

    void operator()(const assessment::Opened& e) const {
        row.assessment = AssessmentId{std::string(header.stream.id())};
        row.ledger = e.ledger;
        row.regime = e.regime;
        row.scheme = e.scheme;
        row.scheme_title = scheme.title;
        row.title = e.title;
        row.occasion = e.occasion;
        row.groups = scheme.groups;
        row.units = e.units;
        row.statement_to = scheme.statement_to;
        for (const auto& one : scheme.indicators) {
            AssessedIndicator indicator;
            indicator.indicator = one.indicator;
            indicator.name = one.name;
            indicator.unit_of_measure = one.unit_of_measure;
            indicator.weight = one.weight;
            indicator.judged = one.judged;
            indicator.counted = one.counted;
            indicator.providers = one.providers;
            indicator.clause = one.clause;
            row.indicators.push_back(std::move(indicator));
        }
        row.opened_at = header.recorded;
        row.opened_by = header.actor.name;
    }
    void operator()(const assessment::TargetsSet& e) const {
        const auto found = std::ranges::find(row.indicators, e.indicator, &AssessedIndicator::indicator);
        if (found == row.indicators.end()) return;
        found->targets_in = e.unit_of_measure;
        found->total = e.total;
        found->difference = e.difference;
        found->targets = e.targets;
        found->position = header.position;
        Decimal sum;
        for (const auto& target : e.targets) sum = add(sum, target.value).value();
        found->sum = sum;
    }
    void operator()(const assessment::ScoreFiled& e) const {
        auto found = std::ranges::find(memory.filed, e.indicator, &AssessmentMemory::Filed::indicator);
        if (found == memory.filed.end()) found = memory.filed.insert(found, {e.indicator, {}});
        if (std::ranges::count(found->units, e.unit) == 0) found->units.push_back(e.unit);
    }
    void operator()(const assessment::ScoreCorrected&) const {}
    void operator()(const assessment::PointsGiven& e) const {
        row.given.push_back(
            {e.unit, e.rule, e.points, e.grounds, e.evidence, header.position, header.recorded, header.actor.name});
    }
    void operator()(const assessment::AwardBarred& e) const {
        row.barred.push_back(
            {e.unit, e.rule, e.grounds, e.evidence, header.position, header.recorded, header.actor.name});
    }
    void operator()(const assessment::Concluded& e) const {
        row.state = AssessmentState::concluded;
        row.concluded = header.position;
        row.concluded_at = header.recorded;
        row.concluded_by = header.actor.name;
        row.note = e.note;
        for (const auto& award : e.awards) give(award, false);
        memory.missed.clear();
        for (const auto& standing : e.standings) owe(standing);
    }
    void operator()(const assessment::AwardGranted& e) const { give(e.award, true); }
    void operator()(const assessment::ResultApplied& e) const {
        row.applied.push_back(
            {e.use, e.subject, e.text, e.points, header.position, header.recorded, header.actor.name});
    }
    void operator()(const assessment::StatementFiled& e) const {
        row.statements.push_back(
            {e.unit, e.indicators, e.text, e.measures, header.position, header.recorded, header.actor.name});
    }
    /// What stood on the result goes with it; the audit trail and the rows' history keep it.
    void operator()(const assessment::Reopened& e) const {
        row.former.push_back({row.concluded.value_or(0), row.concluded_at.value_or(Time()), header.position,
                              header.recorded, header.actor.name, header.reason, e.because});
        row.state = AssessmentState::reopened;
        row.awards.clear();
        row.applied.clear();
        row.note.reset();
        row.concluded.reset();
        row.concluded_at.reset();
        row.concluded_by.reset();
        memory.missed.clear();
    }

    void give(const assessment::Award& award, bool judged) const {
        row.awards.push_back({award.award, scheme.award_name(award.award), award.unit, award.prize, award.grounds,
                              judged, header.position});
    }
    void owe(const assessment::Standing& standing) const {
        AssessmentMemory::Missed missed{standing.unit, standing.missed, false};
        missed.place = std::erase(missed.indicators, std::string()) > 0;
        if (missed.place || !missed.indicators.empty()) memory.missed.push_back(std::move(missed));
    }
};

/// Whether a figure is to come: of what is measured by targets, from those that have one. Where projects are counted,
/// none is a figure as well.
bool is_asked(const AssessedIndicator& indicator, const UnitId& unit) {
    if (indicator.counted) return false;
    if (indicator.judged) return true;
    return std::ranges::find(indicator.targets, unit, &assessment::UnitTarget::unit) != indicator.targets.end();
}

void list_missing(const FoldAssessment& fold, const Rows& rows, AssessedIndicator& indicator) {
    const auto found = std::ranges::find(fold.memory.filed, indicator.indicator, &AssessmentMemory::Filed::indicator);
    const auto units = found == fold.memory.filed.end() ? std::vector<UnitId>() : found->units;
    indicator.filed = static_cast<std::uint32_t>(units.size());
    indicator.missing.clear();
    const auto* rule = fold.scheme.find_indicator(indicator.indicator);
    for (const auto& unit : fold.row.units) {
        if (rule && std::ranges::count(units, unit.unit) == 0 && is_asked(indicator, unit.unit) &&
            is_measured(rows, *rule, unit))
            indicator.missing.push_back(unit.unit);
    }
}

/// Of the indicator that the event is about; of all when the assessment begins.
template <class E>
void count_missing(const FoldAssessment& fold, const Rows& rows, const E& event) {
    constexpr bool about_one = OneOf<E, assessment::TargetsSet, assessment::ScoreFiled>;
    if constexpr (about_one || std::same_as<E, assessment::Opened>) {
        fold.row.missing = 0;
        for (auto& indicator : fold.row.indicators) {
            if constexpr (about_one) {
                if (indicator.indicator == event.indicator) list_missing(fold, rows, indicator);
            } else {
                list_missing(fold, rows, indicator);
            }
            fold.row.missing += static_cast<std::uint32_t>(indicator.missing.size());
        }
    }
}

/// What a unit has not spoken of since it became known: what it said of a former result is not said of this one.
void list_owed(const FoldAssessment& fold) {
    auto& row = fold.row;
    row.owed.clear();
    for (const auto& missed : fold.memory.missed) {
        rows::OwedStatement owed{missed.unit, missed.indicators, missed.place};
        for (const auto& statement : row.statements) {
            if (statement.unit != missed.unit || statement.position < row.concluded) continue;
            owed.place = false;
            for (const auto& key : statement.indicators) std::erase(owed.indicators, key);
        }
        if (owed.place || !owed.indicators.empty()) row.owed.push_back(std::move(owed));
    }
}

}  // namespace

boost::json::object AssessmentsView::row_schema() const {
    return reflect::schema<AssessmentRow>();
}

void AssessmentsView::apply(const Fact& fact, Rows& rows) const {
    note_schemes(fact, rows);
    on_events_of<"assessment">(fact, [&](const auto& event) {
        const auto id = fact.header.stream.id();
        const bool first = fact.header.stream_version == 1;
        const auto scheme = scheme_of(rows, id);
        fold_row<AssessmentMemory>(rows, hidden_key(id), first, [&](AssessmentMemory& memory) {
            fold_row<AssessmentRow>(rows, id, first, [&](AssessmentRow& row) {
                const FoldAssessment fold{row, memory, scheme, fact.header};
                fold(event);
                count_missing(fold, rows, event);
                list_owed(fold);
                row.version = fact.header.stream_version;
            });
        });
    });
}

}  // namespace taizhang
