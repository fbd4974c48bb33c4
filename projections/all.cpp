#include "projections/accountability/accountability.hpp"
#include "projections/accountability/accountability_history.hpp"
#include "projections/admission/admission_statistics.hpp"
#include "projections/admission/admissions.hpp"
#include "projections/admission/new_enterprises.hpp"
#include "projections/assessment/assessments.hpp"
#include "projections/assessment/indicator_scores.hpp"
#include "projections/assessment/ranking.hpp"
#include "projections/audit/access_log.hpp"
#include "projections/audit/audit_trail.hpp"
#include "projections/audit/redactions.hpp"
#include "projections/calendar/calendar.hpp"
#include "projections/items/current_ledger.hpp"
#include "projections/items/plans.hpp"
#include "projections/items/progress.hpp"
#include "projections/items/report_status.hpp"
#include "projections/projects/project_library.hpp"
#include "projections/projects/project_needs.hpp"
#include "projections/projects/project_schedule.hpp"
#include "projections/registers/accounts.hpp"
#include "projections/registers/ledgers.hpp"
#include "projections/registers/persons.hpp"
#include "projections/registers/regimes.hpp"
#include "projections/registers/units.hpp"
#include "projections/supervision/bulletins.hpp"
#include "projections/supervision/burden.hpp"
#include "projections/supervision/inspections.hpp"
#include "projections/supervision/rectifications.hpp"
#include "projections/supervision/reviews.hpp"
#include "projections/supervision/supervision_board.hpp"

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
