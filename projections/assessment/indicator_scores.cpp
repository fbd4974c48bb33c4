#include "projections/assessment/indicator_scores.hpp"

#include "projections/fold.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

#include <algorithm>

namespace taizhang {

using rows::FiledFigure;
using rows::IndicatorScoreRow;

/// Hidden, by assessment and position: in which row a filing or a correction stands.
struct FigurePlace {
    std::string key;
    Position filing = 0;
};
BOOST_DESCRIBE_STRUCT(FigurePlace, (), (key, filing))

namespace {

std::string place_key(Position position) {
    return hidden_key("figure/" + padded<20>(position));
}

struct FoldFigures {
    Rows& rows;
    const SchemeMemory& scheme;
    const EventHeader& header;

    template <class E>
        requires OneOf<E, assessment::Opened, assessment::PointsGiven, assessment::AwardBarred,
                       assessment::AwardGranted, assessment::StatementFiled, assessment::ResultApplied>
    void operator()(const E&) const {}

    /// The indicator's targets whole: who is not among them has none.
    void operator()(const assessment::TargetsSet& e) const {
        change_all(e.indicator + "/", [](IndicatorScoreRow& row) {
            row.target.reset();
            row.target_in.reset();
        });
        for (const auto& target : e.targets) {
            with_row(e.indicator, target.unit, [&](IndicatorScoreRow& row) {
                row.target = target.value;
                row.target_in = e.unit_of_measure;
            });
        }
    }
    void operator()(const assessment::ScoreFiled& e) const {
        FiledFigure figure;
        figure.value = figure.first = e.value;
        figure.unit_of_measure = e.unit_of_measure;
        figure.note = e.note;
        figure.evidence = e.evidence;
        figure.position = header.position;
        figure.filed_at = header.recorded;
        figure.filed_by = header.actor.name;
        figure.filed_by_unit = header.actor.unit;
        with_row(e.indicator, e.unit, [&](IndicatorScoreRow& row) { row.figures.push_back(figure); });
        put_row(rows, place_key(header.position), FigurePlace{key_of(e.indicator, e.unit), header.position});
    }
    void operator()(const assessment::ScoreCorrected& e) const {
        const auto place = need_row<FigurePlace>(rows, place_key(e.corrects));
        change_row<IndicatorScoreRow>(rows, place.key, [&](IndicatorScoreRow& row) {
            const auto figure = std::ranges::find(row.figures, place.filing, &FiledFigure::position);
            if (figure == row.figures.end()) return;
            figure->value = e.value;
            figure->evidence = e.evidence;
            figure->corrections.push_back({header.position, e.corrects, e.value, e.evidence,
                                           header.reason.empty() ? std::nullopt : std::optional(header.reason),
                                           header.recorded, header.actor.name});
        });
        put_row(rows, place_key(header.position), place);
    }
    void operator()(const assessment::Concluded& e) const {
        for (const auto& standing : e.standings) {
            for (const auto& score : standing.scores) {
                if (score.indicator.empty()) continue;  // the total's line
                const auto set = [&](IndicatorScoreRow& row) {
                    row.points = score.points;
                    row.exempt = score.exempt;
                    row.explanation = score.explanation;
                };
                change_row<IndicatorScoreRow>(rows, key_of(score.indicator, standing.unit), set);
            }
        }
    }
    void operator()(const assessment::Reopened&) const {
        change_all("", [](IndicatorScoreRow& row) {
            row.points.reset();
            row.exempt = false;
            row.explanation.reset();
        });
    }

    std::string key_of(const std::string& indicator, const UnitId& unit) const {
        return std::string(header.stream.id()) + "/" + indicator + "/" + unit.value;
    }
    template <class Change>
    void with_row(const std::string& indicator, const UnitId& unit, Change&& change) const {
        const auto key = key_of(indicator, unit);
        if (change_row<IndicatorScoreRow>(rows, key, change)) return;
        IndicatorScoreRow row;
        row.assessment = AssessmentId{std::string(header.stream.id())};
        row.ledger = scheme.ledger;
        row.indicator = indicator;
        const auto* rule = scheme.find_indicator(indicator);
        row.name = rule ? rule->name : indicator;
        row.unit = unit;
        const auto* assessed = scheme.find_unit(unit);
        row.group = assessed ? assessed->group : "";
        change(row);
        put_row(rows, key, std::move(row));
    }
    template <class Change>
    void change_all(const std::string& prefix, Change&& change) const {
        std::vector<std::string> keys;
        rows.scan(std::string(header.stream.id()) + "/" + prefix,
                  [&](std::string_view key, std::string_view) { keys.emplace_back(key); });
        for (const auto& key : keys) change_row<IndicatorScoreRow>(rows, key, change);
    }
};

}  // namespace

boost::json::object IndicatorScoresView::row_schema() const {
    return reflect::schema<IndicatorScoreRow>();
}

void IndicatorScoresView::apply(const Fact& fact, Rows& rows) const {
    note_schemes(fact, rows);
    on_events_of<"assessment">(fact, [&](const auto& event) {
        const auto scheme = scheme_of(rows, fact.header.stream.id());
        FoldFigures{rows, scheme, fact.header}(event);
    });
}

}  // namespace taizhang
