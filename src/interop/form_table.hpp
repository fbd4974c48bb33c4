// A form 一览表 filled with items (S2): the neutral model that a page shows and a spreadsheet is written from.
//
//     std::vector<FormItem> items = form_items_of(rows);        // rows of the view current_ledger
//     FormTable table = fill_form(*rules.find_form("表三"), items, 2017);
//     Result<std::string> bytes = write_forms_xlsx({&table, 1});          // xlsx_write.hpp
//
// Figures are converted exactly into the column's unit of measure (亿元, 万元); one that does not convert, or not
// without rounding, is shown as text with the unit that it has. docs/formats/forms.md has the rules. Pure; any thread.
#pragma once

#include <taizhang/time.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <span>

#include "src/interop/cells.hpp"
#include "src/regime/form.hpp"

namespace taizhang::interop {

/// A target's or an actual's figure.
struct FormQuantity {
    std::string indicator;
    Decimal value;
    std::string unit = {};  ///< of measure
    std::optional<std::uint8_t> quarter =
        {};  ///< of an actual: as it stood at the end of that quarter; else the latest
    bool operator==(const FormQuantity&) const = default;
};
BOOST_DESCRIBE_STRUCT(FormQuantity, (), (indicator, value, unit, quarter))

struct FormValue {
    std::string name;
    std::string value;
    bool operator==(const FormValue&) const = default;
};
BOOST_DESCRIBE_STRUCT(FormValue, (), (name, value))

/// One line of a form: an item's own fields by regime::ColumnSource. An empty string is a field without a value.
struct FormItem {
    std::string form;  ///< the form whose line it is: 表四; empty where none is stated
    std::string number;
    std::string title;
    std::string text;
    std::vector<std::string> units;  ///< the lead first
    std::string responsible_leader;
    std::string responsible_person;
    std::optional<Date> deadline;
    std::string goal;
    std::string measures;
    std::string rewards;
    std::string progress;
    std::string problems;
    std::string status;  ///< in words
    std::optional<Decimal> percent;
    std::vector<FormQuantity> targets;
    std::vector<FormQuantity> actuals;
    std::vector<FormValue> values;
    bool operator==(const FormItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(FormItem, (),
                      (form, number, title, text, units, responsible_leader, responsible_person, deadline, goal,
                       measures, rewards, progress, problems, status, percent, targets, actuals, values))

/// The items of rows of the view current_ledger, one for each row, in the order given. Members that are absent are
/// empty; what is not an object is passed over. Filter by FormItem::form for the lines of one form.
std::vector<FormItem> form_items_of(const boost::json::array& rows);

enum class CellKind { sequence, text, number, date };
BOOST_DESCRIBE_ENUM(CellKind, sequence, text, number, date)

/// A leaf column.
struct TableColumn {
    std::string title;
    double width = 12;  ///< in characters
    CellKind kind = CellKind::text;
    std::string source = {};               ///< as in regime::ColumnSource; empty in a table that is no form
    std::optional<std::string> unit = {};  ///< of measure
};

struct FormTable {
    std::string form;   ///< its id, which names the sheet: 表三
    std::string title;  ///< with the year
    std::optional<std::string> note;
    std::vector<TableColumn> columns;           ///< the leaves from left to right
    std::size_t head_rows = 1;                  ///< of the merged head
    std::vector<regime::HeadCell> head;         ///< its cells, with the year filled in
    std::vector<std::vector<CellValue>> rows;   ///< each as wide as columns
    std::vector<std::size_t> strong_rows = {};  ///< groups and sums, in order
    bool large_paper = false;                   ///< A3 instead of A4
};

/// The form with these items as its lines; {year} stands for `year` in the title, the note and the columns.
FormTable fill_form(const regime::Form& form, std::span<const FormItem> items, int year);

/// What the page is given: id, title, note, head_rows, head [{row, column, rows, columns, title}], columns [{title,
/// source, kind: text|number|date, unit, width}], rows [{cells: [string]}]. The rows are in the items' order.
boost::json::object form_table_json(const FormTable& table);

/// How a leaf's value is called in messages and ReadItem: title, deadline, "target 省外资金", "actual 省外资金 in
/// quarter 1", "value 备注".
std::string field_name(const regime::Column& leaf);
/// The named value of a leaf with ColumnSource::value: its name, or else its title.
const std::string& value_name(const regime::Column& leaf);
/// 待签收, 办理中 … for entered, acknowledged …; what is not known stays as it is.
std::string status_words(std::string_view status);

}  // namespace taizhang::interop
