#include "src/server/connection.hpp"

#include "src/server/http.hpp"
#include "src/server/stream.hpp"
#include "src/server/websocket.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace taizhang {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t max_body_bytes = 4'096;  // no request has a body that we want

using rpc::Refusal;

/// Closes the stream when time is up; what waits on it then ends with an error. The strand's only.
class Deadline {
  public:
    Deadline(Stream& stream, std::chrono::seconds after) : timer_(stream.get_executor(), after) {
        timer_.async_wait([&stream, state = state_](boost::system::error_code error) {
            if (error || *state != State::running) return;
            *state = State::over;
            stream.close();
        });
    }
    ~Deadline() {
        *state_ = State::unwanted;  // the handler may be on its way already, and the stream gone when it arrives
        timer_.cancel();
    }
    bool over() const { return *state_ == State::over; }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

  private:
    enum class State { running, over, unwanted };

    // before the timer, whose handler takes a share
    std::shared_ptr<State> state_ = std::make_shared<State>(State::running);
    Timer timer_;
};

/// Between requests: the server's stop closes the socket instead of waiting for a browser to do it.
class PlainConnection final : public LiveConnection, public std::enable_shared_from_this<PlainConnection> {
  public:
    explicit PlainConnection(Stream& stream) : strand_(stream.get_executor()), stream_(&stream) {}

    void news(rpc::NewsOf) override {}
    void goodbye() override {
        asio::post(strand_, [self = shared_from_this()] {
            if (self->stream_) self->stream_->close();
        });
    }
    void abandon() override {}

    /// On the strand: the stream is somebody else's from here on.
    void release() { stream_ = nullptr; }

  private:
    Strand strand_;
    Stream* stream_;
};

/// What is wrong with a request that could not be read, if it was that and not the connection.
std::optional<Refusal> reason_of(boost::system::error_code error) {
    if (error == http::error::header_limit) return Refusal::header_too_large;
    if (error == http::error::body_limit) return Refusal::body_too_large;
    const bool malformed = error.category() == http::make_error_code(http::error::bad_method).category() &&
                           error != http::error::end_of_stream && error != http::error::partial_message;
    return malformed ? std::optional(Refusal::bad_request) : std::nullopt;
}

Task refuse(ServerContext& context, Stream& stream, boost::system::error_code error) {
    const auto reason = reason_of(error);
    if (!reason) co_return;
    context.services.refusals.count(*reason);
    HttpRequest request;
    request.keep_alive(false);
    HttpResponse response;
    if (*reason == Refusal::header_too_large) {
        response = plain_answer(request, 431, "the request's header is too large");
    } else if (*reason == Refusal::body_too_large) {
        response =
            plain_answer(request, 413, "requests with a body are not taken here; commands go to the WebSocket at /ws");
    } else {
        response = plain_answer(request, 400, "this is not HTTP/1.1: " + error.message());
    }
    response.keep_alive(false);
    co_await http::async_write(stream, response, token);
}

bool wants_websocket(const HttpRequest& request) {
    const std::string_view target(request.target().data(), request.target().size());
    return boost::beast::websocket::is_upgrade(request) && target.substr(0, target.find('?')) == "/ws";
}

/// A refusal that auditors see: it may be somebody's page that tries to act for whoever looks at it.
HttpResponse refuse_foreign(ServerContext& context, const HttpRequest& request, const std::string& address,
                            access::Why why) {
    context.services.refusals.note({.address = address, .why = why}, context.services.clock.now());
    auto response =
        why == access::Why::foreign_host
            ? plain_answer(request, 421,
                           "requests for this name are not answered here; ask for the IP address, or add "
                           "the name with --allow-host")
            : plain_answer(request, 403, "pages from this Origin may not connect here; add it with --allow-origin");
    response.keep_alive(false);
    return response;
}

struct Read {
    boost::system::error_code error;
    bool begun = false;  ///< something of it had come
    HttpRequest request;
};

asio::awaitable<Read, Strand> read_request(ServerContext& context, Stream& stream, boost::beast::flat_buffer& buffer) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(context.options.limits.header_bytes));
    parser.body_limit(max_body_bytes);
    auto [error, size] = co_await http::async_read(stream, buffer, parser, token);
    Read read;
    read.error = error;
    read.begun = parser.got_some() || buffer.size() > 0;
    if (!error) read.request = parser.release();
    co_return read;
}

/// What one connection asks for, one request after the other.
class Requests {
  public:
    Requests(ServerContext& context, Stream& stream, std::string address)
        : context_(context), stream_(stream), address_(std::move(address)) {}

    /// True when the stream is to become a WebSocket: `upgrade` asks for it.
    asio::awaitable<bool, Strand> serve(HttpRequest& upgrade) {
        while (!context_.stopping) {
            Read read = co_await next();
            if (read.error) {
                const Deadline deadline(stream_, context_.options.limits.request_timeout);
                co_await refuse(context_, stream_, read.error);
                co_return false;
            }
            ++context_.http_requests;
            const auto why = foreign(read.request);
            if (!why && wants_websocket(read.request)) {
                upgrade = std::move(read.request);
                co_return true;
            }
            if (!co_await answer(why ? refuse_foreign(context_, read.request, address_, *why)
                                     : answer_http(context_, read.request)))
                break;
        }
        stream_.shutdown_send();
        co_return false;
    }

  private:
    asio::awaitable<Read, Strand> next() {
        const Deadline deadline(stream_, context_.options.limits.request_timeout);
        Read read = co_await read_request(context_, stream_, buffer_);
        // a browser that keeps a connection and asks nothing more is no trouble
        if (deadline.over() && (read.begun || served_ == 0)) context_.services.refusals.count(Refusal::request_timeout);
        ++served_;
        co_return read;
    }

    asio::awaitable<bool, Strand> answer(HttpResponse response) {
        const Deadline deadline(stream_, context_.options.limits.request_timeout);
        if (stream_.encrypted()) response.set("Strict-Transport-Security", "max-age=31536000");
        auto [error, size] = co_await http::async_write(stream_, response, token);
        co_return !error && response.keep_alive();
    }

    std::optional<access::Why> foreign(const HttpRequest& request) const {
        // under TLS the browser has seen that the name is the server's
        if (!stream_.encrypted() && !host_allowed(request, context_.options)) return access::Why::foreign_host;
        if (wants_websocket(request) && !origin_allowed(request, context_.options.allowed_origins))
            return access::Why::foreign_origin;
        return std::nullopt;
    }

    ServerContext& context_;
    Stream& stream_;
    const std::string address_;
    boost::beast::flat_buffer buffer_;
    std::size_t served_ = 0;
};

asio::awaitable<bool, Strand> begin(ServerContext& context, Stream& stream) {
    if (!context.tls) co_return true;
    const Deadline deadline(stream, context.options.limits.handshake_timeout);
    stream.encrypt(*context.tls);
    const bool done = co_await stream.shake_hands();
    if (!done) context.services.refusals.count(Refusal::tls_handshake);
    co_return done;
}

}  // namespace

Task serve_connection(ServerContext& context, Socket socket, std::string address) {
    Stream stream(std::move(socket));
    const auto plain = std::make_shared<PlainConnection>(stream);
    context.connections.add(plain);
    HttpRequest upgrade;
    const bool websocket =
        co_await begin(context, stream) && co_await Requests(context, stream, address).serve(upgrade);
    plain->release();
    if (websocket) co_await serve_websocket(context, std::move(stream), std::move(upgrade), std::move(address));
}

}  // namespace taizhang
