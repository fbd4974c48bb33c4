#include "tools/epoch.hpp"

#include <array>

namespace taizhang {

std::uint64_t random_epoch(Random& random) {
    std::array<std::uint8_t, 8> bytes{};
    std::uint64_t epoch = 0;
    while (epoch == 0) {
        random.fill(bytes);
        for (const auto byte : bytes) epoch = epoch << 8 | byte;
    }
    return epoch;
}

}  // namespace taizhang
