#include "tools/client/channel.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/url/parse.hpp>
#include <cstdio>

namespace taizhang {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using std::chrono::milliseconds;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t max_answer_bytes = 64 << 20;  // pages are bounded by the server; this bounds a strange one

bool is_loopback(asio::ip::address address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address.is_loopback();
}

class ServerChannel final : public Channel {
  public:
    ServerChannel(std::string url, const ChannelLimits& limits) : url_(std::move(url)), limits_(limits), stream_(io_) {}
    ~ServerChannel() override {
        if (!stream_.is_open()) return;
        finish(limits_.close, [&](auto done) { stream_.async_close(websocket::close_code::normal, done); });
    }

    Status connect() {
        const auto parsed = boost::urls::parse_uri(url_);
        if (!parsed || parsed->host().empty() || (parsed->scheme() != "http" && parsed->scheme() != "ws")) {
            return invalid("expected a server's address such as http://127.0.0.1:8080, got '" + url_ + "'");
        }
        const std::string port = parsed->has_port() ? std::string(parsed->port()) : "80";
        beast::error_code error;
        tcp::resolver resolver(io_);
        // an IPv6 address stands in brackets in the URL and in the Host header, and nowhere else
        const auto found = resolver.resolve(std::string(parsed->host_address()), port, error);
        if (error) return failed("cannot find", error, limits_.connect);
        error = finish(limits_.connect, [&](auto done) { stream_.next_layer().async_connect(found, done); });
        if (error) return failed("cannot connect to", error, limits_.connect);
        warn_when_overheard();
        stream_.next_layer().socket().set_option(tcp::no_delay(true), error);
        const auto host = std::string(parsed->encoded_host()) + ":" + port;
        error = finish(limits_.connect, [&](auto done) { stream_.async_handshake(host, "/ws", done); });
        if (error) return failed("cannot speak WebSocket with", error, limits_.connect);
        stream_.read_message_max(max_answer_bytes);
        return {};
    }

    Status send(std::string_view frame) override {
        const auto error =
            finish(limits_.write, [&](auto done) { stream_.async_write(asio::buffer(frame), std::move(done)); });
        if (error) return failed("lost the connection to", error, limits_.write);
        return {};
    }

    Result<std::string> receive() override {
        beast::flat_buffer buffer;
        const auto error = finish(limits_.answer, [&](auto done) { stream_.async_read(buffer, std::move(done)); });
        if (error) return failed("lost the connection to", error, limits_.answer);
        return beast::buffers_to_string(buffer.data());
    }

  private:
    /// Runs one operation to its end, or to the limit, after which the socket is closed.
    template <class Start>
    beast::error_code finish(milliseconds limit, const Start& start) {
        beast::error_code outcome;
        stream_.next_layer().expires_after(limit);
        start([&outcome](beast::error_code error, auto&&...) { outcome = error; });
        io_.restart();
        io_.run();
        return outcome;
    }

    void warn_when_overheard() {
        beast::error_code error;
        const auto peer = stream_.next_layer().socket().remote_endpoint(error);
        if (error || is_loopback(peer.address())) return;
        fmt::print(stderr,
                   "warning: {} is another machine, and the secret goes there unencrypted; whoever is on the way can "
                   "read it. Use a tunnel, such as ssh -L\n",
                   url_);
    }

    Error failed(const std::string& what, const beast::error_code& error, milliseconds limit) const {
        if (error == beast::error::timeout) {
            return {ErrorCode::busy,
                    fmt::format("{} {}: it did not answer within {} seconds; look at its log and at /healthz, "
                                "then try again",
                                what, url_, std::chrono::duration<double>(limit).count())};
        }
        return {ErrorCode::busy, what + " " + url_ + ": " + error.message() + "; is `taizhang serve` running there?"};
    }

    const std::string url_;
    const ChannelLimits limits_;
    asio::io_context io_;
    websocket::stream<beast::tcp_stream> stream_;
};

}  // namespace

Result<std::unique_ptr<Channel>> open_server_channel(const std::string& url, const ChannelLimits& limits) {
    auto channel = std::make_unique<ServerChannel>(url, limits);
    TZ_CHECK(channel->connect());
    return std::unique_ptr<Channel>(std::move(channel));
}

}  // namespace taizhang
