// What the views of assessments remember of schemes: the regimes' texts by their digests in hidden rows, and of each
// assessment what its scheme says, as it was when it was opened and holds to its end.
//
//     note_schemes(fact, rows);                                 // for every fact
//     const auto scheme = scheme_of(rows, assessment);          // empty names where the text cannot be read
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

struct SchemeIndicator {
    std::string indicator;  ///< its key
    std::string name;
    std::string unit_of_measure;  ///< 分 where it is judged
    Decimal weight;
    bool judged = false;   ///< points by a jury, without a target
    bool counted = false;  ///< projects are filed one by one
    bool lower = false;    ///< less is better
    std::vector<std::string> groups;
    std::vector<std::string> providers;
    std::vector<std::string> exempt;
    std::optional<std::string> clause;
};
BOOST_DESCRIBE_STRUCT(SchemeIndicator, (),
                      (indicator, name, unit_of_measure, weight, judged, counted, lower, groups, providers, exempt,
                       clause))

struct SchemeName {
    std::string key;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SchemeName, (), (key, name))

/// Hidden, by the assessment; with whom it assesses.
struct SchemeMemory {
    LedgerId ledger;
    std::string title;
    std::vector<SchemeIndicator> indicators;
    std::vector<SchemeName> groups;
    std::vector<SchemeName> awards;
    std::optional<std::string> statement_to;
    std::vector<assessment::Assessed> units;

    const SchemeIndicator* find_indicator(std::string_view key) const;
    const assessment::Assessed* find_unit(const UnitId& unit) const;
    std::string group_title(std::string_view key) const;
    std::string award_name(std::string_view key) const;
};
BOOST_DESCRIBE_STRUCT(SchemeMemory, (), (ledger, title, indicators, groups, awards, statement_to, units))

void note_schemes(const Fact& fact, Rows& rows);
SchemeMemory scheme_of(const Rows& rows, std::string_view assessment);
/// By one of the names that it has or had.
bool is_exempt(const Rows& rows, const SchemeIndicator& indicator, const UnitId& unit);
/// Assessed on the indicator, as far as its group and the exemptions go.
bool is_measured(const Rows& rows, const SchemeIndicator& indicator, const assessment::Assessed& unit);

}  // namespace taizhang
