// A log that is filled from verified records is the log that appends would have made; what breaks a rule between
// records is found at the end.
#include "src/log/rocks_fill.hpp"
#include "src/log/fill.hpp"
#include "src/log/record_codec.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {

namespace {

using testing::HasSubstr;

/// Groups of these records, as a restore makes them.
FillGroup group_of(std::span<const Record> records) {
    auto bytes = std::make_shared<std::string>();
    std::vector<std::string> stored;
    for (const auto& record : records) *bytes += stored.emplace_back(encode_record(record));
    FillGroup group{.records = {}, .bytes = bytes, .last_recorded = records.back().header.recorded};
    std::size_t at = 0;
    for (std::size_t i = 0; i < records.size(); at += stored[i++].size()) {
        const auto& header = records[i].header;
        group.records.push_back({.bytes = std::string_view(*bytes).substr(at, stored[i].size()),
                                 .leaf = leaf_hash(header_entry(header)),
                                 .stream = header.stream,
                                 .version = header.stream_version,
                                 .command = header.command_id});
    }
    return group;
}

/// Commands over several streams, more than a tile of them.
std::vector<Record> history(const EventLog& log) {
    GroupBuilder build(log);
    for (int round = 0; round < 60; ++round) {
        build.events("item/a", 2).event("item/z").command().event("item/b" + std::to_string(round % 7));
        build.event("unit/u");
    }
    return build.take();
}

Status fill(RocksEngine& engine, std::span<const Record> records, std::size_t part) {
    auto& fillable = dynamic_cast<Fillable&>(*engine.log);
    for (std::size_t at = 0; at < records.size(); at += part)
        TZ_CHECK(fillable.fill(group_of(records.subspan(at, std::min(part, records.size() - at)))));
    return fillable.end_of_filling();
}

std::vector<std::string> all(const RocksStore& store, Family family) {
    std::vector<std::string> entries;
    for (Cursor cursor(store, family, "", std::string(80, '\xff')); cursor.valid(); cursor.next())
        entries.push_back(std::string(cursor.key()) + "=" + std::string(cursor.value()));
    return entries;
}

std::unique_ptr<RocksStore> store_of(RocksEngine& engine) {
    engine.log.reset();
    return open_store({.path = engine.path()}).value();
}

void expect_broken(const Status& status, const std::string& said) {
    ASSERT_FALSE(status) << said;
    EXPECT_THAT(status.error().message, HasSubstr(said));
}

}  // namespace

TEST(RocksFill, MakesTheVeryLogThatAppendsMake) {
    RocksEngine appended, filled;
    const auto records = history(*appended.log);
    ASSERT_EQ(records.size(), 300U);
    ASSERT_TRUE(appended.log->append(records));
    ASSERT_TRUE(fill(filled, records, 100));
    const auto expected = store_of(appended), got = store_of(filled);
    for (const auto family : {Family::meta, Family::records, Family::leaves, Family::streams, Family::commands,
                              Family::tree, Family::checkpoints})
        EXPECT_EQ(all(*got, family), all(*expected, family)) << log_layout::family_names[std::size_t(family)];
}

TEST(RocksFill, GoesOnLikeAnyOtherLog) {
    RocksEngine engine;
    const auto records = history(*engine.log);
    EXPECT_EQ(engine.log->version({"item/a"}).value(), 0U) << "what was asked before is not told afterwards";
    ASSERT_TRUE(fill(engine, records, 150));
    EXPECT_EQ(engine.log->version({"item/a"}).value(), 120U);
    EXPECT_EQ(engine.log->find_command(records[7].header.command_id).value()->first, 7U);
    ASSERT_TRUE(engine.log->append(GroupBuilder(*engine.log).events("item/a", 3).take()));
    engine.crash();
    EXPECT_EQ(engine.log->end(), 303U);
    EXPECT_EQ(engine.log->version({"item/a"}).value(), 123U);
    EXPECT_EQ(engine.log->read(0, {.count = 303}).value().size(), 303U);
    EXPECT_FALSE(engine.log->append(std::vector{make_record(303, "item/new", 1, records[7].header.command_id)}))
        << "a command id that was filled in is known";
}

TEST(RocksFill, IndexesComeInRunsThatFitTogether) {
    RocksEngine engine;
    const auto records = history(*engine.log);
    const auto store = store_of(engine);
    RocksFill fill(*store, 30);
    for (std::size_t at = 0; at < records.size(); at += 50)
        ASSERT_TRUE(fill.write(at, group_of(std::span(records).subspan(at, 50))));
    EXPECT_TRUE(fill.finish(records.size()).value());
    EXPECT_EQ(all(*store, Family::streams).size(), records.size());
}

TEST(RocksFill, AStreamWithAGapOrOutOfOrderIsFound) {
    const std::vector<Record> gap{make_record(0, "item/a", 1, command_id(1)),
                                  make_record(1, "item/a", 3, command_id(2))};
    RocksEngine first, second, third;
    expect_broken(fill(first, gap, 1), "record 1 in stream 'item/a' has a wrong stream version: it should have 2");
    const std::vector<Record> back{make_record(0, "item/a", 2, command_id(1)),
                                   make_record(1, "item/a", 1, command_id(2))};
    expect_broken(fill(second, back, 2), "wrong stream version");
    const std::vector<Record> begins_late{make_record(0, "item/a", 2, command_id(1))};
    expect_broken(fill(third, begins_late, 1), "it should have 1, but has 2");
}

TEST(RocksFill, WhatComesTwiceIsFoundInOneRunAndInSeveral) {
    const std::vector<Record> same_version{make_record(0, "item/a", 1, command_id(1)),
                                           make_record(1, "item/a", 1, command_id(2))};
    const std::vector<Record> same_command{make_record(0, "item/a", 1, command_id(1)),
                                           make_record(1, "item/b", 1, command_id(2)),
                                           make_record(2, "item/c", 1, command_id(1))};
    for (const std::size_t run : {1, 10}) {
        for (const auto& [records, said] : {std::pair{same_version, "a version"}, {same_command, "a command"}}) {
            RocksEngine engine;
            const auto store = store_of(engine);
            RocksFill fill(*store, run);
            for (std::size_t at = 0; at < records.size(); ++at)
                ASSERT_TRUE(fill.write(at, group_of(std::span(records).subspan(at, 1))));
            EXPECT_FALSE(fill.finish(records.size()).value()) << said << " in runs of " << run;
        }
    }
    RocksEngine versions, commands;
    expect_broken(fill(versions, same_version, 2), "the index of item/a does not name it");
    expect_broken(fill(commands, same_command, 3), "the entry of its command");
}

}  // namespace taizhang::test
