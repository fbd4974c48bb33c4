// A frame's text as JSON-RPC 2.0 calls. Pure.
//
//     Message message = parse_message(text);
//     for (auto& part : message.parts) { ... Request or Broken ... }
#pragma once

#include "src/rpc/errors.hpp"

#include <variant>
#include <vector>

namespace taizhang::rpc {

struct Request {
    std::string id;  ///< as JSON text; empty for a notification, which gets no answer
    std::string method;
    boost::json::object params;
};

/// What cannot be carried out, and the answer to it.
struct Broken {
    std::string id = "null";
    WireError error;
};

using Part = std::variant<Request, Broken>;

struct Message {
    bool is_batch = false;  ///< the answers go out in one array
    std::vector<Part> parts;
};

/// Never fails: what is wrong becomes a Broken part. The requests' parameters live in `memory`.
Message parse_message(std::string_view text, boost::json::storage_ptr memory = {});

/// A batch's calls are carried out one after the other, the last of them long after its message was taken.
bool is_batch(std::string_view text);

}  // namespace taizhang::rpc
