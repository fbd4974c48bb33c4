#include "src/rpc/view_diff.hpp"

#include "src/rpc/view_moment.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

// ---- field by field ------------------------------------------------------------------------------------------------

using Changes = std::vector<reflect::Change>;

void compare(const json::value& before, const json::value& after, const std::string& path, Changes& out);

std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

const json::value& or_null(const json::value* value) {
    static const json::value none;
    return value ? *value : none;
}

void compare_objects(const json::object& before, const json::object& after, const std::string& path, Changes& out) {
    for (const auto& [name, value] : before) compare(value, or_null(after.if_contains(name)), below(path, name), out);
    for (const auto& [name, value] : after) {
        if (!before.contains(name)) out.push_back({below(path, name), nullptr, value});
    }
}

void compare(const json::value& before, const json::value& after, const std::string& path, Changes& out) {
    if (before == after) return;
    const auto *old_list = before.if_array(), *new_list = after.if_array();
    if (before.is_object() && after.is_object())
        return compare_objects(before.get_object(), after.get_object(), path, out);
    if (!old_list || !new_list || old_list->size() != new_list->size()) {
        out.push_back({path, before, after});
        return;
    }
    for (std::size_t i = 0; i < old_list->size(); ++i)
        compare((*old_list)[i], (*new_list)[i], below(path, std::to_string(i)), out);
}

Result<RowThen> told(const ViewRow& row) {
    RowThen answer{row.position, {}};
    TZ_TRY(answer.row.value, reflect::parse_json(row.json));
    return answer;
}

Result<RowDifferenceAnswer> told(const RowDifference& row, bool fields_only) {
    RowDifferenceAnswer answer;
    answer.key = row.key;
    answer.change = !row.before ? RowChange::added : !row.after ? RowChange::removed : RowChange::changed;
    if (row.before) {
        TZ_TRY(answer.before, told(*row.before));
    }
    if (row.after) {
        TZ_TRY(answer.after, told(*row.after));
    }
    if (answer.change != RowChange::changed) return answer;
    compare(answer.before->row.value, answer.after->row.value, "", answer.fields);
    if (fields_only) answer.before = answer.after = std::nullopt;
    return answer;
}

// ---- the question --------------------------------------------------------------------------------------------------

Result<DiffQuery> query_of(const Services& services, const ViewDiffParams& params, Position to) {
    TZ_TRY(const auto from, moment_of(services.log, params.from));
    return DiffQuery{.view = params.view,
                     .filter = params.filter ? params.filter->value : json::object{},
                     .from = from.as_of,
                     .to = to,
                     .limit = params.limit.value_or(usual_diff_rows),
                     .cursor = params.cursor.value_or("")};
}

Result<ViewDiffAnswer> answer_of(const Services& services, const ViewDiffParams& params, const ViewDiff& diff) {
    ViewDiffAnswer answer;
    answer.view = params.view;
    answer.from = diff.from;
    answer.to = diff.to;
    TZ_TRY(answer.from_time, time_of(services.log, diff.from));
    TZ_TRY(answer.to_time, time_of(services.log, diff.to));
    for (const auto& row : diff.rows) {
        TZ_TRY(auto one, told(row, params.fields_only.value_or(false)));
        answer.rows.push_back(std::move(one));
    }
    if (!diff.next_cursor.empty()) answer.next_cursor = diff.next_cursor;
    answer.added = diff.added;
    answer.removed = diff.removed;
    answer.changed = diff.changed;
    return answer;
}

Result<ViewDiffAnswer> diff(const Call& call, const ViewDiffParams& params, const Moment& moment) {
    const auto& services = call.services();
    auto to = moment.as_of;
    if (!to && !moment.before_all) to = applied_by(services.views, params.view);
    ViewDiffAnswer nothing_yet;
    nothing_yet.view = params.view;
    if (!to) return nothing_yet;
    TZ_TRY(const auto query, query_of(services, params, *to));
    TZ_TRY(const auto found, views_for(call).diff(query));
    return answer_of(services, params, found);
}

}  // namespace

void ViewDiffMethod::run(Call call, Params params) {
    const MomentWanted wanted{.view = params.view, .as_of = params.to, .at_least = {}, .as_of_path = "/to"};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        const auto answer = diff(ready, params, moment);
        if (!answer) return ready.reply.fail(answer.error());
        ready.reply.answer(json::serialize(reflect::to_json(*answer)));
    });
}

}  // namespace taizhang::rpc
