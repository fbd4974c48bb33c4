// How many states are kept in memory changes nothing: the same commands bring about the same log, byte for byte.
#include "tests/unit/engine/engine_test.hpp"

#include <random>

namespace taizhang {

namespace {

/// Commands on a few units, accounts and a ledger with items; many of them are refused for one reason or another.
class Commands {
  public:
    explicit Commands(std::uint32_t seed) : random_(seed) {}

    CommandRequest next() {
        const auto number = below(20) == 0 ? below(number_ + 1) : ++number_;  // now and then an id comes again
        auto request = one_of_all(number);
        if (below(3) == 0) request.expected_version = below(4);
        if (below(2) == 0) request.account = AccountId{"a" + std::to_string(below(3))};
        if (below(3) > 0) request.reason = "理由" + std::to_string(below(9));
        return request;
    }

  private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    std::string unit() { return "u" + std::to_string(below(6)); }
    std::string item() { return "item/2014-" + std::to_string(below(5)); }
    std::string name() { return "名" + std::to_string(below(100)); }

    CommandRequest one_of_all(std::uint64_t number) {
        switch (below(9)) {
            case 0:
            case 1:
                return register_unit(number, unit(), name());
            case 2:
                return rename_unit(number, unit(), name());
            case 3:
                return command(number, "unit/" + unit(), unit::Moved{.parent = UnitId{unit()}});
            case 4:
                return command(number, "account/a" + std::to_string(below(3)),
                               account::Opened{.name = name(),
                                               .roles = {below(2) == 0 ? Role::unit_clerk : Role::supervision},
                                               .unit = UnitId{unit()}});
            case 5:
                return command(number, "ledger/2014",
                               ledger::Opened{.title = name(), .year = 2014, .holder = UnitId{unit()}});
            case 6:
                return command(number, item(), entered());
            case 7:
                return command(number, item(), item::Acknowledged{});
            default:
                return command(number, item(), item::Revised{.title = name()});
        }
    }
    item::Entered entered() {
        item::Entered event{.ledger = LedgerId{"2014"}, .number = "1", .title = name(), .text = name()};
        Party lead;
        lead.unit = UnitId{unit()};
        lead.role = PartyRole::lead;
        event.units = {lead};
        event.deadline = Date(2014, 12, 31);
        return event;
    }

    std::mt19937 random_;
    std::uint64_t number_ = 0;
};

struct Outcome {
    std::vector<std::string> answers;
    std::vector<std::string> log;
};

enum class Pace { one_by_one, all_at_once };

std::string told(const Result<CommandAnswer>& answer) {
    std::ostringstream out;
    PrintTo(answer, &out);
    return out.str();
}

Outcome run(std::uint32_t seed, std::size_t cached_aggregates, Pace pace) {
    constexpr std::size_t count = 400;
    SimulatedLog log({"test.example/log", 1});
    VirtualClock clock{*Time::parse("2014-01-15T09:00:00+08:00")};
    SeededRandom random(seed);
    Answers answers;
    const auto engine = Engine::start({.cached_aggregates = cached_aggregates}, log, clock, random);
    Commands commands(seed);
    for (std::size_t i = 0; i < count; ++i) {
        engine->submit(commands.next(), answers.take(i));
        if (pace == Pace::one_by_one) (void)answers.await(i);
    }
    engine->stop();
    Outcome outcome;
    for (std::size_t i = 0; i < count; ++i) outcome.answers.push_back(told(answers.await(i)));
    const auto records = log.read(0, {.count = count * 10, .bytes = std::size_t{1} << 30});
    EXPECT_TRUE(records);
    for (const auto& record : *records) {
        outcome.log.push_back(header_entry(record.header) + std::string(record.salt.begin(), record.salt.end()) +
                              record.payload);
    }
    return outcome;
}

class ColdStates : public testing::TestWithParam<std::uint32_t> {};

}  // namespace

TEST_P(ColdStates, OneStateInMemoryOrAllOfThemIsTheSameLog) {
    const auto warm = run(GetParam(), 200'000, Pace::one_by_one);
    EXPECT_GT(warm.log.size(), 30u);                  // enough was accepted for the comparison to mean something
    EXPECT_LT(warm.log.size(), warm.answers.size());  // and enough refused
    for (const std::size_t cached : {0u, 1u, 2u, 5u}) {
        const auto cold = run(GetParam(), cached, Pace::one_by_one);
        EXPECT_EQ(cold.answers, warm.answers) << cached << " states kept";
        EXPECT_EQ(cold.log, warm.log) << cached << " states kept";
    }
}

TEST_P(ColdStates, WhatIsNotDurableIsNeverForgotten) {
    const auto warm = run(GetParam(), 200'000, Pace::all_at_once);
    const auto cold = run(GetParam(), 0, Pace::all_at_once);
    EXPECT_EQ(cold.log, warm.log);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ColdStates, testing::Values(1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u));

}  // namespace taizhang
