// The only source of chance in a simulation: the same seed gives the same numbers on every machine.
//
//     Dice dice(seed);
//     if (dice.chance(50)) …            // of a thousand
//     const auto index = dice.below(items.size());
#pragma once

#include <cstdint>
#include <vector>

namespace taizhang::simulation {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// 0 … bound - 1; the bias is far below what a simulation could notice.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
    }
    bool chance(unsigned per_mille) { return below(1000) < per_mille; }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }

  private:
    std::uint64_t state_;
};

}  // namespace taizhang::simulation
