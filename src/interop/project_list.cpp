#include "src/interop/project_list.hpp"

#include "src/domain/checks.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/chars.hpp"
#include "src/interop/form_cells.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

constexpr std::size_t max_funds = 50;

/// How long a text of the column may be.
std::size_t limit_of(std::string_view key) {
    if (key == "name" || key == "site") return max_title_characters;
    if (key == "number") return max_number_characters;
    if (key == "content" || key == "year_goal" || key == "progress" || key == "matters") return max_text_characters;
    return max_name_characters;
}

/// —, /, 无: nothing is meant.
bool says_nothing(const std::string& text) {
    return is_filler(text) || text == "/" || text == "无" || text == "／";
}

bool is_money_unit(std::string_view unit) {
    return conversion_factor(unit, "元").has_value();
}

/// 万元（人民币）, 万元人民币 → 万元
std::string money_unit(std::string unit) {
    const auto characters = from_utf8(unit).value_or(U"");
    for (auto length = std::min<std::size_t>(characters.size(), 4); length > 0; --length) {
        auto head = to_utf8(Text(characters).substr(0, length));
        const auto rest = trim(Text(characters).substr(length));
        if (is_money_unit(head) && (rest.empty() || rest == U"人民币" || rest == U"（人民币）" || rest == U"(人民币)"))
            return head;
    }
    return unit;
}

class LineReader {
  public:
    LineReader(const ListSheet& sheet, const std::vector<ProjectColumn>& columns) : sheet_(sheet), columns_(columns) {}

    ProjectLine read(const ListLine& line) {
        line_ = {};
        line_.at = line.at;
        for (const auto& [key, cell] : line.cells) take(key, cell);
        if (line_.name.empty() && line_.sound)
            bar(line.at, "no_name", "expected the project's name, got none; name it, or delete the row");
        check_order();
        return std::move(line_);
    }

  private:
    void say(const std::string& at, std::string code, std::string what, std::string read_as = {}) {
        line_.says.push_back({at, std::move(code), std::move(what), std::move(read_as)});
    }
    void bar(const std::string& at, std::string code, std::string what) {
        say(at, std::move(code), std::move(what));
        line_.sound = false;
    }

    void take(const std::string& key, const ListCell& cell) {
        const auto column = std::ranges::find(columns_, key, &ProjectColumn::key);
        if (column == columns_.end() || column->kind == ProjectColumnKind::figure) return;
        const auto text = trimmed(printed(cell.value));
        if (std::holds_alternative<CellFault>(cell.value))
            return bar(cell.at, "fault",
                       "expected a value, got the failed formula " + quote(text) + "; put the value there");
        if (says_nothing(text)) return;
        if (cell.shared && (key == "name" || column->kind == ProjectColumnKind::money))
            return bar(cell.at, "merged", quote(text) + " is merged over several rows; write each row's own");
        switch (column->kind) {
            case ProjectColumnKind::text:
                return take_text(key, cell, text);
            case ProjectColumnKind::money:
                return take_money(key, cell, text);
            case ProjectColumnKind::day:
                return take_day(key, cell, text);
            case ProjectColumnKind::years:
                return take_years(cell, text);
            case ProjectColumnKind::funds:
                return take_funds(cell, text);
            case ProjectColumnKind::figure:
                return;
        }
    }

    void take_text(const std::string& key, const ListCell& cell, const std::string& text) {
        const auto limit = limit_of(key);
        const auto characters = from_utf8(text).value_or(U"").size();
        if (characters > limit)
            return bar(cell.at, "too_long",
                       "a text of at most " + std::to_string(limit) + " characters is kept here, got " +
                           std::to_string(characters) + "; shorten it");
        if (key == "name")
            line_.name = text;
        else
            line_.texts.emplace_back(key, InCell<std::string>{text, cell.at});
    }

    void take_money(const std::string& key, const ListCell& cell, const std::string& text) {
        const auto figure = std::holds_alternative<CellDate>(cell.value) ? std::nullopt : read_figure(text);
        if (!figure || figure->value < Decimal(0))
            return bar(cell.at, "not_money",
                       "expected a sum of money such as 1.2亿元, got " + quote(text) +
                           "; correct it, or leave the cell empty");
        auto unit = money_unit(figure->unit);
        if (unit.empty()) unit = sheet_.find(key)->measure.value_or("");
        if (unit.empty())
            return bar(cell.at, "no_unit_of_measure",
                       "expected 亿元, 万元 or 元 behind " + quote(text) + " or in the column's title, such as " +
                           sheet_.find(key)->title + "(万元); write which it is");
        if (!is_money_unit(unit))
            return bar(
                cell.at, "not_money",
                "expected money in 亿元, 万元 or 元, got " + quote(figure->value.to_string() + unit) + "; correct it");
        line_.sums.emplace_back(key, InCell<Amount>{{figure->value, unit}, cell.at});
    }

    void take_day(const std::string& key, const ListCell& cell, const std::string& text) {
        const auto days = read_days(cell.value);
        if (!days)
            return bar(cell.at, "not_a_date",
                       "expected a day or a month such as 2014-03-15 or 2014年3月, got " + quote(text) +
                           "; correct it, or leave the cell empty");
        if (!days->certain)
            say(cell.at, "date_read", "expected a date, got the number " + text, days->first.to_string());
        put_days(key, *days, cell.at);
    }

    void take_years(const ListCell& cell, const std::string& text) {
        const auto years = read_years(cell.value);
        if (!years)
            return bar(cell.at, "not_a_date",
                       "expected two years or months such as 2014-2016 or 2014年3月至2016年6月, got " + quote(text) +
                           "; correct it, or leave the cell empty");
        put_days("start", years->start, cell.at);
        put_days("finish", years->finish, cell.at);
    }

    /// A column that says the day is more exact than 建设年限.
    void put_days(const std::string& key, const CellDays& days, const std::string& at) {
        const auto known = std::ranges::find_if(line_.days, [&](const auto& one) { return one.first == key; });
        if (known == line_.days.end()) {
            line_.days.emplace_back(key, InCell<CellDays>{days, at});
            return;
        }
        if (days.first >= known->second.value.first && days.last <= known->second.value.last)
            known->second = {days, at};
    }

    void take_funds(const ListCell& cell, const std::string& text) {
        auto funds = read_funds(text);
        if (!funds)
            return say(cell.at, "not_money",
                       "expected sources with their sums such as 自筹5000万元；银行贷款1亿元, got " + quote(text), "");
        line_.funds = {std::move(*funds), cell.at};
    }

    void check_order() {
        const auto *start = line_.day("start"), *finish = line_.day("finish");
        if (start && finish && finish->value.last < start->value.first)
            bar(finish->at, "turned",
                "the finish " + finish->value.last.to_string() + " comes before the start " +
                    start->value.first.to_string() + "; correct one of them");
    }

    const ListSheet& sheet_;
    const std::vector<ProjectColumn>& columns_;
    ProjectLine line_;
};

template <class T>
const InCell<T>* find_in(const std::vector<std::pair<std::string, InCell<T>>>& list, std::string_view key) {
    const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.first == key; });
    return found == list.end() ? nullptr : &found->second;
}

}  // namespace

const InCell<std::string>* ProjectLine::text(std::string_view key) const {
    return find_in(texts, key);
}
const InCell<Amount>* ProjectLine::sum(std::string_view key) const {
    return find_in(sums, key);
}
const InCell<CellDays>* ProjectLine::day(std::string_view key) const {
    return find_in(days, key);
}

Result<ReadProjectList> read_project_list(const Workbook& workbook, const regime::ProjectRules& rules) {
    const auto columns = project_columns(rules);
    std::vector<ListColumn> lists;
    for (const auto& column : columns) lists.push_back(column.list);
    TZ_TRY(auto list, read_list(workbook, lists));
    ReadProjectList read{{}, std::move(list.says)};
    for (const auto& sheet : list.sheets) {
        read.says.insert(read.says.end(), sheet.says.begin(), sheet.says.end());
        LineReader reader(sheet, columns);
        for (const auto& line : sheet.lines) read.lines.push_back(reader.read(line));
    }
    return read;
}

std::string printed_funds(const std::vector<item::Fund>& funds) {
    std::string text;
    for (const auto& fund : funds)
        text += (text.empty() ? "" : "；") + fund.source + " " + fund.amount.value.to_string() + fund.amount.unit +
                (fund.secured ? "（已落实）" : "");
    return text;
}

std::optional<std::vector<item::Fund>> read_funds(std::string_view text) {
    std::vector<item::Fund> funds;
    const auto characters = from_utf8(text).value_or(U"");
    for (std::size_t from = 0; from <= characters.size();) {
        auto end = from;
        while (end < characters.size() && Text(U"；;、\n").find(characters[end]) == npos) ++end;
        auto piece = trimmed(to_utf8(Text(characters).substr(from, end - from)));
        from = end + 1;
        if (piece.empty()) continue;
        const auto part = from_utf8(piece).value_or(U"");
        const auto digits = std::ranges::find_if(part, [](char32_t c) { return digit(c) >= 0; }) - part.begin();
        const auto source = trimmed(to_utf8(trim(Text(part).substr(0, std::size_t(digits)), U"：:，,")));
        const bool secured = piece.find("已落实") != std::string::npos;
        auto figure = read_figure(to_utf8(Text(part).substr(std::size_t(digits))));
        if (source.empty() || !figure || funds.size() == max_funds) return std::nullopt;
        const auto bracket = figure->unit.find_first_of("(");
        const auto wide = figure->unit.find("（");
        const auto unit = money_unit(trimmed(figure->unit.substr(0, std::min(bracket, wide))));
        if (!is_money_unit(unit)) return std::nullopt;
        funds.push_back({source, {figure->value, unit}, secured});
    }
    return funds.empty() ? std::nullopt : std::optional(std::move(funds));
}

}  // namespace taizhang::interop
