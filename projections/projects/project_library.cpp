#include "projections/projects/project_library.hpp"

#include "projections/items/item_figures.hpp"
#include "projections/projects/project_figures.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ProjectRow;

namespace {

std::string memory_key(const StreamId& item) {
    return hidden_key(item.value);
}

/// Until the item is a project, its row is kept where nobody reads it.
std::string row_key(const ProjectMemory& memory, std::string_view item) {
    const auto key = memory.ledger.value + "/" + std::string(item);
    return memory.shown ? key : hidden_key("row/" + key);
}

template <class E>
constexpr bool makes_project = OfProject<E> || OneOf<E, item::PlanAdjusted>;

/// What was known of it in the year before goes with it; what was done until then is done before.
void take_from_last_year(ProjectRow& row, ProjectMemory& memory, Rows& rows) {
    if (!row.carried_from) return;
    const auto before = get_row<ProjectMemory>(rows, memory_key(StreamId::of(*row.carried_from)));
    if (!before) return;
    const auto old = need_row<ProjectRow>(rows, row_key(*before, row.carried_from->value));
    memory.shown = memory.shown || before->shown;
    row.profile = old.profile;
    row.profile.year_investment.reset();
    row.profile.year_aim.reset();
    if (!old.investment.bookings.empty()) {
        row.profile.done_before.reset();  // nothing rather than a part of it, where there is no sum
        if (old.investment.done) row.profile.done_before = Amount{*old.investment.done, old.investment.unit};
    }
    row.days = old.days;
    row.days.adjustments = 0;
    if (row.kind == old.kind) row.stage = old.stage;
}

template <class E>
void fold_project(const Fact& fact, const E& event, Rows& rows) {
    const auto& header = fact.header;
    const bool first = header.stream_version == 1;
    const auto place = memory_key(header.stream);
    auto memory = first ? ProjectMemory{} : need_row<ProjectMemory>(rows, place);
    const auto standing = memory.standing;
    advance(memory.standing, fact.event);
    if constexpr (OfNoProject<E>) {
        if (memory.standing == standing) return;
    }
    const auto old_key = row_key(memory, header.stream.id());
    auto row = first ? ProjectRow{} : need_row<ProjectRow>(rows, old_key);
    FoldProject{row, memory, header}(event);
    if constexpr (OneOf<E, item::Entered>) {
        take_from_last_year(row, memory, rows);
        const auto ledger = ledger_memory(rows, memory.ledger);
        row.year = ledger ? ledger->year : std::uint16_t(0);
    }
    memory.shown = memory.shown || row.kind || makes_project<E>;
    const auto key = row_key(memory, header.stream.id());
    const auto* lead = lead_of(row.units);
    const auto answers = lead ? std::optional(unit_today(rows, lead->unit)) : std::nullopt;
    if (answers && (answers != row.lead || key != old_key)) index_answers(rows, *answers, key);
    row.lead = answers;
    compute_project(row, memory, *rules_of(rows, memory.ledger));
    row.version = header.stream_version;
    row.changed_at = header.recorded;
    row.changed_position = header.position;
    if (!first && key != old_key) rows.erase(old_key);
    put_row(rows, key, std::move(row));
    put_row(rows, place, std::move(memory));
}

}  // namespace

boost::json::object ProjectLibraryView::row_schema() const {
    return reflect::schema<ProjectRow>();
}

void ProjectLibraryView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"item">(fact, [&](const auto& event) { fold_project(fact, event, rows); });
    note_rules(fact, rows);
    pass_on<ProjectRow>(fact, rows, [&](ProjectRow& row) {
        if (!row.lead) return false;
        const auto today = unit_today(rows, *row.lead);
        const bool changed = today != *row.lead;
        row.lead = today;
        return changed;
    });
}

}  // namespace taizhang
