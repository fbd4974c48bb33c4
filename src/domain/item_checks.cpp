#include "src/domain/item_checks.hpp"

namespace taizhang {

std::string item_name(const Case& c) {
    return "item '" + std::string(c.stream.id()) + "'";
}

Status check_ledger_open(const ItemState& state, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    return {};
}

namespace {

std::string successor_of(const ItemState& state) {
    return state.replaced_by ? "; act on '" + state.replaced_by->value + "'" : std::string();
}

}  // namespace

Status check_alive(const ItemState& state, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    switch (state.stage) {
        case ItemStage::closed_out:
            return refused(item_name(c) + " was closed out; reopen it first, with a reason (item.reopen)");
        case ItemStage::cancelled:
            return refused(item_name(c) + " was cancelled" +
                           (state.replaced_by ? "; act on '" + state.replaced_by->value + "', which replaces it"
                                              : std::string("; nothing in it can change any more")));
        case ItemStage::merged:
            return refused(item_name(c) + " was merged" + successor_of(state));
        case ItemStage::carried_over:
            return refused(item_name(c) + " was carried over" + successor_of(state), "S1.5");
        case ItemStage::draft:
        case ItemStage::active:
        case ItemStage::suspended:
        case ItemStage::claimed:
        case ItemStage::verified:
            break;
    }
    return {};
}

}  // namespace taizhang
