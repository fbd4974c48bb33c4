// A town's year of events, random but the same for the same seed: what the properties of views are tested on.
#pragma once

#include "tests/unit/projections/feed.hpp"

#include <random>

namespace taizhang::test {

/// Ledgers 2014 and 2015, units u0 … u5, `items` items, then `events` events on them.
Feed town(std::uint32_t seed, std::size_t items, std::size_t events);

}  // namespace taizhang::test
