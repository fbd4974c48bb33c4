#include "src/interop/breakdown.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "src/interop/encoding.hpp"
#include "src/interop/head.hpp"
#include "src/interop/items.hpp"
#include "src/interop/structure.hpp"
#include "src/interop/tables.hpp"

namespace taizhang::interop {

namespace {

Error over_limit(std::string message, std::string_view limit) {
    return Error{ErrorCode::over_limit, std::move(message)}.with("limit",
                                                                 boost::json::value(boost::json::string(limit)));
}

Status check_size(std::string_view bytes, const BreakdownLimits& limits) {
    if (bytes.size() <= limits.max_bytes) return {};
    return over_limit("the document has " + std::to_string(bytes.size()) + " bytes, more than the limit max_bytes of " +
                          std::to_string(limits.max_bytes) + " (" + std::to_string(limits.max_bytes >> 20) +
                          " MiB). A task breakdown is some tens of kilobytes of text: check that it is the right file.",
                      "max_bytes");
}

class Assembler {
  public:
    Assembler(std::vector<Line> lines, const BreakdownLimits& limits) : lines_(std::move(lines)), limits_(limits) {
        paragraphs_.reserve(lines_.size());
        for (const auto& line : lines_) paragraphs_.push_back(read_paragraph(line));
    }

    Result<Breakdown> assemble() {
        TZ_TRY(outline_, read_outline(paragraphs_));
        if (outline_.items.size() > limits_.max_items) {
            return over_limit("the document has " + std::to_string(outline_.items.size()) +
                                  " tasks, more than the limit max_items of " + std::to_string(limits_.max_items) +
                                  ". Split it, or check that it is a task breakdown.",
                              "max_items");
        }
        read_the_head();
        first_leads_ = says_first_leads();
        add(std::move(outline_.doubts));
        read_chapters();
        number_items();
        for (std::size_t i = 0; i < outline_.items.size(); ++i) {
            read_one(i);
            if (out_.doubts.size() > limits_.max_doubts) {
                return over_limit("reading the document left more doubts than the limit max_doubts of " +
                                      std::to_string(limits_.max_doubts) + ". It does not look like a task breakdown.",
                                  "max_doubts");
            }
        }
        return std::move(out_);
    }

  private:
    void add(std::vector<Doubt> doubts) { out_.doubts.insert(out_.doubts.end(), doubts.begin(), doubts.end()); }

    void read_the_head() {
        const auto all = std::span<const Line>(lines_);
        const std::size_t last = outline_.items.empty() ? outline_.begin : outline_.items.back().begin + 1;
        Head head = read_head(all.first(outline_.begin), all.subspan(std::min(last, all.size())));
        out_.document = std::move(head.document);
        year_ = head.year;
        add(std::move(head.doubts));
    }

    void read_chapters() {
        std::set<int> seen;
        bool unique = true;
        for (const std::size_t at : outline_.chapters)
            unique = paragraphs_[at].mark && seen.insert(paragraphs_[at].mark->value).second && unique;
        for (std::size_t c = 0; c < outline_.chapters.size(); ++c) {
            const auto& heading = paragraphs_[outline_.chapters[c]];
            const int printed = heading.mark ? heading.mark->value : 0;
            const int no = unique ? printed : static_cast<int>(c) + 1;
            out_.chapters.push_back({no, to_utf8(trim(heading.text, U"。.：:；;"))});
            if (no != printed) {
                out_.doubts.push_back({"line " + std::to_string(heading.line),
                                       "the chapter's number " + std::to_string(printed) + " is printed more than once",
                                       "chapter " + std::to_string(no)});
            }
        }
    }

    /// The printed numbers where they are unique, else running ones with a doubt for each stretch that differs.
    void number_items() {
        std::set<int> seen;
        bool unique = true;
        for (const auto& item : outline_.items) {
            const auto& mark = paragraphs_[item.begin].mark;
            unique = mark && seen.insert(mark->value).second && unique;
        }
        for (std::size_t i = 0; i < outline_.items.size(); ++i) {
            const auto& mark = paragraphs_[outline_.items[i].begin].mark;
            numbers_.push_back(unique ? mark->value : static_cast<int>(i) + 1);
        }
        if (unique)
            tell_gaps();
        else
            tell_renumbering();
    }

    void tell_gaps() {
        for (std::size_t i = 1; i < numbers_.size(); ++i) {
            if (numbers_[i] == numbers_[i - 1] + 1) continue;
            out_.doubts.push_back(
                {"item " + std::to_string(numbers_[i]),
                 "the numbers go from " + std::to_string(numbers_[i - 1]) + " to " + std::to_string(numbers_[i]),
                 "as printed"});
        }
    }

    void tell_renumbering() {
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const auto& p = paragraphs_[outline_.items[i].begin];
            const std::string at = "item " + std::to_string(numbers_[i]);
            if (!p.mark)
                out_.doubts.push_back({at, "the task at line " + std::to_string(p.line) + " prints no number",
                                       "number " + std::to_string(numbers_[i])});
            else if (p.mark->value != numbers_[i])
                out_.doubts.push_back({at,
                                       "the task's number " + std::to_string(p.mark->value) +
                                           " is not unique in the document (line " + std::to_string(p.line) + ")",
                                       "number " + std::to_string(numbers_[i])});
        }
    }

    void read_one(std::size_t i) {
        const auto& part = outline_.items[i];
        const ItemContext context{year_, outline_.closes_with_units, i + 1 == outline_.items.size(), first_leads_,
                                  chapter_leader(part)};
        ReadItem found =
            read_item(std::span<const Paragraph>(paragraphs_).subspan(part.begin, part.end - part.begin), context);
        found.item.no = numbers_[i];
        const std::string at = "item " + std::to_string(numbers_[i]);
        if (part.chapter) found.item.chapter = out_.chapters[*part.chapter].no;
        for (auto& doubt : found.doubts) {
            doubt.at = doubt.at.empty() ? at : at + ", " + doubt.at;
            out_.doubts.push_back(std::move(doubt));
        }
        out_.items.push_back(std::move(found.item));
    }

    /// 一、……（牵头领导：…）, or on a line of its own between the chapter's heading and its first task.
    std::u32string chapter_leader(const Outline::Part& part) const {
        if (!part.chapter) return {};
        const auto first = std::ranges::find(outline_.items, part.chapter, &Outline::Part::chapter);
        for (std::size_t i = outline_.chapters[*part.chapter]; i < first->begin; ++i) {
            for (const auto& field : paragraphs_[i].fields) {
                if (field.field == Field::leader) return field.value;
            }
        }
        return {};
    }

    /// （列第一位的为牵头单位，下同）, 排在第一位的单位为牵头单位 anywhere in the document.
    bool says_first_leads() {
        static constexpr auto firsts =
            std::to_array<Text>({U"列第一", U"列首位", U"列在首位", U"列在第一", U"排第一", U"排在第一", U"排首位",
                                 U"排在首位", U"排名第一", U"第一个单位", U"第一位的", U"首位的", U"第一家"});
        for (const auto& line : lines_) {
            const Text text = line.text;
            for (const Text first : firsts) {
                const std::size_t at = text.find(first);
                if (at == npos || !contains(text.substr(at, 24), U"牵头")) continue;
                out_.doubts.push_back({"line " + std::to_string(line.number),
                                       "a rule for the whole document: " + excerpt(text.substr(at, 24)),
                                       "the first responsible unit of each task leads"});
                return true;
            }
        }
        return false;
    }

    std::vector<Line> lines_;
    const BreakdownLimits& limits_;
    std::vector<Paragraph> paragraphs_;
    Outline outline_;
    Breakdown out_;
    std::vector<int> numbers_;
    std::optional<int> year_;
    bool first_leads_ = false;
};

}  // namespace

Result<Breakdown> read_breakdown(std::string_view bytes, BreakdownLimits limits) {
    TZ_CHECK(check_size(bytes, limits));
    TZ_TRY(const Decoded decoded, decode_document(bytes));
    auto lines = fold_lines(take_tables(split_lines(decoded.text)));
    if (lines.empty())
        return invalid("the document holds only blanks. Choose the file that holds the breakdown's text.");
    auto breakdown = Assembler(std::move(lines), limits).assemble();
    if (breakdown) breakdown->document.encoding = decoded.encoding;
    return breakdown;
}

}  // namespace taizhang::interop
