// How a build comes on, for those who look at it.
//
//     Pace pace{now, now, next, next, 0};     // and, as it goes on, pace.next; pace.rate now and then
//
// Guarded by its owner.
#pragma once

#include <taizhang/ids.hpp>

#include <chrono>

namespace taizhang {

struct Pace {
    using Ticks = std::chrono::steady_clock::time_point;
    Ticks begun, marked;
    Position next = 0, marked_at = 0;
    double rate = 0;  ///< events a second, since it was marked before
};

}  // namespace taizhang
