#include "tools/client/channel.hpp"

#include "src/rpc/authenticator.hpp"
#include "src/rpc/session.hpp"
#include "tools/node.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace taizhang {

namespace {

/// Keeps what the session sends until it is asked for.
class Inbox final : public rpc::Outlet {
  public:
    bool send(std::shared_ptr<const std::string> frame) override {
        {
            const std::lock_guard lock(mutex_);
            frames_.push_back(std::move(frame));
        }
        filled_.notify_one();
        return true;
    }
    bool send_burst(const std::shared_ptr<const rpc::Burst>& burst) override {
        burst->each([this](std::string_view text) { send(std::make_shared<const std::string>(text)); });
        return true;
    }
    // what is here is read at once; nothing is ever held back because of it
    std::size_t queued_bytes() const override { return 0; }
    void wake() override {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        filled_.notify_one();
    }
    void close(std::uint16_t, std::string) override {}

    /// The next frame, or nothing when the session asks to be pumped first.
    std::optional<std::string> take() {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return !frames_.empty() || woken_; });
        if (std::exchange(woken_, false) || frames_.empty()) return std::nullopt;
        auto frame = frames_.front();
        frames_.pop_front();
        return *frame;
    }

  private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<std::shared_ptr<const std::string>> frames_;
    bool woken_ = false;
};

class LocalChannel final : public Channel {
  public:
    LocalChannel(Node& node, std::unique_ptr<rpc::Authenticator> authenticator)
        : authenticator_(std::move(authenticator)),
          services_({.engine = node.engine(),
                     .log = node.log(),
                     .views = node.views(),
                     .clock = node.clock(),
                     .authenticator = *authenticator_,
                     .search = node.search()}),
          inbox_(std::make_shared<Inbox>()),
          session_(rpc::Session::open(services_, {.address = "local", .trusted = system_account}, inbox_)) {}
    ~LocalChannel() override { session_->close(); }

    Status send(std::string_view frame) override {
        session_->receive(frame);
        return {};
    }
    Result<std::string> receive() override {
        for (;;) {
            if (auto frame = inbox_->take()) return std::move(*frame);
            while (session_->pump()) {
            }
        }
    }

  private:
    std::unique_ptr<rpc::Authenticator> authenticator_;
    rpc::Services services_;
    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<rpc::Session> session_;
};

}  // namespace

Result<std::unique_ptr<Channel>> open_local_channel(Node& node) {
    TZ_TRY(auto authenticator, rpc::Authenticator::open({.path = node.credentials()}, node.clock()));
    return std::unique_ptr<Channel>(std::make_unique<LocalChannel>(node, std::move(authenticator)));
}

}  // namespace taizhang
