#include "src/server/websocket.hpp"

#include "src/rpc/message.hpp"
#include "src/rpc/session.hpp"
#include "src/server/frames.hpp"
#include "src/server/lent_work.hpp"
#include "src/server/signal.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

namespace taizhang {

namespace websocket = boost::beast::websocket;

namespace {

using Frame = std::shared_ptr<const std::string>;

constexpr std::size_t write_chunk = 64 << 10;           // each one that the peer takes shows that it is alive
constexpr std::size_t large_frame = 16 << 10;           // is not copied together with others
constexpr std::size_t max_stranger_message = 16 << 10;  // before login

/// Frames on their way out, bounded in bytes. Any thread.
class OutQueue {
  public:
    explicit OutQueue(std::size_t limit) : limit_(limit) {}

    bool push(Frame frame) {
        const std::lock_guard lock(mutex_);
        if (bytes_ >= limit_) {
            turned_away_ = true;
            return false;
        }
        bytes_ += frame->size();
        frames_.push_back(std::move(frame));
        return true;
    }
    /// The oldest, or nullptr; a large one only where it `may_be_large`. Its bytes count until done() is told.
    Frame take(bool may_be_large) {
        const std::lock_guard lock(mutex_);
        if (frames_.empty() || (!may_be_large && frames_.front()->size() > large_frame)) return nullptr;
        Frame front = std::move(frames_.front());
        frames_.pop_front();
        return front;
    }
    void done(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        bytes_ -= bytes;
    }
    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }
    /// Whether one found no room since this was last asked: its owner may still have it, and is to be asked again.
    bool turned_away() {
        const std::lock_guard lock(mutex_);
        return std::exchange(turned_away_, false);
    }

  private:
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::deque<Frame> frames_;
    std::size_t bytes_ = 0;
    bool turned_away_ = false;
};

/// What goes out with one write: small frames copied together, or a large one in pieces. The strand's only.
class Outgoing {
  public:
    explicit Outgoing(OutQueue& queue) : queue_(queue) {}

    /// A control frame goes before all that wait.
    void control(std::string frame) { control_ = std::move(frame); }
    /// Our close frame: nothing goes out after it.
    void close(std::string frame) {
        control_ = std::move(frame);
        closed_ = true;
    }

    /// Bytes to be sent next, in pieces, so that a slow reader is seen to read; empty when nothing waits.
    std::string_view piece() {
        if (sent_ == small_.size() + large_size()) load();
        if (sent_ < small_.size()) return std::string_view(small_).substr(sent_, write_chunk);
        return large_ ? std::string_view(*large_).substr(sent_ - small_.size(), write_chunk) : std::string_view();
    }
    void sent(std::size_t bytes) {
        sent_ += bytes;
        if (sent_ == small_.size() + large_size()) unload();
    }
    /// Nothing has begun to go out that has not gone out whole.
    bool at_rest() const { return small_.empty(); }

  private:
    std::size_t large_size() const { return large_ ? large_->size() : 0; }

    void load() {
        small_.assign(control_);
        control_.clear();
        while (!closed_ && small_.size() < write_chunk && !large_) {
            auto frame = queue_.take(small_.empty());
            if (!frame) return;
            loaded_ += frame->size();
            append_frame_header(small_, FrameKind::text, frame->size());
            if (frame->size() > large_frame)
                large_ = std::move(frame);
            else
                small_ += *frame;
        }
    }
    void unload() {
        small_.clear();
        if (small_.capacity() > large_frame) std::string().swap(small_);
        large_.reset();
        sent_ = 0;
        queue_.done(std::exchange(loaded_, 0));
    }

    OutQueue& queue_;
    std::string control_, small_;  // small_ begins with a large one's header
    Frame large_;
    std::size_t sent_ = 0, loaded_ = 0;
    bool closed_ = false;
};

class WebSocket final : public rpc::Outlet, public LiveConnection, public std::enable_shared_from_this<WebSocket> {
  public:
    WebSocket(ServerContext& context, Socket socket)
        : context_(context),
          socket_(std::move(socket)),
          queue_(context.services.limits.queued_bytes),
          news_(socket_.get_executor()),
          room_(socket_.get_executor()),
          watch_(socket_.get_executor()) {}

    // ---- rpc::Outlet, any thread
    bool send(Frame frame) override {
        if (!queue_.push(std::move(frame))) return false;
        if (flushing_.exchange(true)) return true;
        asio::defer(socket_.get_executor(), [self = shared_from_this()] {
            self->flushing_ = false;
            self->flush();
        });
        return true;
    }
    std::size_t queued_bytes() const override { return queue_.bytes(); }
    void wake() override { news_.raise(shared_from_this()); }
    void close(std::uint16_t code, std::string reason) override {
        asio::post(socket_.get_executor(), [self = shared_from_this(), code, reason = std::move(reason)] {
            self->say_goodbye(close_frame(code, reason));
        });
    }

    // ---- LiveConnection, any thread
    void news() override {
        if (session_->follows()) wake();
    }
    void goodbye() override { close(std::uint16_t(CloseCode::going_away), "the server is stopping"); }

    /// No thread runs the strand any more: let go of the session, which holds us.
    void abandon() override {
        if (session_) session_->close();
    }

    Task run(HttpRequest request, std::string address) {
        if (!co_await shake_hands(request)) co_return;
        boost::system::error_code ignored;
        socket_.non_blocking(true, ignored);
        session_ = rpc::Session::open(context_.services, {std::move(address)}, shared_from_this());
        context_.connections.add(weak_from_this());
        if (context_.stopping) goodbye();
        const auto end = [self = shared_from_this()](const std::exception_ptr&) { self->finish(); };
        asio::co_spawn(socket_.get_executor(), write_loop(shared_from_this()), end);
        asio::co_spawn(socket_.get_executor(), watch_loop(shared_from_this()), end);
        try {
            co_await read_loop();
        } catch (const std::exception&) {
            // such as no memory for a message: this connection ends, the others go on
        }
        finish();
    }

  private:
    using Watch = std::chrono::steady_clock;

    /// Beast answers the upgrade; the frames are ours (frames.hpp).
    asio::awaitable<bool, Strand> shake_hands(const HttpRequest& request) {
        websocket::stream<Socket&> stream(socket_);
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = context_.options.limits.handshake_timeout;
        timeout.idle_timeout = websocket::stream_base::none();
        timeout.keep_alive_pings = false;
        stream.set_option(timeout);
        stream.set_option(websocket::stream_base::decorator(
            [](websocket::response_type& response) { response.set(boost::beast::http::field::server, "taizhang"); }));
        auto [error] = co_await stream.async_accept(request, token);
        co_return !error;
    }

    Task read_loop() {
        while (!ended_) {
            switch (take_messages()) {
                case Next::room:
                    reader_waits_ = true;
                    co_await room_.wait();
                    reader_waits_ = false;
                    break;
                case Next::bytes:
                    if (!co_await read_some()) co_return;
                    break;
                case Next::violation: {
                    const auto& wrong = *reader_.violation();
                    say_goodbye(close_frame(std::uint16_t(wrong.code), wrong.reason));
                    if (!wrong.in_close) co_return co_await drain();
                    co_return co_await part();
                }
                case Next::parting:
                    co_return co_await part();
            }
        }
    }

    /// What to wait for once everything that came with a read has been carried out.
    enum class Next { bytes, room, violation, parting };

    Next take_messages() {
        LentWork::Reading reading;
        while (session_->accepts_input()) {
            // a stranger gets no megabyte of memory
            const auto limit = session_->logged_in() ? rpc::max_message_bytes : max_stranger_message;
            const auto message = reader_.next(limit);
            if (!message) return reader_.violation() ? Next::violation : Next::bytes;
            reading.next(rpc::is_batch(message->data));
            if (!take(*message)) return Next::parting;
        }
        return Next::room;
    }

    /// False for a close frame: it is answered with the same, unless we were first.
    bool take(const FrameMessage& message) {
        if (message.kind == FrameKind::text) session_->receive(message.data);
        if (message.kind == FrameKind::close) say_goodbye(control_frame(FrameKind::close, message.data));
        if (message.kind == FrameKind::ping && !close_sent_) {
            out_.control(control_frame(FrameKind::pong, message.data));
            news_.raise(shared_from_this());
        }
        return message.kind != FrameKind::close;
    }

    asio::awaitable<bool, Strand> read_some() {
        const auto room = reader_.room();
        auto [error, size] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), token);
        if (error) co_return false;
        alive();
        reader_.received(size);
        co_return true;
    }

    /// The peer has closed and sends nothing more: our close frame is the last that goes out.
    Task part() {
        peer_closed_ = true;
        news_.raise(shared_from_this());
        while (!ended_) co_await room_.wait();
    }

    /// Reads on until the peer has answered our close frame, so that it sees why it was closed.
    Task drain() {
        while (!reader_.skip_to_close()) {
            if (!co_await read_some()) co_return;
        }
        co_await part();
    }

    /// On the strand: whatever has come to be sent goes out at once where nothing else is going out.
    void flush() {
        if (!writer_rests_ || ended_ || goodbye_) return;
        boost::system::error_code error;
        for (auto piece = out_.piece(); !piece.empty(); piece = out_.piece()) {
            const auto size = socket_.write_some(asio::buffer(piece), error);
            if (error) break;
            out_.sent(size);
            alive();
        }
        if (error && error != asio::error::would_block) return finish();
        wake_reader();
        const bool ask_again = queue_.turned_away();
        if (error || ask_again) news_.raise(shared_from_this());
    }

    Task write_loop(std::shared_ptr<WebSocket> self) {
        for (;;) {
            // once we say goodbye, what is owed already still goes out, and nothing new
            const bool more = !goodbye_ && session_->pump();
            wake_reader();
            for (auto piece = out_.piece(); !piece.empty(); piece = out_.piece()) {
                auto [error, size] = co_await socket_.async_write_some(asio::buffer(piece), token);
                if (error) co_return;
                out_.sent(size);
                alive();
                wake_reader();
                if (out_.at_rest() && queue_.bytes() == 0) break;  // let the session fill it again
            }
            if (ended_ || (close_sent_ && peer_closed_)) co_return;
            if (goodbye_ && !close_sent_ && queue_.bytes() == 0) {
                close_sent_ = true;
                out_.close(*goodbye_);
            } else if (!close_sent_ && (more || queue_.bytes() > 0 || queue_.turned_away())) {
                co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Strand>{});
            } else {
                writer_rests_ = true;
                co_await news_.wait();
                writer_rests_ = false;
            }
        }
    }

    /// Pings a quiet peer, and ends the connection of one that shows no life, or does not answer our goodbye.
    Task watch_loop(std::shared_ptr<WebSocket> self) {
        const auto idle = context_.options.limits.idle_timeout;
        while (!ended_) {
            watch_.expires_at(std::min(goodbye_ ? goodbye_by_ : Watch::time_point::max(), Watch::now() + idle / 2));
            co_await watch_.async_wait(token);
            const auto now = Watch::now();
            if (ended_ || now - last_life_ >= idle || (goodbye_ && now >= goodbye_by_)) co_return;
            if (goodbye_ || now - last_life_ < idle / 2) continue;
            out_.control(control_frame(FrameKind::ping, {}));
            news_.raise(self);
        }
    }

    void say_goodbye(std::string frame) {
        if (goodbye_ || ended_) return;
        goodbye_ = std::move(frame);
        goodbye_by_ = Watch::now() + context_.options.limits.handshake_timeout;
        watch_.cancel();
        news_.raise(shared_from_this());
    }

    void alive() { last_life_ = Watch::now(); }
    void wake_reader() {
        if (reader_waits_) room_.raise(shared_from_this());
    }

    /// On the strand: whichever loop ends first ends the other.
    void finish() {
        if (std::exchange(ended_, true)) return;
        session_->close();
        boost::system::error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        socket_.close(ignored);
        watch_.cancel();
        news_.raise(shared_from_this());
        room_.raise(shared_from_this());
    }

    ServerContext& context_;
    Socket socket_;
    FrameReader reader_;
    OutQueue queue_;
    Outgoing out_{queue_};
    Signal news_, room_;
    Timer watch_;
    std::atomic<bool> flushing_{false};
    Watch::time_point last_life_ = Watch::now();
    Watch::time_point goodbye_by_{};
    std::shared_ptr<rpc::Session> session_;
    std::optional<std::string> goodbye_;  ///< our close frame
    bool close_sent_ = false, peer_closed_ = false, ended_ = false;
    bool writer_rests_ = false, reader_waits_ = false;
};

}  // namespace

Task serve_websocket(ServerContext& context, Socket socket, HttpRequest request, std::string address) {
    const auto connection = std::make_shared<WebSocket>(context, std::move(socket));
    co_await connection->run(std::move(request), std::move(address));
}

}  // namespace taizhang
