// What changed in a view between two moments.
//
//     --> view.diff {view, from, to?, filter?, limit?, cursor?, fields_only?}
//     <-- {view, from, from_time, to, to_time, rows: [{key, change, before, after, fields: [{field, before, after}]}],
//          next_cursor?, added, removed, changed}
//
// `fields` tells what differs in a row that was changed, as the audit trail tells it: dotted paths, null where nothing
// was. Lists of as many members as before are compared member by member ("targets.0.actual"), others are told whole.
#pragma once

#include "src/rpc/method.hpp"

#include <taizhang/reflect/diff.hpp>

namespace taizhang::rpc {

inline constexpr std::uint32_t usual_diff_rows = 100;

struct ViewDiffParams {
    std::string view;
    AsOf from;
    std::optional<AsOf> to;  ///< now where absent
    std::optional<JsonObject> filter;
    std::optional<std::uint32_t> limit;
    std::optional<std::string> cursor;  ///< next_cursor of the page before: its moments hold for all pages
    std::optional<bool> fields_only;    ///< of rows that were changed the fields alone, neither before nor after
};
BOOST_DESCRIBE_STRUCT(ViewDiffParams, (), (view, from, to, filter, limit, cursor, fields_only))

enum class RowChange { added, removed, changed };
BOOST_DESCRIBE_ENUM(RowChange, added, removed, changed)

/// A row as of one of the moments.
struct RowThen {
    Position position = 0;  ///< since which it was so
    Json row;
};
BOOST_DESCRIBE_STRUCT(RowThen, (), (position, row))

struct RowDifferenceAnswer {
    std::string key;
    RowChange change = RowChange::changed;
    std::optional<RowThen> before;  ///< absent where the row was added
    std::optional<RowThen> after;   ///< absent where it was removed
    std::vector<reflect::Change> fields;
};
BOOST_DESCRIBE_STRUCT(RowDifferenceAnswer, (), (key, change, before, after, fields))

struct ViewDiffAnswer {
    std::string view;
    std::optional<Position> from;  ///< absent: before the first event
    std::optional<Time> from_time;
    std::optional<Position> to;
    std::optional<Time> to_time;
    std::vector<RowDifferenceAnswer> rows;   ///< in the order of their keys
    std::optional<std::string> next_cursor;  ///< absent on the last page
    std::uint64_t added = 0;                 ///< on all pages, as are the others
    std::uint64_t removed = 0;
    std::uint64_t changed = 0;
};
BOOST_DESCRIBE_STRUCT(ViewDiffAnswer, (),
                      (view, from, from_time, to, to_time, rows, next_cursor, added, removed, changed))

struct ViewDiffMethod {
    static constexpr const char* name = "view.diff";
    static constexpr const char* summary =
        "What changed in a view between two moments: rows added, removed and changed, and which of their fields.";
    static constexpr Access access = Access::reader;
    using Params = ViewDiffParams;
    using Answer = ViewDiffAnswer;
    static void run(Call call, Params params);
};

}  // namespace taizhang::rpc
