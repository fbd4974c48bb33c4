// The deciders of the ledger's year: reports, plans, activation, carrying over, and what time brings to items, reports
// and ledgers. See deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

// report_deciders.cpp
Result<report::Submitted> decide(const ReportState& state, const report::Submitted& proposal, const Case& c);
Status decide(const ReportState& state, const report::Returned& proposal, const Case& c);
Status decide(const ReportState& state, const report::Accepted& proposal, const Case& c);

/// PENDING: stands in for deciders that are being written.
template <class S, class E>
Status decide(const S&, const E&, const Case&) {
    return Error{ErrorCode::internal, "this command is not built yet"};
}

}  // namespace taizhang
