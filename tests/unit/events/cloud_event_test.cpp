#include "events/cloud_event.hpp"

#include <gmock/gmock.h>

#include "tests/unit/events/filled.hpp"

namespace taizhang {

namespace {

const LogIdentity log_identity{"ledger.example.gov/2014", 0xABCDEF};

Record acknowledged() {
    Record record;
    auto& header = record.header;
    header.position = 42;
    header.stream = StreamId{"item/1"};
    header.stream_version = 2;
    header.type = 602;
    header.recorded = *Time::parse("2014-02-01T00:00:00Z");
    header.effective = *Time::parse("2014-01-31T00:00:00Z");
    header.actor = {AccountId{"clerk"}, std::nullopt, UnitId{"fgw"}, "填报员", "unit_clerk"};
    header.command = "item.acknowledge";
    record.payload = encode_event(item::Acknowledged{UnitId{"fgw"}});
    return record;
}

TEST(CloudEvent, SaysWhatTheContractNames) {
    const auto event = cloud_event(log_identity, acknowledged());
    ASSERT_TRUE(event);
    EXPECT_EQ(event->at("specversion"), "1.0");
    EXPECT_EQ(event->at("id"), "0000000000abcdef-42");
    EXPECT_EQ(event->at("source"), "//ledger.example.gov/2014");
    EXPECT_EQ(event->at("type"), "taizhang.item.acknowledged.v1");
    EXPECT_EQ(event->at("subject"), "item/1");
    EXPECT_EQ(event->at("time"), "2014-02-01T00:00:00.000Z");
    EXPECT_EQ(event->at("effectivetime"), "2014-01-31T00:00:00.000Z");
    EXPECT_EQ(event->at("sequence"), "00000000000000000042");
    EXPECT_EQ(event->at("streamversion").to_number<int>(), 2);
    EXPECT_EQ(event->at("authid"), "clerk");
    EXPECT_EQ(event->at("authtype"), "user");
    EXPECT_EQ(event->at("actorname"), "填报员");
    EXPECT_EQ(event->at("actorunit"), "fgw");
    EXPECT_EQ(event->at("data").at("unit"), "fgw");
}

TEST(CloudEvent, WhatIsNotThereIsLeftOut) {
    auto record = acknowledged();
    record.header.actor.unit.reset();
    const auto event = cloud_event(log_identity, record);
    ASSERT_TRUE(event);
    for (const auto* name : {"reason", "correlationid", "causationid", "actorunit", "actorperson"})
        EXPECT_FALSE(event->contains(name)) << name;
}

/// As text, after what stands there already.
std::string text_of(const Record& record) {
    std::string out = "[";
    EXPECT_TRUE(write_cloud_event(out, log_identity, record));
    return out;
}

TEST(CloudEvent, TextIsTheObjectWrittenOutForEveryEvent) {
    boost::mp11::mp_for_each<Catalogue>([](auto line) {
        auto record = acknowledged();
        record.header.type = line.number;
        record.header.schema = line.schema;
        record.payload = encode_event(filled<typename decltype(line)::type>());
        EXPECT_EQ(text_of(record), "[" + boost::json::serialize(*cloud_event(log_identity, record))) << line.name;
    });
}

TEST(CloudEvent, TextHasWhatTheHeaderHas) {
    auto record = acknowledged();
    auto& header = record.header;
    header.reason = "领导\n\"批示\"";
    header.correlation = CommandId{{1, 2, 3}};
    header.causation = 7;
    header.actor = {AccountId{"system"}, PersonId{"zhang"}, std::nullopt, "a\\b\t\x01", "system"};
    EXPECT_EQ(text_of(record), "[" + boost::json::serialize(*cloud_event(log_identity, record)));
}

TEST(CloudEvent, ARedactedEventTellsByWhichOne) {
    auto record = acknowledged();
    EXPECT_FALSE(cloud_event(log_identity, record)->contains("redactedby"));
    record.redacted = Redacted{812, record.header.schema};
    const auto event = *cloud_event(log_identity, record);
    EXPECT_EQ(event.at("redactedby"), "812");
    EXPECT_EQ(std::prev(event.end(), 2)->key(), "redactedby");  // data is the last
    EXPECT_EQ(text_of(record), "[" + boost::json::serialize(event));
}

TEST(CloudEvent, TextOfADamagedPayloadAddsNothing) {
    auto record = acknowledged();
    record.payload.pop_back();
    std::string out = "[";
    EXPECT_EQ(write_cloud_event(out, log_identity, record).error().code, ErrorCode::corrupt);
    EXPECT_EQ(out, "[");
}

TEST(CloudEvent, DamagedPayloadIsToldAsCorrupt) {
    auto record = acknowledged();
    record.payload.pop_back();
    const auto event = cloud_event(log_identity, record);
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().code, ErrorCode::corrupt);
}

TEST(CloudEvent, AnUnknownTypeKeepsItsNumberInTheName) {
    EXPECT_EQ(cloud_event_type(610, 1), "taizhang.item.progress_reported.v1");
    EXPECT_EQ(cloud_event_type(9999, 3), "taizhang.unknown.9999.v3");
}

}  // namespace

}  // namespace taizhang
