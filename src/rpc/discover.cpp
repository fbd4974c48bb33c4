#include "src/rpc/discover.hpp"

#include "events/cloud_event.hpp"
#include "src/domain/access.hpp"
#include "src/rpc/method.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

bool is_required(const json::object& schema, std::string_view name) {
    const auto* required = schema.if_contains("required");
    if (!required) return false;
    for (const auto& one : required->as_array()) {
        if (std::string_view(one.as_string()) == name) return true;
    }
    return false;
}

json::array params_of(const json::object& schema) {
    json::array params;
    for (const auto& [name, of_param] : schema.at("properties").as_object()) {
        params.push_back({{"name", name}, {"required", is_required(schema, name)}, {"schema", of_param}});
    }
    return params;
}

/// The roles that may give a command at all; on what is the deciders' matter.
json::array roles_of(std::string_view command) {
    json::array roles;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto role) {
        if (role.value != Role::system && may_command(role.value, command)) roles.emplace_back(role.name);
    });
    return roles;
}

json::object method_of(const Method& method) {
    json::object out{{"name", method.name},
                     {"summary", method.summary},
                     {"paramStructure", "by-name"},
                     {"params", params_of(method.params())},
                     {"result", {{"name", "result"}, {"schema", method.answer()}}},
                     {"x-access", reflect::enum_name(method.access)}};
    if (method.family == Family::command) out["x-roles"] = roles_of(method.name);
    return out;
}

json::object notification(const char* name, const char* summary, json::object properties) {
    properties.emplace("subscription", reflect::schema<std::string>());
    return {{"name", name}, {"summary", summary}, {"params", {{"type", "object"}, {"properties", properties}}}};
}

json::array notifications() {
    const auto position = reflect::schema<Position>();
    const json::object objects{{"type", "array"}, {"items", {{"type", "object"}}}};
    return {notification("events.event", "An event, as a CloudEvent.", {{"result", {{"type", "object"}}}}),
            notification("events.caught_up", "All events before `position` have been sent; what follows is live.",
                         {{"position", position}}),
            notification("events.fell_behind",
                         "The client reads too slowly to be served live; events follow from the log, from `position` "
                         "on, until events.caught_up.",
                         {{"position", position}}),
            notification("view.changed", "Rows that changed, and keys whose rows are gone, up to `position`.",
                         {{"position", position},
                          {"upserts", objects},
                          {"removals", {{"type", "array"}, {"items", {{"type", "string"}}}}}}),
            notification("presence.changed", "Who is at these subjects now.", {{"at", objects}}),
            notification("subscription.ended", "The subscription is over; `error` says why, as in an answer.",
                         {{"error", {{"type", "object"}}}})};
}

json::array errors() {
    json::array list;
    for (const auto& info : all_codes()) list.push_back({{"code", info.code}, {"message", info.meaning}});
    return list;
}

json::array events() {
    json::array list;
    for (const auto& info : event_table()) {
        list.push_back({{"name", info.name},
                        {"type", cloud_event_type(info.number, info.schema)},
                        {"command", info.command},
                        {"schema", info.json_schema()}});
    }
    return list;
}

json::array views_of(const Views& views) {
    json::array list;
    for (const auto& state : views.states()) {
        const auto* projection = views.find(state.name);
        if (!projection) continue;
        list.push_back({{"name", state.name}, {"version", state.version}, {"row", projection->row_schema()}});
    }
    return list;
}

}  // namespace

json::object open_rpc(const Views& views) {
    json::array list;
    for (const auto& method : methods()) list.push_back(method_of(method));
    return {{"openrpc", "1.2.6"},
            {"info",
             {{"title", "taizhang"},
              {"version", "1"},
              {"description", "The record of account for key work, over WebSocket. See docs/protocol.md."}}},
            {"methods", std::move(list)},
            {"x-notifications", notifications()},
            {"x-errors", errors()},
            {"x-views", views_of(views)},
            {"x-events", events()}};
}

}  // namespace taizhang::rpc
