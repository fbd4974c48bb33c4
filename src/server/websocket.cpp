#include "src/server/websocket.hpp"

#include "src/rpc/session.hpp"
#include "src/server/signal.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

namespace taizhang {

namespace websocket = boost::beast::websocket;

namespace {

using Frame = std::shared_ptr<const std::string>;
using Stream = websocket::stream<Socket>;

constexpr std::size_t max_close_reason = 120;  // a control frame holds 125 bytes with the code (RFC 6455, section 5.5)

/// Frames on their way out, bounded in bytes. Any thread.
class OutQueue {
  public:
    explicit OutQueue(std::size_t limit) : limit_(limit) {}

    bool push(Frame frame) {
        const std::lock_guard lock(mutex_);
        if (bytes_ >= limit_) return false;
        bytes_ += frame->size();
        frames_.push_back(std::move(frame));
        return true;
    }
    /// The oldest, or nullptr. Its bytes count until done() is told.
    Frame front() const {
        const std::lock_guard lock(mutex_);
        return frames_.empty() ? nullptr : frames_.front();
    }
    void done() {
        const std::lock_guard lock(mutex_);
        bytes_ -= frames_.front()->size();
        frames_.pop_front();
    }
    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }

  private:
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::deque<Frame> frames_;
    std::size_t bytes_ = 0;
};

class WebSocket final : public rpc::Outlet, public LiveConnection, public std::enable_shared_from_this<WebSocket> {
  public:
    WebSocket(ServerContext& context, Socket socket)
        : context_(context),
          stream_(std::move(socket)),
          queue_(context.services.limits.queued_bytes),
          news_(stream_.get_executor()),
          room_(stream_.get_executor()) {}

    // ---- rpc::Outlet, any thread
    bool send(Frame frame) override {
        if (!queue_.push(std::move(frame))) return false;
        news_.raise(shared_from_this());
        return true;
    }
    std::size_t queued_bytes() const override { return queue_.bytes(); }
    void close(std::uint16_t code, std::string reason) override {
        asio::post(stream_.get_executor(), [self = shared_from_this(), code, reason = std::move(reason)] {
            if (!self->goodbye_)
                self->goodbye_ = websocket::close_reason(static_cast<websocket::close_code>(code),
                                                         reason.substr(0, max_close_reason));
        });
        news_.raise(shared_from_this());
    }

    // ---- LiveConnection, any thread
    void wake() override { news_.raise(shared_from_this()); }
    void goodbye() override { close(websocket::close_code::going_away, "the server is stopping"); }

    Task run(HttpRequest request, std::string address) {
        configure();
        if (auto [error] = co_await stream_.async_accept(request, token); error) co_return;
        session_ = rpc::Session::open(context_.services, {std::move(address)}, shared_from_this());
        context_.connections.add(weak_from_this());
        asio::co_spawn(stream_.get_executor(), write_loop(shared_from_this()), asio::detached);
        co_await read_loop();
        finish();
    }

  private:
    void configure() {
        const auto& limits = context_.options.limits;
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = limits.handshake_timeout;
        timeout.idle_timeout = limits.idle_timeout;
        timeout.keep_alive_pings = true;
        stream_.set_option(timeout);
        stream_.set_option(websocket::stream_base::decorator(
            [](websocket::response_type& response) { response.set(boost::beast::http::field::server, "taizhang"); }));
        stream_.read_message_max(rpc::max_message_bytes);
        stream_.text(true);
    }

    Task read_loop() {
        boost::beast::flat_buffer buffer;
        while (!ended_) {
            while (!session_->accepts_input() && !ended_) co_await room_.wait();
            auto [error, size] = co_await stream_.async_read(buffer, token);
            if (error) co_return;
            if (!stream_.got_text()) {
                close(websocket::close_code::unknown_data, "text frames only");
                co_return co_await drain(buffer);
            }
            session_->receive({static_cast<const char*>(buffer.data().data()), buffer.size()});
            buffer.consume(size);
            room_.raise(shared_from_this());
        }
    }

    /// Reads on until the peer has answered our close frame, so that it sees why it was closed.
    Task drain(boost::beast::flat_buffer& buffer) {
        for (;;) {
            buffer.clear();
            auto [error, size] = co_await stream_.async_read(buffer, token);
            if (error) co_return;
        }
    }

    Task write_loop(std::shared_ptr<WebSocket> self) {
        for (;;) {
            const bool more = session_->pump();
            while (const auto frame = queue_.front()) {
                auto [error, size] = co_await stream_.async_write(asio::buffer(*frame), token);
                queue_.done();
                if (error) co_return finish();
                room_.raise(self);
                if (queue_.bytes() == 0) break;  // let the session fill it again
            }
            if (ended_) co_return;
            if (goodbye_ && queue_.bytes() == 0) {
                co_await stream_.async_close(*goodbye_, token);
                co_return finish();
            }
            if (more || queue_.bytes() > 0)
                co_await asio::post(stream_.get_executor(), asio::use_awaitable_t<Strand>{});
            else
                co_await news_.wait();
        }
    }

    /// On the strand: whichever loop ends first ends the other.
    void finish() {
        if (std::exchange(ended_, true)) return;
        session_->close();
        boost::system::error_code ignored;
        stream_.next_layer().close(ignored);
        news_.raise(shared_from_this());
        room_.raise(shared_from_this());
    }

    ServerContext& context_;
    Stream stream_;
    OutQueue queue_;
    Signal news_, room_;
    std::shared_ptr<rpc::Session> session_;
    std::optional<websocket::close_reason> goodbye_;
    bool ended_ = false;
};

}  // namespace

Task serve_websocket(ServerContext& context, Socket socket, HttpRequest request, std::string address) {
    const auto connection = std::make_shared<WebSocket>(context, std::move(socket));
    co_await connection->run(std::move(request), std::move(address));
}

}  // namespace taizhang
