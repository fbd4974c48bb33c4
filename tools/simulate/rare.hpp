// What happens to an item of the key work now and then: revised, passed on, divided, joined by another unit, suspended
// and resumed, merged, cancelled, given milestones and further targets, proposed for measures by hand.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// In one month: each kind of thing to one item, and to more of them where there are many.
Status happen_rarely(Theatre& theatre, unsigned month);

}  // namespace taizhang::simulate
