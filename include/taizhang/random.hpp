// The only source of randomness (salts, epochs, command ids of our own), so that simulation can drive it.
#pragma once

#include <taizhang/ids.hpp>

#include <cstdint>
#include <span>

namespace taizhang {

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The kernel's generator. Any thread may call it.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// Repeats itself for the same seed: for tests, demos and simulation only. One thread.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

  private:
    std::uint64_t state_;
};

/// A random UUID (RFC 9562, version 4).
CommandId make_command_id(Random& random);

}  // namespace taizhang
