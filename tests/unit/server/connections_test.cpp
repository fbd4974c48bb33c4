#include "src/server/connections.hpp"

#include "src/server/asio.hpp"

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

}  // namespace

}  // namespace taizhang
