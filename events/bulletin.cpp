#include "events/bulletin.hpp"

namespace taizhang {

namespace {

void add_line(std::string& text, std::string_view line) {
    if (!line.empty()) text.append(line).push_back('\n');
}

void add_row(std::string& text, const bulletin::TableRow& row) {
    const char* separator = "";
    for (const auto& cell : row.cells) {
        text.append(separator).append(cell);
        separator = "\t";
    }
    text.push_back('\n');
}

}  // namespace

std::string bulletin_text(const bulletin::Issued& bulletin) {
    std::string text;
    add_line(text, bulletin.title);
    add_line(text, bulletin.number.value_or(""));
    add_line(text, bulletin.addressed_to);
    for (const auto& block : bulletin.body) {
        add_line(text, block.text);
        for (const auto& row : block.rows) add_row(text, row);
    }
    add_line(text, bulletin.signed_by);
    add_line(text, bulletin.dated.to_string());
    return text;
}

}  // namespace taizhang
