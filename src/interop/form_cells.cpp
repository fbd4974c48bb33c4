#include "src/interop/form_cells.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>

#include "src/interop/dates.hpp"
#include "src/interop/deadline.hpp"
#include "src/interop/number_format.hpp"
#include "src/interop/numbers.hpp"
#include "src/interop/printed_figure.hpp"
#include "src/interop/unit_names.hpp"

namespace taizhang::interop {

namespace {

using regime::ColumnSource;
using Basis = taizhang::DeadlineBasis;  // the ledger's; this folder's reader of breakdowns has one of its own

Basis basis_of(DeadlineBasis basis) {
    switch (basis) {
        case DeadlineBasis::stated:
            return Basis::stated;
        case DeadlineBasis::relative:
            return Basis::relative;
        case DeadlineBasis::inferred:
            return Basis::inferred;
    }
    return Basis::inferred;
}

std::u32string characters(std::string_view text) {
    return from_utf8(text).value_or(U"");
}

/// 公里, 台套: what stands behind a figure is a unit of measure even where it does not convert.
bool is_measure(const PrintedFigure& figure) {
    const auto text = characters(figure.value.to_string() + figure.unit);
    const auto found = find_figures(text, std::vector<bool>(text.size()));
    return found.size() == 1 && found[0].kind == Figure::Kind::quantity && found[0].tail == text.size();
}

class CellReader {
  public:
    CellReader(const CellValue& value, const HeadColumn& column, std::optional<int> year, const std::string& at,
               ReadFormItem& item, std::vector<FormDoubt>& doubts)
        : value_(value), column_(column), year_(year), at_(at), read_(item), item_(item.item), doubts_(doubts) {}

    bool read() {
        if (std::holds_alternative<CellFault>(value_))
            return doubt("expected a value, got the failed formula " + quote(printed(value_))), false;
        const auto& leaf = *column_.leaf;
        switch (leaf.source.value_or(ColumnSource::value)) {
            case ColumnSource::sequence:
                return false;
            case ColumnSource::number:
                return put(item_.number, trimmed(printed(value_)));
            case ColumnSource::title:
                return put(item_.title, trimmed(printed(value_)));
            case ColumnSource::text:
                return put(item_.text, printed(value_));
            case ColumnSource::units:
                return read_units();
            case ColumnSource::responsible_leader:
                return put(item_.responsible_leader, trimmed(printed(value_)));
            case ColumnSource::responsible_person:
                return put(item_.responsible_person, trimmed(printed(value_)));
            case ColumnSource::deadline:
                return read_day();
            case ColumnSource::goal:
                return put(item_.goal, printed(value_));
            case ColumnSource::measures:
                return put(item_.measures, printed(value_));
            case ColumnSource::rewards:
                return put(item_.rewards, printed(value_));
            case ColumnSource::progress:
                return put(item_.progress, printed(value_));
            case ColumnSource::problems:
                return put(item_.problems, printed(value_));
            case ColumnSource::status:
                return put(item_.status, trimmed(printed(value_)));
            case ColumnSource::percent:
                return read_percent();
            case ColumnSource::target:
                return read_quantity(item_.targets);
            case ColumnSource::actual:
                return read_quantity(item_.actuals);
            case ColumnSource::value:
                return put_value();
        }
        return false;
    }

  private:
    void doubt(std::string what, std::string read_as = {}) {
        doubts_.push_back({at_, std::move(what), std::move(read_as)});
    }

    static bool put(std::string& field, std::string text) {
        if (trimmed(text).empty()) return false;
        field = std::move(text);
        return true;
    }

    bool put_value() {
        const std::string text = printed(value_);
        if (trimmed(text).empty()) return false;
        item_.values.push_back({value_name(*column_.leaf), text});
        return true;
    }

    bool read_units() {
        item_.units = unit_list(printed(value_));
        if (!item_.units.empty()) check_open_list(item_.units.back());
        return !item_.units.empty();
    }

    void check_open_list(std::string& last) {
        static constexpr auto endings = std::to_array<Text>(
            {U"等相关单位", U"等有关单位", U"等部门", U"等单位", U"等相关部门", U"等有关部门", U"等"});
        const auto name = characters(last);
        for (const Text ending : endings) {
            if (!ends_with(name, ending) || name.size() == ending.size()) continue;
            doubt("the list of units is open: " + quote(last),
                  to_utf8(Text(name).substr(0, name.size() - ending.size())));
            last = doubts_.back().read_as;
            return;
        }
    }

    bool put_day(Date date, Basis basis = Basis::stated) {
        item_.deadline = date;
        read_.deadline_basis = basis;
        return true;
    }

    bool read_day() {
        if (const auto* date = std::get_if<CellDate>(&value_)) {
            if (date->shows == DatePrecision::month) return put_day(last_day(date->date.year(), date->date.month()));
            if (date->shows == DatePrecision::year) return put_day(Date(date->date.year(), 12, 31));
            return put_day(date->date);
        }
        const auto* number = std::get_if<CellNumber>(&value_);
        const std::string text = number ? number->value.to_string() : trimmed(printed(value_));
        if (text.empty()) return false;
        if (const auto date = compact_date(text)) return put_day(*date);
        if (const auto month = month_alone(text); month && !number) return put_day(*month);
        if (!number) return read_words(text);
        const auto date = date_of_number(number->value, text);
        if (date)
            doubt("expected a date, got the number " + text, date->to_string());
        else
            doubt("expected a date such as 2017-06-30, got the number " + text);
        return date && put_day(*date, Basis::inferred);
    }

    /// 20170630.
    static std::optional<Date> compact_date(const std::string& text) {
        const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
        if (text.size() != 8 || !digits) return std::nullopt;
        const auto date = Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
        return date ? std::optional(*date) : std::nullopt;
    }

    /// 2017.6, 2017-06, 2017/6: the whole month.
    static std::optional<Date> month_alone(const std::string& text) {
        const auto printed = characters(text);
        const auto year = leading_number(printed);
        if (!year || year->length != 4 || year->value < 1900 || year->value > 2100 || printed.size() < 6) return {};
        if (Text(U".-/．").find(printed[4]) == npos) return {};
        const auto month = leading_number(Text(printed).substr(5), 2);
        if (!month || month->length + 5 != printed.size() || month->value < 1 || month->value > 12) return {};
        return last_day(year->value, static_cast<unsigned>(month->value));
    }

    /// A serial without a date's format, 2017.6 typed as a number, or a year.
    static std::optional<Date> date_of_number(Decimal value, const std::string& text) {
        if (const auto month = month_alone(text)) return month;
        if (value.scale() != 0) return std::nullopt;
        if (value.coefficient() >= 1990 && value.coefficient() <= 2100)
            return Date(static_cast<int>(value.coefficient()), 12, 31);
        const auto date = date_of_serial(value.coefficient());
        const bool likely = date && date->year() >= 1990 && date->year() <= 2100;
        return likely ? date : std::nullopt;
    }

    bool read_words(const std::string& text) {
        const auto words = characters(text);
        const auto deadline = read_deadline(words, year_);
        if (!deadline.doubt.empty()) doubt(deadline.doubt, deadline.date ? deadline.date->to_string() : "");
        return deadline.date && put_day(*deadline.date, basis_of(deadline.basis));
    }

    bool read_percent() {
        const auto figure = read_figure(printed(value_));
        if (!figure || (!figure->unit.empty() && figure->unit != "%" && figure->unit != "％")) {
            return doubt("expected a number from 0 to 100 for " + field_name(*column_.leaf) + ", got " +
                         quote(printed(value_))),
                   false;
        }
        item_.percent = figure->value;
        return true;
    }

    bool read_quantity(std::vector<FormQuantity>& figures) {
        const auto& leaf = *column_.leaf;
        const std::string measure = column_.unit.value_or("");
        const auto expected = "expected a number for " + leaf.indicator.value_or(leaf.title) +
                              (measure.empty() ? "" : " in " + measure) + ", got " + quote(printed(value_));
        auto figure = std::holds_alternative<CellDate>(value_) ? std::nullopt : read_figure(printed(value_));
        if (figure && figure->unit == "％") figure->unit = "%";
        const bool same = figure && (figure->unit.empty() || figure->unit == measure);
        const bool converts = figure && !same && conversion_factor(figure->unit, measure);
        const bool other = figure && !same && !converts && is_measure(*figure);
        if (!same && !converts && !other) return doubt(expected), false;
        if (other && !measure.empty()) doubt(expected, figure->value.to_string() + " " + figure->unit);
        figures.push_back(
            {leaf.indicator.value_or(leaf.title), figure->value, same ? measure : figure->unit, leaf.quarter});
        return true;
    }

    const CellValue& value_;
    const HeadColumn& column_;
    std::optional<int> year_;
    const std::string& at_;
    ReadFormItem& read_;
    FormItem& item_;
    std::vector<FormDoubt>& doubts_;
};

}  // namespace

bool read_cell(const CellValue& value, const HeadColumn& column, std::optional<int> year, const std::string& at,
               ReadFormItem& item, std::vector<FormDoubt>& doubts) {
    return CellReader(value, column, year, at, item, doubts).read();
}

bool is_filler(std::string_view text) {
    const auto words = characters(trimmed(text));
    return !words.empty() && std::ranges::all_of(words, [](char32_t c) { return Text(U"…⋯.．。·—-").find(c) != npos; });
}

}  // namespace taizhang::interop
