#include "src/interop/docx_write.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <numeric>

#include "src/interop/chars.hpp"
#include "src/interop/docx_parts.hpp"
#include "src/interop/xml.hpp"

namespace taizhang::interop {

namespace {

using bulletin::Block;
using bulletin::BlockKind;
using bulletin::Kind;

/// Without the characters that XML cannot hold.
std::string writable(std::string_view text) {
    std::u32string out;
    for (const char32_t c : from_utf8(text).value_or(U"")) {
        const bool control = c < 0x20 && c != U'\t' && c != U'\n';
        if (!control && c != 0xFFFE && c != 0xFFFF) out.push_back(c);
    }
    return to_utf8(out);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

/// One run; tabs as Word has them.
void add_words(pugi::xml_node paragraph, std::string_view words) {
    auto run = paragraph.append_child("w:r");
    for (std::size_t from = 0; from <= words.size();) {
        const auto end = std::min(words.find('\t', from), words.size());
        if (end > from) {
            auto text = run.append_child("w:t");
            text.append_attribute("xml:space") = "preserve";
            text.text() = std::string(words.substr(from, end - from)).c_str();
        }
        if (end < words.size()) run.append_child("w:tab");
        from = end + 1;
    }
}

/// A paragraph for each line; the last one is returned.
pugi::xml_node add_text(pugi::xml_node parent, const char* style, const std::string& text) {
    pugi::xml_node paragraph;
    for (const auto& line : lines_of(writable(text))) {
        paragraph = parent.append_child("w:p");
        add_val(paragraph.append_child("w:pPr"), "w:pStyle", style);
        if (!line.empty()) add_words(paragraph, line);
    }
    return paragraph;
}

/// （一）… is a heading of the second level, 一、… and any other of the first.
const char* heading_style(const std::string& text) {
    const auto words = from_utf8(text).value_or(U"");
    const bool second = words.size() > 2 && is_open_bracket(words[0]) && is_numeral(words[1]);
    return second ? "Heading2" : "Heading1";
}

bool is_figure(std::string_view cell) {
    const auto words = from_utf8(cell).value_or(U"");
    return words.size() <= 16 && std::ranges::all_of(words, [](char32_t c) {
               return (c < 0x80 && c != U' ' && c != U'\n') || digit(c) >= 0 || Text(U"％—－／").find(c) != npos;
           });
}

std::size_t widest_line(const std::string& cell) {
    std::size_t widest = 0;
    for (const auto& line : lines_of(cell)) widest = std::max(widest, columns(from_utf8(line).value_or(U"")));
    return widest;
}

/// Columns share the page's width by what stands in them, none less than a fair part.
std::vector<int> column_widths(const Block& table, std::size_t count) {
    std::vector<std::size_t> weights(count, 4);
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            weights[c] = std::clamp(widest_line(row.cells[c]), weights[c], std::size_t(40));
        }
    }
    const auto total = std::accumulate(weights.begin(), weights.end(), std::size_t(0));
    std::vector<int> widths;
    for (const auto weight : weights)
        widths.push_back(static_cast<int>(static_cast<std::size_t>(page::text_width) * weight / total));
    return widths;
}

void add_borders(pugi::xml_node properties) {
    auto borders = properties.append_child("w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
        auto border = add_val(borders, side, "single");
        border.append_attribute("w:sz") = "4";
        border.append_attribute("w:space") = "0";
        border.append_attribute("w:color") = "auto";
    }
}

void add_width(pugi::xml_node parent, const char* name, int width) {
    auto node = parent.append_child(name);
    node.append_attribute("w:w") = width;
    node.append_attribute("w:type") = "dxa";
}

void add_row(pugi::xml_node table, const bulletin::TableRow& row, const std::vector<int>& widths, bool head) {
    auto line = table.append_child("w:tr");
    auto properties = line.append_child("w:trPr");
    properties.append_child("w:cantSplit");
    if (head) properties.append_child("w:tblHeader");
    add_val(properties, "w:jc", "center");
    for (std::size_t c = 0; c < widths.size(); ++c) {
        auto cell = line.append_child("w:tc");
        auto shape = cell.append_child("w:tcPr");
        add_width(shape, "w:tcW", widths[c]);
        add_val(shape, "w:vAlign", "center");
        const std::string text = c < row.cells.size() ? row.cells[c] : std::string();
        add_text(cell, head ? "TableHead" : is_figure(text) ? "TableFigure" : "TableText", text);
    }
}

void add_table(pugi::xml_node body, const Block& block) {
    if (!block.text.empty()) add_text(body, "Caption", block.text);
    std::size_t count = 0;
    for (const auto& row : block.rows) count = std::max(count, row.cells.size());
    if (count == 0) return;
    const auto widths = column_widths(block, count);
    auto table = body.append_child("w:tbl");
    auto properties = table.append_child("w:tblPr");
    add_width(properties, "w:tblW", page::text_width);
    add_val(properties, "w:jc", "center");
    add_borders(properties);
    properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
    auto grid = table.append_child("w:tblGrid");
    for (const int width : widths) grid.append_child("w:gridCol").append_attribute("w:w") = width;
    for (std::size_t r = 0; r < block.rows.size(); ++r) add_row(table, block.rows[r], widths, r == 0);
    // two tables without a paragraph between them would be one
    auto gap = body.append_child("w:p").append_child("w:pPr");
    add_val(gap, "w:pStyle", "TableText");
}

void add_block(pugi::xml_node body, const Block& block) {
    switch (block.kind) {
        case BlockKind::heading:
            add_text(body, heading_style(block.text), block.text);
            return;
        case BlockKind::paragraph:
            add_text(body, "Body", block.text);
            return;
        case BlockKind::table:
            add_table(body, block);
            return;
    }
}

/// Briefs and minutes go out under a head of their own: a line parts it from the text.
bool has_head_line(Kind kind) {
    return kind == Kind::brief || kind == Kind::minutes;
}

void add_head_line(pugi::xml_node paragraph) {
    auto border = paragraph.child("w:pPr").append_child("w:pBdr").append_child("w:bottom");
    border.append_attribute("w:val") = "single";
    border.append_attribute("w:sz") = "12";
    border.append_attribute("w:space") = "8";
    border.append_attribute("w:color") = "FF0000";
}

std::string chinese_day(Date date) {
    return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" + std::to_string(date.day()) + "日";
}

std::string with_colon(const std::string& addressee) {
    const auto words = from_utf8(addressee).value_or(U"");
    return words.empty() || is_colon(words.back()) ? addressee : addressee + "：";
}

void add_page(pugi::xml_node body) {
    auto section = body.append_child("w:sectPr");
    const auto add_footer = [&](const char* type, const char* id) {
        auto footer = section.append_child("w:footerReference");
        footer.append_attribute("w:type") = type;
        footer.append_attribute("r:id") = id;
    };
    add_footer("default", "rId3");
    add_footer("even", "rId4");
    auto size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = page::width;
    size.append_attribute("w:h") = page::height;
    auto margins = section.append_child("w:pgMar");
    margins.append_attribute("w:top") = page::top;
    margins.append_attribute("w:right") = page::right;
    margins.append_attribute("w:bottom") = page::bottom;
    margins.append_attribute("w:left") = page::left;
    margins.append_attribute("w:header") = 851;
    margins.append_attribute("w:footer") = 1400;
    margins.append_attribute("w:gutter") = 0;
}

std::string document_xml(const bulletin::Issued& bulletin) {
    pugi::xml_document document;
    auto body = add_root(document, "w:document").append_child("w:body");
    auto head = add_text(body, "Title", bulletin.title);
    if (bulletin.number && !bulletin.number->empty()) head = add_text(body, "Number", *bulletin.number);
    if (has_head_line(bulletin.kind)) add_head_line(head);
    if (!bulletin.addressed_to.empty()) add_text(body, "Addressee", with_colon(bulletin.addressed_to));
    for (const auto& block : bulletin.body) add_block(body, block);
    if (!bulletin.signed_by.empty()) add_text(body, "Signature", bulletin.signed_by);
    add_text(body, "Dated", chinese_day(bulletin.dated));
    add_page(body);
    return xml_text(document);
}

}  // namespace

Result<std::string> write_docx(const bulletin::Issued& bulletin) {
    if (!from_utf8(bulletin_text(bulletin))) {
        return invalid("expected a bulletin in UTF-8, got other bytes in " + quote(bulletin.title));
    }
    auto parts = fixed_parts(writable(bulletin.title));
    parts.push_back({"word/document.xml", document_xml(bulletin)});
    return write_zip(parts);
}

}  // namespace taizhang::interop
