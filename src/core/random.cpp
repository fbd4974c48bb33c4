#include <taizhang/random.hpp>

#include <sys/random.h>

#include <cerrno>
#include <stdexcept>

namespace taizhang {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw std::runtime_error("the kernel gives no random bytes");
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) {
        // splitmix64 (Steele, Lea, Flood 2014): one step a byte keeps the code plain; speed does not matter here
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        byte = static_cast<std::uint8_t>(z ^ (z >> 31));
    }
}

CommandId make_command_id(Random& random) {
    CommandId id;
    random.fill(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x40);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

}  // namespace taizhang
