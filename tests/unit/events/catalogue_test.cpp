#include "tests/unit/events/filled.hpp"

#include <gmock/gmock.h>
#include <set>

namespace taizhang {

namespace {

TEST(Catalogue, NoNumberNameOrCommandStandsTwice) {
    std::set<std::uint16_t> numbers;
    std::set<std::string_view> names, commands;
    for (const auto& info : event_table()) {
        EXPECT_TRUE(numbers.insert(info.number).second) << info.number;
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_TRUE(commands.insert(info.command).second) << info.command;
    }
}

TEST(Catalogue, NameAndCommandShareTheCategory) {
    for (const auto& info : event_table()) {
        EXPECT_EQ(info.name.substr(0, info.name.find('.')), info.category);
        EXPECT_EQ(info.command.substr(0, info.command.find('.')), info.category);
        EXPECT_GE(info.schema, 1);
    }
}

TEST(Catalogue, IsFoundByNumberNameAndCommand) {
    for (const auto& info : event_table()) {
        EXPECT_EQ(find_event(info.number), &info);
        EXPECT_EQ(find_event_by_name(info.name), &info);
        EXPECT_EQ(find_event_by_command(info.command), &info);
    }
    EXPECT_EQ(find_event(0), nullptr);
    EXPECT_EQ(find_event_by_name("item.report_progress"), nullptr);
    EXPECT_EQ(find_event_by_command("item.progress_reported"), nullptr);
}

TEST(Catalogue, TheRightLineBelongsToEachEvent) {
    const auto events = filled_events();
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(&info_of(events[i]), &event_table()[i]);
    EXPECT_EQ(info_of(item::ProgressReported{}).name, "item.progress_reported");
    EXPECT_EQ(info_of(item::ProgressReported{}).number, 610);
}

TEST(Catalogue, EveryEventGoesThroughJsonAndBack) {
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        const auto json = event_to_json(event);
        const auto back = event_from_json(info, json);
        ASSERT_TRUE(back) << info.name << ": " << back.error().message;
        EXPECT_EQ(back->index(), event.index());
        EXPECT_EQ(event_to_json(*back), json) << info.name;
    }
}

TEST(Catalogue, EveryEventGoesThroughStorageAndBack) {
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        const auto bytes = encode_event(event);
        const auto back = decode_event(info.number, info.schema, bytes);
        ASSERT_TRUE(back) << info.name << ": " << back.error().message;
        EXPECT_EQ(event_to_json(*back), event_to_json(event)) << info.name;
        EXPECT_EQ(encode_event(*back), bytes) << info.name;
    }
}

TEST(Catalogue, EveryMemberOfAnExampleIsSet) {
    for (const auto& event : filled_events()) {
        const auto properties = info_of(event).json_schema().at("properties").as_object().size();
        EXPECT_EQ(event_to_json(event).size(), properties) << info_of(event).name;
    }
}

TEST(Catalogue, AnUnknownFieldIsRefusedWithItsPath) {
    for (const auto& event : filled_events()) {
        auto json = event_to_json(event);
        json["surprise"] = 1;
        const auto read = event_from_json(info_of(event), json);
        ASSERT_FALSE(read) << info_of(event).name;
        EXPECT_EQ(read.error().details.at("path"), "/surprise");
    }
}

TEST(Catalogue, AMissingRequiredFieldIsRefusedWithItsPath) {
    for (const auto& event : filled_events()) {
        const auto schema = info_of(event).json_schema();
        for (const auto& name : schema.at("required").as_array()) {
            auto json = event_to_json(event);
            json.erase(name.as_string());
            const auto read = event_from_json(info_of(event), json);
            ASSERT_FALSE(read) << info_of(event).name;
            EXPECT_EQ(read.error().details.at("path").as_string(), "/" + std::string(name.as_string()));
        }
    }
}

TEST(Catalogue, ATruncatedPayloadIsCorruptAtEveryLength) {
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        const auto bytes = encode_event(event);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const auto read = decode_event(info.number, info.schema, std::string_view(bytes).substr(0, length));
            ASSERT_FALSE(read) << info.name << " cut to " << length;
            EXPECT_EQ(read.error().code, ErrorCode::corrupt);
        }
        EXPECT_FALSE(decode_event(info.number, info.schema, bytes + '\0')) << info.name;
    }
}

TEST(Catalogue, AFlippedByteNeverCrashesTheReader) {
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        auto bytes = encode_event(event);
        for (auto& byte : bytes) {
            byte = static_cast<char>(byte ^ 0xFF);
            const auto read = decode_event(info.number, info.schema, bytes);
            EXPECT_TRUE(!read || info_of(*read).number == info.number);
            byte = static_cast<char>(byte ^ 0xFF);
        }
    }
}

TEST(Catalogue, AnUnknownNumberOrANewerVersionIsToldToNeedANewerProgram) {
    const auto bytes = encode_event(item::Acknowledged{});
    for (const auto& read : {decode_event(999, 1, bytes), decode_event(602, 2, bytes), decode_event(602, 0, bytes)}) {
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, ErrorCode::corrupt);
        EXPECT_THAT(read.error().message, testing::HasSubstr("newer taizhang"));
    }
}

TEST(Comparator, KnowsSixSigns) {
    for (const auto* sign : {">=", ">", "<=", "<", "=", "~"}) EXPECT_EQ(Comparator::parse(sign)->to_string(), sign);
    for (const auto* wrong : {"", "≥", "==", ">= ", "=>"}) EXPECT_FALSE(Comparator::parse(wrong)) << wrong;
}

}  // namespace

}  // namespace taizhang
