// The name of a monthly report: one for each ledger, month and unit (S1.4), so that a second one cannot slip in.
#pragma once

#include "events/common.hpp"

namespace taizhang {

/// "<ledger>.<period>.<unit>", such as "2014.2014-03.fgw". Where that is longer than an id may be:
/// "<period>.<first 56 hex digits of SHA-256(ledger ‖ '/' ‖ unit)>".
ReportId report_id(const LedgerId& ledger, Period period, const UnitId& unit);

}  // namespace taizhang
