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

constexpr std::size_t write_chunk = 64 << 10;           // each one that the peer takes shows that it is alive
constexpr std::size_t kept_buffer = 64 << 10;           // an input buffer that grew beyond it is given back
constexpr std::size_t max_stranger_message = 16 << 10;  // before login
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
          room_(stream_.get_executor()),
          watch_(stream_.get_executor()) {}

    // ---- rpc::Outlet, any thread
    bool send(Frame frame) override {
        if (!queue_.push(std::move(frame))) return false;
        news_.raise(shared_from_this());
        return true;
    }
    std::size_t queued_bytes() const override { return queue_.bytes(); }
    void wake() override { news_.raise(shared_from_this()); }
    void close(std::uint16_t code, std::string reason) override {
        asio::post(stream_.get_executor(), [self = shared_from_this(), code, reason = std::move(reason)] {
            if (self->goodbye_ || self->ended_) return;
            self->goodbye_ =
                websocket::close_reason(static_cast<websocket::close_code>(code), reason.substr(0, max_close_reason));
            self->goodbye_by_ = Watch::now() + self->context_.options.limits.handshake_timeout;
            self->watch_.cancel();
            self->news_.raise(self);
        });
    }

    // ---- LiveConnection, any thread
    void news() override { wake(); }
    void goodbye() override { close(websocket::close_code::going_away, "the server is stopping"); }

    /// No thread runs the strand any more: let go of the session, which holds us.
    void abandon() override {
        if (session_) session_->close();
    }

    Task run(HttpRequest request, std::string address) {
        configure();
        if (auto [error] = co_await stream_.async_accept(request, token); error) co_return;
        session_ = rpc::Session::open(context_.services, {std::move(address)}, shared_from_this());
        context_.connections.add(weak_from_this());
        if (context_.stopping) goodbye();
        const auto end = [self = shared_from_this()](const std::exception_ptr&) { self->finish(); };
        asio::co_spawn(stream_.get_executor(), write_loop(shared_from_this()), end);
        asio::co_spawn(stream_.get_executor(), watch_loop(shared_from_this()), end);
        try {
            co_await read_loop();
        } catch (const std::exception&) {
            // such as no memory for a message: this connection ends, the others go on
        }
        finish();
    }

  private:
    using Watch = std::chrono::steady_clock;

    void configure() {
        // Beast's own idle timeout counts what is read only; a slow reader that is being written to is alive
        // (watch_loop)
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = context_.options.limits.handshake_timeout;
        timeout.idle_timeout = websocket::stream_base::none();
        timeout.keep_alive_pings = false;
        stream_.set_option(timeout);
        stream_.set_option(websocket::stream_base::decorator(
            [](websocket::response_type& response) { response.set(boost::beast::http::field::server, "taizhang"); }));
        stream_.control_callback([this](websocket::frame_type, std::string_view) { alive(); });
        stream_.text(true);
        stream_.auto_fragment(false);
    }

    Task read_loop() {
        boost::beast::flat_buffer buffer;
        while (!ended_) {
            while (!session_->accepts_input() && !ended_) co_await room_.wait();
            // a stranger gets no megabyte of memory
            const auto limit = session_->logged_in() ? rpc::max_message_bytes : max_stranger_message;
            // Beast cuts the connection where its limit is passed; between the two the peer is told why in a close
            // frame
            stream_.read_message_max(2 * limit);
            auto [error, size] = co_await stream_.async_read(buffer, token);
            if (error) co_return;
            alive();
            if (buffer.size() > limit) {
                close(websocket::close_code::too_big, "a message may have " + std::to_string(limit) + " bytes");
                co_return co_await drain(buffer);
            }
            if (!stream_.got_text()) {
                close(websocket::close_code::unknown_data, "text frames only");
                co_return co_await drain(buffer);
            }
            session_->receive({static_cast<const char*>(buffer.data().data()), buffer.size()});
            buffer.consume(size);
            if (buffer.capacity() > kept_buffer) buffer.shrink_to_fit();
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
            // once we say goodbye, what is owed already still goes out, and nothing new
            const bool more = !goodbye_ && session_->pump();
            room_.raise(self);
            while (const auto frame = queue_.front()) {
                const bool sent = co_await write_frame(*frame);
                queue_.done();
                if (!sent) co_return;
                room_.raise(self);
                if (queue_.bytes() == 0) break;  // let the session fill it again
            }
            if (ended_) co_return;
            if (goodbye_ && queue_.bytes() == 0) {
                co_await stream_.async_close(*goodbye_, token);
                co_return;
            }
            if (more || queue_.bytes() > 0) {
                co_await asio::post(stream_.get_executor(), asio::use_awaitable_t<Strand>{});
            } else {
                co_await news_.wait();
            }
        }
    }

    /// In pieces, so that a slow reader is seen to read.
    asio::awaitable<bool, Strand> write_frame(std::string_view frame) {
        writing_ = true;
        do {
            const auto piece = frame.substr(0, write_chunk);
            frame.remove_prefix(piece.size());
            auto [error, size] = co_await stream_.async_write_some(frame.empty(), asio::buffer(piece), token);
            if (error) co_return false;
            alive();
        } while (!frame.empty());
        writing_ = false;
        co_return true;
    }

    /// Pings a quiet peer, and ends the connection of one that shows no life, or does not answer our goodbye.
    Task watch_loop(std::shared_ptr<WebSocket> self) {
        const auto idle = context_.options.limits.idle_timeout;
        while (!ended_) {
            watch_.expires_at(std::min(goodbye_ ? goodbye_by_ : Watch::time_point::max(), Watch::now() + idle / 2));
            co_await watch_.async_wait(token);
            const auto now = Watch::now();
            if (ended_ || now - last_life_ >= idle || (goodbye_ && now >= goodbye_by_)) co_return;
            if (!writing_ && !goodbye_ && now - last_life_ >= idle / 2) co_await stream_.async_ping({}, token);
        }
    }

    void alive() { last_life_ = Watch::now(); }

    /// On the strand: whichever loop ends first ends the other.
    void finish() {
        if (std::exchange(ended_, true)) return;
        session_->close();
        boost::system::error_code ignored;
        stream_.next_layer().close(ignored);
        watch_.cancel();
        news_.raise(shared_from_this());
        room_.raise(shared_from_this());
    }

    ServerContext& context_;
    Stream stream_;
    OutQueue queue_;
    Signal news_, room_;
    Timer watch_;
    Watch::time_point last_life_ = Watch::now();
    Watch::time_point goodbye_by_{};
    bool writing_ = false;
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
