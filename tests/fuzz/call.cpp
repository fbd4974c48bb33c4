// A frame of JSON-RPC 2.0: a call or a batch of them (docs/protocol.md).
#include "src/rpc/limits.hpp"
#include "src/rpc/message.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>

namespace taizhang::fuzz {
namespace {

namespace json = boost::json;

json::value parsed(std::string_view text, std::string_view promise) {
    boost::system::error_code problem;
    auto value = json::parse(text, problem);
    require(!problem, promise, text);
    return value;
}

void check_answer(const rpc::Broken& part) {
    const auto answer = parsed(rpc::error_text(part.id, part.error), "an error is answered in JSON");
    require(answer.at("jsonrpc") == "2.0" && answer.at("error").at("code") == part.error.code, "an error is told",
            part.id);
    require(!answer.at("error").at("message").as_string().empty(), "an error says what is wrong");
}

/// Numbers with a fraction come back nearly the same, not quite; the contract carries none (amounts are strings).
bool has_fraction(const json::value& value) {
    if (const auto* object = value.if_object())
        return std::ranges::any_of(*object, [](const auto& member) { return has_fraction(member.value()); });
    if (const auto* array = value.if_array()) return std::ranges::any_of(*array, has_fraction);
    return value.is_double();
}

/// A call written anew from what was understood means the same.
void check_request(const rpc::Request& request) {
    json::object call{{"jsonrpc", "2.0"}, {"method", request.method}, {"params", request.params}};
    if (!request.id.empty()) call["id"] = parsed(request.id, "an id is JSON");
    const auto text = json::serialize(call);
    if (text.size() > rpc::max_message_bytes) return;
    const auto again = rpc::parse_message(text);
    require(!again.is_batch && again.parts.size() == 1, "a call is one call", text);
    const auto* same_call = std::get_if<rpc::Request>(&again.parts.front());
    require(same_call != nullptr, "a call that was understood is understood again", text);
    if (call.contains("id") && !has_fraction(call["id"]))
        same(same_call->id, request.id, "an id comes back as it was sent");
    require(same_call->method == request.method, "a call keeps its method", text);
    require(has_fraction(request.params) || same_call->params == request.params, "a call keeps its meaning", text);
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto message = rpc::parse_message(input);
    fuzz::require(!message.parts.empty(), "there is something to answer to every message");
    fuzz::require(message.is_batch || message.parts.size() == 1, "what is no batch is one call");
    fuzz::require(message.parts.size() <= rpc::max_batch_calls, "a batch keeps to its limit");
    for (const auto& part : message.parts) {
        if (const auto* broken = std::get_if<rpc::Broken>(&part)) fuzz::check_answer(*broken);
        if (const auto* request = std::get_if<rpc::Request>(&part)) fuzz::check_request(*request);
    }
}
