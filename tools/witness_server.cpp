#include "tools/witness_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <map>
#include <thread>

namespace taizhang {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t max_request_header_bytes = 8 << 10;
constexpr std::chrono::milliseconds accept_pause{100};

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
using Answer = tlog::WitnessAnswer;

Answer text(unsigned status, std::string body) {
    return {.status = status, .body = std::move(body) + "\n"};
}

Answer answer_for(tlog::Witness& witness, const Request& request) {
    const std::string_view target(request.target().data(), request.target().size());
    if (target == "/add-checkpoint") {
        if (request.method() != http::verb::post) return text(405, "checkpoints are sent here with POST");
        return witness.add_checkpoint(request.body());
    }
    if (target != "/" && target != "/healthz") return text(404, "a witness has /add-checkpoint, / and /healthz");
    if (request.method() != http::verb::get) return text(405, "only GET is answered here");
    return text(200, target == "/" ? witness.verifier().to_string() : "ok");
}

/// What to say of a request that could not be read; nothing when it was the connection that failed.
std::optional<Answer> refusal(const beast::error_code& error) {
    if (error == http::error::body_limit) {
        return text(413, "a request has at most " + std::to_string(tlog::max_witness_request_bytes) + " bytes");
    }
    if (error == http::error::header_limit) return text(431, "the request's header is too large");
    const bool malformed = error.category() == http::make_error_code(http::error::bad_method).category() &&
                           error != http::error::end_of_stream && error != http::error::partial_message;
    if (malformed) return text(400, "this is not HTTP/1.1: " + error.message());
    return std::nullopt;
}

Response response_of(const Answer& answer, unsigned version, bool keep_alive) {
    Response response(http::int_to_status(answer.status), version);
    response.set(http::field::content_type, answer.content_type);
    response.set(http::field::cache_control, "no-store");
    if (answer.status == 405) response.set(http::field::allow, "GET, POST");
    response.keep_alive(keep_alive);
    response.body() = answer.body;
    response.prepare_payload();
    return response;
}

class RunningWitness final : public WitnessServer {
  public:
    RunningWitness(WitnessServerOptions options, tlog::Witness& witness)
        : options_(std::move(options)), witness_(witness), acceptor_(io_) {}

    ~RunningWitness() override { stop(); }

    Status open() {
        beast::error_code error;
        const auto address = asio::ip::make_address(options_.address, error);
        if (error) {
            return invalid("expected an IP address to listen on, such as 127.0.0.1, got '" + options_.address + "'");
        }
        const tcp::endpoint endpoint(address, options_.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            return invalid("cannot listen on " + options_.address + ":" + std::to_string(options_.port) + ": " +
                           error.message() + "; choose another with --listen");
        }
        port_ = acceptor_.local_endpoint().port();
        return {};
    }

    void run() {
        asio::co_spawn(io_, accept_loop(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }

    std::uint16_t port() const override { return port_; }

    void stop() override {
        io_.stop();  // returns from what runs now first: a checkpoint is cosigned or not, never half
        if (thread_.joinable()) thread_.join();
        beast::error_code ignored;
        acceptor_.close(ignored);  // nobody uses it any more
    }

  private:
    asio::awaitable<void> accept_loop() {
        for (;;) {
            tcp::socket socket(io_);
            auto [error] = co_await acceptor_.async_accept(socket, token);
            if (error) {  // such as out of file descriptors: let some close, then go on
                asio::steady_timer pause(io_, accept_pause);
                co_await pause.async_wait(token);
                continue;
            }
            beast::error_code gone;
            const auto peer = socket.remote_endpoint(gone).address();
            if (gone || !admit(peer)) continue;  // the socket closes here
            asio::co_spawn(io_, serve(std::move(socket)), [this, peer](std::exception_ptr) { leave(peer); });
        }
    }

    bool admit(const asio::ip::address& peer) {
        if (open_ >= options_.connections) return false;
        auto& of_one = open_of_[peer];
        if (of_one >= options_.connections_of_one) return false;
        ++of_one;
        ++open_;
        return true;
    }

    void leave(const asio::ip::address& peer) {
        --open_;
        if (--open_of_[peer] == 0) open_of_.erase(peer);
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        beast::tcp_stream stream(std::move(socket));
        beast::flat_buffer buffer;
        for (bool more = true; more;) {
            http::request_parser<http::string_body> parser;
            parser.header_limit(max_request_header_bytes);
            parser.body_limit(tlog::max_witness_request_bytes);
            stream.expires_after(options_.time_limit);
            auto [error, size] = co_await http::async_read(stream, buffer, parser, token);
            const auto wrong = error ? refusal(error) : std::nullopt;
            if (error && !wrong) co_return;
            more = !error && parser.get().keep_alive();
            const Answer answer = wrong ? *wrong : answer_for(witness_, parser.get());
            const Response response = response_of(answer, error ? 11 : parser.get().version(), more);
            stream.expires_after(options_.time_limit);
            auto [failed, written] = co_await http::async_write(stream, response, token);
            if (failed) co_return;
        }
        co_await drain(stream);
    }

    /// Closing a socket with unread bytes would take the answer back from whoever is still sending.
    asio::awaitable<void> drain(beast::tcp_stream& stream) {
        beast::error_code ignored;
        stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
        std::array<char, 4'096> rest{};
        std::size_t left = 4 * tlog::max_witness_request_bytes;
        stream.expires_after(options_.time_limit);
        while (left > 0) {
            auto [error, size] = co_await stream.async_read_some(asio::buffer(rest), token);
            if (error) co_return;
            left -= std::min(left, size);
        }
    }

    const WitnessServerOptions options_;
    tlog::Witness& witness_;
    std::size_t open_ = 0;                              ///< connections; the thread's
    std::map<asio::ip::address, std::size_t> open_of_;  ///< the same by where they come from; none of zero
    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<WitnessServer>> WitnessServer::start(WitnessServerOptions options, tlog::Witness& witness) {
    auto server = std::make_unique<RunningWitness>(std::move(options), witness);
    TZ_CHECK(server->open());
    server->run();
    return std::unique_ptr<WitnessServer>(std::move(server));
}

}  // namespace taizhang
