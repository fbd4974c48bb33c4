#include "src/documents/blocks.hpp"

namespace taizhang::documents {

bulletin::Block table(std::string caption, std::vector<std::string> head, std::vector<std::vector<std::string>> rows) {
    bulletin::Block block{bulletin::BlockKind::table, std::move(caption), {}};
    block.rows.push_back({std::move(head)});
    for (auto& row : rows) block.rows.push_back({std::move(row)});
    return block;
}

std::string chinese_date(Date day) {
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日";
}

std::string percent_text(const std::optional<Decimal>& percent) {
    return percent ? percent->to_string() + "%" : "—";
}

std::string share_text(std::size_t part, std::size_t whole) {
    if (whole == 0) return "—";
    const auto share = divide(Decimal(static_cast<int>(part * 100)), Decimal(static_cast<int>(whole)), 1);
    return share ? share->to_string() + "%" : "—";
}

}  // namespace taizhang::documents
