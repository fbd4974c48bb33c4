#include "src/rpc/message.hpp"

#include "src/rpc/limits.hpp"

#include <taizhang/reflect/json_arena.hpp>
#include <taizhang/text.hpp>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

Broken bad_request(std::string id, std::string message) {
    return {std::move(id), {invalid_request, std::move(message), {}}};
}

/// The id to answer to; "null" where there is none that could be.
std::string id_text(const json::object& object) {
    const auto* id = object.if_contains("id");
    if (!id || !(id->is_string() || id->is_number())) return "null";
    if (const auto* number = id->if_int64()) return std::to_string(*number);
    return json::serialize(*id);
}

/// Moved in: a list of initialisers would copy it, with all its parameters.
Message only(Part part) {
    Message message;
    message.parts.push_back(std::move(part));
    return message;
}

Part read_call(json::value& value) {
    auto* object = value.if_object();
    if (!object) return bad_request("null", "expected a call (an object), got " + shorten(json::serialize(value)));
    auto id = id_text(*object);
    const auto* given = object->if_contains("id");
    if (given && id == "null" && !given->is_null())
        return bad_request(id, "id: expected a string, a number or null, got " + shorten(json::serialize(*given)));
    const auto* version = object->if_contains("jsonrpc");
    if (!version || *version != "2.0") return bad_request(id, "jsonrpc: expected \"2.0\"; only JSON-RPC 2.0 is spoken");
    const auto* method = object->if_contains("method");
    if (!method || !method->is_string()) return bad_request(id, "method: expected a method's name (a string)");
    auto answer_to = given ? id : "";
    std::string name(method->get_string());
    auto* params = object->if_contains("params");
    if (!params) return Request{std::move(answer_to), std::move(name), {}};
    if (params->is_object())  // made of it: an assignment would copy it out of its memory
        return Request{std::move(answer_to), std::move(name), std::move(params->get_object())};
    const auto came = shorten(json::serialize(*params));
    if (!params->is_array()) return bad_request(id, "params: expected an object, got " + came);
    return Broken{answer_to, to_wire(invalid("params: expected an object with names, got the array " + came))};
}

}  // namespace

bool is_batch(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '[';
}

Message parse_message(std::string_view text, boost::json::storage_ptr memory) {
    if (text.size() > max_message_bytes) {
        return only(
            Broken{"null", to_wire(over_limit("the message has " + std::to_string(text.size()) + " bytes; at most " +
                                                  std::to_string(max_message_bytes) + " are taken: split it",
                                              max_message_bytes))});
    }
    auto parsed = reflect::parse_json(text, std::move(memory));
    if (!parsed) return only(Broken{"null", {parse_error, parsed.error().message, {}}});
    auto* calls = parsed->if_array();
    if (!calls) return only(read_call(*parsed));
    if (calls->empty()) return only(bad_request("null", "a batch holds at least one call"));
    if (calls->size() > max_batch_calls) {
        return only(Broken{
            "null", to_wire(over_limit("the batch has " + std::to_string(calls->size()) + " calls; at most " +
                                           std::to_string(max_batch_calls) + " are taken, and none was carried out",
                                       max_batch_calls))});
    }
    Message message{true, {}};
    message.parts.reserve(calls->size());
    for (auto& call : *calls) message.parts.push_back(read_call(call));
    return message;
}

}  // namespace taizhang::rpc
