#include "events/report_id.hpp"

namespace taizhang {

ReportId report_id(const LedgerId& ledger, Period period, const UnitId& unit) {
    const auto month = period.to_string();
    auto plain = ledger.value + "." + month + "." + unit.value;
    if (plain.size() <= max_id_length) return {std::move(plain)};
    // '/' stands in no id, so two pairs never hash the same text
    const auto hex = sha256({ledger.value, "/", unit.value}).to_string();
    return {month + "." + hex.substr(0, max_id_length - month.size() - 1)};
}

}  // namespace taizhang
