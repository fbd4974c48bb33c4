// What the engine's tests begin with: a log in memory that can be held, a clock that stands, and an engine that can be
// started again on what a crash would have left.
#pragma once

#include "tests/unit/engine/answers.hpp"
#include "tests/unit/engine/held_log.hpp"

#include <gmock/gmock.h>

#ifdef __clang__
// Events are written here as designated initialisers that name what matters to the test.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang {

inline CommandId command_id(std::uint64_t number) {
    CommandId id;
    for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

inline CommandRequest command(std::uint64_t number, const std::string& stream, Event proposal) {
    CommandRequest request;
    request.stream = StreamId{stream};
    request.proposal = std::move(proposal);
    request.id = command_id(number);
    request.account = system_account;
    return request;
}

inline CommandRequest register_unit(std::uint64_t number, const std::string& unit, const std::string& name = "单位") {
    return command(number, "unit/" + unit, unit::Registered{.name = name, .kind = unit::Kind::department});
}

inline CommandRequest rename_unit(std::uint64_t number, const std::string& unit, const std::string& name) {
    return command(number, "unit/" + unit, unit::Renamed{.name = name});
}

class EngineTest : public testing::Test {
  protected:
    std::unique_ptr<HeldLog> log =
        std::make_unique<HeldLog>(std::make_unique<SimulatedLog>(LogIdentity{"test.example/log", 1}));
    VirtualClock clock{*Time::parse("2014-01-15T09:00:00+08:00")};
    SeededRandom random{7};
    Answers answers;
    std::unique_ptr<Engine> engine;

    void TearDown() override {
        log->appends.open();
        log->lookups.open();
        engine.reset();
    }

    void start(EngineOptions options = {}, std::vector<Engine::Listener> listeners = {}) {
        engine = Engine::start(options, *log, clock, random, std::move(listeners));
    }

    /// The process crashed; another one opens what is on the disk.
    void restart(EngineOptions options = {}) {
        engine.reset();
        log = std::make_unique<HeldLog>(log->disk().restart());
        start(options);
    }

    /// The answer is collected under the number of the submission, from 0.
    std::size_t submit(CommandRequest request) {
        engine->submit(std::move(request), answers.take(submitted_));
        return submitted_++;
    }

    /// All that `submits` submits is decided as one group, which is then held before its append. Nothing else is under
    /// way.
    void hold_group(const std::function<void()>& submits) {
        const auto appended = log->appends.arrivals();
        log->lookups.close();
        log->appends.close();
        submits();
        log->lookups.open();
        log->appends.await_arrivals(appended + 1);
    }

    Result<CommandAnswer> give(CommandRequest request) { return answers.await(submit(std::move(request))); }

    std::vector<Record> records() const {
        auto all = log->read(0, {.count = 100'000, .bytes = std::size_t{1} << 30});
        EXPECT_TRUE(all);
        return all ? *all : std::vector<Record>();
    }

  private:
    std::size_t submitted_ = 0;
};

MATCHER(IsAccepted, "is accepted") {
    if (!arg) *result_listener << "with '" << arg.error().message << "'";
    return arg.has_value() && !arg->duplicate;
}
MATCHER(IsDuplicate, "is the answer that was given before") {
    if (!arg) *result_listener << "with '" << arg.error().message << "'";
    return arg.has_value() && arg->duplicate;
}
MATCHER_P(FailsWith, code, "fails as expected") {
    if (!arg)
        *result_listener << "with '" << arg.error().message << "'";
    else
        *result_listener << "but it was accepted";
    return !arg && arg.error().code == code;
}

}  // namespace taizhang
