// Parameters that the reflection codec does not know by itself, as members of described structs: any JSON, a moment of
// the log, a place to start from. Their JSON and schema forms are specialised here, so that the method table treats
// them like any other member.
//
//     struct GetParams { std::string view; std::optional<AsOf> as_of; };
//     BOOST_DESCRIBE_STRUCT(GetParams, (), (view, as_of))
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/reflect/json.hpp>
#include <taizhang/reflect/schema.hpp>
#include <taizhang/time.hpp>

#include <variant>

namespace taizhang::rpc {

/// Any JSON value, such as a view's row.
struct Json {
    Json() = default;
    boost::json::value value;
};

/// Any JSON object, such as a view's filter.
struct JsonObject {
    JsonObject() = default;
    boost::json::object value;
};

/// A position, or an RFC 3339 time.
struct AsOf {
    AsOf() = default;
    std::variant<Position, Time> value;
};

/// A position, or "now".
struct StartAt {
    StartAt() = default;
    std::optional<Position> value;  ///< nothing: now
};

}  // namespace taizhang::rpc

namespace taizhang::reflect {

#define TZ_RPC_MEMBER(Type)                                                                                     \
    template <>                                                                                                 \
    Status detail::read<rpc::Type>(const boost::json::value& json, rpc::Type& out, const detail::Place& place); \
    template <>                                                                                                 \
    boost::json::value to_json<rpc::Type>(const rpc::Type& value);                                              \
    template <>                                                                                                 \
    boost::json::object schema<rpc::Type>()
TZ_RPC_MEMBER(Json);
TZ_RPC_MEMBER(JsonObject);
TZ_RPC_MEMBER(AsOf);
TZ_RPC_MEMBER(StartAt);
#undef TZ_RPC_MEMBER

}  // namespace taizhang::reflect
