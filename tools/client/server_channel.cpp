#include "tools/client/channel.hpp"

#include "src/rpc/limits.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/url/parse.hpp>

namespace taizhang {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t max_answer_bytes = 64 << 20;  // pages are bounded by the server; this bounds a strange one

class ServerChannel final : public Channel {
  public:
    explicit ServerChannel(std::string url) : url_(std::move(url)), stream_(io_) {}
    ~ServerChannel() override {
        boost::system::error_code ignored;
        stream_.close(websocket::close_code::normal, ignored);
    }

    Status connect() {
        const auto parsed = boost::urls::parse_uri(url_);
        if (!parsed || parsed->host().empty() || (parsed->scheme() != "http" && parsed->scheme() != "ws")) {
            return invalid("expected a server's address such as http://127.0.0.1:8080, got '" + url_ + "'");
        }
        const std::string host(parsed->host()), port(parsed->has_port() ? std::string(parsed->port()) : "80");
        boost::system::error_code error;
        tcp::resolver resolver(io_);
        const auto found = resolver.resolve(host, port, error);
        if (!error) asio::connect(stream_.next_layer(), found, error);
        if (!error) stream_.next_layer().set_option(tcp::no_delay(true), error);
        if (!error) stream_.handshake(host + ":" + port, "/ws", error);
        if (error) return failed("cannot connect to", error);
        stream_.read_message_max(max_answer_bytes);
        return {};
    }

    Status send(std::string_view frame) override {
        boost::system::error_code error;
        stream_.write(asio::buffer(frame), error);
        if (error) return failed("lost the connection to", error);
        return {};
    }

    Result<std::string> receive() override {
        boost::beast::flat_buffer buffer;
        boost::system::error_code error;
        stream_.read(buffer, error);
        if (error) return failed("lost the connection to", error);
        return boost::beast::buffers_to_string(buffer.data());
    }

  private:
    Error failed(const std::string& what, const boost::system::error_code& error) const {
        return {ErrorCode::busy, what + " " + url_ + ": " + error.message() + "; is `taizhang serve` running there?"};
    }

    std::string url_;
    asio::io_context io_;
    websocket::stream<tcp::socket> stream_;
};

}  // namespace

Result<std::unique_ptr<Channel>> open_server_channel(const std::string& url) {
    auto channel = std::make_unique<ServerChannel>(url);
    TZ_CHECK(channel->connect());
    return std::unique_ptr<Channel>(std::move(channel));
}

}  // namespace taizhang
