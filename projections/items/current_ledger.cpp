#include "projections/items/current_ledger.hpp"

#include "projections/assessment/standing.hpp"
#include "projections/items/item_fold.hpp"
#include "projections/items/item_links.hpp"
#include "projections/registers/ledger_rules.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ItemRow;

namespace {

std::string memory_key(const StreamId& item) {
    return hidden_key(item.value);
}

std::string row_key(const ItemMemory& memory, std::string_view item) {
    return memory.ledger.value + "/" + std::string(item);
}

void stand(ItemRow& row, const Event& event) {
    Standing standing{row.status, !row.acknowledged.empty()};
    advance(standing, event);
    row.status = standing.status;
}

template <class E>
void link(Rows& rows, const std::string& key, ItemRow& row) {
    constexpr bool units = OneOf<E, item::Entered, item::UnitsAssigned, item::Transferred>;
    if constexpr (units) link_units(rows, key, row);
    if constexpr (units || OneOf<E, item::PeopleAssigned>) link_people(rows, key, row);
}

template <class E>
void fold_item(const Fact& fact, const E& event, Rows& rows) {
    const auto& header = fact.header;
    const bool first = header.stream_version == 1;
    fold_row<ItemMemory>(rows, memory_key(header.stream), first, [&](ItemMemory& memory) {
        if constexpr (OneOf<E, item::Entered>) memory.ledger = event.ledger;  // the row's key needs it
        const auto key = row_key(memory, header.stream.id());
        fold_row<ItemRow>(rows, key, first, [&](ItemRow& row) {
            FoldItem{row, memory, header}(event);
            stand(row, fact.event);
            if constexpr (OneOf<E, item::ProgressReported>)
                memory.judgement = judgement_of(rules_of(rows, memory.ledger)->schedule);
            compute_figures(row, memory.actuals, memory.judgement);
            link<E>(rows, key, row);
            row.version = header.stream_version;
            row.changed_at = header.recorded;
            row.changed_position = header.position;
        });
    });
}

}  // namespace

boost::json::object CurrentLedgerView::row_schema() const {
    return reflect::schema<ItemRow>();
}

void CurrentLedgerView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"item">(fact, [&](const auto& event) { fold_item(fact, event, rows); });
    note_rules(fact, rows);
    follow_links(fact, rows, [&](const ItemId& item) {
        return row_key(need_row<ItemMemory>(rows, memory_key(StreamId::of(item))), item.value);
    });
}

}  // namespace taizhang
