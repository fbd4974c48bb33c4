// Small helpers for writing a bulletin's body. Pure.
#pragma once

#include "events/bulletin.hpp"

#include <taizhang/decimal.hpp>

namespace taizhang::documents {

inline bulletin::Block heading(std::string text) {
    return {bulletin::BlockKind::heading, std::move(text), {}};
}
inline bulletin::Block paragraph(std::string text) {
    return {bulletin::BlockKind::paragraph, std::move(text), {}};
}
bulletin::Block table(std::string caption, std::vector<std::string> head, std::vector<std::vector<std::string>> rows);

/// 2014年4月5日
std::string chinese_date(Date day);
/// "62.5%", or "—" where there is none.
std::string percent_text(const std::optional<Decimal>& percent);
/// part / whole as a percentage with one digit; "—" for nothing of nothing.
std::string share_text(std::size_t part, std::size_t whole);

}  // namespace taizhang::documents
