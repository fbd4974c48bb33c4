#include "projections/access_log.hpp"
#include "projections/accountability.hpp"
#include "projections/accountability_history.hpp"
#include "projections/accounts.hpp"
#include "projections/admission_statistics.hpp"
#include "projections/admissions.hpp"
#include "projections/assessments.hpp"
#include "projections/audit_trail.hpp"
#include "projections/bulletins.hpp"
#include "projections/burden.hpp"
#include "projections/calendar.hpp"
#include "projections/current_ledger.hpp"
#include "projections/indicator_scores.hpp"
#include "projections/inspections.hpp"
#include "projections/ledgers.hpp"
#include "projections/new_enterprises.hpp"
#include "projections/persons.hpp"
#include "projections/plans.hpp"
#include "projections/progress.hpp"
#include "projections/project_library.hpp"
#include "projections/project_needs.hpp"
#include "projections/project_schedule.hpp"
#include "projections/ranking.hpp"
#include "projections/rectifications.hpp"
#include "projections/redactions.hpp"
#include "projections/regimes.hpp"
#include "projections/report_status.hpp"
#include "projections/reviews.hpp"
#include "projections/supervision_board.hpp"
#include "projections/units.hpp"

namespace taizhang {

std::vector<std::unique_ptr<Projection>> all_projections() {
    std::vector<std::unique_ptr<Projection>> all;
    all.push_back(std::make_unique<CurrentLedgerView>());
    all.push_back(std::make_unique<AuditTrailView>());
    all.push_back(std::make_unique<AuditTrailView>(TrailOf::accounts));
    all.push_back(std::make_unique<AccessLogView>());
    all.push_back(std::make_unique<AccountabilityHistoryView>());
    all.push_back(std::make_unique<ReportStatusView>());
    all.push_back(std::make_unique<ProgressView>());
    all.push_back(std::make_unique<PlansView>());
    all.push_back(std::make_unique<ProjectLibraryView>());
    all.push_back(std::make_unique<ProjectScheduleView>());
    all.push_back(std::make_unique<ProjectNeedsView>());
    all.push_back(std::make_unique<SupervisionBoardView>());
    all.push_back(std::make_unique<AccountabilityView>());
    all.push_back(std::make_unique<RectificationsView>());
    all.push_back(std::make_unique<InspectionsView>());
    all.push_back(std::make_unique<ReviewsView>());
    all.push_back(std::make_unique<BulletinsView>());
    all.push_back(std::make_unique<AdmissionsView>());
    all.push_back(std::make_unique<AdmissionStatisticsView>());
    all.push_back(std::make_unique<NewEnterprisesView>());
    all.push_back(std::make_unique<AssessmentsView>());
    all.push_back(std::make_unique<RankingView>());
    all.push_back(std::make_unique<IndicatorScoresView>());
    all.push_back(std::make_unique<CalendarView>());
    all.push_back(std::make_unique<BurdenView>());
    all.push_back(std::make_unique<LedgersView>());
    all.push_back(std::make_unique<UnitsView>());
    all.push_back(std::make_unique<PersonsView>());
    all.push_back(std::make_unique<AccountsView>());
    all.push_back(std::make_unique<RegimesView>());
    all.push_back(std::make_unique<RedactionsView>());
    return all;
}

}  // namespace taizhang
