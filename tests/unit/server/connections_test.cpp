#include "src/server/connections.hpp"

#include "src/server/asio.hpp"
#include "src/server/outgoing.hpp"

#include <gmock/gmock.h>

namespace taizhang {

namespace {

struct Listener final : LiveConnection {
    int heard = 0;
    void news(rpc::NewsOf) override { ++heard; }
    void goodbye() override {}
    void abandon() override {}
};

TEST(ConnectionsRound, AsksEverybodyAlsoWhereSomeHaveLeftAndOthersCame) {
    boost::asio::io_context io;
    Connections connections(100, 100);
    std::vector<std::shared_ptr<Listener>> listeners;
    const auto come = [&] {
        listeners.push_back(std::make_shared<Listener>());
        connections.follow(listeners.back(), io.get_executor(), rpc::NewsOf::log);
    };
    const auto tell = [&] {
        for (const auto& one : listeners) one->heard = 0;
        connections.wake_all(rpc::NewsOf::log);
        io.restart();
        io.run();
    };
    for (int i = 0; i < 8; ++i) come();
    tell();
    listeners.erase(listeners.begin(),
                    listeners.begin() + 2);  // the oldest of each round, as when a page is loaded anew
    come();
    come();
    tell();
    for (const auto& one : listeners) EXPECT_GE(one->heard, 1);
}

TEST(ConnectionsRound, AsksOnlyWhoFollowsWhatIsNew) {
    using rpc::NewsOf;
    boost::asio::io_context io;
    Connections connections(100, 100);
    const auto events = std::make_shared<Listener>(), rows = std::make_shared<Listener>(),
               both = std::make_shared<Listener>();
    connections.follow(events, io.get_executor(), NewsOf::log);
    connections.follow(rows, io.get_executor(), NewsOf::views);
    connections.follow(both, io.get_executor(), NewsOf::all);
    const auto heard = [&](NewsOf what) {
        events->heard = rows->heard = both->heard = 0;
        connections.wake_all(what);
        io.restart();
        io.run();
        return std::array{events->heard, rows->heard, both->heard};
    };
    EXPECT_THAT(heard(NewsOf::log), testing::ElementsAre(1, 0, 1));
    EXPECT_THAT(heard(NewsOf::views), testing::ElementsAre(0, 1, 1));
    EXPECT_THAT(heard(NewsOf::all), testing::ElementsAre(1, 1, 2));
}

// ---- what goes out -------------------------------------------------------------------------------------------------

Frame text(std::string bytes) {
    return std::make_shared<const std::string>(std::move(bytes));
}

struct OutgoingFrames : testing::Test {
    std::string next() {
        const std::string piece(out.piece());
        out.sent(piece.size());
        return piece;
    }
    OutQueue queue{100};
    Outgoing out{queue};
};

TEST_F(OutgoingFrames, WhatIsOfferedGoesOutFromWhereItIsAndCounts) {
    const auto burst = text("burst");
    ASSERT_TRUE(out.offer(burst));
    EXPECT_EQ(queue.bytes(), 5U);
    EXPECT_FALSE(out.offer(text("second"))) << "it would overtake nobody, but one place is all there is";
    EXPECT_EQ(out.piece().data(), burst->data());
    out.sent(2);
    EXPECT_EQ(next(), "rst") << "the rest of it, when the peer has taken a part";
    EXPECT_EQ(queue.bytes(), 0U);
    EXPECT_EQ(next(), "");
}

TEST_F(OutgoingFrames, WhatComesAfterAnOfferGoesBehindItInOneWriteAndAControlFrameBefore) {
    ASSERT_TRUE(out.offer(text("burst")));
    queue.push(text("answer"), false);
    out.control("<ping>");
    EXPECT_EQ(next(),
              "<ping>burst\x81\x06"
              "answer");
    queue.push(text("answer"), false);
    EXPECT_FALSE(out.offer(text("burst"))) << "the answer came first";
    EXPECT_EQ(next(),
              "\x81\x06"
              "answer");
    EXPECT_EQ(queue.bytes(), 0U);
}

TEST_F(OutgoingFrames, WhatWasRefusedOnceStaysFirstSinceALayerBetweenMayHaveIt) {
    ASSERT_TRUE(out.offer(text("burst")));
    EXPECT_EQ(out.piece(), "burst");
    out.refused();
    out.control("<ping>");
    queue.push(text("answer"), false);
    EXPECT_EQ(next(),
              "burst<ping>\x81\x06"
              "answer");
    ASSERT_TRUE(out.offer(text("burst")));
    out.control("<ping>");
    EXPECT_EQ(next(), "<ping>burst") << "that one was not refused";
    EXPECT_EQ(queue.bytes(), 0U);
}

TEST_F(OutgoingFrames, ThatThereIsRoomAgainIsToldOnceAlsoAfterAnOfferThatFilledTheQueue) {
    ASSERT_TRUE(out.offer(text(std::string(100, 'x'))));
    EXPECT_FALSE(queue.push(text("more"), false));
    EXPECT_FALSE(queue.has_room_again());
    next();
    EXPECT_TRUE(queue.has_room_again());
    EXPECT_FALSE(queue.has_room_again());
}

}  // namespace

}  // namespace taizhang
