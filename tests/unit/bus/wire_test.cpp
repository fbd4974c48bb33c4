#include "src/bus/wire.hpp"

#include "src/bus/endpoints.hpp"

#include <gmock/gmock.h>

namespace taizhang::bus {

using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::vector<std::string_view> views(const std::vector<std::string>& frames) {
    return {frames.begin(), frames.end()};
}

const std::string from_7(7, 'x');
const std::string id_7("\0\0\0\0\0\0\0\7", 8);

}  // namespace

TEST(BusWire, WritesTheFramesOfTheFormatDocument) {
    EXPECT_THAT(wire::frames_of(wire::ReplayRequest{
                    .id = 7, .kind = Kind::records, .from = 258, .credit = 10, .prefixes = {"item/"}}),
                ElementsAre("replay", id_7, "records", std::string("\0\0\0\0\0\0\1\2", 8), std::string("\0\0\0\n", 4),
                            "item/"));
    EXPECT_THAT(wire::frames_of(wire::CreditGrant{.id = 7, .credit = 500}),
                ElementsAre("credit", id_7, std::string("\0\0\1\xF4", 4)));
    EXPECT_THAT(wire::frames_of(wire::Question{.id = 7, .topic = "record", .argument = from_7}),
                ElementsAre("ask", id_7, "record", from_7));
    EXPECT_EQ(wire::encode({0x0102030405060708, 9}), std::string("\1\2\3\4\5\6\7\10\0\0\0\0\0\0\0\11", 16));
}

TEST(BusWire, ReadsARequestBack) {
    const auto frames = wire::frames_of(wire::ReplayRequest{
        .id = ~0ULL, .kind = Kind::events, .from = 1ULL << 63, .credit = max_credit, .prefixes = {"", "item/"}});
    const auto request = wire::parse_request(views(frames));
    ASSERT_TRUE(request);
    const auto& replay = std::get<wire::ReplayRequest>(*request);
    EXPECT_EQ(replay.id, ~0ULL);
    EXPECT_EQ(replay.kind, Kind::events);
    EXPECT_EQ(replay.from, 1ULL << 63);
    EXPECT_EQ(replay.credit, max_credit);
    EXPECT_THAT(replay.prefixes, ElementsAre("", "item/"));
}

TEST(BusWire, RefusesMalformedRequestsAndSaysWhy) {
    const std::string from(8, '\0');
    const std::string credit("\0\0\0\1", 4);
    const struct {
        std::vector<std::string> frames;
        const char* says;
    } cases[] = {
        {{}, "first frame"},
        {{"", "replay", id_7, "events", from, credit}, "without an empty frame"},
        {{"replay"}, "this one has 1"},
        {{"ask", id_7, "record"}, "a question has 4 frames; this one has 3"},
        {{"ask", "7", "record", from}, "id must have 8 bytes"},
        {{"replay", id_7, "events", from}, "this one has 4"},
        {{"replay", "7", "events", from, credit}, "id must have 8 bytes"},
        {{"replay", id_7, "event", from, credit}, "\"events\" or \"records\""},
        {{"replay", id_7, "events", from + "x", credit}, "it has 9"},
        {{"replay", id_7, "events", from, std::string(4, '\0')}, "1 to 10000; it is 0"},
        {{"replay", id_7, "events", from, std::string("\0\0\x27\x11", 4)}, "it is 10001"},
        {{"replay", id_7, "events", from, credit, std::string(max_prefix_bytes + 1, 'x')}, "at most 128 bytes"},
        {{"credit", id_7}, "this one has 2"},
        {{"credit", id_7, credit, ""}, "this one has 4"},
    };
    for (const auto& one : cases) {
        const auto request = wire::parse_request(views(one.frames));
        ASSERT_FALSE(request) << one.says;
        EXPECT_THAT(request.error().message, HasSubstr(one.says));
    }
}

TEST(BusWire, TakesSixtyFourPrefixesAndNotOneMore) {
    wire::ReplayRequest request{
        .id = 1, .kind = Kind::events, .from = 0, .credit = 1, .prefixes = std::vector<std::string>(max_prefixes, "a")};
    EXPECT_TRUE(wire::parse_request(views(wire::frames_of(request))));
    request.prefixes.emplace_back("a");
    EXPECT_FALSE(wire::parse_request(views(wire::frames_of(request))));
}

TEST(BusWire, RefusesAnswersOfTheWrongKindOrShape) {
    const std::string place(16, '\0');
    EXPECT_TRUE(wire::parse_answer(views({"event", id_7, "item/a", place, "{}"}), Kind::events));
    EXPECT_FALSE(wire::parse_answer(views({"event", id_7, "item/a", place, "{}"}), Kind::records));
    EXPECT_FALSE(wire::parse_answer(views({"event", id_7, "item/a", place}), Kind::events));
    EXPECT_FALSE(wire::parse_answer(views({"caught_up", id_7, "short"}), Kind::events));
    EXPECT_FALSE(wire::parse_answer({}, Kind::events));
    const auto refusal = wire::parse_answer(views({"error", "", "busy", "later"}), Kind::events);
    ASSERT_TRUE(refusal);
    EXPECT_FALSE(std::get<wire::Refusal>(*refusal).id);
}

TEST(BusEndpoints, AreThreePortsInARow) {
    const auto at = Endpoints::from_base("tcp://127.0.0.1:65533");
    ASSERT_TRUE(at);
    EXPECT_EQ(at->events, "tcp://127.0.0.1:65533");
    EXPECT_EQ(at->records, "tcp://127.0.0.1:65534");
    EXPECT_EQ(at->replay, "tcp://127.0.0.1:65535");
    EXPECT_EQ(Endpoints::from_base("tcp://[::1]:*")->replay, "tcp://[::1]:*");
    EXPECT_EQ(Endpoints::from_base("ipc:///run/bus")->records, "ipc:///run/bus.records");
}

TEST(BusEndpoints, RefuseWhatIsNotABusAddress) {
    for (const char* text : {"", "tcp://", "tcp://127.0.0.1", "tcp://:5550", "tcp://h:0", "tcp://h:65534",
                             "tcp://h:12x", "http://127.0.0.1:5550", "127.0.0.1:5550", "ipc://"}) {
        const auto at = Endpoints::from_base(text);
        ASSERT_FALSE(at) << text;
        EXPECT_THAT(at.error().message, HasSubstr("tcp://127.0.0.1:5550")) << text;
    }
}

TEST(BusEndpoints, KnowWhichLeaveTheMachine) {
    for (const char* text : {"tcp://127.0.0.1:1", "tcp://localhost:*", "tcp://[::1]:5", "ipc:///a", "inproc://a"}) {
        EXPECT_FALSE(leaves_the_machine(text)) << text;
    }
    for (const char* text : {"tcp://*:1", "tcp://0.0.0.0:1", "tcp://10.0.0.1:1", "tcp://localhost.example:1"}) {
        EXPECT_TRUE(leaves_the_machine(text)) << text;
    }
}

}  // namespace taizhang::bus
