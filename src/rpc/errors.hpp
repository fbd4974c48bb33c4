// The one place where our errors become JSON-RPC's (contract.md, "Errors").
//
//     invalid → -32602 (data.path)   conflict → 1   not_found → 2   refused → 3 (data.clause)   not_logged_in → 4
//     forbidden → 5   over_limit → 6 (data.limit)   busy → 7 (data.retry_after_ms)   not_writable → 8   gone → 9
//     corrupt, internal → -32603
//
// The codes of the protocol itself (parse error, invalid request, method not found) have no ErrorCode of ours.
#pragma once

#include <taizhang/result.hpp>

#include <boost/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace taizhang::rpc {

inline constexpr int parse_error = -32700;
inline constexpr int invalid_request = -32600;
inline constexpr int method_not_found = -32601;
inline constexpr int invalid_params = -32602;
inline constexpr int internal_error = -32603;

int json_rpc_code(ErrorCode code);

/// An error as it goes out.
struct WireError {
    int code = internal_error;
    std::string message;
    boost::json::object data = {};
};

WireError to_wire(Error error);

/// {"jsonrpc":"2.0","id":…,"error":{…}}; `id` is JSON text.
std::string error_text(std::string_view id, const WireError& error);
/// {"jsonrpc":"2.0","id":…,"result":…}; both are JSON text and are not looked into.
std::string answer_text(std::string_view id, std::string_view result);

Error not_logged_in(std::string message);
Error busy(std::string message, std::int64_t retry_after_ms);
Error over_limit(std::string message, std::int64_t limit, std::string path = {});

/// All codes that an answer may have, in the order of their slots in Metrics::errors, and what they mean.
struct CodeInfo {
    int code;
    const char* meaning;
};
std::span<const CodeInfo> all_codes();
std::size_t error_slot(int code);

}  // namespace taizhang::rpc
