// A form 一览表 as data (S2): title, columns in order, nested as printed, and where each column's value comes from.
//
// A leaf column is bound to one of an item's own fields (source), or to a named value of it, or to a target. Groups
// have children and no source. Pure values.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::regime {

/// Where a leaf column's value stands in an item.
enum class ColumnSource {
    sequence,  ///< 序号: counted from 1 when shown; ignored when read
    number,
    title,
    text,   ///< of item::Entered
    units,  ///< 责任单位: all, joined by 、; the lead first
    responsible_leader,
    responsible_person,
    deadline,
    goal,
    measures,
    rewards,
    progress,  ///< the latest report's text
    problems,  ///< the latest report's
    status,    ///< the item's, in words
    percent,
    target,  ///< the value of target `indicator`, in `unit`
    actual,  ///< the latest actual of `indicator`, in `unit`
    value    ///< the named value `name` (NamedValue)
};
BOOST_DESCRIBE_ENUM(ColumnSource, sequence, number, title, text, units, responsible_leader, responsible_person,
                    deadline, goal, measures, rewards, progress, problems, status, percent, target, actual, value)

struct Column {
    std::string title;                     ///< as printed; {year} is filled in
    std::optional<ColumnSource> source;    ///< of a leaf
    std::optional<std::string> name;       ///< of value; the title where absent
    std::optional<std::string> indicator;  ///< of target and actual
    std::optional<std::string> unit;       ///< of measure, of target and actual
    std::optional<std::uint8_t> quarter;   ///< of actual: the latest figure up to the end of that quarter, 1..4
    bool required = false;                 ///< a line without it is a doubt when read
    double width = 12;                     ///< in characters, for print
    std::vector<Column> children;
};

struct Form {
    std::string id;                   ///< 表四
    std::string title;                ///< {year} is filled in
    std::optional<std::string> note;  ///< below the title: 单位：亿元、个
    std::vector<Column> columns;
};

/// The leaves from left to right; pointers into the form.
std::vector<const Column*> leaves(const Form& form);
/// Rows of the head: the depth of the deepest nesting.
std::size_t head_rows(const Form& form);

/// One cell of the head in the merged layout: `column` and `row` from 0, spans of at least 1. Row by row, left to
/// right.
struct HeadCell {
    std::size_t row = 0, column = 0, rows = 1, columns = 1;
    std::string title;
};
std::vector<HeadCell> head_cells(const Form& form);

}  // namespace taizhang::regime
