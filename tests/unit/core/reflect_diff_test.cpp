#include <taizhang/reflect/diff.hpp>

#include <gmock/gmock.h>

#include "tests/unit/core/sample.hpp"

namespace taizhang::reflect {

namespace {

using testing_sample::Lamp;
using testing_sample::Node;

struct Plan {
    std::string owner;
    Node node;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (owner, node))

struct Item {
    Lamp lamp = Lamp::green;
    Plan plan;
};
BOOST_DESCRIBE_STRUCT(Item, (), (lamp, plan))

}  // namespace

TEST(Diff, EqualValuesHaveNone) {
    EXPECT_THAT(diff(testing_sample::full_sample(), testing_sample::full_sample()), testing::IsEmpty());
}

TEST(Diff, NamesTheFieldWithOldAndNewValue) {
    auto before = testing_sample::full_sample(), after = before;
    after.lamp = Lamp::red;
    after.small = 6;
    const auto changes = diff(before, after);
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].field, "small");
    EXPECT_EQ(changes[0].before, -5);
    EXPECT_EQ(changes[0].after, 6);
    EXPECT_EQ(changes[1].field, "lamp");
    EXPECT_EQ(changes[1].before, "yellow");
    EXPECT_EQ(changes[1].after, "red");
}

TEST(Diff, LeadsIntoNestedStructs) {
    Item before, after;
    after.plan.owner = "clerk";
    after.plan.node.due = Date(2014, 3, 7);
    const auto changes = diff(before, after);
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].field, "plan.owner");
    EXPECT_EQ(changes[1].field, "plan.node.due");
    EXPECT_EQ(changes[1].after, "2014-03-07");
}

TEST(Diff, ShowsWhatWasNotThereAsNull) {
    auto before = testing_sample::full_sample(), after = before;
    before.note.reset();
    after.first.reset();
    const auto changes = diff(before, after);
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].field, "note");
    EXPECT_TRUE(changes[0].before.is_null());
    EXPECT_EQ(changes[0].after, "");
    EXPECT_EQ(changes[1].field, "first");
    EXPECT_EQ(changes[1].before.at("name"), "开工");
    EXPECT_TRUE(changes[1].after.is_null());
}

TEST(Diff, TakesAVectorAsOneField) {
    auto before = testing_sample::full_sample(), after = before;
    after.nodes[1].name = "验收";
    const auto changes = diff(before, after);
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].field, "nodes");
    EXPECT_EQ(changes[0].before.as_array().size(), 2u);
}

TEST(Diff, SeesThatADecimalWasWrittenOtherwise) {
    auto before = testing_sample::full_sample(), after = before;
    after.amount = *Decimal::parse("14.5");
    const auto changes = diff(before, after);
    ASSERT_EQ(changes.size(), 1u) << "the audit trail shows figures as printed";
    EXPECT_EQ(changes[0].before, "14.50");
    EXPECT_EQ(changes[0].after, "14.5");
}

}  // namespace taizhang::reflect
