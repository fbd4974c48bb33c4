// Chance that is the same everywhere: by seed, and of whole numbers only (what the standard library's distributions
// make of the same engine differs from one library to the next).
//
//     Dice dice(2014, "projects");
//     if (dice.chance(5)) …                 // in about 5 of 100 throws
//     const auto& name = dice.one_of(names);
//
// Every part of the played city throws dice of its own, so that one part can be changed without changing the others.
// One thread at a time.
#pragma once

#include <taizhang/random.hpp>

#include <iterator>
#include <string_view>

namespace taizhang::simulate {

class Dice {
  public:
    Dice(std::uint64_t seed, std::string_view part);

    /// 0 … limit - 1; `limit` is not 0.
    std::size_t below(std::size_t limit);
    /// Both ends included.
    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
    }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class Range>
    const auto& one_of(const Range& range) {
        return range[below(std::size(range))];
    }

  private:
    SeededRandom random_;
};

}  // namespace taizhang::simulate
