#include "src/domain/item_checks.hpp"

namespace taizhang {

std::string item_name(const Case& c) {
    return "item '" + std::string(c.stream.id()) + "'";
}

Status check_ledger_open(const ItemState& state, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    return {};
}

Status check_alive(const ItemState& state, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    switch (state.stage) {
        case ItemStage::closed_out:
            return refused(item_name(c) + " was closed out; reopen it first, with a reason (item.reopen)");
        case ItemStage::cancelled:
            return refused(item_name(c) + " was cancelled" +
                           (state.replaced_by ? "; act on '" + state.replaced_by->value + "', which replaces it"
                                              : std::string("; nothing in it can change any more")));
        case ItemStage::active:
        case ItemStage::claimed:
        case ItemStage::verified:
            break;
    }
    return {};
}

}  // namespace taizhang
