#include "src/interop/head.hpp"

#include <algorithm>
#include <array>

#include "src/interop/dates.hpp"
#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

enum class Meta { other, title, number, issuer, written, published };

struct MetaWord {
    Text text;
    Meta meta;
};

constexpr auto meta_words = std::to_array<MetaWord>({
    {U"发文字号", Meta::number},    {U"公文字号", Meta::number},    {U"文件编号", Meta::number},
    {U"公文文号", Meta::number},    {U"发文文号", Meta::number},    {U"文件号", Meta::number},
    {U"文号", Meta::number},        {U"发布机构", Meta::issuer},    {U"发文机关", Meta::issuer},
    {U"发文机构", Meta::issuer},    {U"发文单位", Meta::issuer},    {U"发布单位", Meta::issuer},
    {U"制发机关", Meta::issuer},    {U"公开机构", Meta::issuer},    {U"成文日期", Meta::written},
    {U"发文日期", Meta::written},   {U"成文时间", Meta::written},   {U"生成日期", Meta::written},
    {U"制发日期", Meta::written},   {U"发文时间", Meta::written},   {U"发布日期", Meta::published},
    {U"公开日期", Meta::published}, {U"发布时间", Meta::published}, {U"公布日期", Meta::published},
    {U"公开时间", Meta::published}, {U"信息名称", Meta::title},     {U"文件名称", Meta::title},
    {U"标题", Meta::title},         {U"名称", Meta::title},         {U"索引号", Meta::other},
    {U"主题分类", Meta::other},     {U"信息分类", Meta::other},     {U"有效性", Meta::other},
    {U"公文时效", Meta::other},     {U"时效性", Meta::other},       {U"主题词", Meta::other},
    {U"关键词", Meta::other},       {U"浏览量", Meta::other},       {U"浏览次数", Meta::other},
    {U"点击数", Meta::other},       {U"来源", Meta::other},         {U"责任编辑", Meta::other},
    {U"文字大小", Meta::other},     {U"字体", Meta::other},         {U"体裁分类", Meta::other},
    {U"服务对象", Meta::other},     {U"公开方式", Meta::other},     {U"公开类别", Meta::other},
    {U"生效日期", Meta::other},     {U"失效日期", Meta::other},     {U"效力状态", Meta::other},
    {U"日期", Meta::published},
});

struct MetaField {
    Meta meta = Meta::other;
    std::u32string value;
};

struct FoundWord {
    Meta meta = Meta::other;
    std::size_t begin = 0, value = 0;
};

std::optional<FoundWord> meta_at(Text line, std::size_t at) {
    for (const auto& word : meta_words) {
        const std::size_t after = at + word.text.size();
        if (starts_with(line.substr(at), word.text) && after < line.size() &&
            (is_colon(line[after]) || line[after] == U'|')) {
            return FoundWord{word.meta, at, after + 1};
        }
    }
    return std::nullopt;
}

/// The fields of a line whose blanks were taken out: 索引号:011…文号:鄂州政办发〔2014〕4号
std::vector<MetaField> meta_fields(Text line) {
    std::vector<FoundWord> found;
    for (std::size_t i = 0; i < std::min<std::size_t>(line.size(), 600); ++i) {
        if (const auto word = meta_at(line, i)) found.push_back(*word), i = word->value - 1;
    }
    std::vector<MetaField> fields;
    for (std::size_t k = 0; k < found.size(); ++k) {
        const std::size_t end = k + 1 < found.size() ? found[k + 1].begin : line.size();
        const Text value = trim(line.substr(found[k].value, end - found[k].value), U"|：:[]");
        fields.push_back({found[k].meta, std::u32string(value)});
    }
    return fields;
}

struct FoundSign {
    std::size_t begin = 0, end = 0;
};

/// 鄂州政办发〔2014〕4号 within a line without blanks.
std::optional<FoundSign> find_document_number(Text line) {
    for (std::size_t i = 1; i + 7 < line.size(); ++i) {
        if (!is_open_bracket(line[i]) || !is_close_bracket(line[i + 5]) || !arabic_number(line.substr(i + 1, 4)))
            continue;
        std::size_t end = i + 6;
        if (line[end] == U'第') ++end;
        const std::size_t digits_from = end;
        while (end < line.size() && digit(line[end]) >= 0) ++end;
        if (end == digits_from || end >= line.size() || line[end] != U'号') continue;
        std::size_t begin = i;
        while (begin > 0 && i - begin < 14 && line[begin - 1] >= 0x4E00 && line[begin - 1] < 0xA000) --begin;
        if (begin < i) return FoundSign{begin, end + 1};
    }
    return std::nullopt;
}

bool is_heading(Text line) {
    return line.size() >= 4 && line.size() <= 90 && !contains(line, U"。") && meta_fields(without_spaces(line)).empty();
}

constexpr auto title_endings =
    std::to_array<Text>({U"通知", U"意见", U"方案", U"决定", U"通报", U"函", U"办法", U"的批复", U"安排", U"清单"});

bool ends_a_title(Text line) {
    const Text bare = trim(line, U"）)》");
    return !first_suffix(bare, title_endings).empty();
}

class HeadReader {
  public:
    HeadReader(std::span<const Line> head, std::span<const Line> tail)
        : head_(head.first(std::min<std::size_t>(head.size(), 200))), tail_(tail) {}

    Head read() {
        read_fields();
        read_title();
        read_number();
        read_written();
        read_issuer();
        find_the_year();
        return std::move(out_);
    }

  private:
    Document& document() { return out_.document; }
    void doubt(std::string what, std::string read_as) {
        out_.doubts.push_back({"document", std::move(what), std::move(read_as)});
    }

    void read_fields() {
        for (std::size_t i = 0; i < head_.size(); ++i) {
            for (auto& field : meta_fields(without_spaces(head_[i].text))) {
                // A label at the line's end may have its value on the next line.
                const bool next_line = field.value.empty() && i + 1 < head_.size() && is_colon(head_[i].text.back());
                take(field.meta, next_line ? without_spaces(head_[i + 1].text) : field.value);
            }
        }
    }

    void take(Meta meta, Text value) {
        if (value.empty()) return;
        switch (meta) {
            case Meta::title:
                labelled_title_ = std::u32string(value);
                break;
            case Meta::number:
                take_number(value);
                break;
            case Meta::issuer:
                set(document().issuer, to_utf8(value));
                break;
            case Meta::written:
                take_date(document().written_on, value);
                break;
            case Meta::published:
                take_date(document().published_on, value);
                break;
            case Meta::other:
                break;
        }
    }
    template <class T>
    static void set(std::optional<T>& slot, T value) {
        if (!slot) slot = std::move(value);
    }
    void take_number(Text value) {
        const auto sign = find_document_number(value);
        set(document().number, to_utf8(sign ? value.substr(sign->begin, sign->end - sign->begin) : value));
    }
    void take_date(std::optional<Date>& slot, Text value) {
        if (const auto date = find_date(value))
            set(slot, date->date);
        else
            doubt("a date that no calendar has is printed: " + excerpt(value), "no date");
    }

    void read_title() {
        for (std::size_t i = 0; i < head_.size() && !document().title; ++i) title_from(i);
        if (!document().title && !labelled_title_.empty()) document().title = to_utf8(labelled_title_);
        if (document().title) return;
        static constexpr auto kinds =
            std::to_array<Text>({U"分解", U"分工", U"任务", U"清单", U"方案", U"要点", U"台账"});
        const auto named = std::ranges::find_if(
            head_, [](const Line& line) { return is_heading(line.text) && contains_any(line.text, kinds); });
        const auto first = named != head_.end()
                               ? named
                               : std::ranges::find_if(head_, [](const Line& line) { return is_heading(line.text); });
        if (first == head_.end()) return doubt("the document prints no title", "no title");
        document().title = to_utf8(first->text);
        if (named == head_.end()) doubt("no line is clearly the title", to_utf8(first->text));
    }

    /// XX人民政府 ⏎ 关于印发《……》 ⏎ 的通知
    void title_from(std::size_t i) {
        const Text line = head_[i].text;
        const auto about = line.find(U"关于");
        if (about == npos || !is_heading(line) || starts_with(line, U"附") || read_mark_like(line)) return;
        std::u32string title;
        if (about == 0 && i > 0 && is_heading(head_[i - 1].text) && ends_like_a_unit(head_[i - 1].text))
            title = head_[i - 1].text;
        title += line;
        for (std::size_t k = 1; k < 4 && !ends_a_title(title) && i + k < head_.size() && is_heading(head_[i + k].text);
             ++k) {
            title += head_[i + k].text;
        }
        if (ends_a_title(title)) document().title = to_utf8(title);
    }
    static bool read_mark_like(Text line) { return line.size() > 1 && (line[1] == U'、' || is_open_bracket(line[0])); }

    void read_number() {
        if (document().number) return;
        for (const auto& line : head_.first(std::min<std::size_t>(head_.size(), 60))) {
            const std::u32string bare = without_spaces(Text(line.text).substr(0, 400));
            const auto sign = find_document_number(bare);
            if (!sign) continue;
            const std::string number = to_utf8(Text(bare).substr(sign->begin, sign->end - sign->begin));
            if (sign->end - sign->begin + 12 >= bare.size() && !contains(bare, U"《"))
                return void(document().number = number);
            doubt("a document number is cited in a sentence: " + number, "not this document's number");
        }
    }

    void read_written() {
        if (document().written_on) return;
        for (const auto part : {head_, tail_}) {
            for (std::size_t i = part.size(); i-- > 0;) {
                const auto date = signature_date(part[i].text);
                if (!date) continue;
                document().written_on = *date;
                signature_ = signature(part, i);
                return;
            }
        }
        const auto printed = std::ranges::find_if(
            tail_, [](const Line& line) { return line.text.size() < 60 && ends_with(line.text, U"印发"); });
        doubt(printed == tail_.end() ? "no date of writing is printed"
                                     : "only a date of printing is told: " + to_utf8(printed->text),
              "no date");
    }

    /// The issuer who signs on the date's line or the one before it.
    static std::u32string signature(std::span<const Line> lines, std::size_t at) {
        const std::u32string bare = without_spaces(lines[at].text);
        const auto date = find_date(bare);
        if (date && date->begin > 3 && ends_like_a_unit(Text(bare).substr(0, date->begin)))
            return bare.substr(0, date->begin);
        if (at == 0) return {};
        const Text before = lines[at - 1].text;
        const bool plain = before.size() <= 30 && std::ranges::none_of(before, [](char32_t c) {
                               return is_sentence_end(c) || is_colon(c) || c == U'《';
                           });
        return plain && ends_like_a_unit(before) ? std::u32string(before) : std::u32string();
    }

    void read_issuer() {
        std::string from_title;
        if (document().title) {
            const std::size_t about = document().title->find("关于");
            if (about != npos) from_title = document().title->substr(0, about);
        }
        if (!document().issuer && !signature_.empty()) document().issuer = to_utf8(signature_);
        if (!document().issuer && !from_title.empty()) {
            document().issuer = from_title;
            doubt("the issuer is printed only in the title", from_title);
        } else if (document().issuer && !from_title.empty() && *document().issuer != from_title) {
            doubt("the title names \"" + from_title + "\" as issuer, the document's head or signature \"" +
                      *document().issuer + "\"",
                  *document().issuer);
        } else if (!document().issuer) {
            doubt("the document names no issuer", "no issuer");
        }
    }

    void find_the_year() {
        if (document().title) {
            if (const auto text = from_utf8(*document().title)) out_.year = find_year(*text);
        }
        for (std::size_t i = 0; i < head_.size() && !out_.year; ++i) {
            if (is_heading(head_[i].text) && !signature_date(head_[i].text)) out_.year = find_year(head_[i].text);
        }
        if (!out_.year && document().written_on) out_.year = document().written_on->year();
        if (!out_.year && document().published_on) out_.year = document().published_on->year();
        if (!out_.year) doubt("the year that the tasks are for is not printed", "no year");
    }

    std::span<const Line> head_, tail_;
    Head out_;
    std::u32string labelled_title_, signature_;
};

}  // namespace

std::optional<Date> signature_date(Text line) {
    if (line.size() > 60) return std::nullopt;
    const std::u32string bare = without_spaces(line);
    const Text text = trim(bare, U"（）()");
    const auto date = find_date(text);
    if (!date || date->end != text.size()) return std::nullopt;
    const Text before = text.substr(0, date->begin);
    if (!before.empty() && !ends_like_a_unit(before) && !ends_with(before, U"号")) return std::nullopt;
    return date->date;
}

Head read_head(std::span<const Line> head, std::span<const Line> tail) {
    return HeadReader(head, tail).read();
}

}  // namespace taizhang::interop
