#include "src/domain/checks.hpp"

#include <set>

namespace taizhang {

namespace {

bool is_blank(std::string_view text) {
    constexpr std::string_view ideographic_space = "\u3000";
    while (!text.empty()) {
        if (text.starts_with(ideographic_space))
            text.remove_prefix(ideographic_space.size());
        else if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r'))
            text.remove_prefix(1);
        else
            return false;
    }
    return true;
}

Error too_many(std::string_view what, std::string_view path, std::size_t limit, std::size_t came) {
    return Error{ErrorCode::over_limit, std::string(path) + ": at most " + std::to_string(limit) + " " +
                                            std::string(what) + " are allowed, got " + std::to_string(came)}
        .with("limit", limit)
        .with("path", json_text(path));
}

}  // namespace

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

Status check_length(std::string_view text, std::string_view path, std::size_t limit) {
    if (text.size() <= limit) return {};  // no character is less than a byte
    const auto count = count_characters(text);
    if (count > limit) return too_many("characters", path, limit, count);
    return {};
}

Status check_text(std::string_view text, std::string_view path, std::size_t limit) {
    if (is_blank(text)) return invalid(std::string(path) + ": must not be empty; fill it in", std::string(path));
    return check_length(text, path, limit);
}

Status check_count(std::size_t count, std::string_view path, std::size_t limit) {
    if (count > limit) return too_many("entries", path, limit, count);
    return {};
}

Status check_percent(Decimal percent, std::string_view path) {
    if (percent >= Decimal(0) && percent <= Decimal(100)) return {};
    return invalid(std::string(path) + ": expected a percentage from 0 to 100, got " + percent.to_string(),
                   std::string(path));
}

Status check_target(const Target& target, const std::string& path) {
    TZ_CHECK(check_text(target.indicator, path + "/indicator", max_name_characters));
    TZ_CHECK(check_text(target.unit, path + "/unit", max_name_characters));
    return check_count(target.at.size(), path + "/at");
}

Status check_document(const DocumentReference& document, const std::string& path) {
    TZ_CHECK(check_text(document.title, path + "/title", max_title_characters));
    TZ_CHECK(check_text(document.number, path + "/number", max_name_characters));
    return check_text(document.issuer, path + "/issuer", max_name_characters);
}

Status check_chapters(const std::vector<Chapter>& chapters, const std::string& path) {
    TZ_CHECK(check_count(chapters.size(), path));
    std::set<std::string_view> numbers;
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const auto at = element_path(path, i);
        TZ_CHECK(check_text(chapters[i].no, at + "/no", max_number_characters));
        TZ_CHECK(check_text(chapters[i].title, at + "/title", max_title_characters));
        if (!numbers.insert(chapters[i].no).second)
            return invalid(at + "/no: chapter '" + chapters[i].no + "' stands in the list twice", at + "/no");
    }
    return {};
}

std::string element_path(std::string_view list, std::size_t index) {
    return std::string(list) + "/" + std::to_string(index);
}

}  // namespace taizhang
