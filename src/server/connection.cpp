#include "src/server/connection.hpp"

#include "src/server/http.hpp"
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

/// Closes the socket when time is up; what waits on it then ends with an error. The strand's only.
class Deadline {
  public:
    Deadline(Socket& socket, std::chrono::seconds after) : timer_(socket.get_executor(), after) {
        timer_.async_wait([&socket, wanted = wanted_](boost::system::error_code error) {
            boost::system::error_code ignored;
            if (!error && *wanted) socket.close(ignored);
        });
    }
    ~Deadline() {
        *wanted_ = false;  // the handler may be on its way already, and the socket gone when it arrives
        timer_.cancel();
    }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

  private:
    std::shared_ptr<bool> wanted_ = std::make_shared<bool>(true);  // before the timer, whose handler takes a share
    Timer timer_;
};

/// Between requests: the server's stop closes the socket instead of waiting for a browser to do it.
class PlainConnection final : public LiveConnection, public std::enable_shared_from_this<PlainConnection> {
  public:
    explicit PlainConnection(Socket& socket) : strand_(socket.get_executor()), socket_(&socket) {}

    void news() override {}
    void goodbye() override {
        asio::post(strand_, [self = shared_from_this()] {
            boost::system::error_code ignored;
            if (self->socket_) self->socket_->close(ignored);
        });
    }
    void abandon() override {}

    /// On the strand: the socket is somebody else's from here on.
    void release() { socket_ = nullptr; }

  private:
    Strand strand_;
    Socket* socket_;
};

/// Says what is wrong with a request that could not be read, if it was that and not the connection.
Task refuse(Socket& socket, boost::system::error_code error) {
    HttpRequest request;
    request.keep_alive(false);
    HttpResponse response;
    if (error == http::error::header_limit) {
        response = plain_answer(request, 431, "the request's header is too large");
    } else if (error == http::error::body_limit) {
        response =
            plain_answer(request, 413, "requests with a body are not taken here; commands go to the WebSocket at /ws");
    } else if (error.category() == http::make_error_code(http::error::bad_method).category() &&
               error != http::error::end_of_stream && error != http::error::partial_message) {
        response = plain_answer(request, 400, "this is not HTTP/1.1: " + error.message());
    } else {
        co_return;
    }
    response.keep_alive(false);
    co_await http::async_write(socket, response, token);
}

bool wants_websocket(const HttpRequest& request) {
    const std::string_view target(request.target().data(), request.target().size());
    return boost::beast::websocket::is_upgrade(request) && target.substr(0, target.find('?')) == "/ws";
}

HttpResponse refuse_origin(ServerContext& context, const HttpRequest& request) {
    ++context.refused_origins;
    auto response =
        plain_answer(request, 403, "pages from this Origin may not connect here; add it with --allow-origin");
    response.keep_alive(false);
    return response;
}

struct Read {
    boost::system::error_code error;
    HttpRequest request;
};

asio::awaitable<Read, Strand> read_request(ServerContext& context, Socket& socket, boost::beast::flat_buffer& buffer) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(context.options.limits.header_bytes));
    parser.body_limit(max_body_bytes);
    auto [error, size] = co_await http::async_read(socket, buffer, parser, token);
    Read read;
    read.error = error;
    if (!error) read.request = parser.release();
    co_return read;
}

}  // namespace

namespace {

/// True when the socket was taken for a WebSocket.
asio::awaitable<bool, Strand> serve_requests(ServerContext& context, Socket& socket, HttpRequest& upgrade) {
    boost::beast::flat_buffer buffer;
    const auto timeout = context.options.limits.request_timeout;
    while (!context.stopping) {
        auto deadline = std::make_unique<Deadline>(socket, timeout);
        Read read = co_await read_request(context, socket, buffer);
        deadline = std::make_unique<Deadline>(socket, timeout);
        if (read.error) {
            co_await refuse(socket, read.error);
            co_return false;
        }
        ++context.http_requests;
        if (wants_websocket(read.request) && origin_allowed(read.request, context.options.allowed_origins)) {
            upgrade = std::move(read.request);
            co_return true;
        }
        const HttpResponse response =
            wants_websocket(read.request) ? refuse_origin(context, read.request) : answer_http(context, read.request);
        auto [error, size] = co_await http::async_write(socket, response, token);
        if (error || !response.keep_alive()) break;
    }
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
    co_return false;
}

}  // namespace

Task serve_connection(ServerContext& context, Socket socket, std::string address) {
    const auto plain = std::make_shared<PlainConnection>(socket);
    context.connections.add(plain);
    HttpRequest upgrade;
    const bool websocket = co_await serve_requests(context, socket, upgrade);
    plain->release();
    if (websocket) co_await serve_websocket(context, std::move(socket), std::move(upgrade), std::move(address));
}

}  // namespace taizhang
