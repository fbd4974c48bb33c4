#include <taizhang/reflect/json_text.hpp>

#include <gmock/gmock.h>

#include "tests/unit/core/sample.hpp"

namespace taizhang::reflect {

namespace {

using testing::HasSubstr;
using testing_sample::Lamp;
using testing_sample::Node;
using testing_sample::Sample;

struct Slashed {
    std::vector<Node> nodes;
    std::optional<Lamp> lamp;
};
BOOST_DESCRIBE_STRUCT(Slashed, (), (nodes, lamp))

/// The valid sample as JSON with one member put in, replaced or (by nullopt) taken out.
boost::json::value with(std::string_view member, std::optional<boost::json::value> value) {
    auto json = to_json(testing_sample::full_sample());
    if (value)
        json.as_object().insert_or_assign(member, *value);
    else
        json.as_object().erase(member);
    return json;
}

struct Failure {
    std::string path;
    std::string message;
};

template <class T = Sample>
Failure failure(const boost::json::value& json) {
    auto result = from_json<T>(json);
    if (result) return {"(none)", "(was accepted)"};
    const auto error = result.error();  // a copy: error() returns by value
    const auto* path = error.details.if_contains("path");
    return {path ? std::string(path->as_string()) : "(no path)", error.message};
}

}  // namespace

TEST(Json, RoundTripsEveryKindOfMember) {
    const auto json = to_json(testing_sample::full_sample());
    const auto back = from_json<Sample>(json);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(to_json(*back), json);
    EXPECT_EQ(back->large, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(back->amount.to_string(), "14.50");
    EXPECT_EQ(back->note, std::optional<std::string>(""));
    EXPECT_FALSE(back->first->reached);
}

TEST(Json, RoundTripsThroughText) {
    const auto json = to_json(testing_sample::full_sample());
    const auto parsed = parse_json(boost::json::serialize(json));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(to_json(from_json<Sample>(*parsed).value()), json);
}

TEST(Json, WritesTextScalarsAndEnumsAsStringsAndLeavesAbsentOptionalsOut) {
    auto sample = testing_sample::full_sample();
    sample.note.reset();
    const auto object = to_json(sample).as_object();
    EXPECT_EQ(object.at("item"), "2014-009");
    EXPECT_EQ(object.at("amount"), "14.50");
    EXPECT_EQ(object.at("lamp"), "yellow");
    EXPECT_EQ(object.at("at"), "2014-01-13T00:30:00.125Z");
    EXPECT_EQ(object.at("nodes").at(1).at("due"), "2014-12-31");
    EXPECT_FALSE(object.contains("note"));
}

TEST(Json, ReadsNullAndAbsentOptionalsAsAbsentAndAMissingVectorAsEmpty) {
    EXPECT_FALSE(from_json<Sample>(with("note", std::nullopt)).value().note);
    EXPECT_FALSE(from_json<Sample>(with("note", boost::json::value(nullptr))).value().note);
    EXPECT_THAT(from_json<Sample>(with("nodes", std::nullopt)).value().nodes, testing::IsEmpty());
}

TEST(Json, RefusesAMissingMemberAndNamesIt) {
    for (const char* member : {"item", "text", "open", "small", "large", "lamp", "amount", "at"}) {
        const auto said = failure(with(member, std::nullopt));
        EXPECT_EQ(said.path, std::string("/") + member);
        EXPECT_THAT(said.message, HasSubstr("missing"));
    }
}

TEST(Json, RefusesAnUnknownMemberAndNamesIt) {
    EXPECT_EQ(failure(with("colour", 1)).path, "/colour");
    EXPECT_THAT(failure(with("colour", 1)).message, HasSubstr("not known"));
    EXPECT_EQ(failure(with("Text", "x")).path, "/Text");
}

TEST(Json, RefusesAnUnknownMemberInPlaceOfAnAbsentOptional) {
    auto json = with("note", std::nullopt);
    json.as_object()["noet"] = "x";
    EXPECT_EQ(failure(json).path, "/noet");
}

TEST(Json, EscapesPathsAsRfc6901Says) {
    EXPECT_EQ(failure(with("a/b~c", 1)).path, "/a~1b~0c");
    EXPECT_EQ(failure(with("", 1)).path, "/");
}

TEST(Json, RefusesIllTypedMembersWithWhatWasExpectedAndWhatCame) {
    const std::tuple<const char*, boost::json::value, const char*> cases[] = {
        {"item", 5, "a string, got 5"},
        {"item", "a b", "character 2"},
        {"text", nullptr, "a string, got null"},
        {"open", 1, "true or false, got 1"},
        {"open", "true", "true or false"},
        {"small", 2147483648, "an integer from -2147483648 to 2147483647, got 2147483648"},
        {"small", 1.0, "an integer"},
        {"small", "1", "an integer"},
        {"large", -1, "an integer from 0 to 18446744073709551615, got -1"},
        {"lamp", "blue", "one of green, yellow, red, got \"blue\""},
        {"lamp", 0, "a string"},
        {"amount", 14.5, "a string, got"},
        {"amount", "1e3", "expected a decimal"},
        {"at", "2014-01-13", "RFC 3339"},
        {"first", boost::json::array{}, "an object, got []"},
        {"nodes", boost::json::object{}, "an array, got {}"},
        {"words", "a", "an array"},
    };
    for (const auto& [member, value, said] : cases) {
        const auto came = failure(with(member, value));
        EXPECT_EQ(came.path, std::string("/") + member);
        EXPECT_THAT(came.message, HasSubstr(said));
    }
}

TEST(Json, PathLeadsThroughVectorsAndOptionals) {
    const boost::json::value bad_day = {{"name", "x"}, {"due", "2014-02-30"}};
    EXPECT_EQ(failure(with("nodes", boost::json::array{to_json(Node{}), bad_day})).path, "/nodes/1/due");
    EXPECT_EQ(failure(with("first", bad_day)).path, "/first/due");
    EXPECT_EQ(failure(with("words", boost::json::array{"a", 1})).path, "/words/1");
    EXPECT_EQ(failure<Slashed>(parse_json(R"({"lamp":"x"})").value()).path, "/lamp");
}

TEST(Json, WholeValueThatIsNoObjectIsTold) {
    const auto said = failure(boost::json::value(3));
    EXPECT_EQ(said.path, "");
    EXPECT_THAT(said.message, HasSubstr("expected an object, got 3"));
}

TEST(Json, NumberBeyond64BitsIsRefusedAndNotRounded) {
    const auto json = parse_json(R"({"nodes":[],"lamp":18446744073709551616})");
    ASSERT_TRUE(json);
    EXPECT_EQ(failure<Slashed>(*json).path, "/lamp");
    EXPECT_EQ(failure(with("large", json->at("lamp"))).path, "/large");
}

TEST(Json, ErrorShortensWhatCameOnACharacterBorder) {
    std::string chinese;
    for (int i = 0; i < 1000; ++i) chinese += "责";
    const auto said = failure(with("lamp", boost::json::value(chinese))).message;
    EXPECT_LT(said.size(), 200u);
    EXPECT_THAT(said, HasSubstr("责…"));
    EXPECT_THAT(failure(with("amount", boost::json::value(chinese))).message, HasSubstr("责…"));
}

TEST(ParseJson, TellsWhereTheTextIsWrong) {
    EXPECT_THAT(parse_json(R"({"a":1,})").error().message, HasSubstr("byte 7"));
    EXPECT_EQ(parse_json(R"({"a":1} x)").error().code, ErrorCode::invalid);
    for (const char* text : {"", " ", "{", "[1", "nul", "{\"a\":\"\xff\"}", "[1]]", "01", "{'a':1}"}) {
        EXPECT_FALSE(parse_json(text)) << text;
    }
    EXPECT_TRUE(parse_json(" [1] \r\n\t"));
}

TEST(ParseJson, LimitsDepth) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse_json(nested(32)));
    EXPECT_FALSE(parse_json(nested(33)));
    EXPECT_FALSE(parse_json(nested(100'000)));
}

TEST(JsonText, IsWhatTheDocumentWouldBeWrittenAs) {
    auto sample = testing_sample::full_sample();
    std::string text;
    write_json(text, sample);
    EXPECT_EQ(text, boost::json::serialize(to_json(sample)));
    text.clear();
    write_json(text, Sample{});
    EXPECT_EQ(text, boost::json::serialize(to_json(Sample{})));
}

TEST(JsonText, EscapesEveryCharacterAsTheDocumentDoes) {
    for (int c = 0; c < 0x80; ++c) {
        for (const std::string& around : {std::string(), std::string("a责b")}) {
            const auto plain = around + std::string(1, static_cast<char>(c)) + around;
            std::string text;
            write_json_string(text, plain);
            EXPECT_EQ(text, boost::json::serialize(boost::json::string(plain))) << c;
        }
    }
}

TEST(JsonText, WritesNumbersAtTheirEdges) {
    std::string text;
    write_json(text, std::numeric_limits<std::int64_t>::min());
    write_json(text, std::numeric_limits<std::uint64_t>::max());
    write_json(text, std::int8_t(-7));
    EXPECT_EQ(text, "-922337203685477580818446744073709551615-7");
}

}  // namespace taizhang::reflect
