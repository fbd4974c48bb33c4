// The simulated city (tools/simulate): the same seed plays the same events, byte for byte; whatever the catalogue has
// happens; the rules refused nothing that was not meant to be refused; the keeper has nothing left to do; the log
// verifies, and the views are those of a rebuild.
#include <gmock/gmock.h>

#include "src/audit/log_audit.hpp"
#include "src/interop/breakdown.hpp"
#include "src/log/rocks_log.hpp"
#include "src/log/simulated_log.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/tools/must.hpp"
#include "tools/node.hpp"
#include "tools/simulate/play.hpp"
#include "tools/simulate/written_behind.hpp"

#include <fstream>
#include <set>

namespace taizhang {

namespace {

using test::must;

simulate::PlayPlan plan_in(const std::string& data) {
    simulate::PlayPlan plan;
    plan.data = data;
    plan.all_systems = true;
    for (const auto* id : {"working-days", "key-work", "S3", "S5", "S6", "S8", "S9"})
        plan.regimes[id] = test::file_of_checkout("regimes/" + std::string(id) + ".toml");
    return plan;
}

/// As tools/demo plays it.
struct Demo {
    test::TemporaryDirectory directory;
    std::string data = directory / "data";
    simulate::Played played;

    Demo() {
        auto plan = plan_in(data);
        simulate::PlayedDocument document;
        document.bytes = test::file_of_checkout("tools/simulate/sample-breakdown.txt");
        document.name = "sample-breakdown.txt";
        document.breakdown = must(interop::read_breakdown(document.bytes));
        plan.document = std::move(document);
        plan.projects = 45;
        played = must(simulate::play(plan));
    }
};

const Demo& demo() {
    static const Demo played;
    return played;
}

/// What does not happen in the demo's year, and why.
const std::map<std::string, std::string>& not_expected() {
    static const std::map<std::string, std::string> all{
        {"regime.repealed", "every regime is in force to the end"},
        {"account.credential_changed", "secrets are set by the command, after the play"},
        {"log.key_adopted", "checkpoints are signed by a server's notary, which does not run here"},
        {"log.key_retired", "as above"},
        {"account.sessions_revoked", "nobody is logged in during the play"},
        {"access.refused", "as above"},
    };
    return all;
}

TEST(SimulatedCity, EveryEventOfTheCatalogueHappensButThoseThatHaveAReasonNotTo) {
    std::set<std::string> missing;
    for (const auto& info : event_table()) {
        if (!demo().played.counts.contains(info.number)) missing.emplace(info.name);
    }
    for (const auto& [name, why] : not_expected()) {
        EXPECT_TRUE(find_event_by_name(name)) << name;
        EXPECT_TRUE(missing.contains(name)) << name << " happens, so it has no reason not to: " << why;
        missing.erase(name);
    }
    for (const auto& name : missing) ADD_FAILURE() << name << " does not happen";
}

TEST(SimulatedCity, WhatPeopleTryInVainIsRefusedAndNothingElseIs) {
    // a command that was to be accepted and was not ends the play with an error, so that demo() would throw
    EXPECT_GT(demo().played.refused_as_meant, 0u);
    EXPECT_EQ(demo().played.keeper_refused, 0u) << demo().played.keeper_told;
}

TEST(SimulatedCity, IsOfASizeThatADemoCanBear) {
    EXPECT_GT(demo().played.events, 20'000u);
    EXPECT_LT(demo().played.events, 60'000u);
}

TEST(SimulatedCity, TheKeeperFindsNothingLeftToDo) {
    VirtualClock clock(demo().played.end);
    const auto log = must(open_rocks_log({.path = demo().data + "/log", .create_if_missing = false}));
    SubstitutingLog reading(*log);
    keeper::Agenda agenda;
    for (Position read = 0;;) {
        const auto page = must(reading.read(read, {}));
        if (page.empty()) break;
        for (const auto& record : page) agenda.apply(record.header, must(event_of(record)));
        read += page.size();
    }
    while (const auto duty = agenda.take(clock.now())) ADD_FAILURE() << duty->stream.value << " is owed something";
}

TEST(SimulatedCity, TheLogVerifiesAndTheViewsAreThoseOfARebuild) {
    VirtualClock clock(demo().played.end);
    SystemRandom random;
    const auto node = must(Node::open({.data = demo().data, .create = false}, clock, random));
    audit::Verifier verifier({});
    EXPECT_EQ(must(audit::audit_log(node->log(), verifier)).records, demo().played.events);
    must(node->settle());
    std::map<std::string, Digest> before;
    for (const auto& state : node->views().states()) before[state.name] = must(node->views().digest(state.name));
    must(node->views().rebuild({}));
    for (const auto& [name, digest] : before) EXPECT_EQ(must(node->views().digest(name)), digest) << name;
}

/// Of all leaves: the lowest level of the tree, which commits to every byte of every record.
std::string leaves_of(const simulate::PlayPlan& plan) {
    const auto played = must(simulate::play(plan));
    const auto log = must(open_rocks_log({.path = (plan.data / "log").string(), .create_if_missing = false}));
    std::string all;
    for (std::uint64_t first = 0; first < played.events; first += 256) {
        const auto count = std::min<std::uint64_t>(256, played.events - first);
        for (const auto& hash : must(log->tree_hashes(0, first, count))) all += hash.to_string();
    }
    return sha256({all}).to_string();
}

// ---- a log that is written behind the play
// ---------------------------------------------------------------------------

using test::command_id;
using test::make_record;

std::vector<Record> records(Position from, std::size_t count) {
    std::vector<Record> made;
    for (auto position = from; position < from + count; ++position)
        made.push_back(make_record(position, "item/" + std::to_string(position), 1, command_id(position + 1)));
    return made;
}

TEST(WrittenBehind, WhatWasAppendedIsReadAtOnceAndStandsInOrderBeneath) {
    SimulatedLog beneath(LogIdentity{"test.example/log", 1});
    simulate::WrittenBehind log(beneath);
    constexpr std::size_t groups = 60, each = 500;  // more than is remembered
    for (std::size_t i = 0; i < groups; ++i) {
        must(log.append(records(i * each, each)));
        const auto page = must(log.read(i * each, {.count = each}));
        ASSERT_EQ(page.size(), each);
        EXPECT_EQ(page.front().header.position, i * each);
        EXPECT_EQ(page.back().header.position, i * each + each - 1);
    }
    EXPECT_EQ(log.end(), groups * each);
    EXPECT_EQ(must(log.read(0, {.count = 1})).front().header.stream, StreamId{"item/0"}) << "what is not remembered";
    EXPECT_EQ(must(log.read_stream(StreamId{"item/7"}, 1, {})).size(), 1u);
    EXPECT_TRUE(must(log.read_stream(StreamId{"item/none"}, 1, {})).empty());
    EXPECT_EQ(must(log.version(StreamId{"item/9"})), 1u);
    EXPECT_EQ(must(log.find_command(command_id(5)))->first, 4u);
    EXPECT_FALSE(must(log.find_command(command_id(1'000'000))));
    must(log.settle());
    ASSERT_EQ(beneath.end(), groups * each);
    for (Position at = 0; at < beneath.end(); at += each)
        EXPECT_EQ(must(beneath.read(at, {.count = 1})).front().header.position, at);
}

TEST(WrittenBehind, AFailureIsToldAndNothingIsWrittenAfterIt) {
    SimulatedLog beneath(LogIdentity{"test.example/log", 1});
    simulate::WrittenBehind log(beneath);
    must(log.append(records(0, 3)));
    must(log.settle());
    beneath.fail_next_append(SimulatedFault::before_persisting);
    must(log.append(records(3, 3)));
    EXPECT_EQ(log.settle().error().code, ErrorCode::not_writable);
    EXPECT_EQ(log.append(records(6, 3)).error().code, ErrorCode::not_writable);
    EXPECT_EQ(beneath.end(), 3u);
}

TEST(SimulatedCity, TheSameSeedPlaysTheSameEventsByteForByte) {
    const test::TemporaryDirectory directory;
    const auto play = [&](const std::string& name, std::uint64_t seed) {
        auto plan = plan_in(directory / name);
        plan.seed = seed;
        plan.months = 3;
        plan.districts = 3;
        plan.bureaus = 16;
        plan.items = 20;
        plan.projects = 8;
        plan.enterprises = 10;
        return leaves_of(plan);
    };
    const auto first = play("first", 7);
    EXPECT_EQ(play("second", 7), first);
    EXPECT_NE(play("third", 8), first);
}

TEST(SimulatedCity, YearsFollowOneAnother) {
    const test::TemporaryDirectory directory;
    auto plan = plan_in(directory / "data");
    plan.years = 2;
    plan.months = 6;
    plan.districts = 3;
    plan.bureaus = 20;
    plan.items = 30;
    plan.projects = 12;
    plan.enterprises = 10;
    const auto played = must(simulate::play(plan));
    const auto count = [&](const char* name) {
        const auto found = played.counts.find(find_event_by_name(name)->number);
        return found == played.counts.end() ? 0u : found->second;
    };
    // of the first year: key work, S3, S5, S6, S8, S9, and the own ledgers of three districts (S1.3)
    EXPECT_EQ(count("ledger.closed"), 9u);
    EXPECT_GT(count("item.carried_over"), 20u);
    EXPECT_EQ(played.keeper_refused, 0u) << played.keeper_told;
}

TEST(SimulatedCity, ADirectoryThatHoldsALedgerIsLeftAlone) {
    const test::TemporaryDirectory directory;
    auto plan = plan_in(directory / "data");
    plan.months = 1;
    plan.districts = 2;
    plan.bureaus = 15;
    plan.items = plan.projects = plan.enterprises = 4;
    must(simulate::play(plan));
    const auto again = simulate::play(plan);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::invalid);
    EXPECT_THAT(again.error().message, testing::HasSubstr("holds a ledger already"));
}

}  // namespace

}  // namespace taizhang
