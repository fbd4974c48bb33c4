#include "src/rpc/members.hpp"

namespace taizhang::reflect {

namespace json = boost::json;

template <>
Status detail::read<rpc::Json>(const json::value& from, rpc::Json& out, const detail::Place&) {
    out.value = from;
    return {};
}
template <>
json::value to_json<rpc::Json>(const rpc::Json& value) {
    return value.value;
}
template <>
json::object schema<rpc::Json>() {
    return {};
}

template <>
Status detail::read<rpc::JsonObject>(const json::value& from, rpc::JsonObject& out, const detail::Place& place) {
    if (!from.is_object()) return expected(place, "an object", from);
    out.value = from.get_object();
    return {};
}
template <>
json::value to_json<rpc::JsonObject>(const rpc::JsonObject& value) {
    return value.value;
}
template <>
json::object schema<rpc::JsonObject>() {
    return {{"type", "object"}};
}

template <>
Status detail::read<rpc::AsOf>(const json::value& from, rpc::AsOf& out, const detail::Place& place) {
    if (from.is_string()) return read(from, out.value.emplace<Time>(), place);
    if (from.is_number()) return read(from, out.value.emplace<Position>(), place);
    return expected(place, "a position (an integer from 0) or a time such as 2014-03-05T00:00:00+08:00", from);
}
template <>
json::value to_json<rpc::AsOf>(const rpc::AsOf& value) {
    return std::visit([](const auto& v) { return to_json(v); }, value.value);
}
template <>
json::object schema<rpc::AsOf>() {
    return {{"oneOf", json::array{schema<Position>(), schema<Time>()}}};
}

template <>
Status detail::read<rpc::StartAt>(const json::value& from, rpc::StartAt& out, const detail::Place& place) {
    if (from.is_string() && from.get_string() == "now") return out.value.reset(), Status();
    if (from.is_number()) return read(from, out.value.emplace(), place);
    return expected(place, "a position (an integer from 0) or \"now\"", from);
}
template <>
json::value to_json<rpc::StartAt>(const rpc::StartAt& value) {
    return value.value ? json::value(*value.value) : json::value("now");
}
template <>
json::object schema<rpc::StartAt>() {
    return {{"oneOf", json::array{schema<Position>(), json::object{{"const", "now"}}}}};
}

}  // namespace taizhang::reflect
