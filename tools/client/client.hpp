// JSON-RPC calls for the command line, over either kind of channel.
//
//     TZ_TRY(auto client, Client::open({.server = "http://127.0.0.1:8080", .account = "holder", .secret = secret}));
//     TZ_TRY(boost::json::value page, client->call("view.list", {{"view", "units"}}));
//
// One thread at a time.
#pragma once

#include "tools/client/channel.hpp"
#include "tools/node.hpp"

#include <boost/json.hpp>

namespace taizhang {

/// Where a command is to act: exactly one of `data` and `server`.
struct ClientTarget {
    std::string data;
    std::string server;
    std::string account;  ///< with server: who logs in
    std::string secret;
    std::string ca = {};  ///< with an https server: PEM file of whom to believe
};

enum class MissingData { refuse, create };

class Client {
  public:
    static Result<std::unique_ptr<Client>> open(const ClientTarget& target, MissingData missing = MissingData::refuse);
    /// Over a node that is already open, and outlives the client.
    static Result<std::unique_ptr<Client>> over(Node& node);
    ~Client();

    /// The result, or the server's error with its code, message and data.
    Result<boost::json::value> call(std::string_view method, boost::json::object params);

    struct Call {
        std::string method;
        boost::json::object params;
    };
    /// Many calls, pipelined; results in the order of the calls.
    Result<std::vector<Result<boost::json::value>>> call_all(const std::vector<Call>& calls);

    /// Every row of a view that matches, over all pages, as objects {key, position, row}.
    Result<boost::json::array> rows(std::string_view view, boost::json::object filter, std::string_view as_of = {});

    /// nullptr when the target is a server.
    Node* node() { return node_; }

  private:
    Client() = default;
    Status send(std::uint64_t id, const Call& call);
    Result<boost::json::object> next_answer();

    // in the order in which they must go: the channel first
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Node> owned_;
    Node* node_ = nullptr;
    std::unique_ptr<Channel> channel_;
    std::uint64_t last_id_ = 0;
};

/// A JSON-RPC error object as an Error.
Error error_of(const boost::json::value& error);

}  // namespace taizhang
