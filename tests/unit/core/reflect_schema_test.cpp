#include <taizhang/reflect/json.hpp>
#include <taizhang/reflect/schema.hpp>

#include <gmock/gmock.h>

#include "tests/unit/core/sample.hpp"

namespace taizhang::reflect {

namespace {

using testing_sample::Node;
using testing_sample::Sample;

boost::json::value property(const char* name) {
    return schema<Sample>().at("properties").at(name);
}

}  // namespace

TEST(Schema, DescribesAStructAsAClosedObject) {
    const boost::json::value expected = {{"type", "object"},
                                         {"properties",
                                          {{"name", {{"type", "string"}}},
                                           {"due", {{"type", "string"}, {"format", "date"}}},
                                           {"reached", {{"type", "string"}, {"format", "date-time"}}}}},
                                         {"required", boost::json::array{"name", "due"}},
                                         {"additionalProperties", false}};
    EXPECT_EQ(boost::json::value(schema<Node>()), expected) << boost::json::serialize(schema<Node>());
}

TEST(Schema, RequiresWhatReadingRequires) {
    const auto sample = to_json(testing_sample::full_sample());
    const auto required = schema<Sample>().at("required").as_array();
    for (const auto& [name, value] : sample.as_object()) {
        auto without = sample;
        without.as_object().erase(name);
        const bool named = std::find(required.begin(), required.end(), boost::json::value(name)) != required.end();
        EXPECT_EQ(named, from_json<Sample>(without).has_error()) << name;
    }
}

TEST(Schema, NamesEveryMemberInDeclaredOrder) {
    const auto properties = schema<Sample>().at("properties").as_object();
    std::vector<std::string> names;
    for (const auto& [name, value] : properties) names.emplace_back(name);
    EXPECT_THAT(names, testing::ElementsAre("item", "text", "open", "small", "large", "lamp", "amount", "at", "note",
                                            "first", "nodes", "words"));
}

TEST(Schema, TellsKindsApart) {
    EXPECT_EQ(property("item").at("x-id-of"), "item");
    EXPECT_EQ(property("open").at("type"), "boolean");
    EXPECT_EQ(property("small").at("minimum"), std::numeric_limits<std::int32_t>::min());
    EXPECT_EQ(property("large").at("maximum"), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(property("lamp").at("enum"), (boost::json::array{"green", "yellow", "red"}));
    EXPECT_EQ(property("amount").at("format"), "decimal");
    EXPECT_EQ(property("first"), boost::json::value(schema<Node>()));
    EXPECT_EQ(property("nodes").at("items"), boost::json::value(schema<Node>()));
    EXPECT_EQ(property("words").at("items").at("type"), "string");
}

}  // namespace taizhang::reflect
