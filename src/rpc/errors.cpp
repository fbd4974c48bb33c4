#include "src/rpc/errors.hpp"

#include "src/rpc/metrics.hpp"

#include <array>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

constexpr std::array<CodeInfo, error_slots> codes{{{parse_error, "not JSON"},
                                                   {internal_error, "a fault of the server"},
                                                   {invalid_params, "a parameter is wrong; data.path names it"},
                                                   {method_not_found, "no such method"},
                                                   {invalid_request, "JSON, but no JSON-RPC 2.0 request"},
                                                   {1, "conflict; data.version, data.changes"},
                                                   {2, "not found"},
                                                   {3, "refused by a rule; data.clause"},
                                                   {4, "not logged in"},
                                                   {5, "not allowed"},
                                                   {6, "over a limit; data.limit"},
                                                   {7, "busy; data.retry_after_ms"},
                                                   {8, "not writable now"},
                                                   {9, "gone"}}};
constexpr std::int64_t default_retry_ms = 500;

}  // namespace

int json_rpc_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid:
            return invalid_params;
        case ErrorCode::conflict:
            return 1;
        case ErrorCode::not_found:
            return 2;
        case ErrorCode::refused:
            return 3;
        case ErrorCode::not_logged_in:
            return 4;
        case ErrorCode::forbidden:
            return 5;
        case ErrorCode::over_limit:
            return 6;
        case ErrorCode::busy:
            return 7;
        case ErrorCode::not_writable:
            return 8;
        case ErrorCode::gone:
            return 9;
        case ErrorCode::corrupt:
        case ErrorCode::internal:
            return internal_error;
    }
    return internal_error;
}

WireError to_wire(Error error) {
    WireError wire{json_rpc_code(error.code), std::move(error.message), std::move(error.details)};
    if (error.code == ErrorCode::invalid) wire.data.emplace("path", "");
    if (error.code == ErrorCode::busy) wire.data.emplace("retry_after_ms", default_retry_ms);
    return wire;
}

std::string error_text(std::string_view id, const WireError& error) {
    json::object body{{"code", error.code}, {"message", error.message}};
    if (!error.data.empty()) body.emplace("data", error.data);
    std::string text = R"({"jsonrpc":"2.0","id":)";
    text.append(id).append(R"(,"error":)").append(json::serialize(body)).append("}");
    return text;
}

std::string answer_text(std::string_view id, std::string_view result) {
    std::string text;
    text.reserve(id.size() + result.size() + 40);
    text.append(R"({"jsonrpc":"2.0","id":)").append(id).append(R"(,"result":)").append(result).append("}");
    return text;
}

Error not_logged_in(std::string message) {
    return {ErrorCode::not_logged_in, std::move(message)};
}

Error busy(std::string message, std::int64_t retry_after_ms) {
    return Error{ErrorCode::busy, std::move(message)}.with("retry_after_ms", retry_after_ms);
}

Error over_limit(std::string message, std::int64_t limit, std::string path) {
    Error error = Error{ErrorCode::over_limit, std::move(message)}.with("limit", limit);
    if (!path.empty()) error.details["path"] = path;
    return error;
}

std::span<const CodeInfo> all_codes() {
    return codes;
}

std::size_t error_slot(int code) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (codes[i].code == code) return i;
    }
    return error_slot(internal_error);
}

}  // namespace taizhang::rpc
