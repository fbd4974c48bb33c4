#include "src/documents/reading.hpp"

#include "events/schedule.hpp"
#include "projections/registers/regimes.hpp"
#include "projections/registers/units.hpp"
#include "src/regime/read.hpp"

namespace taizhang::documents {

Date LedgerReading::report_due(Period period) const {
    if (!rules.reporting.due_day && !row.regime) return taizhang::report_due(period, row.report_due_day);
    auto reporting = rules.reporting;
    if (!reporting.due_day) reporting.due_day = row.report_due_day;
    return regime::report_due(reporting, period, calendar);
}

Result<LedgerReading> Reading::ledger(const LedgerId& id) const {
    TZ_TRY(auto row, this->row<rows::LedgerRow>("ledgers", id.value));
    if (!row)
        return Error{ErrorCode::not_found,
                     "/ledger: there is no ledger '" + id.value + "' at that moment; check the id"}
            .with("path", "/ledger");
    LedgerReading reading{std::move(*row), regime::no_rules(), {}};
    if (!reading.row.regime) return reading;
    TZ_TRY(reading.rules, rules(*reading.row.regime));
    reading.calendar = reading.rules.calendar;
    if (reading.rules.calendar_regime) {
        TZ_TRY(const auto days, rules(RegimeId{*reading.rules.calendar_regime}));
        reading.calendar = days.calendar;
    }
    return reading;
}

Result<regime::Rules> Reading::rules(const RegimeId& id) const {
    TZ_TRY(const auto row, this->row<rows::RegimeRow>("regimes", id.value));
    if (!row) return regime::no_rules();
    auto read = regime::read(row->text, id.value);
    // a text of before rules were read: nothing is demanded by it, as in the deciders
    return read ? std::move(*read) : regime::no_rules();
}

Result<boost::json::array> Reading::json_rows(std::string_view view, RowFilter filter, std::string order) const {
    boost::json::array rows;
    TZ_CHECK(each(view, std::move(filter), std::move(order), [&](const ViewRow& found) -> Status {
        TZ_TRY(auto value, reflect::parse_json(found.json));
        rows.push_back(std::move(value));
        return {};
    }));
    return rows;
}

Result<std::map<UnitId, std::string>> Reading::unit_names() const {
    TZ_TRY(const auto units, rows<rows::UnitRow>("units", {}));
    std::map<UnitId, std::string> names;
    for (const auto& unit : units) names.emplace(unit.unit, unit.name);
    return names;
}

Status Reading::each(std::string_view view, RowFilter filter, std::string order,
                     const std::function<Status(const ViewRow&)>& take) const {
    ViewQuery query;
    query.view = std::string(view);
    query.filter = std::move(filter);
    query.order = std::move(order);
    query.as_of = as_of_;
    for (;;) {
        TZ_TRY(const auto page, views_.list(query));
        for (const auto& found : page.rows) TZ_CHECK(take(found));
        if (page.next_cursor.empty()) return {};
        query.cursor = page.next_cursor;
    }
}

}  // namespace taizhang::documents
