#include "src/server/connection.hpp"

#include "src/server/http.hpp"
#include "src/server/websocket.hpp"

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

Task serve_connection(ServerContext& context, Socket socket, std::string address) {
    boost::beast::flat_buffer buffer;
    const auto timeout = context.options.limits.request_timeout;
    for (;;) {
        auto deadline = std::make_unique<Deadline>(socket, timeout);
        Read read = co_await read_request(context, socket, buffer);
        if (read.error) co_return co_await refuse(socket, read.error);
        ++context.http_requests;
        if (wants_websocket(read.request)) {
            if (origin_allowed(read.request, context.options.allowed_origins)) {
                deadline.reset();
                co_return co_await serve_websocket(context, std::move(socket), std::move(read.request),
                                                   std::move(address));
            }
            ++context.refused_origins;
            const auto refusal = plain_answer(read.request, 403,
                                              "pages from this Origin may not connect here; add it to allowed_origins");
            co_await http::async_write(socket, refusal, token);
            co_return;
        }
        const HttpResponse response = answer_http(context, read.request);
        auto [error, size] = co_await http::async_write(socket, response, token);
        if (error || !response.keep_alive()) break;
    }
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace taizhang
