// The five forms read back from a spreadsheet (S2.2): which form a sheet is, its lines as items, and what is not
// certain, each with its cell.
//
//     TZ_TRY(Workbook workbook, read_workbook(bytes));
//     TZ_TRY(ReadForms read, read_form(workbook, rules.forms, 2017));
//     for (const FormDoubt& doubt : read.doubts) …    // 表三!F7: expected a number for 省外资金 …, got '约50'
//
// A sheet is recognised by its head: spaces, line breaks, full-width forms and the year do not matter, columns may be
// missing, moved or added (each is a doubt). Nothing is guessed in silence. docs/formats/forms.md. Pure; any thread.
#pragma once

#include "events/common.hpp"
#include "src/interop/form_table.hpp"
#include "src/interop/xlsx_read.hpp"

namespace taizhang::interop {

/// What was not certain, and how it was read until somebody confirms it.
struct FormDoubt {
    std::string at;       ///< "表三!F7", or "表三" of a whole sheet
    std::string what;     ///< what was expected, what came
    std::string read_as;  ///< empty: left out
};
BOOST_DESCRIBE_STRUCT(FormDoubt, (), (at, what, read_as))

/// Where a value of an item stands.
struct ReadCell {
    std::string field;    ///< field_name(): deadline, "target 省外资金"
    std::string at;       ///< "表三!F7"
    std::string printed;  ///< as the cell shows it
};
BOOST_DESCRIBE_STRUCT(ReadCell, (), (field, at, printed))

struct ReadFormItem {
    FormItem item;          ///< item.form is set
    std::uint32_t row = 0;  ///< as printed, from 1
    std::vector<ReadCell> cells;
    std::optional<taizhang::DeadlineBasis> deadline_basis;  ///< where item.deadline is set
};
BOOST_DESCRIBE_STRUCT(ReadFormItem, (), (item, row, cells, deadline_basis))

struct FilledForm {
    std::string form;         ///< its id: 表三
    std::string sheet;        ///< the sheet's name
    std::string title;        ///< as printed; empty where none is
    std::optional<int> year;  ///< of the title, or else the one that was given
    std::vector<ReadFormItem> items;
};
BOOST_DESCRIBE_STRUCT(FilledForm, (), (form, sheet, title, year, items))

struct ReadForms {
    std::vector<FilledForm> forms;  ///< in the order of the sheets
    std::vector<FormDoubt> doubts;  ///< in the order of the cells
};
BOOST_DESCRIBE_STRUCT(ReadForms, (), (forms, doubts))

/// Every sheet that is one of `forms`. An error when none is; sheets that are none are doubts. `year` is for deadlines
/// printed without one, where the title has none either.
Result<ReadForms> read_form(const Workbook& workbook, std::span<const regime::Form> forms,
                            std::optional<int> year = std::nullopt);

}  // namespace taizhang::interop
