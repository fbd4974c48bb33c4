#include "projections/items/plans.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::PlanRow;
using rows::PlanState;

/// Hidden, by the item's stream.
struct PlanPlace {
    LedgerId ledger;
};
BOOST_DESCRIBE_STRUCT(PlanPlace, (), (ledger))

namespace {

struct FoldPlan {
    PlanRow& row;
    const EventHeader& header;

    void operator()(const item::PlanFiled& e) const {
        row.goals = e.goals;
        row.responsibility = e.responsibility;
        row.schedule = e.schedule;
        row.standards = e.standards;
        row.measures = e.measures;
        if (e.due) row.due = e.due;
        if (row.filings++ == 0) row.late = e.late.value_or(false);
        row.filed_at = header.recorded;
        row.filed_by = header.actor.name;
        row.state = PlanState::filed;
    }
    void operator()(const item::PlanApproved& e) const {
        judge(PlanState::approved);
        row.findings = e.note;
    }
    void operator()(const item::PlanReturned& e) const {
        judge(PlanState::returned);
        row.findings = e.findings;
    }
    void operator()(const item::PlanMissed& e) const {
        row.state = PlanState::missed;
        row.missed = true;
        row.due = e.due;
    }
    void judge(PlanState state) const {
        row.state = state;
        row.judged_at = header.recorded;
        row.judged_by = header.actor.name;
    }
};

UnitId unit_of(const item::PlanFiled& e, const EventHeader& header) {
    return speaker(e.unit, header);
}
template <class E>
UnitId unit_of(const E& e, const EventHeader&) {
    return e.unit;
}

}  // namespace

boost::json::object PlansView::row_schema() const {
    return reflect::schema<PlanRow>();
}

void PlansView::apply(const Fact& fact, Rows& rows) const {
    const auto& header = fact.header;
    const auto place = hidden_key(header.stream.value);
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        if constexpr (OneOf<E, item::Entered>) put_row(rows, place, PlanPlace{event.ledger});
        if constexpr (OneOf<E, item::PlanFiled, item::PlanApproved, item::PlanReturned, item::PlanMissed>) {
            const auto ledger = need_row<PlanPlace>(rows, place).ledger;
            const auto unit = unit_of(event, header);
            const auto key = ledger.value + "/" + std::string(header.stream.id()) + "/" + unit.value;
            auto row = get_row<PlanRow>(rows, key).value_or(PlanRow{});
            row.ledger = ledger;
            row.item = ItemId{std::string(header.stream.id())};
            row.unit = unit;
            FoldPlan{row, header}(event);
            put_row(rows, key, std::move(row));
        }
    });
}

}  // namespace taizhang
