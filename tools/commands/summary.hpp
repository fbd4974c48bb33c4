// Lines of a summary, what they are about in a column of its own.
//
//     Summary out;
//     out.line("tours", "every {} months", 3);
//
// One thread.
#pragma once

#include "tools/commands/commands.hpp"

#include <fmt/format.h>

namespace taizhang {

class Summary {
  public:
    template <class... Args>
    void line(std::string_view what, fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(text_), "  {:<13}{}\n", what,
                       printable(fmt::format(format, std::forward<Args>(args)...)));
    }
    std::string text() && { return std::move(text_); }

  private:
    std::string text_;
};

}  // namespace taizhang
