// Which thread does the engine's work: the one that read the command, unless that one has more to carry out.
#include "src/server/lent_work.hpp"

#include "tests/unit/engine/gate.hpp"
#include "tests/unit/rpc/rig.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <future>

namespace taizhang {
namespace {

/// Remembers on which thread it was asked to work.
class Worked final : public Engine {
  public:
    void submit(CommandRequest, Answer) override {}
    void stop() override {}
    EngineCounters counters() const override { return {}; }
    void work() override {
        thread = std::this_thread::get_id();
        gate.pass();
    }

    std::thread::id thread;
    Gate gate;
};

/// Two threads that serve one server's sockets.
struct LentWorkTest : testing::Test {
    LentWorkTest() {
        for (auto& thread : threads) thread = std::thread([this] { io.run(); });
    }
    ~LentWorkTest() override {
        io.stop();
        for (auto& thread : threads) thread.join();
    }

    rpc::test::Rig rig;
    Worked engine;
    rpc::Services services{{engine, rig.log, rig.views, rig.clock, *rig.authenticator}};
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> open{io.get_executor()};
    LentWork lent{io, services};
    std::array<std::thread, 2> threads;
};

TEST_F(LentWorkTest, ASlowCallBehindACommandHoldsNobodyUp) {
    Gate slow;
    slow.close();
    std::promise<std::thread::id> reader;
    asio::post(io, [&] {
        reader.set_value(std::this_thread::get_id());
        LentWork::Reading reading;
        reading.next(false);
        lent.soon();  // the command
        reading.next(false);
        slow.pass();  // the slow call
    });
    slow.await_arrivals(1);
    engine.gate.await_arrivals(1);  // while the slow call is still there
    EXPECT_NE(engine.thread, reader.get_future().get());
    slow.open();
}

TEST_F(LentWorkTest, ASlowCallWithinTheSameBatchHoldsNobodyUp) {
    Gate slow;
    slow.close();
    asio::post(io, [&] {
        LentWork::Reading reading;
        reading.next(true);
        lent.soon();
        slow.pass();
    });
    engine.gate.await_arrivals(1);
    slow.open();
}

TEST_F(LentWorkTest, TheThreadThatReadTheLastMessageDoesTheWork) {
    std::promise<std::thread::id> reader;
    asio::post(io, [&] {
        LentWork::Reading reading;
        reading.next(false);
        lent.soon();
        EXPECT_EQ(engine.gate.arrivals(), 0u) << "not while it is still reading";
        reader.set_value(std::this_thread::get_id());
    });
    engine.gate.await_arrivals(1);
    EXPECT_EQ(engine.thread, reader.get_future().get());
}

TEST_F(LentWorkTest, WhoeverIsFreeWorksForAThreadThatReadsNothing) {
    lent.soon();  // this thread never serves the sockets
    engine.gate.await_arrivals(1);
    EXPECT_NE(engine.thread, std::this_thread::get_id());
}

}  // namespace
}  // namespace taizhang
