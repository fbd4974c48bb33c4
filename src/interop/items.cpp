#include "src/interop/items.hpp"

#include <algorithm>
#include <array>

#include "src/interop/head.hpp"
#include "src/interop/responsibility.hpp"
#include "src/interop/targets.hpp"

namespace taizhang::interop {

namespace {

/// What pages print below a document: none of it is the last task's.
bool is_page_furniture(Text text) {
    static constexpr auto heads = std::to_array<Text>({
        U"扫一扫",   U"打印",     U"【打印",     U"[打印",     U"分享",     U"返回",     U"关闭",   U"【关闭",
        U"[关闭",    U"责任编辑", U"来源",       U"版权所有",  U"相关链接", U"相关附件", U"上一篇", U"下一篇",
        U"主办：",   U"主办:",    U"主办单位：", U"承办：",    U"ICP",      U"网站",     U"抄送",   U"抄报",
        U"主题词",   U"（此件",   U"(此件",      U"【字体",    U"字体",     U"附件",     U"点击",   U"浏览",
        U"信息来源", U"编辑：",   U"联系我们",   U"Copyright", U"收藏",
    });
    static constexpr auto parts =
        std::to_array<Text>({U"二维码", U"手机上查看", U"ICP备", U"公网安备", U"版权所有", U"返回列表", U"返回顶部"});
    if (text.size() > 80) return false;
    return !first_prefix(text, heads).empty() || contains_any(text, parts) || signature_date(text) ||
           ends_with(text, U"印发");
}

class ItemReader {
  public:
    ItemReader(std::span<const Paragraph> paragraphs, const ItemContext& context)
        : all_(paragraphs), context_(context) {}

    ReadItem read() {
        cut_the_end();
        collect();
        take_title();
        take_units();
        take_targets();
        take_deadline();
        out_.item.text = to_utf8(text_);
        take_source();
        return std::move(out_);
    }

  private:
    void doubt(std::string at, std::string what, std::string read_as) {
        out_.doubts.push_back({std::move(at), std::move(what), std::move(read_as)});
    }

    /// Where the task ends: its own words stop with the responsibility if the document's style is that.
    void cut_the_end() {
        std::size_t after_units = all_.size();
        while (after_units > 0 && !all_[after_units - 1].names_units()) --after_units;
        out_.used = all_.size();
        if (all_.front().row) return end_of_row();
        for (std::size_t i = std::max<std::size_t>(after_units, 1); i < all_.size(); ++i) {
            const auto& p = all_[i];
            if (!p.fields.empty()) continue;
            if (context_.is_last && is_page_furniture(p.text)) return end_at(i);
            if (after_units == 0 || !context_.closes_with_units) continue;
            if (context_.is_last || is_loose_heading(p)) {
                doubt("line " + std::to_string(p.line), "words after the task's responsibility: " + excerpt(p.text),
                      "not part of the task");
                return end_at(i);
            }
            doubt("line " + std::to_string(p.line), "words after the task's responsibility: " + excerpt(p.text),
                  "part of the task");
        }
    }
    /// A row of a table holds the whole task.
    void end_of_row() {
        for (const auto& p : all_.subspan(1)) {
            if (!is_page_furniture(p.text))
                doubt("line " + std::to_string(p.line), "words after the table's row: " + excerpt(p.text),
                      "not part of the task");
        }
        end_at(1);
    }
    void end_at(std::size_t i) { out_.used = i; }

    static bool is_loose_heading(const Paragraph& p) {
        return !p.mark && p.text.size() <= 30 && !p.text.empty() && !is_sentence_end(p.text.back());
    }

    void collect() {
        for (const auto& p : all_.first(out_.used)) {
            fields_.insert(fields_.end(), p.fields.begin(), p.fields.end());
            if (p.text.empty()) continue;
            if (!text_.empty()) text_.push_back(U'\n');
            if (&p != &all_.front() && p.mark) text_ += printed_mark(*p.mark);
            text_ += p.text;
        }
    }

    void take_source() {
        out_.item.source.line = all_.front().line;
        if (!all_.front().row) return;
        out_.item.source.cell = all_.front().row->cell;
        for (const auto& [what, read_as] : all_.front().row->doubts) doubt("", what, read_as);
    }

    /// A sub-point keeps its number in the text.
    static std::u32string printed_mark(const Mark& mark) {
        const std::u32string number = from_utf8(std::to_string(mark.value)).value_or(U"");
        static constexpr Text numerals[] = {U"〇", U"一", U"二", U"三", U"四", U"五",
                                            U"六", U"七", U"八", U"九", U"十"};
        const std::u32string words = mark.value <= 10 ? std::u32string(numerals[mark.value]) : number;
        switch (mark.level) {
            case Level::part:
                return U"第" + words + U"部分 ";
            case Level::chinese:
                return words + U"、";
            case Level::chinese_bracket:
                return U"（" + words + U"）";
            case Level::arabic:
                return number + U".";
            case Level::dotted:
                return number + U" ";
            case Level::arabic_bracket:
                return U"（" + number + U"）";
            case Level::circled:
                return std::u32string(1, static_cast<char32_t>(0x2460 + mark.value - 1));
            case Level::spoken:
                return words + U"是";
        }
        return number;
    }

    /// The title line, the words before the first full stop or colon, or else the first clause.
    void take_title() {
        constexpr std::size_t longest = 45, with_colon = 25;
        static constexpr auto labels = std::to_array<Text>(
            {U"工作任务", U"目标任务", U"重点任务", U"主要任务", U"工作内容", U"任务内容", U"任务"});
        Text first = Text(text_).substr(0, text_.find(U'\n'));
        const std::size_t label = first_prefix(first, labels).size();
        if (label > 0 && label < first.size() && is_colon(first[label])) first.remove_prefix(label + 1);
        const bool own_line = first.size() < text_.size() && first.size() <= 60;
        std::size_t end = std::min(first.find_first_of(U"。；;！"), first.size());
        const std::size_t colon = first.find_first_of(U"：:");
        if (colon < std::min(end, with_colon)) end = colon;
        const std::size_t blank = first.find(U' ');
        if (blank >= 4 && blank < std::min<std::size_t>(end, 30) &&
            std::ranges::none_of(first.substr(0, blank), is_separator))
            end = blank;
        if (end > longest && !own_line) {
            end = std::min(first.find_first_of(U"，,：:"), end);
            doubt("", "no short title is printed", excerpt(first.substr(0, end), 60));
            end = std::min<std::size_t>(end, 60);
        }
        out_.item.title = to_utf8(trim(first.substr(0, end), U"。.：:；;，,"));
        if (out_.item.title.empty()) doubt("", "the task has no words", "no title");
    }

    void take_units() {
        const bool own =
            std::ranges::any_of(fields_, [](const FieldText& field) { return field.field == Field::leader; });
        if (!own && !context_.chapter_leader.empty()) {
            fields_.insert(fields_.begin(), FieldText{Field::leader, context_.chapter_leader, true, true});
            doubt("", "the leader is printed for the chapter, not for the task", to_utf8(context_.chapter_leader));
        }
        Responsibility found =
            read_responsibility(fields_, context_.first_leads ? LeadRule::first_named : LeadRule::not_told);
        out_.item.units = std::move(found.units);
        out_.item.open_list = found.open_list;
        out_.item.lead_leader = std::move(found.leader);
        deadline_ = std::move(found.deadline);
        std::ranges::move(found.doubts, std::back_inserter(out_.doubts));
    }

    void take_targets() {
        FoundTargets found = find_targets(text_);
        out_.item.targets = std::move(found.targets);
        std::ranges::move(found.doubts, std::back_inserter(out_.doubts));
    }

    void take_deadline() {
        const Deadline deadline = read_deadline(deadline_, context_.year);
        out_.item.deadline = deadline.date;
        if (deadline.date) out_.item.deadline_basis = deadline.basis;
        if (!deadline.doubt.empty())
            doubt("", deadline.doubt, deadline.date ? deadline.date->to_string() : "no deadline");
    }

    std::span<const Paragraph> all_;
    const ItemContext& context_;
    ReadItem out_;
    std::u32string text_, deadline_;
    std::vector<FieldText> fields_;
};

}  // namespace

ReadItem read_item(std::span<const Paragraph> paragraphs, const ItemContext& context) {
    return ItemReader(paragraphs, context).read();
}

}  // namespace taizhang::interop
