// toml++ without its assertions. Version 3.3 asserts in parse_value() what malformed text such as `[1,}` breaks: a
// debug build would abort on a user's slip, and with NDEBUG the compiler would be told to assume the contrary. What
// follows the assertion reports the error well.
#pragma once

// What toml++ includes, before its own NDEBUG is taken away: assertions of others stay as they are.
#include <cassert>

#define TOML_ASSERT(expr) static_assert(true)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
