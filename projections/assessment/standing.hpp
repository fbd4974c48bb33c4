// Where an item stands, folded the same way in every view that shows it.
//
//     advance(standing, fact.event);
#pragma once

#include "events/catalogue.hpp"
#include "projections/items/item_parts.hpp"

namespace taizhang {

struct Standing {
    rows::ItemStatus status = rows::ItemStatus::entered;
    bool acknowledged = false;  ///< by any unit

    bool operator==(const Standing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (status, acknowledged))

/// Events of other streams change nothing.
void advance(Standing& standing, const Event& event);

/// Nothing falls due: it has ended, is suspended, or has not begun.
bool rests(rows::ItemStatus status);
/// Whether its deadline still runs: it is worked on and completion is not claimed.
bool runs(rows::ItemStatus status);

}  // namespace taizhang
