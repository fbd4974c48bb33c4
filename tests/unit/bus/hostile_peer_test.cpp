// Peers that are not what they should be: garbage on the replay socket, keys that nobody allowed.
#include "src/bus/asker.hpp"
#include "tests/unit/bus/memory_log.hpp"

#include "src/bus/sockets.hpp"

namespace taizhang::bus {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

struct GuardedStation {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    std::unique_ptr<Publisher> publisher;

    explicit GuardedStation(std::optional<ServerKeys> curve = {}) {
        auto started = Publisher::start(
            {.endpoints = *Endpoints::from_base("tcp://127.0.0.1:*"), .epoch = test_epoch, .curve = std::move(curve)},
            log);
        EXPECT_TRUE(started) << started.error().message;
        publisher = std::move(*started);
        for (int i = 0; i < 3; ++i) publisher->publish(log->append("item/a"));
    }
    SubscriberOptions subscription(std::optional<ClientKeys> curve = {}) const {
        return {
            .live = publisher->endpoints().events, .replay = publisher->endpoints().replay, .curve = std::move(curve)};
    }
};

/// A bare DEALER, to send what a real client would not.
struct Dealer {
    zmq::context_t context;
    zmq::socket_t socket{context, zmq::socket_type::dealer};

    explicit Dealer(const GuardedStation& station) {
        socket.set(zmq::sockopt::linger, 0);
        socket.set(zmq::sockopt::rcvtimeo, 60'000);
        socket.connect(station.publisher->endpoints().replay);
    }
    std::vector<std::string> ask(const std::vector<std::string>& frames) {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            socket.send(zmq::buffer(frames[i]),
                        i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
        }
        return receive();
    }
    std::vector<std::string> receive() {
        std::vector<std::string> answer;
        zmq::message_t part;
        do {
            if (!socket.recv(part)) return answer;
            answer.push_back(part.to_string());
        } while (part.more());
        return answer;
    }
};

void expect_refusal(const std::vector<std::string>& answer, const char* says) {
    ASSERT_THAT(answer, testing::SizeIs(4)) << says;
    EXPECT_EQ(answer[0], "error");
    EXPECT_EQ(answer[2], "invalid");
    EXPECT_THAT(answer[3], HasSubstr(says));
}

}  // namespace

TEST(BusHostilePeer, GarbageIsAnsweredWithAnErrorAndHarmsNobody) {
    GuardedStation station;
    Dealer dealer(station);
    expect_refusal(dealer.ask({""}), "first frame");
    expect_refusal(dealer.ask({std::string("\xff\0\xfe", 3), "", "x"}), "first frame");
    expect_refusal(dealer.ask({"replay", "12345678", "events"}), "this one has 3");
    expect_refusal(dealer.ask(std::vector<std::string>(5000, "replay")), "frames");
    EXPECT_EQ(dealer.ask({"replay", "12345678", "nonsense", "", ""})[1], "12345678");
    EXPECT_TRUE(eventually([&] { return station.publisher->counters().refused == 5; }));

    Inbox inbox;
    const auto subscriber = Subscriber::start(station.subscription(), inbox.handlers());
    ASSERT_TRUE(inbox.await_count(3));
    EXPECT_TRUE(station.publisher->healthy());
}

TEST(BusHostilePeer, AFrameBeyondTheLimitClosesOnlyThatConnection) {
    GuardedStation station;
    Dealer large(station);
    large.socket.send(zmq::buffer(std::string(max_request_frame_bytes + 1, 'x')));
    Dealer other(station);
    const auto frames = wire::frames_of(wire::ReplayRequest{.id = 1, .from = 3, .credit = 1});
    EXPECT_EQ(other.ask(frames).front(), "caught_up");
    EXPECT_EQ(station.publisher->counters().refused, 0U) << "the large frame never arrived";
}

TEST(BusHostilePeer, AReplayClientThatDoesNotReadHoldsNobodyUp) {
    GuardedStation station;
    const std::string large(100'000, 'x');
    for (int i = 0; i < 3000; ++i) station.log->append("item/a", large);  // more than the sockets' buffers hold
    Dealer idle(station);
    idle.socket.set(zmq::sockopt::rcvhwm, 1);
    const auto frames = wire::frames_of(wire::ReplayRequest{.id = 1, .from = 0, .credit = max_credit});
    EXPECT_EQ(idle.ask(frames).front(), "event");  // and reads no more

    Inbox inbox;
    const auto subscriber = Subscriber::start(station.subscription(), inbox.handlers());
    ASSERT_TRUE(inbox.await_count(3003));
    EXPECT_EQ(inbox.positions(), first(3003));
    EXPECT_EQ(station.publisher->counters().replays, 1U) << "the idle one is still owed the rest";
    for (Position next = 1; next < 3003; ++next) {
        const auto answer = idle.receive();
        ASSERT_EQ(answer.size(), 5U) << next;
        ASSERT_EQ(answer[3], wire::encode({test_epoch, next}));
    }
    EXPECT_EQ(idle.receive().front(), "caught_up");
}

TEST(BusHostilePeer, AKnownKeyIsServed) {
    const KeyPair server = *make_keys();
    const KeyPair mine = *make_keys();
    GuardedStation station(ServerKeys{server.secret_key, {mine.public_key}});
    Inbox inbox;
    const auto subscriber =
        Subscriber::start(station.subscription(ClientKeys{server.public_key, mine}), inbox.handlers());
    ASSERT_TRUE(inbox.await_count(3));
    EXPECT_EQ(inbox.positions(), first(3));
    EXPECT_EQ(station.publisher->counters().denied, 0U);
}

TEST(BusHostilePeer, AnUnknownKeyGetsNothingAndIsCounted) {
    const KeyPair server = *make_keys();
    const KeyPair known = *make_keys();
    GuardedStation station(ServerKeys{server.secret_key, {known.public_key}});
    Inbox stranger, member;
    const auto turned_away =
        Subscriber::start(station.subscription(ClientKeys{server.public_key, *make_keys()}), stranger.handlers());
    const auto plain = Subscriber::start(station.subscription(), stranger.handlers());
    ASSERT_TRUE(eventually([&] { return station.publisher->counters().denied >= 2; })) << "both of its sockets";
    const auto served =
        Subscriber::start(station.subscription(ClientKeys{server.public_key, known}), member.handlers());
    station.publisher->publish(station.log->append("item/a"));
    ASSERT_TRUE(member.await_count(4));
    EXPECT_THAT(stranger.entries(), IsEmpty());
    EXPECT_FALSE((*turned_away)->state().epoch);
    EXPECT_EQ((*turned_away)->state().asked, 0U) << "not even a question went out";
    EXPECT_FALSE((*plain)->state().epoch);
}

TEST(BusHostilePeer, AServerThatIsNotTheExpectedOneIsNotBelieved) {
    const KeyPair server = *make_keys();
    const KeyPair mine = *make_keys();
    GuardedStation impostor(ServerKeys{make_keys()->secret_key, {mine.public_key}});
    GuardedStation genuine(ServerKeys{server.secret_key, {mine.public_key}});
    Inbox fooled, right;
    const auto wrong = Subscriber::start(impostor.subscription(ClientKeys{server.public_key, mine}), fooled.handlers());
    const auto good = Subscriber::start(genuine.subscription(ClientKeys{server.public_key, mine}), right.handlers());
    ASSERT_TRUE(right.await_count(3));
    EXPECT_THAT(fooled.entries(), IsEmpty());
}

TEST(BusHostilePeer, KeysThatAreNotKeysAreRefusedAtOnce) {
    const auto started = Publisher::start({.endpoints = *Endpoints::from_base("tcp://127.0.0.1:*"),
                                           .epoch = 1,
                                           .curve = ServerKeys{std::string(40, '"'), {}}},
                                          std::make_shared<MemoryLog>());
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("Z85"));
    EXPECT_FALSE(check_key("short", "a key"));
}

namespace {

/// Answers with what it was asked, and who asked.
class Oracle final : public MemoryLog {
  public:
    Result<std::string> tell(const Inquiry& asked) const override {
        if (asked.topic == "echo") return std::string(asked.argument) + "/" + std::string(asked.user);
        if (asked.topic == "secret") return forbidden("not for you");
        if (asked.topic == "none") return not_found("not now");
        return ReplaySource::tell(asked);
    }
};

}  // namespace

TEST(BusQuestions, AreAnsweredToWhomTheListLetsInAtThatMoment) {
    const KeyPair server = *make_keys(), client = *make_keys();
    std::mutex mutex;
    std::set<std::string> allowed;
    ServerKeys keys{.secret_key = server.secret_key, .clients = {}, .current = [&] {
                        const std::lock_guard lock(mutex);
                        return allowed;
                    }};
    const auto publisher =
        *Publisher::start({.endpoints = *Endpoints::from_base("tcp://127.0.0.1:*"), .epoch = test_epoch, .curve = keys},
                          std::make_shared<Oracle>());
    const auto ask = [&](const std::string& topic, std::chrono::milliseconds timeout) {
        const auto asker = *Asker::connect({.replay = publisher->endpoints().replay,
                                            .curve = ClientKeys{server.public_key, client},
                                            .timeout = timeout});
        return asker->ask(topic, "what");
    };
    const auto early = ask("echo", std::chrono::milliseconds(300));
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, ErrorCode::busy);
    EXPECT_GT(publisher->counters().denied, 0U);
    {
        const std::lock_guard lock(mutex);
        allowed.insert(client.public_key);
    }
    EXPECT_EQ(ask("echo", patience).value(), "what/" + client.public_key);
    EXPECT_EQ(ask("secret", patience).error().code, ErrorCode::forbidden);
    EXPECT_EQ(ask("none", patience).error().code, ErrorCode::not_found);
    EXPECT_EQ(ask("nonsense", patience).error().code, ErrorCode::invalid);
}

TEST(BusQuestions, WaitForAPublisherThatComesLaterAndEndWhenTold) {
    const auto log = std::make_shared<Oracle>();
    const auto start = [&](const Endpoints& at) {
        return *Publisher::start({.endpoints = at, .epoch = test_epoch}, log);
    };
    auto publisher = start(*Endpoints::from_base("tcp://127.0.0.1:*"));
    const auto at = publisher->endpoints();
    publisher.reset();
    const auto asker = *Asker::connect({.replay = at.replay, .timeout = patience});
    std::thread starts([&] { publisher = start(at); });
    EXPECT_EQ(asker->ask("echo", "who").value(), "who/");
    starts.join();
    publisher.reset();
    std::thread stops([&] { asker->stop(); });
    EXPECT_EQ(asker->ask("echo", "").error().code, ErrorCode::busy);
    stops.join();
}

}  // namespace taizhang::bus
