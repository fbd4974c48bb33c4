// What a method is, and how a struct becomes one: the method table is a list of such structs (methods.cpp).
//
//     struct EventsRead {
//         static constexpr const char* name = "events.read";
//         static constexpr const char* summary = "Events from a position on.";
//         static constexpr Access access = Access::reader;
//         using Params = EventsReadParams;                     // described structs: parsed strictly, and documented
//         using Answer = EventsReadAnswer;
//         static void run(Call call, Params params);           // pays call.reply once; or returns Result<Answer>
//     };
#pragma once

#include "src/rpc/connection.hpp"
#include "src/rpc/members.hpp"

namespace taizhang::rpc {

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct Call {
    std::shared_ptr<Connection> connection;
    Principal who;  ///< without account where access is open
    Reply reply;

    Services& services() const { return connection->services; }
};

struct Method {
    std::string name;
    std::string summary;
    Access access = Access::logged_in;
    Family family = Family::other;
    std::function<boost::json::object()> params;
    std::function<boost::json::object()> answer;
    std::function<void(Call, boost::json::object)> run;  ///< the parameters' memory is gone when it returns
};

template <class H>
concept Handler = requires(Call call, typename H::Params params) {
    { H::name } -> std::convertible_to<std::string_view>;
    { H::summary } -> std::convertible_to<std::string_view>;
    { H::access } -> std::convertible_to<Access>;
    { reflect::schema<typename H::Params>() } -> std::same_as<boost::json::object>;
    { reflect::schema<typename H::Answer>() } -> std::same_as<boost::json::object>;
    H::run(std::move(call), std::move(params));
};

template <Handler H>
void run_handler(Call call, boost::json::object params) {
    auto parsed = reflect::from_json<typename H::Params>(boost::json::value(std::move(params)));
    if (!parsed) return call.reply.fail(parsed.error());
    if constexpr (std::is_void_v<decltype(H::run(call, *parsed))>) {
        H::run(std::move(call), std::move(*parsed));
    } else {
        const auto reply = call.reply;
        const auto answer = H::run(std::move(call), std::move(*parsed));
        if (!answer) return reply.fail(answer.error());
        reply.answer(boost::json::serialize(reflect::to_json(*answer)));
    }
}

Family family_of(std::string_view name);

template <Handler H>
Method method_of() {
    return {H::name,
            H::summary,
            H::access,
            family_of(H::name),
            [] { return reflect::schema<typename H::Params>(); },
            [] { return reflect::schema<typename H::Answer>(); },
            [](Call call, boost::json::object params) { run_handler<H>(std::move(call), std::move(params)); }};
}

/// All methods, in the order of the document.
std::span<const Method> methods();
const Method* find_method(std::string_view name);
/// The method whose name is most like it.
const Method& nearest_method(std::string_view name);

}  // namespace taizhang::rpc
