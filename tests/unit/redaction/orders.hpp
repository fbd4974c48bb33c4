// A log with an event whose text was redacted by law, for the tests of all that has to do with it.
//
//     SimulatedLog log({.origin = "test.example/log", .epoch = 7});
//     const auto target = append_named(log, "a name that must go");
//     const auto order = append_order(log, target);
#pragma once

#include "events/catalogue.hpp"
#include "events/redaction.hpp"
#include "tests/unit/log/records.hpp"

#include <gtest/gtest.h>

namespace taizhang::test {

/// The newest event of a stream, whatever it says: sealed, and of the type that its payload is.
inline Record record_of(const EventLog& log, const std::string& stream, const Event& event) {
    auto record = GroupBuilder(log).event(stream).take().front();
    record.header.type = info_of(event).number;
    record.header.schema = info_of(event).schema;
    record.payload = encode_event(event);
    record.salt.fill(0x5a);
    seal(record);
    return record;
}

inline Position append(EventLog& log, const Record& record) {
    const auto done = log.append(std::vector{record});
    EXPECT_TRUE(done) << done.error().message;
    return record.header.position;
}

inline Event renamed(const std::string_view name) {
    return unit::Renamed{.name = std::string(name), .aliases = {}};
}

inline Position append_named(EventLog& log, const std::string& name) {
    return append(log, record_of(log, "unit/a", renamed(name)));
}

inline redaction::Execution execution_for(const EventHeader& target) {
    return {.requested_by = {"zhang"},
            .requester_name = "张三",
            .requested = target.recorded,
            .request_reason = "个人信息",
            .rule = "个人信息保护法第四十七条",
            .members = {"/name"},
            .stream = target.stream,
            .stream_version = target.stream_version,
            .schema = target.schema,
            .substitute = to_base64(encode_event(renamed(redaction::removed_text)))};
}

/// The order as the engine makes it, not yet appended.
inline Record order_for(const EventLog& log, const EventHeader& target,
                        const std::optional<redaction::Execution>& execution) {
    auto record = record_of(log, "redaction/" + std::to_string(target.position), redaction::Approved{execution});
    record.erases = target.position;
    return record;
}

inline Position append_order(EventLog& log, Position target) {
    const auto header = log.read(target, {.count = 1}).value().at(0).header;
    return append(log, order_for(log, header, execution_for(header)));
}

}  // namespace taizhang::test
