// Reading views, now or as of any moment, and following them.
#pragma once

#include "src/rpc/event_methods.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct ViewGetParams {
    std::string view;
    std::string key;
    std::optional<AsOf> as_of;
    std::optional<Position> at_least;  ///< wait until the view shows this position
};
BOOST_DESCRIBE_STRUCT(ViewGetParams, (), (view, key, as_of, at_least))

struct ViewGetAnswer {
    std::string view;
    std::optional<Position> position;  ///< that the answer shows; null while the log is empty
    std::optional<Time> time;          ///< when that was recorded
    std::string key;
    std::optional<Position> row_position;  ///< since which the row is so
    Json row;                              ///< or null
};
BOOST_DESCRIBE_STRUCT(ViewGetAnswer, (), (view, position, time, key, row_position, row))

struct ViewListParams {
    std::string view;
    std::optional<JsonObject> filter;  ///< fields that must equal a value, or be one of an array's
    std::optional<std::string> order;  ///< a field; "-field" for descending
    std::optional<std::uint32_t> limit;
    std::optional<std::string> cursor;  ///< next_cursor of the page before
    std::optional<AsOf> as_of;
    std::optional<Position> at_least;
};
BOOST_DESCRIBE_STRUCT(ViewListParams, (), (view, filter, order, limit, cursor, as_of, at_least))

struct RowAnswer {
    std::string key;
    Position position = 0;
    Json row;
};
BOOST_DESCRIBE_STRUCT(RowAnswer, (), (key, position, row))

struct ViewListAnswer {
    std::string view;
    std::optional<Position> position;
    std::optional<Time> time;
    std::vector<RowAnswer> rows;
    std::optional<std::string> next_cursor;  ///< absent on the last page
    std::uint64_t total = 0;                 ///< rows on all pages
};
BOOST_DESCRIBE_STRUCT(ViewListAnswer, (), (view, position, time, rows, next_cursor, total))

struct ViewSubscribeParams {
    std::string view;
    std::optional<JsonObject> filter;
    std::optional<Position> from;          ///< changes after it, instead of a snapshot
    std::optional<std::string> epoch;      ///< that `from` is of, and
    std::optional<std::uint32_t> version;  ///< that the rows are of: refused where either has become another
};
BOOST_DESCRIBE_STRUCT(ViewSubscribeParams, (), (view, filter, from, epoch, version))

struct ViewSubscribeAnswer {
    std::string subscription;
    std::string epoch;
    std::uint32_t version = 0;  ///< of the view's rows
    std::optional<Position> position;
    std::optional<Time> time;
    std::vector<RowAnswer> rows;  ///< absent when `from` was given
};
BOOST_DESCRIBE_STRUCT(ViewSubscribeAnswer, (), (subscription, epoch, version, position, time, rows))

struct ViewGet {
    static constexpr const char* name = "view.get";
    static constexpr const char* summary = "One row of a view, or null, now or as of a position or time.";
    static constexpr Access access = Access::reader;
    using Params = ViewGetParams;
    using Answer = ViewGetAnswer;
    static void run(Call call, Params params);
};

struct ViewList {
    static constexpr const char* name = "view.list";
    static constexpr const char* summary = "A page of a view's rows, now or as of a position or time.";
    static constexpr Access access = Access::reader;
    using Params = ViewListParams;
    using Answer = ViewListAnswer;
    static void run(Call call, Params params);
};

struct ViewSubscribe {
    static constexpr const char* name = "view.subscribe";
    static constexpr const char* summary =
        "All rows that match, then every change after them as view.changed notifications, coalesced by row.";
    static constexpr Access access = Access::reader;
    using Params = ViewSubscribeParams;
    using Answer = ViewSubscribeAnswer;
    static void run(Call call, Params params);
};

struct ViewUnsubscribe {
    static constexpr const char* name = "view.unsubscribe";
    static constexpr const char* summary = "Ends a subscription of this connection.";
    static constexpr Access access = Access::logged_in;
    using Params = UnsubscribeParams;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
