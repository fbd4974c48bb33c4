// Upcasting: old payloads are lifted to the current struct when read, never rewritten.
//
//     struct Moved {                                  // version 2
//         using Previous = MovedV1;                   // version 1, kept for ever
//         static Moved upcast(const MovedV1& old);
//         ...
//     };
#pragma once

#include <taizhang/reflect/storage.hpp>

namespace taizhang {

/// Reads a `T` of current version `current` from bytes that were written as version `stored`.
template <class T>
Result<T> load_version(std::uint16_t stored, std::uint16_t current, std::string_view bytes) {
    if (stored == current) return reflect::load<T>(bytes);
    if (stored == 0 || stored > current) {
        return corrupt("the payload has version " + std::to_string(stored) + ", this program knows 1 to " +
                       std::to_string(current) + "; run a newer taizhang");
    }
    if constexpr (requires { typename T::Previous; }) {
        TZ_TRY(auto previous,
               load_version<typename T::Previous>(stored, static_cast<std::uint16_t>(current - 1), bytes));
        return T::upcast(previous);
    } else {
        return corrupt("no way is known to lift version " + std::to_string(stored) + " to " + std::to_string(current));
    }
}

}  // namespace taizhang
