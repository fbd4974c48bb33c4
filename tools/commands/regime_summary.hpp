// What was read of a regime, a few lines for a person.
//
//     fmt::print("{}", regime_summary(*regime::read(text)));
//
// Pure.
#pragma once

#include <string>

namespace taizhang {

namespace regime {
struct Rules;
}

std::string regime_summary(const regime::Rules& rules);

}  // namespace taizhang
