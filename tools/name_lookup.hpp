// Looks a host's name up, and gives up after a time: the system's own resolver may take minutes.
//
//     NameLookup lookup("witness.example", "7480");
//     TZ_TRY(const auto endpoints, lookup.find(std::chrono::seconds(5)));
//
// A look-up that was given up goes on in a thread of its own, which touches nothing but what it shares; the next find()
// waits for that one instead of beginning another. Addresses in digits need no look-up. One call at a time.
#pragma once

#include <taizhang/result.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace taizhang {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

class NameLookup {
  public:
    /// May take as long as it likes; called in a thread of its own.
    using Resolve = std::function<Result<Endpoints>(const std::string& host, const std::string& port)>;

    NameLookup(std::string host, std::string port, Resolve resolve = by_system());

    /// ErrorCode::busy after `limit`, or what the resolver says.
    Result<Endpoints> find(std::chrono::milliseconds limit);

    static Resolve by_system();

  private:
    struct Pending;
    const std::string host_, port_;
    const Resolve resolve_;
    std::shared_ptr<Pending> pending_;
};

}  // namespace taizhang
