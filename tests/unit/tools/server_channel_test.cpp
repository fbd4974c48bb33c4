// The command line's connection to a server that hangs, or that answers in its own way.
#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <thread>

#include "tools/client/client.hpp"

namespace taizhang {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using testing::HasSubstr;
using tcp = asio::ip::tcp;
using Socket = beast::websocket::stream<tcp::socket>;

constexpr ChannelLimits hasty{.connect = std::chrono::milliseconds(200),
                              .write = std::chrono::milliseconds(200),
                              .answer = std::chrono::milliseconds(200),
                              .close = std::chrono::milliseconds(200)};

/// Listens on a free port of an address; the kernel completes connections that nobody accepts.
class Listener {
  public:
    explicit Listener(const char* address = "127.0.0.1")
        : acceptor_(io_, tcp::endpoint(asio::ip::make_address(address), 0)) {}
    std::string url(const std::string& host = "127.0.0.1") const {
        return "http://" + host + ":" + std::to_string(acceptor_.local_endpoint().port());
    }
    std::unique_ptr<Socket> accept() {
        auto socket = std::make_unique<Socket>(acceptor_.accept());
        beast::flat_buffer buffer;
        beast::http::request<beast::http::string_body> request;
        beast::http::read(socket->next_layer(), buffer, request);
        host_ = request[beast::http::field::host];
        socket->accept(request);
        return socket;
    }
    const std::string& host() const { return host_; }

  private:
    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::string host_;
};

void expect_timeout(const Error& error, const std::string& url) {
    EXPECT_EQ(error.code, ErrorCode::busy);
    EXPECT_THAT(error.message, HasSubstr(url));
    EXPECT_THAT(error.message, HasSubstr("did not answer within 0.2 seconds"));
}

TEST(ServerChannel, AServerThatNeverAnswersTheHandshakeIsGivenUp) {
    const Listener listener;
    const auto channel = open_server_channel(listener.url(), hasty);
    ASSERT_FALSE(channel);
    expect_timeout(channel.error(), listener.url());
}

TEST(ServerChannel, AServerThatNeverAnswersACallOrTheGoodbyeIsGivenUp) {
    Listener listener;
    std::unique_ptr<Socket> peer;
    std::jthread accepting([&] { peer = listener.accept(); });
    auto channel = open_server_channel(listener.url(), hasty);
    accepting.join();
    ASSERT_TRUE(channel) << channel.error().message;
    ASSERT_TRUE((*channel)->send("{}"));
    const auto answer = (*channel)->receive();
    ASSERT_FALSE(answer);
    expect_timeout(answer.error(), listener.url());
    channel->reset();  // must not hang either
}

TEST(ServerChannel, TheGoodbyeToAServerThatHangsEnds) {
    Listener listener;
    std::unique_ptr<Socket> peer;
    std::jthread accepting([&] { peer = listener.accept(); });
    auto channel = open_server_channel(listener.url(), hasty);
    accepting.join();
    ASSERT_TRUE(channel) << channel.error().message;
    channel->reset();
}

TEST(ServerChannel, AnIPv6AddressIsWrittenInBrackets) {
    std::unique_ptr<Listener> listener;
    try {
        listener = std::make_unique<Listener>("::1");
    } catch (const boost::system::system_error&) {
        GTEST_SKIP() << "this machine has no IPv6";
    }
    std::unique_ptr<Socket> peer;
    std::jthread accepting([&] { peer = listener->accept(); });
    const auto url = listener->url("[::1]");
    const auto channel = open_server_channel(url, hasty);
    ASSERT_TRUE(channel) << channel.error().message;
    accepting.join();
    EXPECT_EQ("http://" + listener->host(), url);
}

TEST(ServerChannel, AnAddressOfAnotherKindIsRefused) {
    for (const auto* url : {"127.0.0.1:8080", "ftp://127.0.0.1:1", "http://", ""}) {
        const auto channel = open_server_channel(url, hasty);
        ASSERT_FALSE(channel) << url;
        EXPECT_EQ(channel.error().code, ErrorCode::invalid) << url;
    }
}

TEST(Client, AnErrorWithoutAnIdIsTheErrorOfTheWhole) {
    Listener listener;
    std::jthread serving([&] {
        const auto peer = listener.accept();
        beast::flat_buffer buffer;
        peer->read(buffer);
        peer->write(asio::buffer(
            std::string_view(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"expected JSON"}})")));
        beast::error_code gone;
        peer->read(buffer, gone);
    });
    const auto client = Client::open({.data = {}, .server = listener.url(), .account = "a", .secret = "b"});
    ASSERT_FALSE(client);
    EXPECT_EQ(client.error().message, "expected JSON");
}

}  // namespace

}  // namespace taizhang
