// Reading events of which texts were removed by law, and what is no lawful removal.
#include "src/redaction/substituting_log.hpp"

#include "src/log/simulated_log.hpp"
#include "src/redaction/removal.hpp"
#include "tests/unit/redaction/orders.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {
namespace {

using testing::HasSubstr;

class Substituting : public testing::Test {
  protected:
    Record at(Position position) {
        auto page = log_.read(position, {.count = 1});
        if (!page) throw std::runtime_error(page.error().message);
        return page->at(0);
    }
    std::string name_at(Position position) { return std::get<unit::Renamed>(event_of(at(position)).value()).name; }
    void expect_damage(Position position, const std::string& what) {
        for (const auto& page : {log_.read(position, {.count = 1}), log_.read_stream({"unit/a"}, 1, {})}) {
            ASSERT_FALSE(page) << what;
            EXPECT_EQ(page.error().code, ErrorCode::corrupt);
            EXPECT_THAT(page.error().message, HasSubstr(what));
            EXPECT_EQ(page.error().details.at("position").to_number<Position>(), position);
        }
    }

    SimulatedLog beneath_{LogIdentity{"test.example/log", 7}};
    SubstitutingLog log_{beneath_};
};

TEST_F(Substituting, ShowsWhatIsLeft) {
    append_named(log_, "开发区");
    const auto target = append_named(log_, "一个人的名字");
    append_named(log_, "新区");
    const auto order = append_order(log_, target);
    EXPECT_EQ(name_at(0), "开发区");
    EXPECT_EQ(name_at(1), redaction::removed_text);
    EXPECT_EQ(name_at(2), "新区");
    EXPECT_EQ(at(1).redacted.value().by, order);
    EXPECT_EQ(at(1).redacted->schema, 1);
    EXPECT_EQ(beneath_.read(1, {.count = 1}).value().at(0).payload, "");
    const auto stream = log_.read_stream({"unit/a"}, 2, {.count = 2}).value();
    EXPECT_EQ(std::get<unit::Renamed>(event_of(stream.at(0)).value()).name, redaction::removed_text);
    std::vector<std::string> names;
    const auto walked = scan(log_, 0, 3, [&](const Record& record) -> Status {
        names.push_back(std::get<unit::Renamed>(event_of(record).value()).name);
        return {};
    });
    EXPECT_TRUE(walked);
    EXPECT_EQ(names, (std::vector<std::string>{"开发区", std::string(redaction::removed_text), "新区"}));
    EXPECT_EQ(log_.end(), 4u);
    EXPECT_EQ(log_.version({"unit/a"}).value(), 3u);
}

TEST_F(Substituting, TheNewestOrderCounts) {
    const auto target = append_named(log_, "一个人的名字");
    append_order(log_, target);
    const auto header = at(target).header;
    auto execution = execution_for(header);
    execution.substitute = to_base64(encode_event(renamed("又删一次")));
    append(log_, order_for(log_, header, execution));
    EXPECT_EQ(name_at(target), "又删一次");
}

/// Everything that an intruder, or a fault of the program, could put in the order's place.
TEST_F(Substituting, NothingButTheOrderOfThisRecordLetsAPayloadBeGone) {
    const auto target = append_named(log_, "一个人的名字");
    const auto header = at(target).header;
    const auto refuse = [&](const std::string& what, const std::function<void(Record&, redaction::Execution&)>& spoil) {
        SCOPED_TRACE(what);
        auto execution = execution_for(header);
        auto order = order_for(log_, header, execution);
        spoil(order, execution);
        if (order.header.type == info_of(redaction::Approved{}).number && !order.payload.empty())
            order.payload = encode_event(redaction::Approved{execution});
        seal(order);
        append(log_, order);
        expect_damage(target, what);
    };
    refuse("this is version 1 of unit/a", [](auto&, auto& e) { e.stream = {"unit/b"}; });
    refuse("that one is of version 2 of unit/a, and this is version 1", [](auto&, auto& e) { e.stream_version = 2; });
    refuse("the substitute", [](auto&, auto& e) { e.substitute = "no base64"; });
    refuse("its substitute is not such an event", [](auto&, auto& e) { e.substitute = "AAAA"; });
    refuse("its substitute is not such an event", [](auto&, auto& e) { e.schema = 9; });
    refuse("was approved by the account that asked for it, li", [](auto&, auto& e) { e.requested_by = {"li"}; });
    refuse("what stands there is no approved redaction", [](auto& order, auto&) {
        order.header.type = info_of(redaction::Declined{}).number;
        order.payload = encode_event(redaction::Declined{});
    });
    refuse("cannot be read", [](auto& order, auto&) { order.payload.clear(); });
    EXPECT_FALSE(event_of(beneath_.read(target, {.count = 1}).value().at(0)));
}

TEST_F(Substituting, AnOrderInAnotherStreamIsNone) {
    const auto first = append_named(log_, "甲");
    const auto second = append_named(log_, "乙");
    const auto header = at(first).header;
    auto order = order_for(log_, at(second).header, execution_for(header));  // stands in redaction/1, erases 0
    order.erases = first;
    append(log_, order);
    expect_damage(first, "that one is of position 1");
    auto elsewhere = record_of(log_, "unit/b", redaction::Approved{execution_for(header)});
    elsewhere.erases = first;
    append(log_, elsewhere);
    expect_damage(first, "stands in a stream that is not redaction/<position>");
}

TEST_F(Substituting, AnOrderThatIsNotThereYetIsNone) {
    auto bare = record_of(log_, "unit/a", renamed("x"));
    bare.payload.clear();
    bare.salt = {};
    bare.redacted = Redacted{.by = 5};
    append(log_, bare);
    expect_damage(0, "said to have been redacted by position 5, but the log ends at 1 before it");
}

TEST_F(Substituting, AnOrderIsToldInWords) {
    const auto target = append_named(log_, "一个人的名字");
    const auto by = append_order(log_, target);
    const auto removal = removal_of(at(by)).value().value();
    EXPECT_EQ(removal.position, target);
    EXPECT_EQ(removal.approved_by.value, "li");
    EXPECT_EQ(removal.text(),
              "redacted by 张三 and 李一 on 2014-05-13T16:53:20.001Z under 个人信息保护法第四十七条 (position 1)");
    EXPECT_FALSE(removal_of(at(target)).value());
}

}  // namespace
}  // namespace taizhang::test
