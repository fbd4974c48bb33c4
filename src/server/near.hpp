// Memory that is looked at soon, asked for before it is: thousands of connections lie far apart, and what is asked for
// together is waited for once.
//
//     for (const auto* one : all) bring_near(one, sizeof *one);
//     for (auto* one : all) one->work();
//
// Any thread; changes nothing.
#pragma once

#include <cstddef>

namespace taizhang {

inline void bring_near(const void* what, std::size_t bytes) {
    constexpr std::size_t line = 64;
    const auto* at = static_cast<const char*>(what);
    for (std::size_t i = 0; i < bytes; i += line) __builtin_prefetch(at + i);
}

}  // namespace taizhang
