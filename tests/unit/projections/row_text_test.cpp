#include "projections/audit/audit_trail.hpp"
#include "projections/items/current_ledger.hpp"
#include "tests/unit/projections/feed.hpp"

#include <taizhang/reflect/schema.hpp>

#include <gtest/gtest.h>

namespace taizhang {
namespace {

using namespace test;

struct Everything {
    bool flag = true;
    std::int64_t whole = -5;
    std::uint64_t large = ~std::uint64_t{0};
    std::string text;
    std::optional<std::string> absent;
    std::optional<Decimal> percent = decimal("8.50");
    Lamp lamp = Lamp::red;
    std::vector<Date> days{Date(2014, 1, 5), Date(14, 12, 31), Date(-3, 1, 1), Date(12345, 1, 1)};
    std::vector<Period> months{period("2014-03"), period("2014-12-1"), period("0014-03")};
    std::vector<std::string> none;
    boost::json::value any{{"a", {1, nullptr, "x"}}};
};
BOOST_DESCRIBE_STRUCT(Everything, (), (flag, whole, large, text, absent, percent, lamp, days, months, none, any))

TEST(RowText, HasTheBytesOfTheDocumentSerialized) {
    Everything row;
    for (int c = 0; c < 128; ++c) row.text += static_cast<char>(c);
    row.text += "\"台账\\";
    EXPECT_EQ(row_text(row), boost::json::serialize(reflect::to_json(row)));
}

TEST(RowText, OfAWholeItemRowHasTheBytesOfTheDocumentSerialized) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-03", "30", "line\nline \"quoted\""));
    const auto rows = project<CurrentLedgerView>(feed);
    const auto row = get_row<rows::ItemRow>(rows, "2014/1");
    ASSERT_TRUE(row);
    EXPECT_EQ(*rows.get("2014/1"), boost::json::serialize(reflect::to_json(*row)));
}

TEST(JsonMember, IsReadWrittenAndDescribedAsAnyJson) {
    const auto json = reflect::parse_json(R"({"field":"units","before":null,"after":[{"a":1}]})");
    const auto change = reflect::from_json<reflect::Change>(*json);
    ASSERT_TRUE(change) << change.error().message;
    EXPECT_TRUE(change->before.is_null());
    EXPECT_EQ(boost::json::serialize(change->after), R"([{"a":1}])");
    EXPECT_EQ(reflect::to_json(*change), *json);
    const auto schema = reflect::schema<reflect::Change>();
    EXPECT_TRUE(schema.at("properties").as_object().at("before").as_object().empty());
}

TEST(JsonMember, MissingIsAnError) {
    const auto change = reflect::from_json<reflect::Change>(*reflect::parse_json(R"({"field":"a","before":1})"));
    ASSERT_FALSE(change);
    EXPECT_EQ(change.error().details.at("path"), "/after");
}

}  // namespace
}  // namespace taizhang
