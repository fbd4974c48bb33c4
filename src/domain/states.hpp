// Every kind of state that an aggregate may have. Which one it is follows from the stream's category.
//
// Each state's header declares `fold(State&, const Event&, const EventHeader&)` for every event of its category: total
// and pure. A new event type without a fold does not compile (apply.cpp).
#pragma once

#include "src/domain/accountability/accountability_state.hpp"
#include "src/domain/admission/admission_state.hpp"
#include "src/domain/assessment/assessment_state.hpp"
#include "src/domain/ledgers/ledger_state.hpp"
#include "src/domain/projects/item_project_state.hpp"
#include "src/domain/redaction/redaction_state.hpp"
#include "src/domain/registers/access_state.hpp"
#include "src/domain/registers/account_state.hpp"
#include "src/domain/registers/log_state.hpp"
#include "src/domain/registers/person_state.hpp"
#include "src/domain/registers/regime_state.hpp"
#include "src/domain/registers/unit_state.hpp"
#include "src/domain/reports/report_state.hpp"
#include "src/domain/supervision/bulletin_state.hpp"
#include "src/domain/supervision/inspection_state.hpp"
#include "src/domain/supervision/rectification_state.hpp"
#include "src/domain/supervision/review_state.hpp"

#include <variant>

namespace taizhang {

using StateVariant =
    std::variant<std::monostate, UnitState, PersonState, AccountState, RegimeState, LedgerState, ItemState, ReportState,
                 InspectionState, RectificationState, AccountabilityState, ReviewState, BulletinState, RedactionState,
                 LogState, AdmissionState, AssessmentState, AccessState>;

/// monostate: nothing has happened yet. A variant, used as one; its copying is compiled once, as Event's is.
class State : public StateVariant {
  public:
    State();
    State(const State& other);
    State(State&& other) noexcept;
    State& operator=(const State& other);
    State& operator=(State&& other) noexcept;
    ~State();
};

}  // namespace taizhang
