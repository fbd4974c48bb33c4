// Every kind of state that an aggregate may have. Which one it is follows from the stream's category.
//
// Each state's header declares `fold(State&, const Event&, const EventHeader&)` for every event of its category: total
// and pure. A new event type without a fold does not compile (apply.cpp).
#pragma once

#include "src/domain/access_state.hpp"
#include "src/domain/account_state.hpp"
#include "src/domain/accountability_state.hpp"
#include "src/domain/admission_state.hpp"
#include "src/domain/assessment_state.hpp"
#include "src/domain/bulletin_state.hpp"
#include "src/domain/inspection_state.hpp"
#include "src/domain/item_project_state.hpp"
#include "src/domain/ledger_state.hpp"
#include "src/domain/log_state.hpp"
#include "src/domain/person_state.hpp"
#include "src/domain/rectification_state.hpp"
#include "src/domain/redaction_state.hpp"
#include "src/domain/regime_state.hpp"
#include "src/domain/report_state.hpp"
#include "src/domain/review_state.hpp"
#include "src/domain/unit_state.hpp"

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
