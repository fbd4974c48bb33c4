#include "rig.hpp"

#include <gtest/gtest.h>

#include <random>

namespace taizhang::rpc::test {

bool TestOutlet::send(std::shared_ptr<const std::string> frame) {
    const std::lock_guard lock(mutex_);
    if (bytes_ >= limit) return false;
    bytes_ += frame->size();
    frames_.push_back(std::move(frame));
    arrived_.notify_all();
    return true;
}

bool TestOutlet::send_burst(const std::shared_ptr<const Burst>& burst) {
    const std::lock_guard lock(mutex_);
    if (bytes_ >= limit) return false;
    bytes_ += burst->wire().size();
    burst->each([&](std::string_view text) { frames_.push_back(std::make_shared<const std::string>(text)); });
    last_burst = burst;
    arrived_.notify_all();
    return true;
}

std::size_t TestOutlet::queued_bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

std::size_t TestOutlet::queued_frames() const {
    const std::lock_guard lock(mutex_);
    return frames_.size();
}

void TestOutlet::close(std::uint16_t code, std::string) {
    closed_with = code;
}

std::vector<std::string> TestOutlet::read_all() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const auto& frame : frames_) all.push_back(*frame);
    frames_.clear();
    bytes_ = 0;
    return all;
}

std::string TestOutlet::read_one() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::seconds(10), [&] { return !frames_.empty(); })) return {};
    auto frame = *frames_.front();
    frames_.pop_front();
    bytes_ = frames_.empty() ? 0 : bytes_ - frame.size();
    return frame;
}

Client::Client(Services& services, const std::string& address)
    : outlet(std::make_shared<TestOutlet>()), session(Session::open(services, {.address = address}, outlet)) {}

Client::~Client() {
    if (session) session->close();
}

json::value Client::next() {
    while (session->pump()) {
    }
    const auto frame = outlet->read_one();
    EXPECT_FALSE(frame.empty()) << "no frame came within ten seconds";
    return frame.empty() ? json::value(json::object{}) : json::parse(frame);
}

json::object Client::call(const std::string& method, json::object params) {
    const int id = ++last_id_;
    send(json::serialize(
        json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}));
    for (;;) {
        auto frame = next().as_object();
        if (frame.empty() || frame.contains("id")) return frame;
        kept_.push_back(std::move(frame));
    }
}

json::object Client::result(const std::string& method, json::object params) {
    auto answer = call(method, std::move(params));
    EXPECT_TRUE(answer.contains("result")) << json::serialize(answer);
    return answer.contains("result") ? answer["result"].as_object() : json::object{};
}

int Client::code(const std::string& method, json::object params) {
    return code_of(call(method, std::move(params)));
}

std::vector<json::object> Client::notifications() {
    auto all = std::exchange(kept_, {});
    for (bool more = true; more || outlet->queued_frames() > 0;) {
        more = session->pump();
        for (const auto& frame : outlet->read_all()) all.push_back(json::parse(frame).as_object());
        more = session->pump() || more;
    }
    return all;
}

TemporaryFolder::TemporaryFolder() {
    std::random_device random;
    path = std::filesystem::temp_directory_path() / ("taizhang-rpc-" + std::to_string(random()));
    std::filesystem::create_directories(path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

namespace {

std::unique_ptr<Authenticator> make_authenticator(const TemporaryFolder& folder, const Clock& clock) {
    return *Authenticator::open({.path = folder.path / "credentials.jsonl", .cost = HashCost::least}, clock);
}

void open_account(MemoryLog& log, const std::string& id, Role role, std::optional<UnitId> unit = {}) {
    log.add({"account/" + id}, account::Opened{id, {role}, unit, {}}, start_of_2014, "system");
}

}  // namespace

Rig::Rig(Limits limits) : Rig(limits, false) {}

Rig::Rig(Limits limits, bool signs)
    : notary(signs ? std::make_unique<FakeNotary>(log, clock) : nullptr),
      authenticator(make_authenticator(folder, clock)),
      services({engine, log, views, clock, *authenticator, limits, {}, nullptr, notary.get()}) {
    open_account(log, "lin", Role::unit_clerk, UnitId{"fgw"});
    open_account(log, "boss", Role::supervision);
    open_account(log, "admin", Role::account_admin);
    open_account(log, "audit", Role::auditor);
    open_account(log, "ops", Role::operations);
    EXPECT_TRUE(authenticator->set_secret(AccountId{"lin"}, right_secret));
    EXPECT_TRUE(authenticator->set_secret(AccountId{"ops"}, right_secret));
}

Client Rig::logged_in(const std::string& account) {
    Client made = client();
    made.result("auth.token", {{"token", authenticator->issue(AccountId{account}).text}});
    return made;
}

void Rig::add_events(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        log.add({"item/2014-" + std::to_string(log.end())}, item::Urged{"please", {}},
                start_of_2014 + std::chrono::seconds(log.end()));
    }
}

}  // namespace taizhang::rpc::test
