// Small checks that many deciders share, each with the message that its failure deserves.
//
//     TZ_CHECK(check_text(event.title, "/title", max_title_characters));
//
// Pure. Lengths are counted in characters (code points), as people count them, not in bytes.
#pragma once

#include "events/common.hpp"

namespace taizhang {

inline constexpr std::size_t max_name_characters = 200;     ///< of units, persons, indicators, milestones
inline constexpr std::size_t max_title_characters = 500;    ///< of ledgers, items, documents
inline constexpr std::size_t max_number_characters = 64;    ///< as printed before a task
inline constexpr std::size_t max_key_characters = 64;       ///< a milestone's or problem's name within its item
inline constexpr std::size_t max_text_characters = 20'000;  ///< everything longer
inline constexpr std::size_t max_regime_characters = 200'000;
inline constexpr std::size_t max_list_entries = 500;  ///< parties, members, aliases, targets, items …

std::size_t count_characters(std::string_view utf8);

/// Not blank, and at most `limit` characters: ErrorCode::invalid or over_limit, with details.path.
Status check_text(std::string_view text, std::string_view path, std::size_t limit = max_text_characters);
/// The same where it is given; an absent one is fine.
template <std::same_as<std::optional<std::string>> T>
Status check_text(const T& text, std::string_view path, std::size_t limit = max_text_characters) {
    return text ? check_text(std::string_view(*text), path, limit) : Status();
}
/// May be empty.
Status check_length(std::string_view text, std::string_view path, std::size_t limit = max_text_characters);
Status check_count(std::size_t count, std::string_view path, std::size_t limit = max_list_entries);
/// 0..100.
Status check_percent(Decimal percent, std::string_view path);

Status check_target(const Target& target, const std::string& path);
Status check_document(const DocumentReference& document, const std::string& path);
/// Numbers and titles are there, no number twice.
Status check_chapters(const std::vector<Chapter>& chapters, const std::string& path);

/// For Error::with.
inline boost::json::string json_text(std::string_view text) {
    return boost::json::string(text);
}

/// "/units/2"
std::string element_path(std::string_view list, std::size_t index);

}  // namespace taizhang
