#include "src/rpc/view_methods.hpp"

#include "src/rpc/view_moment.hpp"
#include "src/rpc/view_text.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

namespace {

boost::json::object filter_of(const std::optional<JsonObject>& filter) {
    return filter ? filter->value : boost::json::object{};
}

void pay(const Call& call, const Result<std::string>& text) {
    if (text) return call.reply.answer(*text);
    call.reply.fail(text.error());
}

// ---- view.get ------------------------------------------------------------------------------------------------------

Result<std::string> get(const Call& call, const ViewGetParams& params, const Moment& moment) {
    const auto& services = call.services();
    auto position = moment.as_of;
    if (!position && !moment.before_all) position = applied_by(services.views, params.view);
    std::optional<ViewRow> row;
    if (position) {
        TZ_TRY(row, views_for(call).get(params.view, params.key, position));
    }
    TZ_TRY(const auto time, time_of(services.log, position));
    std::string text =
        R"({"view":)" + quoted(params.view) + "," + moment_text(position, time) + R"(,"key":)" + quoted(params.key);
    if (row) text += R"(,"row_position":)" + std::to_string(row->position);
    return text + R"(,"row":)" + (row ? row->json : "null") + "}";
}

// ---- view.list -----------------------------------------------------------------------------------------------------

Result<std::size_t> limit_of(const ViewListParams& params) {
    const std::size_t limit = params.limit.value_or(std::uint32_t(max_view_rows));
    if (limit == 0) return invalid("/limit: expected 1 to " + std::to_string(max_view_rows) + ", got 0", "/limit");
    if (limit <= max_view_rows) return limit;
    return over_limit("/limit: at most " + std::to_string(max_view_rows) + " rows stand on a page, got " +
                          std::to_string(limit) + "; read page by page with next_cursor",
                      std::int64_t(max_view_rows), "/limit");
}

std::string list_text(const std::string& view, const ViewPage& page) {
    auto text = R"({"view":)" + quoted(view) + "," + moment_text(page.position, page.time) + R"(,"rows":)" +
                rows_text(page.rows);
    if (!page.next_cursor.empty()) text += R"(,"next_cursor":)" + quoted(page.next_cursor);
    return text + R"(,"total":)" + std::to_string(page.total) + "}";
}

Result<std::string> list(const Call& call, const ViewListParams& params, const Moment& moment) {
    TZ_TRY(const auto limit, limit_of(params));
    if (moment.before_all) return list_text(params.view, {});
    TZ_TRY(const auto page, views_for(call).list({.view = params.view,
                                                  .filter = filter_of(params.filter),
                                                  .order = params.order.value_or(""),
                                                  .limit = limit,
                                                  .cursor = params.cursor.value_or(""),
                                                  .as_of = moment.as_of}));
    return list_text(params.view, page);
}

// ---- view.subscribe ------------------------------------------------------------------------------------------------

void begin(const Call& call, const ViewSubscribeParams& params, std::uint32_t version, Position cursor,
           const std::string& answer_rest) {
    auto& services = call.services();
    const auto id = call.connection->subscribe(std::make_unique<ViewSubscription>(
        services, params.view, filter_of(params.filter), version, scope_of(*call.who.account), cursor));
    if (!id) return call.reply.fail(id.error());
    call.reply.answer(
        R"({"subscription":)" + quoted(*id) + R"(,"epoch":")" + epoch_text(services.log) + R"(","version":)" +
            std::to_string(version) + "," + answer_rest + "}",
        [weak = std::weak_ptr(call.connection), id = *id] {
            if (const auto connection = weak.lock()) connection->activate(id);
        },
        [weak = std::weak_ptr(call.connection), id = *id] {
            if (const auto connection = weak.lock()) (void)connection->unsubscribe(id, "view");
        });
}

void subscribe_with_snapshot(const Call& call, const ViewSubscribeParams& params, std::uint32_t version) {
    const auto page = views_for(call).snapshot(params.view, filter_of(params.filter));
    if (!page) return call.reply.fail(page.error());
    begin(call, params, version, page->position.value_or(before_first),
          moment_text(page->position, page->time) + R"(,"rows":)" + rows_text(page->rows));
}

void subscribe_from(const Call& call, const ViewSubscribeParams& params, std::uint32_t version) {
    const auto& services = call.services();
    if (params.version && *params.version != version)
        return call.reply.fail(built_anew(params.view, version).with("path", "/version"));
    const auto tried = views_for(call).changes_since(params.view, filter_of(params.filter), *params.from);
    if (!tried) return call.reply.fail(tried.error());  // a wrong filter is told now, not later
    const auto time = time_of(services.log, params.from);
    if (!time) return call.reply.fail(time.error());
    begin(call, params, version, *params.from, moment_text(params.from, *time));
}

}  // namespace

void ViewGet::run(Call call, Params params) {
    const MomentWanted wanted{params.view, params.as_of, params.at_least};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        pay(ready, get(ready, params, moment));
    });
}

void ViewList::run(Call call, Params params) {
    const MomentWanted wanted{params.view, params.as_of, params.at_least};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        pay(ready, list(ready, params, moment));
    });
}

void ViewSubscribe::run(Call call, Params params) {
    if (const auto same = check_epoch(call.services().log, params.epoch); !same) return call.reply.fail(same.error());
    const MomentWanted wanted{params.view, {}, params.from};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment) {
        // asked for before the rows are: should they become another's meanwhile, the subscription ends and says so
        const auto version = ready.services().views.shown_version(params.view);
        params.from ? subscribe_from(ready, params, version) : subscribe_with_snapshot(ready, params, version);
    });
}

Result<Nothing> ViewUnsubscribe::run(Call call, Params params) {
    TZ_CHECK(call.connection->unsubscribe(params.subscription, "view"));
    return Nothing{};
}

}  // namespace taizhang::rpc
