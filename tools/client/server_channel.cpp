#include "tools/client/channel.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/url/parse.hpp>
#include <cstdio>

namespace taizhang {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
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

/// Where a server is, as its URL says.
struct ServerUrl {
    std::string text, host, host_header, port;
    bool encrypted = false;

    static Result<ServerUrl> parse(const std::string& text) {
        const auto parsed = boost::urls::parse_uri(text);
        const std::string scheme = parsed ? std::string(parsed->scheme()) : std::string();
        const bool encrypted = scheme == "https" || scheme == "wss";
        if (!parsed || parsed->host().empty() || (!encrypted && scheme != "http" && scheme != "ws"))
            return invalid(
                "expected a server's address such as http://127.0.0.1:8080 or https://ledger.example, got '" + text +
                "'");
        // an IPv6 address stands in brackets in the URL and in the Host header, and nowhere else
        const std::string port = parsed->has_port() ? std::string(parsed->port()) : encrypted ? "443" : "80";
        return ServerUrl{text, std::string(parsed->host_address()), std::string(parsed->encoded_host()) + ":" + port,
                         port, encrypted};
    }
};

struct PlainTransport {
    using Stream = beast::tcp_stream;

    static Status prepare(const std::string&) { return {}; }
    static Stream make(asio::io_context& io) { return Stream(io); }
};

class TlsTransport {
  public:
    using Stream = beast::ssl_stream<beast::tcp_stream>;

    /// Servers are believed whose certificate one of these vouches for; without a file, those that this machine trusts.
    Status prepare(const std::string& ca) {
        beast::error_code error;
        context_.set_verify_mode(ssl::verify_peer);
        if (ca.empty())
            context_.set_default_verify_paths(error);
        else
            context_.load_verify_file(ca, error);
        if (error) return invalid("cannot use the CA certificates " + ca + ": " + error.message());
        return {};
    }
    Stream make(asio::io_context& io) { return Stream(io, context_); }

  private:
    ssl::context context_{ssl::context::tls_client};
};

template <class Transport>
class ServerChannel final : public Channel {
  public:
    ServerChannel(ServerUrl url, const ChannelLimits& limits, Transport transport)
        : url_(std::move(url)), limits_(limits), transport_(std::move(transport)), stream_(transport_.make(io_)) {}
    ~ServerChannel() override {
        if (!stream_.is_open()) return;
        finish(limits_.close, [&](auto done) { stream_.async_close(websocket::close_code::normal, done); });
    }

    Status connect() {
        beast::error_code error;
        tcp::resolver resolver(io_);
        const auto found = resolver.resolve(url_.host, url_.port, error);
        if (error) return failed("cannot find", error, limits_.connect);
        error = finish(limits_.connect, [&](auto done) { lowest().async_connect(found, done); });
        if (error) return failed("cannot connect to", error, limits_.connect);
        lowest().socket().set_option(tcp::no_delay(true), error);
        TZ_CHECK(secure());
        error = finish(limits_.connect, [&](auto done) { stream_.async_handshake(url_.host_header, "/ws", done); });
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
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    /// Runs one operation to its end, or to the limit, after which the socket is closed.
    template <class Start>
    beast::error_code finish(milliseconds limit, const Start& start) {
        beast::error_code outcome;
        lowest().expires_after(limit);
        start([&outcome](beast::error_code error, auto&&...) { outcome = error; });
        io_.restart();
        io_.run();
        return outcome;
    }

    Status secure() {
        if constexpr (std::is_same_v<Transport, PlainTransport>) {
            warn_when_overheard();
            return {};
        } else {
            auto& tls = stream_.next_layer();
            SSL_set_tlsext_host_name(tls.native_handle(), url_.host.c_str());
            tls.set_verify_callback(ssl::host_name_verification(url_.host));
            const auto error =
                finish(limits_.connect, [&](auto done) { tls.async_handshake(ssl::stream_base::client, done); });
            if (error == beast::error::timeout) return failed("cannot speak TLS with", error, limits_.connect);
            if (error) return distrusted(error);
            return {};
        }
    }

    /// Names the reason that OpenSSL has for a certificate that it does not believe.
    Error distrusted(const beast::error_code& error) {
        const long why = SSL_get_verify_result(stream_.next_layer().native_handle());
        if (why == X509_V_OK)
            return {ErrorCode::busy, fmt::format("cannot speak TLS with {}: {}; does it serve https there?", url_.text,
                                                 error.message())};
        return {
            ErrorCode::refused,
            fmt::format("the certificate of {} is not trusted: {}; name the CA's certificate with --ca FILE, or ask "
                        "for the name that stands in the server's certificate",
                        url_.text, X509_verify_cert_error_string(why))};
    }

    void warn_when_overheard() {
        beast::error_code error;
        const auto peer = lowest().socket().remote_endpoint(error);
        if (error || is_loopback(peer.address())) return;
        fmt::print(stderr,
                   "warning: {} is another machine, and the secret goes there unencrypted; whoever is on the way can "
                   "read it. Let the server serve https (--tls-cert), or use a tunnel, such as ssh -L\n",
                   url_.text);
    }

    Error failed(const std::string& what, const beast::error_code& error, milliseconds limit) const {
        if (error == beast::error::timeout) {
            return {ErrorCode::busy,
                    fmt::format("{} {}: it did not answer within {} seconds; look at its log and at /healthz, "
                                "then try again",
                                what, url_.text, std::chrono::duration<double>(limit).count())};
        }
        return {ErrorCode::busy,
                what + " " + url_.text + ": " + error.message() + "; is `taizhang serve` running there?"};
    }

    const ServerUrl url_;
    const ChannelLimits limits_;
    asio::io_context io_;
    Transport transport_;
    websocket::stream<typename Transport::Stream> stream_;
};

template <class Transport>
Result<std::unique_ptr<Channel>> open_over(ServerUrl url, const ChannelLimits& limits, const std::string& ca) {
    Transport transport;
    TZ_CHECK(transport.prepare(ca));
    auto channel = std::make_unique<ServerChannel<Transport>>(std::move(url), limits, std::move(transport));
    TZ_CHECK(channel->connect());
    return std::unique_ptr<Channel>(std::move(channel));
}

}  // namespace

Result<std::unique_ptr<Channel>> open_server_channel(const std::string& url, const ChannelLimits& limits,
                                                     const std::string& ca) {
    TZ_TRY(auto parsed, ServerUrl::parse(url));
    if (parsed.encrypted) return open_over<TlsTransport>(std::move(parsed), limits, ca);
    return open_over<PlainTransport>(std::move(parsed), limits, ca);
}

}  // namespace taizhang
