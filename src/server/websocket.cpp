#include "src/server/websocket.hpp"

#include "src/rpc/message.hpp"
#include "src/rpc/session.hpp"
#include "src/server/frames.hpp"
#include "src/server/lent_work.hpp"
#include "src/server/near.hpp"
#include "src/server/outgoing.hpp"

#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <mutex>

namespace taizhang {

namespace websocket = boost::beast::websocket;

namespace {

constexpr std::size_t read_buffer = 64 << 10;           // of each thread, and read in one turn
constexpr std::size_t max_stranger_message = 16 << 10;  // before login
constexpr std::size_t hot_session_bytes = 512;          // about what is looked at to find out what is owed

/// Bytes are moved when the socket is ready for them, and never waited for: what waits is neither a buffer nor a
/// coroutine but a handler. Handlers come on the strand, and news on whichever thread walks all connections: each takes
/// the lock for as long as it works here, and the watch is the strand's alone.
class WebSocket final : public rpc::Outlet, public LiveConnection, public std::enable_shared_from_this<WebSocket> {
  public:
    WebSocket(ServerContext& context, Stream stream)
        : context_(context),
          queue_(context.services.limits.queued_bytes),
          stream_(std::move(stream)),
          watch_(stream_.get_executor()) {}

    // ---- rpc::Outlet, any thread
    bool send(Frame frame) override { return queued(queue_.push(std::move(frame), false)); }
    bool send_burst(const std::shared_ptr<const rpc::Burst>& burst) override {
        Frame frames(burst, &burst->wire());
        if (Frames::of(*this) && out_.offer(frames)) return true;
        return queued(queue_.push(std::move(frames), true));
    }
    std::size_t queued_bytes() const override { return queue_.bytes(); }
    void wake() override {
        if (turning_.exchange(true)) return;
        asio::defer(stream_.get_executor(), [self = shared_from_this()] {
            self->turning_ = false;
            const std::lock_guard lock(self->mutex_);
            self->turn();
        });
    }
    void close(std::uint16_t code, std::string reason) override {
        asio::post(stream_.get_executor(), [self = shared_from_this(), code, reason = std::move(reason)] {
            const std::lock_guard lock(self->mutex_);
            self->say_goodbye(close_frame(code, reason));
        });
    }

    // ---- LiveConnection
    void prepare() const override {
        bring_near(this, sizeof *this);
        if (session_) bring_near(session_.get(), hot_session_bytes);
    }
    void news(rpc::NewsOf what) override {
        if ((session_->follows() & what) == rpc::NewsOf::nothing) return;
        // the strand would cost as much as all that comes before the socket
        const std::unique_lock lock(mutex_, std::try_to_lock);
        lock ? turn() : wake();
    }
    void goodbye() override { close(std::uint16_t(CloseCode::going_away), "the server is stopping"); }

    /// No thread runs the strand any more: let go of the session, which holds us.
    void abandon() override {
        if (session_) session_->close();
    }

    /// Ends when the connection has. It is what watches over it meanwhile.
    Task run(HttpRequest request, std::string address) {
        if (!co_await shake_hands(std::move(request))) co_return;
        boost::system::error_code ignored;
        stream_.socket().non_blocking(true, ignored);
        session_ = rpc::Session::open(context_.services, {std::move(address)}, shared_from_this());
        context_.connections.add(weak_from_this());
        if (context_.stopping) goodbye();
        {
            const std::lock_guard lock(mutex_);
            await_readable();
        }
        while (const auto next = next_look()) {
            watch_.expires_at(*next);
            co_await watch_.async_wait(token);
            watch();
        }
    }

  private:
    using Watch = std::chrono::steady_clock;

    /// What comes in: messages; bytes that are skipped up to the peer's answer to our goodbye; nothing any more.
    enum class Incoming { messages, skipped, over };

    /// Beast answers the upgrade; the frames are ours (frames.hpp).
    asio::awaitable<bool, Strand> shake_hands(HttpRequest request) {
        websocket::stream<Stream&> stream(stream_);
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

    // ---- in

    void await_readable() {
        if (ended_ || incoming_ == Incoming::over || std::exchange(awaits_bytes_, true)) return;
        stream_.socket().async_wait(Socket::wait_read, [self = shared_from_this()](boost::system::error_code error) {
            const std::lock_guard lock(self->mutex_);
            self->awaits_bytes_ = false;
            if (error) return self->finish();
            self->guarded([&] { self->read(); });
        });
    }

    /// What one moment brought, with a buffer that belongs to the thread: one that waits needs none.
    void read() {
        thread_local std::string buffer;
        if (buffer.size() != read_buffer) std::string(read_buffer, '\0').swap(buffer);
        reader_.borrow(buffer);
        boost::system::error_code error;
        // what was decrypted makes no socket readable: an encrypted stream is read until it has nothing more, but not
        // all at once, for a peer that sends faster than we work would keep the thread
        std::size_t taken = 0;
        for (bool more = true; more && !error && !reader_waits_;) {
            const auto room = reader_.room();
            const auto size = stream_.read_some(room.data(), room.size(), error);
            if (error) break;
            alive();
            reader_.received(size);
            carry_out();
            taken += size;
            more = stream_.encrypted() && incoming_ != Incoming::over && taken < read_buffer;
        }
        reader_.give_back(buffer);
        if (error && error != asio::error::would_block) return finish();
        flush();
        if (reader_waits_) return;
        const bool may_have_more = stream_.encrypted() && !error && incoming_ != Incoming::over;
        may_have_more ? read_again() : await_readable();
    }

    /// After the others that share the thread, and after what watches over this one.
    void read_again() {
        asio::post(stream_.get_executor(), [self = shared_from_this()] {
            const std::lock_guard lock(self->mutex_);
            if (!self->ended_) self->guarded([&] { self->read(); });
        });
    }

    void carry_out() {
        if (incoming_ == Incoming::messages) {
            const Frames answers(*this);
            take_messages();
        }
        if (incoming_ == Incoming::skipped && reader_.skip_to_close()) peer_closed();
    }

    /// Until more bytes are needed, the session has no room for answers, or the peer says goodbye or something wrong.
    void take_messages() {
        LentWork::Reading reading;
        while (!(reader_waits_ = !session_->accepts_input())) {
            // a stranger gets no megabyte of memory
            const auto limit = session_->logged_in() ? rpc::max_message_bytes : max_stranger_message;
            const auto message = reader_.next(limit);
            if (!message) break;
            reading.next(rpc::is_batch(message->data));
            take(*message);
            if (incoming_ != Incoming::messages) return;
        }
        if (const auto& wrong = reader_.violation(); wrong && !reader_waits_) {
            context_.services.refusals.count(wrong->code == CloseCode::too_big ? rpc::Refusal::message_too_large
                                                                               : rpc::Refusal::bad_frame);
            say_goodbye(close_frame(std::uint16_t(wrong->code), wrong->reason));
            incoming_ = Incoming::skipped;
            if (wrong->in_close) peer_closed();
        }
        hear_of_news();
    }

    /// What it follows from now on, before it is pumped for that; a late call of a batch is carried out by a pump.
    void hear_of_news() {
        const auto more = session_->follows() - followed_;
        if (more == rpc::NewsOf::nothing) return;
        followed_ = followed_ | more;
        context_.connections.follow(weak_from_this(), stream_.get_executor().get_inner_executor(), more);
    }

    /// A close frame is answered with the same, unless we were first.
    void take(const FrameMessage& message) {
        if (message.kind == FrameKind::text) session_->receive(message.data);
        if (message.kind == FrameKind::ping && !close_sent_) out_.control(control_frame(FrameKind::pong, message.data));
        if (message.kind != FrameKind::close) return;
        say_goodbye(control_frame(FrameKind::close, message.data));
        peer_closed();
    }

    /// It sends nothing more: our close frame is the last that goes out.
    void peer_closed() {
        incoming_ = Incoming::over;
        wake();
    }

    // ---- out

    /// True on the thread that carries out this connection's messages: their answers go out together after them.
    class Frames {
      public:
        explicit Frames(WebSocket& of) : outer_(std::exchange(current_, &of)) {}
        ~Frames() { current_ = outer_; }
        Frames(const Frames&) = delete;
        Frames& operator=(const Frames&) = delete;
        static bool of(const WebSocket& one) { return current_ == &one; }

      private:
        static thread_local WebSocket* current_;
        WebSocket* const outer_;
    };

    bool queued(bool taken) {
        if (!taken || Frames::of(*this) || flushing_.exchange(true)) return taken;
        asio::defer(stream_.get_executor(), [self = shared_from_this()] {
            self->flushing_ = false;
            const std::lock_guard lock(self->mutex_);
            self->flush();
        });
        return true;
    }

    /// What the session owes goes out, as far as the socket takes it.
    void turn() {
        if (ended_ || blocked_) return;
        guarded([this] {
            const Frames together(*this);
            // once we say goodbye, what is owed already still goes out, and nothing new
            if (!goodbye_ && session_->pump()) wake();
            hear_of_news();
        });
        flush();
    }

    void flush() {
        guarded([this] { send_waiting(); });
    }

    void send_waiting() {
        if (ended_) return;
        if (!blocked_ && !write()) return;
        if (goodbye_ && !close_sent_ && !blocked_ && queue_.bytes() == 0) {
            close_sent_ = true;
            out_.close(*goodbye_);
            if (!write()) return;
        }
        if (close_sent_ && !blocked_ && incoming_ == Incoming::over) return finish();
        if (queue_.has_room_again()) wake();
        if (reader_waits_ && session_->accepts_input()) read_on();
    }

    /// There is room for answers again: first for what has come already.
    void read_on() {
        if (std::exchange(reads_on_, true)) return;
        asio::post(stream_.get_executor(), [self = shared_from_this()] {
            const std::lock_guard lock(self->mutex_);
            self->reads_on_ = false;
            if (self->ended_ || !self->reader_waits_) return;
            self->guarded([&] {
                std::string none;
                self->carry_out();
                self->reader_.give_back(none);
                self->flush();
                if (self->reader_waits_) return;
                self->stream_.encrypted() ? self->read() : self->await_readable();
            });
        });
    }

    /// False when the connection has ended over it.
    bool write() {
        boost::system::error_code error;
        for (auto piece = out_.piece(); !piece.empty(); piece = out_.piece()) {
            const auto size = stream_.write_some(piece, error);
            if (error) break;
            out_.sent(size);
        }
        if (error == asio::error::would_block) return out_.refused(), await_writable(), true;
        if (error) finish();
        return !error;
    }

    void await_writable() {
        blocked_ = true;
        stream_.socket().async_wait(Socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
            const std::lock_guard lock(self->mutex_);
            self->blocked_ = false;
            if (error) return self->finish();
            self->alive();  // it has taken what filled the way; that we could send says nothing of it
            self->guarded([&] {
                if (self->write()) self->turn();
            });
        });
    }

    // ---- until it ends

    /// Nothing when it has ended.
    std::optional<Watch::time_point> next_look() const {
        const std::lock_guard lock(mutex_);
        if (ended_) return std::nullopt;
        const auto quiet_until = Watch::now() + context_.options.limits.idle_timeout / 2;
        return goodbye_ ? std::min(goodbye_by_, quiet_until) : quiet_until;
    }

    /// Pings a quiet peer, and ends the connection of one that shows no life, or does not answer our goodbye.
    void watch() {
        const std::lock_guard lock(mutex_);
        const auto idle = context_.options.limits.idle_timeout;
        const auto now = Watch::now();
        if (ended_) return;
        const bool is_silent = now - last_life_ >= idle;
        if (is_silent) context_.services.refusals.count(rpc::Refusal::silent_peer);
        if (is_silent || (goodbye_ && now >= goodbye_by_)) return finish();
        if (goodbye_ || now - last_life_ < idle / 2) return;
        out_.control(control_frame(FrameKind::ping, {}));
        flush();
    }

    void say_goodbye(std::string frame) {
        if (goodbye_ || ended_) return;
        goodbye_ = std::move(frame);
        goodbye_by_ = Watch::now() + context_.options.limits.handshake_timeout;
        look_now();
        wake();
    }

    void look_now() {
        asio::post(stream_.get_executor(), [self = shared_from_this()] { self->watch_.cancel(); });
    }

    void alive() { last_life_ = Watch::now(); }

    /// Such as no memory for a message: this connection ends, the others go on.
    template <class Work>
    void guarded(Work work) {
        try {
            work();
        } catch (const std::exception&) {
            finish();
        }
    }

    void finish() {
        if (std::exchange(ended_, true)) return;
        session_->close();
        stream_.shutdown_send();
        stream_.close();
        look_now();
    }

    ServerContext& context_;
    mutable std::mutex mutex_;
    std::shared_ptr<rpc::Session> session_;
    std::atomic<bool> flushing_{false}, turning_{false};  ///< one is on its way
    Incoming incoming_ = Incoming::messages;
    rpc::NewsOf followed_ = rpc::NewsOf::nothing;  ///< what we are told of
    bool close_sent_ = false, ended_ = false, reads_on_ = false;
    bool awaits_bytes_ = false;  ///< the next of the peer's
    bool reader_waits_ = false;  ///< until the session accepts input
    bool blocked_ = false;       ///< until the peer takes some of what was sent
    OutQueue queue_;
    Outgoing out_{queue_};
    Stream stream_;
    std::optional<std::string> goodbye_;  ///< our close frame
    FrameReader reader_;
    Timer watch_;
    Watch::time_point last_life_ = Watch::now();
    Watch::time_point goodbye_by_{};
};

thread_local WebSocket* WebSocket::Frames::current_ = nullptr;

}  // namespace

Task serve_websocket(ServerContext& context, Stream stream, HttpRequest request, std::string address) {
    const auto connection = std::make_shared<WebSocket>(context, std::move(stream));
    co_await connection->run(std::move(request), std::move(address));
}

}  // namespace taizhang
