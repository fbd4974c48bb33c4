#include "projections/accountability_history.hpp"
#include "projections/accounts.hpp"
#include "projections/audit_trail.hpp"
#include "projections/current_ledger.hpp"
#include "projections/ledgers.hpp"
#include "projections/persons.hpp"
#include "projections/regimes.hpp"
#include "projections/report_status.hpp"
#include "projections/units.hpp"

namespace taizhang {

std::vector<std::unique_ptr<Projection>> all_projections() {
    std::vector<std::unique_ptr<Projection>> all;
    all.push_back(std::make_unique<CurrentLedgerView>());
    all.push_back(std::make_unique<AuditTrailView>());
    all.push_back(std::make_unique<AuditTrailView>(TrailOf::accounts));
    all.push_back(std::make_unique<AccountabilityHistoryView>());
    all.push_back(std::make_unique<ReportStatusView>());
    all.push_back(std::make_unique<LedgersView>());
    all.push_back(std::make_unique<UnitsView>());
    all.push_back(std::make_unique<PersonsView>());
    all.push_back(std::make_unique<AccountsView>());
    all.push_back(std::make_unique<RegimesView>());
    return all;
}

}  // namespace taizhang
