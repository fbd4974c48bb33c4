// How a WebSocket goes on by itself as long as something is owed, and how it ends: our close frame is the last that
// goes out, and a close frame that is wrong ends it at once.
#include "src/server/frames.hpp"
#include "src/server/server.hpp"
#include "tests/unit/rpc/rig.hpp"
#include "tests/unit/server/client_frames.hpp"

#include <gtest/gtest.h>

namespace taizhang {
namespace {

using rpc::test::Rig;
using test::RawClient;

/// Nothing ends because time is up.
ServerOptions patient_server() {
    ServerOptions options;
    options.port = 0;
    options.limits.handshake_timeout = options.limits.idle_timeout = std::chrono::hours(1);
    return options;
}

struct Closing : testing::Test {
    Closing() : server(*Server::start(patient_server(), rig.services)) {}
    ~Closing() override { server->stop(); }

    void log_in(RawClient& client) {
        const auto token = rig.authenticator->issue(AccountId{"boss"}).text;
        client.send(test::text_frame(R"({"jsonrpc":"2.0","id":1,"method":"auth.token","params":{"token":")" + token +
                                     R"("}})"));
        EXPECT_NE(client.next_frame().find("\"result\""), std::string::npos);
    }

    Rig rig;
    std::unique_ptr<Server> server;
};

constexpr std::string_view urge =
    R"({"jsonrpc":"2.0","id":2,"method":"item.urge","params":{"item":"2014-009","text":"please",)"
    R"("command_id":"11111111-1111-4111-8111-111111111111"}})";

TEST_F(Closing, AnAnswerThatComesAfterOurCloseFrameStaysHere) {
    rig.engine.holds_answers = true;
    RawClient client(server->port());
    log_in(client);
    client.send(test::text_frame(urge) + test::frame(0x81, "not masked", false));
    const auto close = client.next_frame();
    EXPECT_EQ(close, close_frame(1002, "a client's frames are masked"));
    ASSERT_EQ(rig.engine.held(), 1u);
    rig.engine.release();
    client.send(test::frame(0x88, "\x03\xEA"));
    EXPECT_EQ(client.next_frame(), "") << "nothing may follow a close frame";
}

TEST_F(Closing, AnswersThatAreOwedGoBeforeOurCloseFrame) {
    RawClient client(server->port());
    log_in(client);
    client.send(test::text_frame(urge) + test::frame(0x88, "\x03\xE8"));
    EXPECT_NE(client.next_frame().find("\"position\""), std::string::npos);
    EXPECT_EQ(client.next_frame(), close_frame(1000, ""));
    EXPECT_EQ(client.next_frame(), "");
}

TEST_F(Closing, AWrongCloseFrameEndsTheConnectionAtOnce) {
    for (const auto& wrong : {std::string("\x03"), std::string("\x03\xED"), std::string("\x03\xE8\xFF")}) {
        RawClient client(server->port());
        client.send(test::frame(0x88, wrong));
        EXPECT_EQ(client.next_frame(), close_frame(1002, "a close frame holds a code and a text"));
        EXPECT_EQ(client.next_frame(), "") << "nothing more is expected of this client";
    }
}

/// Each page is more than the queue holds and less than the socket takes: nothing ever waits for the peer.
TEST(CatchingUp, GoesOnWithoutNewsWhenTheSocketTakesAFullQueueAtOnce) {
    Rig rig({.queued_bytes = 4 << 10});
    rig.add_events(600);
    const auto server = *Server::start(patient_server(), rig.services);
    {
        RawClient client(server->port());
        const auto token = rig.authenticator->issue(AccountId{"boss"}).text;
        client.send(test::text_frame(R"({"jsonrpc":"2.0","id":1,"method":"auth.token","params":{"token":")" + token +
                                     R"("}})"));
        client.send(test::text_frame(R"({"jsonrpc":"2.0","id":2,"method":"events.subscribe","params":{"from":0}})"));
        // one that is stuck may send the same again and again, or now and then a frame: neither goes on for ever
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        std::size_t events = 0;
        bool caught_up = false;
        while (!caught_up && events <= 600 && std::chrono::steady_clock::now() < deadline) {
            const auto frame = client.next_frame();
            if (frame.empty()) break;
            events += frame.find("\"events.event\"") != std::string::npos ? 1 : 0;
            caught_up = frame.find("caught_up") != std::string::npos;
        }
        EXPECT_TRUE(caught_up) << "stopped after " << events << " events";
        EXPECT_EQ(events, 600U) << "and none of the accounts', which this reader may not see";
    }
    server->stop();
}

/// The first calls of a batch are carried out when it is read, the others when the connection is pumped.
TEST(FollowingTheLog, BeginsAlsoWithALateCallOfABatch) {
    Rig rig;
    const auto server = *Server::start(patient_server(), rig.services);
    {
        RawClient client(server->port());
        const auto token = rig.authenticator->issue(AccountId{"boss"}).text;
        client.send(test::text_frame(R"({"jsonrpc":"2.0","id":1,"method":"auth.token","params":{"token":")" + token +
                                     R"("}})"));
        EXPECT_NE(client.next_frame().find("\"result\""), std::string::npos);
        std::string batch = "[";
        for (int id = 2; id < 9; ++id)
            batch += R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"no.such"},)";
        batch += R"({"jsonrpc":"2.0","id":9,"method":"events.subscribe","params":{"from":"now"}}])";
        client.send(test::text_frame(batch));
        EXPECT_NE(client.next_frame().find("\"subscription\""), std::string::npos);
        EXPECT_NE(client.next_frame().find("caught_up"), std::string::npos);
        rig.add_events(1);
        rig.services.news.tell(rpc::NewsOf::log);
        EXPECT_NE(client.next_frame().find("\"events.event\""), std::string::npos);
    }
    server->stop();
}

}  // namespace
}  // namespace taizhang
