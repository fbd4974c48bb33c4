#include "projections/assessment/assessments_scheme.hpp"

#include "src/regime/scheme_choice.hpp"

#include "projections/fold.hpp"
#include "src/regime/read.hpp"

#include <algorithm>

namespace taizhang {

/// Hidden, by regime and digest.
struct SchemeText {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(SchemeText, (), (text))

/// Hidden, by the unit: the names that it has and had.
struct SchemeUnit {
    std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(SchemeUnit, (), (names))

namespace {

std::string text_key(std::string_view regime, const Digest& digest) {
    return hidden_key("text/" + std::string(regime) + "/" + digest.to_string());
}

std::string scheme_key(std::string_view assessment) {
    return hidden_key("scheme/" + std::string(assessment));
}

std::string unit_key(std::string_view unit) {
    return hidden_key("unit/" + std::string(unit));
}

template <class List, class Name>
std::string name_in(const List& list, std::string_view key, Name name) {
    const auto found = std::ranges::find(list, key, &SchemeName::key);
    return found == list.end() ? std::string(key) : (*found).*name;
}

SchemeIndicator as_memory(const regime::IndicatorRule& rule) {
    return {rule.key,
            rule.name,
            rule.unit.value_or("分"),
            rule.weight,
            rule.method == regime::Method::given,
            !rule.bands.empty(),
            rule.better == regime::Better::lower,
            rule.groups,
            rule.providers,
            rule.exempt,
            rule.clause};
}

void take_scheme(SchemeMemory& memory, const regime::Scheme& scheme) {
    memory.title = scheme.title;
    for (const auto& rule : scheme.indicators) memory.indicators.push_back(as_memory(rule));
    for (const auto& group : scheme.groups) memory.groups.push_back({group.key, group.title});
    for (const auto& award : scheme.awards) memory.awards.push_back({award.key, award.name});
    if (!scheme.statement.to.empty()) memory.statement_to = scheme.statement.to;
}

void note_opened(const assessment::Opened& event, const EventHeader& header, Rows& rows) {
    SchemeMemory memory;
    memory.ledger = event.ledger;
    memory.units = event.units;
    const auto known =
        event.scheme ? get_row<SchemeText>(rows, text_key(event.regime.value, *event.scheme)) : std::nullopt;
    const auto rules = known ? regime::read(known->text) : Result<regime::Rules>(regime::no_rules());
    if (rules) {
        const auto scheme = regime::choose_scheme(*rules, event.title);
        if (scheme) take_scheme(memory, **scheme);
    }
    put_row(rows, scheme_key(header.stream.id()), std::move(memory));
}

void note_text(const Fact& fact, Rows& rows) {
    const auto keep = [&](const auto& event) {
        put_row(rows, text_key(fact.header.stream.id(), event.digest), SchemeText{event.text});
    };
    if (const auto* adopted = std::get_if<regime::Adopted>(&fact.event)) keep(*adopted);
    if (const auto* amended = std::get_if<regime::Amended>(&fact.event)) keep(*amended);
}

void note_names(const Fact& fact, Rows& rows) {
    const auto key = unit_key(fact.header.stream.id());
    if (const auto* registered = std::get_if<unit::Registered>(&fact.event)) {
        SchemeUnit unit{registered->aliases};
        unit.names.push_back(registered->name);
        put_row(rows, key, std::move(unit));
    }
    if (const auto* renamed = std::get_if<unit::Renamed>(&fact.event))
        change_row<SchemeUnit>(rows, key, [&](SchemeUnit& unit) {
            unit.names.push_back(renamed->name);
            unit.names.insert(unit.names.end(), renamed->aliases.begin(), renamed->aliases.end());
        });
}

}  // namespace

const SchemeIndicator* SchemeMemory::find_indicator(std::string_view key) const {
    const auto found = std::ranges::find(indicators, key, &SchemeIndicator::indicator);
    return found == indicators.end() ? nullptr : &*found;
}

const assessment::Assessed* SchemeMemory::find_unit(const UnitId& unit) const {
    const auto found = std::ranges::find(units, unit, &assessment::Assessed::unit);
    return found == units.end() ? nullptr : &*found;
}

std::string SchemeMemory::group_title(std::string_view key) const {
    return name_in(groups, key, &SchemeName::name);
}

std::string SchemeMemory::award_name(std::string_view key) const {
    return name_in(awards, key, &SchemeName::name);
}

void note_schemes(const Fact& fact, Rows& rows) {
    note_text(fact, rows);
    note_names(fact, rows);
    if (const auto* opened = std::get_if<assessment::Opened>(&fact.event)) note_opened(*opened, fact.header, rows);
}

SchemeMemory scheme_of(const Rows& rows, std::string_view assessment) {
    return need_row<SchemeMemory>(rows, scheme_key(assessment));
}

bool is_exempt(const Rows& rows, const SchemeIndicator& indicator, const UnitId& unit) {
    if (indicator.exempt.empty()) return false;
    const auto known = get_row<SchemeUnit>(rows, unit_key(unit.value));
    return known && std::ranges::any_of(known->names, [&](const std::string& name) {
               return std::ranges::count(indicator.exempt, name) > 0;
           });
}

bool is_measured(const Rows& rows, const SchemeIndicator& indicator, const assessment::Assessed& unit) {
    const bool in_group = indicator.groups.empty() || std::ranges::count(indicator.groups, unit.group) > 0;
    return in_group && !is_exempt(rows, indicator, unit.unit);
}

}  // namespace taizhang
