// Rows of views as JSON text. A row is text already and is put in as it is, never parsed again.
#pragma once

#include "src/views/views.hpp"

#include <string>
#include <string_view>

namespace taizhang::rpc {

/// "text" with quotes, escaped.
std::string quoted(std::string_view text);
inline std::string quoted(const std::string& text) {  // std::quoted would be found first
    return quoted(std::string_view(text));
}
/// [{"key":…,"position":…,"row":…}, …]
std::string rows_text(const std::vector<ViewRow>& rows);
std::string keys_text(const std::vector<std::string>& keys);
/// "position":…,"time":…; null where the log is empty.
std::string moment_text(std::optional<Position> position, std::optional<Time> time);

}  // namespace taizhang::rpc
