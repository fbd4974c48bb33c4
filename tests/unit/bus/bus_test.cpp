// Publisher and subscriber over real sockets on the loopback.
#include "tests/unit/bus/memory_log.hpp"

#include <set>

namespace taizhang::bus {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

constexpr const char* any_ports = "tcp://127.0.0.1:*";

/// A log, its publisher, and what they need to be restarted in the same place.
struct Station {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    PublisherOptions options{.endpoints = *Endpoints::from_base(any_ports), .epoch = test_epoch};
    std::unique_ptr<Publisher> publisher;

    explicit Station(std::function<bool(const Message&)> lose = {}) { options.lose = std::move(lose); }

    void start() {
        auto started = Publisher::start(options, log);
        ASSERT_TRUE(started) << started.error().message;
        publisher = std::move(*started);
        options.endpoints = publisher->endpoints();
    }
    void stop() { publisher.reset(); }
    void record(const std::string& stream, const std::string& text = {}) {
        publisher->publish(log->append(stream, text));
    }
    void record_many(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) record("item/" + std::to_string(i % 7));
    }
    SubscriberOptions subscription(std::vector<std::string> prefixes = {}) const {
        return {.live = options.endpoints.events,
                .replay = options.endpoints.replay,
                .prefixes = std::move(prefixes),
                .quiet = std::chrono::milliseconds(100),
                .replay_timeout = std::chrono::milliseconds(500)};
    }
    bool await_subscriptions(std::uint64_t count) {
        return eventually([&] { return publisher->counters().subscriptions == count; });
    }
};

std::unique_ptr<Subscriber> subscribe(SubscriberOptions options, Inbox& inbox) {
    auto started = Subscriber::start(std::move(options), inbox.handlers());
    EXPECT_TRUE(started) << started.error().message;
    return std::move(*started);
}

bool await_current(const Subscriber& subscriber, Position next) {
    return eventually([&] { return subscriber.state().caught_up && subscriber.state().next >= next; });
}

}  // namespace

TEST(Bus, DeliversInOrderWhatIsPublished) {
    Station station;
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(station.await_subscriptions(1));
    ASSERT_TRUE(await_current(*subscriber, 0));
    station.record("item/a", "first");
    station.record("unit/b", "second");
    ASSERT_TRUE(inbox.await_count(2));
    EXPECT_THAT(inbox.entries(), ElementsAre(Inbox::Entry{"item/a", 0, "first"}, Inbox::Entry{"unit/b", 1, "second"}));
    EXPECT_EQ(subscriber->state().epoch, test_epoch);
    EXPECT_TRUE(eventually([&] { return station.publisher->counters().published == 2; }));
}

TEST(Bus, HealsLostMessages) {
    Station station([](const Message& m) { return m.position % 3 == 1 || m.position / 100 == 4; });
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(station.await_subscriptions(1));
    station.record_many(1000);
    ASSERT_TRUE(inbox.await_count(1000));
    EXPECT_EQ(inbox.positions(), first(1000));
    EXPECT_GT(station.publisher->counters().replayed, 0U);
}

TEST(Bus, FindsALostLastMessageInTheSilenceAfterIt) {
    Station station([](const Message& m) { return m.position == 5; });
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(station.await_subscriptions(1));
    station.record_many(6);
    ASSERT_TRUE(inbox.await_count(6));
    EXPECT_EQ(inbox.positions(), first(6));
}

TEST(Bus, HealsWhatAFullQueueDropped) {
    Station station;
    station.options.queue = {.messages = 4};
    // Holds the publisher's thread until the queue has overflowed behind it.
    std::atomic<bool> hold{true};
    station.options.lose = [&](const Message&) {
        while (hold) std::this_thread::yield();
        return false;
    };
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(station.await_subscriptions(1));
    station.record_many(200);
    EXPECT_GT(station.publisher->counters().dropped, 0U);
    hold = false;
    ASSERT_TRUE(inbox.await_count(200));
    EXPECT_EQ(inbox.positions(), first(200));
}

TEST(Bus, ALateJoinerGetsTheWholeHistoryAndThenGoesOnLive) {
    Station station;
    station.start();
    station.record_many(5000);
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(await_current(*subscriber, 5000));
    station.record_many(10);
    ASSERT_TRUE(inbox.await_count(5010));
    EXPECT_EQ(inbox.positions(), first(5010));
}

TEST(Bus, ResumesFromASavedPosition) {
    Station station;
    station.start();
    station.record_many(10);
    Inbox inbox;
    auto options = station.subscription();
    options.from = 7;
    options.epoch = test_epoch;
    const auto subscriber = subscribe(options, inbox);
    ASSERT_TRUE(inbox.await_count(3));
    EXPECT_THAT(inbox.positions(), ElementsAre(7, 8, 9));
}

TEST(Bus, ARestartedPublisherGoesOnWhereItStopped) {
    Station station;
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    station.record_many(100);
    ASSERT_TRUE(inbox.await_count(100));
    station.stop();
    for (int i = 0; i < 50; ++i) station.log->append("item/a");  // recorded, and told to nobody
    station.start();
    station.record_many(50);
    ASSERT_TRUE(inbox.await_count(200));
    ASSERT_TRUE(await_current(*subscriber, 200));
    EXPECT_EQ(inbox.positions(), first(200));
    EXPECT_THAT(inbox.faults(), IsEmpty());
}

TEST(Bus, APublisherWithAnotherEpochIsReportedAndNotMixedIn) {
    Station station;
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    station.record_many(5);
    ASSERT_TRUE(inbox.await_count(5));
    station.stop();
    station.options.epoch = test_epoch + 1;
    station.log = std::make_shared<MemoryLog>();
    station.start();
    station.record_many(9);
    ASSERT_TRUE(inbox.await_fault());
    EXPECT_EQ(inbox.positions(), first(5));
    EXPECT_EQ(inbox.faults().front().code, ErrorCode::conflict);
    EXPECT_TRUE(eventually([&] { return subscriber->state().fault.has_value(); }));
    EXPECT_EQ(subscriber->state().next, 5U);
}

TEST(Bus, WaitsForAPublisherThatStartsLater) {
    Station station;
    station.start();
    station.stop();  // now the ports are known, and nobody is there
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    station.start();
    station.record_many(3);
    ASSERT_TRUE(inbox.await_count(3));
    EXPECT_EQ(inbox.positions(), first(3));
}

TEST(Bus, WithPrefixesDeliversOnlyTheseStreamsAndStillHealsHoles) {
    Station station([](const Message& m) { return m.position % 5 == 0; });
    station.start();
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription({"item/", "report/2014"}), inbox);
    ASSERT_TRUE(station.await_subscriptions(2));
    std::vector<Position> expected;
    for (Position p = 0; p < 600; ++p) {
        const char* streams[] = {"item/a", "unit/b", "report/2014-1", "report/2013-1"};
        station.record(streams[p % 4]);
        if (p % 2 == 0) expected.push_back(p);
    }
    ASSERT_TRUE(inbox.await_count(expected.size()));
    ASSERT_TRUE(await_current(*subscriber, 600));
    EXPECT_EQ(inbox.positions(), expected);
}

TEST(Bus, RecordsGoToReplicasByTheSameRules) {
    Station station([](const Message& m) { return m.position == 1; });
    station.start();
    Inbox inbox;
    auto options = station.subscription();
    options.live = station.options.endpoints.records;
    options.kind = Kind::records;
    const auto subscriber = subscribe(options, inbox);
    ASSERT_TRUE(station.await_subscriptions(1));
    station.record_many(3);
    ASSERT_TRUE(inbox.await_count(3));
    EXPECT_EQ(inbox.entries()[1].bytes, "record 1");
    EXPECT_EQ(inbox.positions(), first(3));
}

TEST(Bus, TwoSubscribersEachGetEverything) {
    Station station;
    station.start();
    Inbox one, other;
    const auto first_subscriber = subscribe(station.subscription(), one);
    const auto second_subscriber = subscribe(station.subscription(), other);
    station.record_many(500);
    ASSERT_TRUE(one.await_count(500));
    ASSERT_TRUE(other.await_count(500));
    EXPECT_EQ(one.positions(), first(500));
    EXPECT_EQ(other.positions(), first(500));
}

TEST(Bus, ASlowSubscriberMissesNothingAndHoldsNobodyUp) {
    Station station;
    station.options.pipe_messages = 10;
    station.start();
    Inbox quick, slow;
    std::mutex gate;
    std::unique_lock closed(gate);
    SubscriberHandlers handlers = slow.handlers();
    handlers.on_message = [&gate, take = handlers.on_message](const Delivery& d) {
        const std::lock_guard wait(gate);
        return take(d);
    };
    const auto blocked = Subscriber::start(station.subscription(), handlers);
    ASSERT_TRUE(blocked);
    const auto free = subscribe(station.subscription(), quick);
    ASSERT_TRUE(station.await_subscriptions(2));
    const std::string large(20'000, 'x');
    for (int i = 0; i < 3000; ++i) station.record("item/a", large);
    ASSERT_TRUE(quick.await_count(3000)) << "while the other one has not taken a single message";
    EXPECT_THAT(slow.entries(), IsEmpty());
    closed.unlock();
    ASSERT_TRUE(slow.await_count(3000));
    EXPECT_EQ(slow.positions(), first(3000));
    EXPECT_EQ(quick.positions(), first(3000));
}

TEST(Bus, AHistoryThatCannotBeReadForAWhileIsAskedForAgain) {
    Station station;
    station.start();
    station.record_many(5);
    // else they might still be broadcast to the subscriber, who then has nothing to ask for
    ASSERT_TRUE(eventually([&] { return station.publisher->counters().published == 5; }));
    station.log->breaks(true);
    Inbox inbox;
    const auto subscriber = subscribe(station.subscription(), inbox);
    ASSERT_TRUE(eventually([&] { return station.publisher->counters().refused > 0; }));
    EXPECT_THAT(inbox.entries(), IsEmpty());
    station.log->breaks(false);
    ASSERT_TRUE(inbox.await_count(5));
    EXPECT_THAT(inbox.faults(), IsEmpty());
}

TEST(Bus, AConsumersErrorEndsItsSubscription) {
    Station station;
    station.start();
    station.record_many(5);
    Inbox inbox;
    SubscriberHandlers handlers = inbox.handlers();
    handlers.on_message = [](const Delivery& d) -> Status {
        if (d.position == 2) return refused("the disk is full");
        return {};
    };
    const auto subscriber = Subscriber::start(station.subscription(), handlers);
    ASSERT_TRUE(subscriber);
    ASSERT_TRUE(inbox.await_fault());
    EXPECT_EQ(inbox.faults().front().message, "the disk is full");
    EXPECT_TRUE(eventually([&] { return (*subscriber)->state().fault.has_value(); }));
    EXPECT_EQ((*subscriber)->state().next, 2U);
}

TEST(Bus, StopsWhileEverybodyIsBusy) {
    Station station;
    station.start();
    station.record_many(20'000);
    Inbox inbox;
    auto subscriber = subscribe(station.subscription(), inbox);
    std::atomic<bool> done{false};
    std::thread busy([&] {
        while (!done) station.record("item/a");
    });
    ASSERT_TRUE(inbox.await_count(100));
    subscriber->stop();
    const auto delivered = inbox.entries().size();
    station.publisher->stop();
    station.publisher->stop();
    done = true;
    busy.join();
    EXPECT_EQ(inbox.entries().size(), delivered) << "nothing is delivered after stop()";
    EXPECT_EQ(inbox.positions(), first(delivered));
    EXPECT_TRUE(station.publisher->healthy());
}

TEST(Bus, WhatWasPublishedBeforeStopIsStillBroadcast) {
    Station station;
    station.start();
    station.record_many(5000);
    station.publisher->stop();
    EXPECT_EQ(station.publisher->counters().published, 5000U);
    station.record("item/late");
    EXPECT_EQ(station.publisher->counters().dropped, 1U) << "afterwards there is nobody to broadcast";
}

TEST(Bus, RefusesToLeaveTheMachineWithoutKeys) {
    const auto started =
        Publisher::start({.endpoints = *Endpoints::from_base("tcp://*:*"), .epoch = 1}, std::make_shared<MemoryLog>());
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("CURVE"));
}

TEST(Bus, SaysWhichAddressIsTaken) {
    Station station;
    station.start();
    const auto second = Publisher::start({.endpoints = station.options.endpoints, .epoch = 1}, station.log);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr(station.options.endpoints.events));
}

TEST(Bus, RefusesOptionsThatCannotWork) {
    const SubscriberHandlers ignore{.on_message = [](const Delivery&) { return Status(); }};
    EXPECT_FALSE(Subscriber::start({.live = "tcp://nowhere", .replay = "tcp://127.0.0.1:1"}, ignore));
    EXPECT_FALSE(Subscriber::start({.live = "tcp://127.0.0.1:1", .replay = "tcp://127.0.0.1:1", .credit = 0}, ignore));
    EXPECT_FALSE(
        Subscriber::start({.live = "tcp://127.0.0.1:1", .replay = "tcp://127.0.0.1:1", .prefixes = {""}}, ignore));
}

}  // namespace taizhang::bus
