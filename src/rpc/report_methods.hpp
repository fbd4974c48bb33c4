// Filling a monthly report (S1.4, rule 11): nobody is asked for what the ledger knows.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct ReportPrefillParams {
    LedgerId ledger;
    Period period;
    std::optional<UnitId> unit;  ///< the caller's own where absent
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(ReportPrefillParams, (), (ledger, period, unit, as_of))

struct ReportPrefill {
    static constexpr const char* name = "report.prefill";
    static constexpr const char* summary =
        "A unit's monthly report, filled with what is known: last month's figures and measures, the ledger's targets, "
        "the "
        "fields that the regime asks for, and when it is due.";
    static constexpr Access access = Access::reader;
    using Params = ReportPrefillParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct LedgerGapsParams {
    LedgerId ledger;
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(LedgerGapsParams, (), (ledger, as_of))

struct LedgerGaps {
    static constexpr const char* name = "ledger.gaps";
    static constexpr const char* summary =
        "The ledger's items that lack any of the five fixings (S1.1), with what each lacks; those that the regime "
        "demands "
        "keep a draft from being activated.";
    static constexpr Access access = Access::reader;
    using Params = LedgerGapsParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

}  // namespace taizhang::rpc
