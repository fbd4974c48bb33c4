#include "src/interop/paragraphs.hpp"

#include <algorithm>
#include <array>

#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

/// For each opening bracket the place of its partner, else npos. Brackets of all shapes close one another: documents
/// mix （ with ).
std::vector<std::size_t> partners(Text text) {
    std::vector<std::size_t> match(text.size(), npos), open;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_open_bracket(text[i])) open.push_back(i);
        if (!is_close_bracket(text[i]) || open.empty()) continue;
        match[open.back()] = i;
        open.pop_back();
    }
    return match;
}

/// Where the last word of the text ends: what follows is only blanks and full stops.
std::size_t last_word(Text text) {
    std::size_t end = text.size();
    while (end > 0 && (is_space(text[end - 1]) || is_sentence_end(text[end - 1]))) --end;
    return end;
}

/// （甲厅、乙厅负责，列第一位的为牵头单位，下同）: remarks on the list are no names.
Text without_note(Text inside) {
    static constexpr auto notes =
        std::to_array<Text>({U"列第一", U"列首位", U"列在首位", U"排第一", U"排在第一", U"排首位", U"排在首位",
                             U"排名第一", U"第一个", U"第一位", U"首位", U"下同", U"以下"});
    for (std::size_t i = 1; i < inside.size(); ++i) {
        if (is_separator(inside[i - 1]) && !first_prefix(inside.substr(i), notes).empty())
            return inside.substr(0, i - 1);
    }
    return inside;
}

class ParagraphReader {
  public:
    ParagraphReader(Text text, Paragraph& out)
        : text_(text), out_(out), match_(partners(text)), last_word_(last_word(text)) {}

    void read() {
        std::size_t at = 0;
        while (at < text_.size()) {
            if (const std::size_t next = field_at(at); next > at) {
                out_.text_after_fields = false;
                at = next;
            } else {
                keep(text_[at++]);
            }
        }
        while (!out_.text.empty() && is_space(out_.text.back())) out_.text.pop_back();
    }

  private:
    void keep(char32_t c) {
        // The full stop after a bracket that was taken out: ……落实。（责任单位：…）。
        const bool stray =
            !out_.fields.empty() && (out_.text.empty() || is_sentence_end(out_.text.back())) && is_sentence_end(c);
        if (stray) return;
        out_.text.push_back(c);
        if (!out_.fields.empty() && !is_space(c) && !is_punctuation(c)) out_.text_after_fields = true;
    }

    /// The place after the field that begins here, or `at` when none does.
    std::size_t field_at(std::size_t at) {
        if (is_open_bracket(text_[at])) return bracket_at(at);
        if (!may_begin_field(at)) return at;
        const Text rest = text_.substr(at);
        const auto label = at == 0 ? read_line_label(rest) : read_label(rest);
        if (!label || (label_is_short(rest, label->length) && at != 0)) return at;
        const std::size_t end = field_end(at + label->length);
        labelled(text_.substr(at, end - at), at == 0);
        return end;
    }

    /// 牵头：, 责任： and their like are words of ordinary sentences too.
    static bool label_is_short(Text rest, std::size_t length) {
        return std::ranges::count_if(rest.substr(0, length), [](char32_t c) { return !is_colon(c) && !is_space(c); }) <
               3;
    }

    bool may_begin_field(std::size_t at) const {
        if (at == 0) return true;
        const char32_t before = text_[at - 1];
        return is_sentence_end(before) || is_space(before) || is_close_bracket(before) || before == U'，' ||
               before == U',';
    }

    /// A field outside brackets ends where a tag in brackets follows, else with the paragraph.
    std::size_t field_end(std::size_t from) const {
        for (std::size_t i = from; i < text_.size(); ++i) {
            if (is_open_bracket(text_[i]) && tag_at(i)) return i;
        }
        return text_.size();
    }

    /// 【责任单位】 or （牵头单位： …
    bool tag_at(std::size_t at) const {
        const Text inside = trim(text_.substr(at + 1, 40));
        if (read_label(inside)) return true;
        return match_[at] != npos && match_[at] - at < 16 && whole_label(text_.substr(at + 1, match_[at] - at - 1));
    }

    std::size_t bracket_at(std::size_t at) {
        const std::size_t close = match_[at];
        const Text inside = text_.substr(at + 1, close == npos ? npos : close - at - 1);
        if (read_label(trim(inside.substr(0, 40)))) {
            labelled(trim(inside), false);
            if (close == npos) out_.fields.back().closed = false;
            return close == npos ? text_.size() : close + 1;
        }
        if (close == npos) return at;
        if (inside.size() < 16) {
            if (const auto field = whole_label(inside)) return tagged(*field, close + 1);
        }
        return close + 1 == last_word_ && inside.size() < 2000 ? bare_bracket(at, close, inside) : at;
    }

    /// 【责任单位】市发改委、市财政局 【完成时限】年底
    std::size_t tagged(Field field, std::size_t from) {
        if (from < text_.size() && is_colon(text_[from])) ++from;
        const std::size_t end = field_end(from);
        add(field, text_.substr(from, end - from));
        return end;
    }

    std::size_t bare_bracket(std::size_t at, std::size_t close, Text inside) {
        inside = without_note(inside);
        if (!looks_like_names(inside)) return at;
        const bool has_role = role_suffix(trim(inside, U"。")).has_value();
        static constexpr Text heads = U"市县区州省各";
        if (!has_role && heads.find(trim(inside).front()) == npos) return at;
        out_.fields.push_back({Field::responsible, std::u32string(trim(inside)), has_role, true});
        return close + 1;
    }

    /// 责任单位：…；配合单位：…；完成时限：… each up to the next label.
    void labelled(Text region, bool at_line_start) {
        auto label = at_line_start ? read_line_label(region) : read_label(region);
        while (label) {
            const Text value = region.substr(label->length);
            std::size_t next = 0;
            auto next_label = following_label(value, next);
            add(label->field, value.substr(0, next));
            region = value.substr(next);
            label = next_label;
        }
    }

    /// The next label within a value: after a separator or a blank, outside brackets.
    static std::optional<Label> following_label(Text value, std::size_t& at) {
        int depth = 0;
        for (at = 0; at < value.size(); ++at) {
            const bool here = at > 0 && depth == 0 &&
                              (is_separator(value[at - 1]) || is_space(value[at - 1]) || value[at - 1] == U'。');
            if (here) {
                if (auto label = read_label(value.substr(at))) return label;
            }
            if (is_open_bracket(value[at])) ++depth;
            if (is_close_bracket(value[at])) depth = std::max(0, depth - 1);
        }
        return std::nullopt;
    }

    void add(Field field, Text value) {
        if (field != Field::deadline) value = without_note(value);
        out_.fields.push_back({field, std::u32string(trim(value, U"。；;，,、：:")), true, true});
    }

    Text text_;
    Paragraph& out_;
    std::vector<std::size_t> match_;
    std::size_t last_word_;
};

}  // namespace

bool Paragraph::names_units() const {
    return std::ranges::any_of(fields, [](const FieldText& field) {
        return !field.value.empty() &&
               (field.field == Field::lead || field.field == Field::responsible || field.field == Field::supporting);
    });
}

namespace {

Paragraph paragraph_of_row(const Line& line) {
    const TableRow& row = *line.row;
    Paragraph out;
    out.line = line.number;
    out.row = line.row;
    out.mark = Mark{row.heading ? Level::chinese : Level::arabic, row.number, 0};
    ParagraphReader(row.text, out).read();
    for (const auto& [field, value] : row.fields) out.fields.push_back({field, value, true, true});
    return out;
}

}  // namespace

Paragraph read_paragraph(const Line& line) {
    if (line.row) return paragraph_of_row(line);
    Paragraph out;
    out.line = line.number;
    out.mark = read_mark(line.text);
    ParagraphReader(Text(line.text).substr(out.mark ? out.mark->length : 0), out).read();
    return out;
}

}  // namespace taizhang::interop
