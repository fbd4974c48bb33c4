// A whole protocol half on fakes, and a client that talks to it.
//
//     Rig rig;
//     Client client = rig.logged_in("lin");
//     json::object answer = client.call("view.list", {{"view", "items"}});
#pragma once

#include "fake_notary.hpp"
#include "src/rpc/authenticator.hpp"
#include "src/rpc/session.hpp"

#include <condition_variable>
#include <deque>
#include <filesystem>

namespace taizhang::rpc::test {

namespace json = boost::json;

inline const Time start_of_2014 = *Time::parse("2014-01-02T08:00:00+08:00");
inline const std::string right_secret = "correct horse";
inline const std::string command_id = "11111111-1111-4111-8111-111111111111";

/// What the client has been sent. Any thread.
class TestOutlet final : public Outlet {
  public:
    bool send(std::shared_ptr<const std::string> frame) override;
    bool send_burst(const std::shared_ptr<const Burst>& burst) override;
    std::size_t queued_bytes() const override;
    void wake() override { ++wakes; }
    void close(std::uint16_t code, std::string reason) override;

    /// Frames are queued, and count, until they are read.
    std::vector<std::string> read_all();
    std::size_t queued_frames() const;
    /// Blocks until there is a frame, and takes it out; empty after ten seconds.
    std::string read_one();

    std::size_t limit = max_queued_bytes;
    std::shared_ptr<const Burst> last_burst;
    std::atomic<int> wakes{0};
    std::atomic<int> closed_with{0};

  private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::shared_ptr<const std::string>> frames_;
    std::size_t bytes_ = 0;
};

class Client {
  public:
    Client(Services& services, const std::string& address);
    ~Client();
    Client(Client&&) = default;

    /// Sends and awaits the answer; notifications that come meanwhile are kept.
    json::object call(const std::string& method, json::object params = {});
    /// The `result`, or a test failure.
    json::object result(const std::string& method, json::object params = {});
    /// The code of the error, or 0.
    int code(const std::string& method, json::object params = {});
    void send(const std::string& text) { session->receive(text); }
    /// The next frame, parsed; pumps until there is one.
    json::value next();
    /// Pumps until nothing more comes and gives all notifications, also those kept.
    std::vector<json::object> notifications();

    std::shared_ptr<TestOutlet> outlet;
    std::shared_ptr<Session> session;

  private:
    int last_id_ = 0;
    std::vector<json::object> kept_;
};

struct TemporaryFolder {
    TemporaryFolder();
    ~TemporaryFolder();
    std::filesystem::path path;
};

/// Accounts: lin (unit_clerk of fgw), boss (supervision), admin (account_admin), audit (auditor), ops (operations).
struct Rig {
    explicit Rig(Limits limits = {});
    /// With a notary that signs what a test tells it to.
    static Rig signing() { return Rig(Limits{}, true); }

    Client client(const std::string& address = "192.0.2.1") { return Client(services, address); }
    /// With a token, without hashing.
    Client logged_in(const std::string& account);
    /// Puts so many item events behind what is in the log.
    void add_events(std::size_t count);

    TemporaryFolder folder;
    VirtualClock clock{start_of_2014};
    MemoryLog log;
    FakeEngine engine{log, clock};
    FakeViews views{{"items", "accounts"}};
    std::unique_ptr<FakeNotary> notary;
    std::unique_ptr<Authenticator> authenticator;
    Services services;

  private:
    Rig(Limits limits, bool signs);
};

inline int code_of(const json::object& answer) {
    const auto* error = answer.if_contains("error");
    return error ? int(error->at("code").as_int64()) : 0;
}

}  // namespace taizhang::rpc::test
