// Reading views as of one moment for a document that is made from them: typed rows, a ledger with the rules that it ran
// under, names of units as they were then.
//
//     const Reading reading(views, position);
//     TZ_TRY(const auto ledger, reading.ledger(id));           // with its rules and working days
//     TZ_TRY(const auto items, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", id.value}}));
//
// Thread-safe: it keeps nothing but the moment. The views outlive it.
#pragma once

#include "projections/registers/ledgers.hpp"
#include "src/regime/rules.hpp"
#include "src/views/views.hpp"

#include <map>

namespace taizhang::documents {

/// A ledger, with the rules that held for it at that moment.
struct LedgerReading {
    rows::LedgerRow row;
    regime::Rules rules;  ///< regime::no_rules() without a regime
    regime::Calendar calendar;

    /// Until the end of this day the report of `period` is in time.
    Date report_due(Period period) const;
};

class Reading {
  public:
    /// As of now where no position is given.
    Reading(const Views& views, std::optional<Position> as_of) : views_(views), as_of_(as_of) {}

    std::optional<Position> as_of() const { return as_of_; }

    /// ErrorCode::not_found where there was none then.
    Result<LedgerReading> ledger(const LedgerId& id) const;

    template <class Row>
    Result<std::vector<Row>> rows(std::string_view view, RowFilter filter, std::string order = {}) const {
        std::vector<Row> rows;
        TZ_CHECK(each(view, std::move(filter), std::move(order), [&](const ViewRow& found) -> Status {
            TZ_TRY(auto row, parse<Row>(found.json));
            rows.push_back(std::move(row));
            return {};
        }));
        return rows;
    }
    /// The rows as JSON objects.
    Result<boost::json::array> json_rows(std::string_view view, RowFilter filter, std::string order = {}) const;

    template <class Row>
    Result<std::optional<Row>> row(std::string_view view, std::string_view key) const {
        TZ_TRY(const auto found, views_.get(view, key, as_of_));
        if (!found) return std::optional<Row>();
        TZ_TRY(auto row, parse<Row>(found->json));
        return std::optional<Row>(std::move(row));
    }

    /// Every unit's name as it was then.
    Result<std::map<UnitId, std::string>> unit_names() const;

  private:
    template <class Row>
    static Result<Row> parse(std::string_view json) {
        TZ_TRY(const auto value, reflect::parse_json(json));
        return reflect::from_json<Row>(value);
    }
    Status each(std::string_view view, RowFilter filter, std::string order,
                const std::function<Status(const ViewRow&)>& take) const;
    Result<regime::Rules> rules(const RegimeId& id) const;

    const Views& views_;
    std::optional<Position> as_of_;
};

}  // namespace taizhang::documents
