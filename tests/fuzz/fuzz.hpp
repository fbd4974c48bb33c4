// What the fuzz targets have in common: the entry that libFuzzer calls, and how a target says that a promise is broken.
//
//     FUZZ_TARGET(input) {
//         const auto note = tlog::parse_note(input);
//         if (note) same(tlog::format_note(*note), input, "a note that is read is written as the same bytes");
//     }
//
// A broken promise ends the process with its words and the two texts in hex, which libFuzzer takes for a crash: it
// keeps the input. One thread.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace taizhang::fuzz {

[[noreturn]] inline void broken(std::string_view promise, std::string_view detail = {}) {
    std::fprintf(stderr, "broken promise: %.*s %.*s\n", int(promise.size()), promise.data(), int(detail.size()),
                 detail.data());
    std::abort();
}

inline void require(bool holds, std::string_view promise, std::string_view detail = {}) {
    if (!holds) broken(promise, detail);
}

/// The value of what must not be refused.
template <class T>
const T& must(const Result<T>& result, std::string_view promise) {
    if (!result) broken(promise, result.error().message);
    return *result;
}

inline std::string hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

inline void same(std::string_view got, std::string_view expected, std::string_view promise) {
    if (got != expected) broken(promise, "\n  expected " + hex(expected) + "\n  got      " + hex(got));
}

/// What stands before the first `mark`; cuts it and the mark off `rest`. All of it when there is none.
inline std::string_view cut(std::string_view& rest, char mark) {
    const auto end = rest.find(mark);
    const auto first = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return first;
}

}  // namespace taizhang::fuzz

#define FUZZ_TARGET(input)                                                                       \
    static void check_one(std::string_view input);                                               \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {          \
        check_one(std::string_view(size == 0 ? "" : reinterpret_cast<const char*>(data), size)); \
        return 0;                                                                                \
    }                                                                                            \
    static void check_one(std::string_view input)
