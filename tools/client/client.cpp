#include "tools/client/client.hpp"

#include <taizhang/reflect/json.hpp>

#include <array>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr std::size_t pipelined = 256;  // below the server's limit of outstanding calls

ErrorCode code_of(std::int64_t code) {
    constexpr std::array<ErrorCode, 10> ours{ErrorCode::internal,   ErrorCode::conflict,      ErrorCode::not_found,
                                             ErrorCode::refused,    ErrorCode::not_logged_in, ErrorCode::forbidden,
                                             ErrorCode::over_limit, ErrorCode::busy,          ErrorCode::not_writable,
                                             ErrorCode::gone};
    if (code >= 1 && code < static_cast<std::int64_t>(ours.size())) return ours[static_cast<std::size_t>(code)];
    return code == -32603 ? ErrorCode::internal : ErrorCode::invalid;
}

Result<json::value> result_of(json::object answer) {
    if (auto* error = answer.if_contains("error")) return error_of(*error);
    if (auto* result = answer.if_contains("result")) return std::move(*result);
    return Error{ErrorCode::internal, "the answer has neither result nor error: " + json::serialize(answer)};
}

}  // namespace

Error error_of(const json::value& error) {
    Error out{ErrorCode::internal, "the server refused without saying why"};
    const auto* object = error.if_object();
    if (!object) return out;
    if (const auto* code = object->if_contains("code"); code && code->is_int64()) out.code = code_of(code->get_int64());
    if (const auto* message = object->if_contains("message"); message && message->is_string())
        out.message = message->get_string();
    if (const auto* data = object->if_contains("data"); data && data->is_object()) out.details = data->get_object();
    return out;
}

Result<std::unique_ptr<Client>> Client::open(const ClientTarget& target, MissingData missing) {
    std::unique_ptr<Client> client(new Client());
    if (target.data.empty() == target.server.empty()) {
        return invalid("give exactly one of --data DIR (no server runs on it) and --server URL");
    }
    if (!target.server.empty()) {
        TZ_TRY(client->channel_, open_server_channel(target.server, {}, target.ca));
        TZ_TRY(auto logged_in, client->call("auth.login", {{"account", target.account}, {"secret", target.secret}}));
        return client;
    }
    TZ_TRY(client->owned_, Node::open({.data = target.data, .create = missing == MissingData::create}, client->clock_,
                                      client->random_));
    client->node_ = client->owned_.get();
    TZ_CHECK(client->node_->settle());
    TZ_TRY(client->channel_, open_local_channel(*client->node_));
    return client;
}

Result<std::unique_ptr<Client>> Client::over(Node& node) {
    std::unique_ptr<Client> client(new Client());
    client->node_ = &node;
    TZ_TRY(client->channel_, open_local_channel(node));
    return client;
}

Client::~Client() = default;

Status Client::send(std::uint64_t id, const Call& call) {
    json::object request{{"jsonrpc", "2.0"}, {"id", id}, {"method", call.method}, {"params", call.params}};
    return channel_->send(json::serialize(request));
}

Result<json::object> Client::next_answer() {
    for (;;) {
        TZ_TRY(const auto frame, channel_->receive());
        TZ_TRY(auto parsed, reflect::parse_json(frame));
        auto* answer = parsed.if_object();
        if (!answer) return Error{ErrorCode::internal, "the answer is no JSON object"};
        if (answer->if_contains("id")) return std::move(*answer);  // anything else is a notification
    }
}

Result<json::value> Client::call(std::string_view method, json::object params) {
    TZ_TRY(auto results, call_all({{std::string(method), std::move(params)}}));
    return std::move(results.front());
}

Result<std::vector<Result<json::value>>> Client::call_all(const std::vector<Call>& calls) {
    std::vector<Result<json::value>> results(calls.size(), Error{ErrorCode::internal, "no answer"});
    const auto first = last_id_ + 1;
    std::size_t sent = 0, answered = 0;
    while (answered < calls.size()) {
        while (sent < calls.size() && sent - answered < pipelined) {
            TZ_CHECK(send(++last_id_, calls[sent]));
            ++sent;
        }
        TZ_TRY(auto answer, next_answer());
        const auto& tag = answer.at("id");
        // an error without an id is about a frame that the server could not read, and which it was, nobody knows
        if (tag.is_null() && answer.if_contains("error")) return error_of(answer.at("error"));
        json::error_code not_ours;
        const auto id = tag.to_number<std::uint64_t>(not_ours);
        if (not_ours || id < first || id - first >= results.size()) continue;
        results[id - first] = result_of(std::move(answer));
        ++answered;
    }
    return results;
}

Result<json::array> Client::rows(std::string_view view, json::object filter, std::string_view as_of) {
    json::array all;
    std::string cursor;
    do {
        json::object params{{"view", view}, {"filter", filter}};
        if (!cursor.empty()) params["cursor"] = cursor;
        if (!as_of.empty()) {
            const bool position = as_of.find_first_not_of("0123456789") == std::string_view::npos;
            params["as_of"] = position ? json::value(std::stoull(std::string(as_of))) : json::value(as_of);
        }
        TZ_TRY(auto page, call("view.list", std::move(params)));
        for (auto& row : page.at("rows").as_array()) all.push_back(std::move(row));
        const auto* next = page.as_object().if_contains("next_cursor");
        cursor = next && next->is_string() ? std::string(next->get_string()) : std::string();
    } while (!cursor.empty());
    return all;
}

}  // namespace taizhang
