#include "projections/assessment/ranking.hpp"

#include "projections/fold.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

#include <algorithm>

namespace taizhang {

using rows::RankedScore;
using rows::RankingRow;

/// Hidden, by assessment and unit: its place by the result that was taken back last.
struct FormerPlace {
    std::optional<Decimal> total;
    std::uint32_t rank = 0;
};
BOOST_DESCRIBE_STRUCT(FormerPlace, (), (total, rank))

namespace {

constexpr std::uint32_t without_rank = 9'999;

std::string former_key(std::string_view assessment, const UnitId& unit) {
    return hidden_key("former/" + std::string(assessment) + "/" + unit.value);
}

std::string key_of(const RankingRow& row) {
    return row.assessment.value + "/" + row.group + "/" + padded<4>(row.rank ? row.rank : without_rank) + "/" +
           row.unit.value;
}

std::optional<Decimal> completion_of(const SchemeIndicator& rule, const assessment::IndicatorScore& score) {
    if (rule.judged || !score.target || !score.value) return std::nullopt;
    const auto above = rule.lower ? *score.target : *score.value;
    const auto below = rule.lower ? *score.value : *score.target;
    if (below <= 0) return std::nullopt;
    const auto percent = multiply(above, 100);
    if (!percent) return std::nullopt;
    const auto completion = divide(*percent, below, 2);
    return completion ? std::optional(*completion) : std::nullopt;
}

RankedScore as_row(const SchemeMemory& scheme, const assessment::IndicatorScore& score) {
    RankedScore row;
    row.indicator = score.indicator;
    row.target = score.target;
    row.value = score.value;
    row.points = score.points;
    row.exempt = score.exempt;
    row.from = score.from;
    row.explanation = score.explanation;
    const auto* rule = scheme.find_indicator(score.indicator);
    if (!rule) return row;
    row.name = rule->name;
    row.weight = rule->weight;
    row.unit_of_measure = rule->unit_of_measure;
    row.completion = completion_of(*rule, score);
    return row;
}

/// The line without an indicator is the total's.
void take_scores(RankingRow& row, const SchemeMemory& scheme, const assessment::Standing& standing) {
    for (const auto& score : standing.scores) {
        if (!score.indicator.empty()) {
            row.scores.push_back(as_row(scheme, score));
            continue;
        }
        row.converted = score.value;
        row.explanation = score.explanation;
        row.from = score.from;
    }
}

struct FoldRanking {
    Rows& rows;
    const SchemeMemory& scheme;
    const EventHeader& header;

    template <class E>
        requires OneOf<E, assessment::Opened, assessment::TargetsSet, assessment::ScoreFiled,
                       assessment::ScoreCorrected, assessment::PointsGiven, assessment::AwardBarred,
                       assessment::StatementFiled, assessment::ResultApplied>
    void operator()(const E&) const {}

    void operator()(const assessment::Concluded& e) const {
        for (const auto& standing : e.standings) {
            auto row = row_of(standing);
            for (const auto& award : e.awards) {
                if (award.unit == row.unit) row.awards.push_back(won(award, false));
            }
            const auto key = key_of(row);
            put_row(rows, key, std::move(row));
        }
    }
    void operator()(const assessment::AwardGranted& e) const {
        for (const auto& [key, row] : standing_now()) {
            if (row.unit != e.award.unit) continue;
            change_row<RankingRow>(rows, key, [&](RankingRow& one) { one.awards.push_back(won(e.award, true)); });
        }
    }
    void operator()(const assessment::Reopened&) const {
        for (const auto& [key, row] : standing_now()) {
            put_row(rows, former_key(header.stream.id(), row.unit), FormerPlace{row.total, row.rank});
            rows.erase(key);
        }
    }

    RankingRow row_of(const assessment::Standing& standing) const {
        RankingRow row;
        row.assessment = AssessmentId{std::string(header.stream.id())};
        row.ledger = scheme.ledger;
        row.group = standing.group;
        row.group_title = scheme.group_title(standing.group);
        row.unit = standing.unit;
        row.rank = standing.rank;
        if (standing.rank) row.total = standing.total;
        row.given = standing.given;
        take_scores(row, scheme, standing);
        row.barred = standing.barred;
        row.missed = standing.missed;
        row.low = std::erase(row.missed, std::string()) > 0;
        if (const auto former = get_row<FormerPlace>(rows, former_key(header.stream.id(), standing.unit))) {
            row.former_total = former->total;
            row.former_rank = former->rank;
        }
        row.position = header.position;
        row.concluded_at = header.recorded;
        return row;
    }
    rows::WonAward won(const assessment::Award& award, bool judged) const {
        return {award.award, scheme.award_name(award.award), award.prize, award.grounds, judged};
    }
    std::vector<std::pair<std::string, RankingRow>> standing_now() const {
        std::vector<std::pair<std::string, RankingRow>> all;
        rows.scan(std::string(header.stream.id()) + "/", [&](std::string_view key, std::string_view text) {
            all.emplace_back(key, parsed_row<RankingRow>(key, text));
        });
        return all;
    }
};

}  // namespace

boost::json::object RankingView::row_schema() const {
    return reflect::schema<RankingRow>();
}

void RankingView::apply(const Fact& fact, Rows& rows) const {
    note_schemes(fact, rows);
    on_events_of<"assessment">(fact, [&](const auto& event) {
        const auto scheme = scheme_of(rows, fact.header.stream.id());
        FoldRanking{rows, scheme, fact.header}(event);
    });
}

}  // namespace taizhang
