// What is left of an event when texts of it are removed by law: the same event, the texts blanked.
//
//     TZ_TRY(const Event left, substitute_for(event, {"/text", "/entries/0/remark"}));
//
// Pure; any thread.
#pragma once

#include "events/catalogue.hpp"

namespace taizhang {

inline constexpr std::size_t max_redacted_members = 100;

/// Each member is a JSON pointer to a text in the event's data; the text becomes redaction::removed_text.
/// ErrorCode::invalid with details.path "/members/<n>" where there is none, where it is no text, or where it is one
/// that rules depend on (an id, a date, a word of a fixed list).
Result<Event> substitute_for(const Event& event, const std::vector<std::string>& members);

}  // namespace taizhang
