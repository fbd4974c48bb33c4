// A witness over real sockets: what it answers, to the notary's channel and to those who send it garbage.
#include "tools/witness_server.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "src/log/simulated_log.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/transparency/small_tree.hpp"
#include "tools/witness_channel.hpp"
#include "tools/witness_store.hpp"

namespace taizhang {

namespace {

namespace asio = boost::asio;
using testing::HasSubstr;
using testing::StartsWith;
using tcp = asio::ip::tcp;

const std::string origin = "test.example/log";

/// One connection, by hand.
class Caller {
  public:
    explicit Caller(std::uint16_t port, const char* from = "127.0.0.1")
        : socket_(io_, {asio::ip::make_address(from), 0}) {
        socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    }
    void send(std::string_view bytes) {
        boost::system::error_code gone;
        asio::write(socket_, asio::buffer(bytes), gone);
    }
    /// All until the server closes.
    std::string rest() {
        std::string all;
        boost::system::error_code end;
        asio::read(socket_, asio::dynamic_buffer(all), end);
        return all;
    }
    std::string ask(std::string_view bytes) {
        send(bytes);
        return rest();
    }

  private:
    asio::io_context io_;
    tcp::socket socket_;
};

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
}
std::string post(const std::string& target, const std::string& body) {
    return "POST " + target +
           " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

class AWitness : public testing::Test {
  protected:
    test::TemporaryDirectory directory;
    VirtualClock clock{*Time::parse("2014-03-05T04:00:00Z")};
    const tlog::SigningKey log_key = tlog::test_key(origin, 1);
    std::unique_ptr<FileWitnessStore> store =
        FileWitnessStore::open(directory / "state", FileWitnessStore::Missing::made).value();
    tlog::Witness witness{tlog::test_key("audit.example", 2, tlog::KeyKind::cosignature_v1),
                          {{origin, {log_key.verifier()}}},
                          *store,
                          clock};
    std::unique_ptr<WitnessServer> server = WitnessServer::start({}, witness).value();
    std::vector<Digest> leaves = tlog::some_leaves(40);

    std::string url(const std::string& rest = "") const {
        return "http://127.0.0.1:" + std::to_string(server->port()) + rest;
    }
    std::string ask(const std::string& bytes) const { return Caller(server->port()).ask(bytes); }
    tlog::AddCheckpoint request(std::size_t from, std::size_t to) const {
        const auto first = tlog::Leaves(leaves).first(to);
        const tlog::Checkpoint checkpoint{.origin = origin, .size = to, .root = tlog::mth(first)};
        return {.old_size = from,
                .path = tlog::consistency(from, first),
                .checkpoint = tlog::signed_with(checkpoint.text(), log_key)};
    }
    std::shared_ptr<notary::WitnessChannel> channel(const std::string& at,
                                                    std::chrono::milliseconds limit = std::chrono::seconds(30)) const {
        return open_witness_channel({witness.verifier(), at}, limit).value();
    }
    void restart(const WitnessServerOptions& options) {
        server.reset();
        server = WitnessServer::start(options, witness).value();
    }
};

TEST_F(AWitness, CosignsOverHttpAndRemembers) {
    const auto reach = channel(url());
    const auto first = reach->post(request(0, 7)).value();
    EXPECT_EQ(first.status, 200u) << first.body;
    EXPECT_THAT(first.body, StartsWith("— audit.example "));
    EXPECT_EQ(reach->post(request(7, 40)).value().status, 200u);
    const auto known = reach->post(request(7, 40)).value();
    EXPECT_EQ(known.status, 409u);
    EXPECT_EQ(known.content_type, "text/x.tlog.size");
    EXPECT_EQ(known.body, "40\n");
    EXPECT_EQ(store->latest(origin).value()->size, 40u);
}

TEST_F(AWitness, ServesTheNotaryOfALog) {
    SimulatedLog log({origin, 7});
    auto notary =
        notary::Notary::open(log, tlog::test_key(origin, 1), {.witnesses = {channel(url())}, .quorum = 1}, clock)
            .value();
    for (const int more : {3, 300}) {
        log.append(test::GroupBuilder(log).events("item/a", more).take()).value();
        notary->sign_now().value();
        notary->gather_now();
        EXPECT_EQ(notary->official().value().size, log.end()) << notary->state().witnesses[0].last_problem;
    }
    server->stop();
    log.append(test::GroupBuilder(log).event("item/a").take()).value();
    notary->sign_now().value();
    notary->gather_now();
    EXPECT_EQ(notary->official().value().size, 303u);
    EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("cannot connect to " + url()));
}

TEST_F(AWitness, TellsItsKeyAndThatItRuns) {
    EXPECT_THAT(ask(get("/")), HasSubstr("\r\n\r\n" + witness.verifier().to_string() + "\n"));
    EXPECT_THAT(ask(get("/healthz")), HasSubstr("\r\n\r\nok\n"));
    EXPECT_THAT(ask(get("/none")), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(ask(get("/add-checkpoint")), StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(ask(post("/", "x")), StartsWith("HTTP/1.1 405 "));
}

TEST_F(AWitness, GarbageIsRefusedAndItGoesOn) {
    EXPECT_THAT(ask("\x16\x03\x01 hello\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask(post("/add-checkpoint", "")), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask(post("/add-checkpoint", "old 1\n\nnothing")), StartsWith("HTTP/1.1 400 "));
    auto forged = request(0, 7);
    forged.checkpoint[forged.checkpoint.size() - 6] ^= 1;
    EXPECT_THAT(ask(post("/add-checkpoint", forged.text())), testing::ContainsRegex("^HTTP/1.1 40[03] "));
    EXPECT_FALSE(store->latest(origin).value());
    EXPECT_EQ(channel(url())->post(request(0, 7)).value().status, 200u);
}

TEST_F(AWitness, WhatIsTooLargeIsRefused) {
    const std::string body(tlog::max_witness_request_bytes + 1, 'x');
    EXPECT_THAT(ask(post("/add-checkpoint", body)), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(ask("POST /add-checkpoint HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"), StartsWith("HTTP/1.1 431 "));
    std::string chunks = "POST /add-checkpoint HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 9; ++i) chunks += "2000\r\n" + std::string(0x2000, 'x') + "\r\n";
    EXPECT_THAT(ask(chunks + "0\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
    EXPECT_EQ(channel(url())->post(request(0, 7)).value().status, 200u);
}

TEST_F(AWitness, OneWhoSendsNothingIsSentAway) {
    restart({.time_limit = std::chrono::milliseconds(50)});
    Caller silent(server->port()), slow(server->port());
    slow.send("POST /add-checkpoint HTTP/1.1\r\nHost: h\r\nContent-Le");
    EXPECT_EQ(silent.rest(), "");
    EXPECT_EQ(slow.rest(), "");
}

TEST_F(AWitness, MoreConnectionsThanAllowedAreTurnedAwayAndMakeRoomWhenTheyGo) {
    restart({.connections = 1});
    {
        Caller holder(server->port());
        holder.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");  // its connection stays open
        EXPECT_EQ(ask(get("/healthz")), "");
    }
    std::string answer;
    while (answer.empty()) {  // until the server has seen the holder go
        try {
            answer = ask(get("/healthz"));
        } catch (const boost::system::system_error&) {
        }
    }
    EXPECT_THAT(answer, HasSubstr("ok"));
}

TEST_F(AWitness, OneAddressCannotKeepTheOthersOut) {
    restart({.connections_of_one = 1});
    Caller greedy(server->port());
    greedy.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(ask(get("/healthz")), "");  // of the same address
    Caller other(server->port(), "127.0.0.2");
    other.send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(other.rest(), HasSubstr("ok"));
}

TEST_F(AWitness, StopsWithConnectionsOpen) {
    Caller idle(server->port());
    idle.send("POST /add-checkpoint HTTP/1.1\r\n");
    server->stop();
    server.reset();
    EXPECT_EQ(idle.rest(), "");
}

TEST_F(AWitness, AnAddressThatIsTakenIsTold) {
    const auto second = WitnessServer::start({.port = server->port()}, witness);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("cannot listen on 127.0.0.1:" + std::to_string(server->port())));
    EXPECT_FALSE(WitnessServer::start({.address = "localhost"}, witness));
}

/// Takes connections by the kernel alone, and never answers.
struct Deaf {
    asio::io_context io;
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)};
    std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()); }
};

TEST_F(AWitness, TheChannelGivesUpOnOneThatHangs) {
    const Deaf deaf;
    const auto answer = channel(deaf.url(), std::chrono::milliseconds(50))->post(request(0, 7));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::busy);
    EXPECT_THAT(answer.error().message, HasSubstr(deaf.url() + ": it did not answer within 0.05 seconds"));
}

TEST_F(AWitness, TheChannelTakesNoEndlessAnswer) {
    Deaf other;
    std::jthread serving([&] {
        auto socket = other.acceptor.accept();
        boost::system::error_code gone;
        asio::write(socket, asio::buffer(std::string("HTTP/1.1 200 OK\r\n\r\n") + std::string(100'000, 'x')), gone);
        std::string rest;
        asio::read(socket, asio::dynamic_buffer(rest), gone);
    });
    const auto answer = channel(other.url())->post(request(0, 7));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::busy);
    EXPECT_THAT(answer.error().message, HasSubstr("body limit exceeded"));
}

TEST_F(AWitness, TheChannelAsksBelowItsPrefixAndNamesTheHost) {
    Deaf other;
    std::string seen;
    std::jthread serving([&] {
        auto socket = other.acceptor.accept();
        seen.resize(200);
        seen.resize(socket.read_some(asio::buffer(seen)));
        boost::system::error_code gone;
        asio::write(socket, asio::buffer(std::string("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno")), gone);
        std::string rest;  // closing with unread bytes would take the answer back
        asio::read(socket, asio::dynamic_buffer(rest), gone);
    });
    const auto answer = channel(other.url() + "/of/audit")->post(request(0, 7));
    serving.join();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 404u);
    EXPECT_EQ(answer->body, "no");
    EXPECT_THAT(seen, StartsWith("POST /of/audit/add-checkpoint HTTP/1.1\r\n"));
    EXPECT_THAT("http://" + seen, HasSubstr("Host: " + other.url().substr(7) + "\r\n"));
}

TEST_F(AWitness, AnAddressOfAnotherKindIsRefused) {
    for (const auto* at : {"https://w.example", "w.example:80", "http://", "", "http://u:p@w.example",
                           "http://w.example/?q", "http://w.example/#f"}) {
        const auto opened = open_witness_channel({witness.verifier(), at});
        ASSERT_FALSE(opened) << at;
        EXPECT_EQ(opened.error().code, ErrorCode::invalid) << at;
        EXPECT_THAT(opened.error().message, HasSubstr("'" + std::string(at) + "'"));
    }
}

}  // namespace

}  // namespace taizhang
