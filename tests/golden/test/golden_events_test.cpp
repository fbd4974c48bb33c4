#include "tests/golden/golden.hpp"

#include <gmock/gmock.h>

namespace taizhang {

namespace {

namespace json = boost::json;

/// Everything that was said then is still said; members that were appended since may stand beside it.
bool still_says(const json::value& now, const json::value& then) {
    if (const auto* object = then.if_object()) {
        return now.is_object() && std::all_of(object->begin(), object->end(), [&](const auto& member) {
                   const auto* found = now.get_object().if_contains(member.key());
                   return found && still_says(*found, member.value());
               });
    }
    if (const auto* array = then.if_array()) {
        return now.is_array() &&
               std::equal(array->begin(), array->end(), now.get_array().begin(), now.get_array().end(),
                          [&](const auto& a, const auto& b) { return still_says(b, a); });
    }
    return now == then;
}

TEST(GoldenEvents, EveryVersionEverWrittenStillReadsAsItWasMeant) {
    for (const auto& info : event_table()) {
        for (unsigned version = 1; version <= info.schema; ++version) {
            const auto count = golden::examples(info, version);
            EXPECT_GE(count, 1u) << "no golden file of " << info.name << " version " << version
                                 << "; run golden_write and commit what it adds";
            for (unsigned n = 1; n <= count; ++n) {
                const auto known = golden::read(golden::file_of(info, version, n));
                const auto event = decode_event(info.number, static_cast<std::uint16_t>(version), known.bytes);
                ASSERT_TRUE(event) << golden::file_of(info, version, n) << ": " << event.error().message;
                // a lifted event says things its own way; that it can be lifted is what is asked of it
                if (version == info.schema)
                    EXPECT_TRUE(still_says(event_to_json(*event), known.json)) << golden::file_of(info, version, n);
            }
        }
    }
}

TEST(GoldenEvents, WhatIsWrittenTodayIsWhatTheLastGoldenFileSays) {
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        const auto count = golden::examples(info, info.schema);
        ASSERT_GE(count, 1u) << info.name;
        const auto known = golden::read(golden::file_of(info, info.schema, count));
        EXPECT_EQ(to_hex(encode_event(event)), to_hex(known.bytes))
            << info.name << " is stored otherwise than before. A member appended at the end: run golden_write and "
            << "commit the file that it adds. Anything else: raise the version in events/catalogue.hpp.";
    }
}

TEST(GoldenEvents, EveryFileBelongsToALineOfTheTable) {
    std::size_t expected = 0, found = 0;
    for (const auto& info : event_table()) {
        for (unsigned version = 1; version <= info.schema; ++version) expected += golden::examples(info, version);
    }
    for (const auto& entry : std::filesystem::directory_iterator(golden::folder()))
        found += entry.path().extension() == ".hex";
    EXPECT_EQ(found, expected) << "a golden file belongs to no event type: was one renamed or removed?";
}

}  // namespace

}  // namespace taizhang
