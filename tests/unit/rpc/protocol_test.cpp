// JSON-RPC 2.0 itself: what is malformed, batches, notifications, limits of messages.
#include "rig.hpp"
#include "src/rpc/message.hpp"
#include "src/rpc/method.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

json::object only_answer(Client& client, const std::string& text) {
    client.send(text);
    const auto frames = client.outlet->read_all();
    EXPECT_EQ(frames.size(), 1u);
    return frames.empty() ? json::object{} : json::parse(frames.front()).as_object();
}

struct Malformed {
    const char* fault;
    const char* text;
    int code;
    const char* id;
};

class Protocol : public testing::TestWithParam<Malformed> {};

TEST_P(Protocol, MalformedCallsAreToldWithTheStandardsCode) {
    Rig rig;
    auto client = rig.client();
    const auto answer = only_answer(client, GetParam().text);
    EXPECT_EQ(code_of(answer), GetParam().code) << json::serialize(answer);
    EXPECT_EQ(json::serialize(answer.at("id")), GetParam().id);
    EXPECT_EQ(answer.at("jsonrpc"), "2.0");
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Protocol,
    testing::Values(
        Malformed{"empty", "", -32700, "null"}, Malformed{"cut off", R"({"jsonrpc":"2.0","id":1)", -32700, "null"},
        Malformed{"two texts", R"({} {})", -32700, "null"}, Malformed{"not UTF-8", "\"\xff\"", -32700, "null"},
        Malformed{"a number", "17", -32600, "null"}, Malformed{"an empty batch", "[]", -32600, "null"},
        Malformed{"no version", R"({"id":1,"method":"rpc.discover"})", -32600, "1"},
        Malformed{"version 1.0", R"({"jsonrpc":"1.0","id":"a","method":"rpc.discover"})", -32600, "\"a\""},
        Malformed{"no method", R"({"jsonrpc":"2.0","id":2})", -32600, "2"},
        Malformed{"a method that is no string", R"({"jsonrpc":"2.0","id":2,"method":1})", -32600, "2"},
        Malformed{"an id that is an object", R"({"jsonrpc":"2.0","id":{},"method":"rpc.discover"})", -32600, "null"},
        Malformed{"params that are a string", R"({"jsonrpc":"2.0","id":3,"method":"auth.login","params":"x"})", -32600,
                  "3"},
        Malformed{"params by position", R"({"jsonrpc":"2.0","id":3,"method":"auth.login","params":["a"]})", -32602,
                  "3"},
        Malformed{"an unknown method", R"({"jsonrpc":"2.0","id":4,"method":"item.report_progres"})", -32601, "4"}));

TEST(ProtocolLimits, DeepNestingIsAParseErrorNotACrash) {
    Rig rig;
    auto client = rig.client();
    EXPECT_EQ(code_of(only_answer(client, std::string(100'000, '['))), -32700);
}

TEST(ProtocolLimits, AMessageOfOneMebibyteIsTakenAndOneByteMoreIsNot) {
    Rig rig;
    auto client = rig.client();
    std::string text = R"({"jsonrpc":"2.0","id":1,"method":"auth.logout"})";
    text.resize(max_message_bytes, ' ');
    EXPECT_EQ(code_of(only_answer(client, text)), 4);
    const auto answer = only_answer(client, text + " ");
    EXPECT_EQ(code_of(answer), 6);
    EXPECT_EQ(answer.at("error").at("data").at("limit"), std::int64_t(max_message_bytes));
}

std::string batch_of(std::size_t count) {
    json::array calls;
    for (std::size_t i = 0; i < count; ++i) {
        calls.push_back({{"jsonrpc", "2.0"}, {"id", std::int64_t(i)}, {"method", "auth.logout"}});
    }
    return json::serialize(calls);
}

TEST(ProtocolLimits, ABatchOf1000CallsIsAnsweredInOrderAndOneOf1001IsRefusedWhole) {
    Rig rig;
    auto client = rig.client();
    client.send(batch_of(1'000));
    const auto answers = client.next().as_array();
    ASSERT_EQ(answers.size(), 1'000u);
    for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].at("id"), std::int64_t(i));
    const auto refused = only_answer(client, batch_of(1'001));
    EXPECT_EQ(code_of(refused), 6);
    EXPECT_EQ(refused.at("error").at("data").at("limit"), 1'000);
}

TEST(ProtocolBatch, GoodAndBadCallsAreAnsweredEachAndNotificationsAreNot) {
    Rig rig;
    auto client = rig.client();
    client.send(R"([{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}, 5, {"jsonrpc":"2.0","method":"rpc.discover"},
                    {"jsonrpc":"2.0","id":"x","method":"no.such"}])");
    const auto answers = json::parse(client.outlet->read_one()).as_array();
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_TRUE(answers[0].as_object().contains("result"));
    EXPECT_EQ(code_of(answers[1].as_object()), -32600);
    EXPECT_EQ(code_of(answers[2].as_object()), -32601);
}

TEST(ProtocolBatch, IsAnsweredOnceTheLastOfItsCommandsIs) {
    Rig rig;
    rig.engine.holds_answers = true;
    auto client = rig.logged_in("lin");
    client.send(R"([{"jsonrpc":"2.0","id":1,"method":"item.close_out","params":{"item":"i","command_id":")" +
                command_id + R"("}},{"jsonrpc":"2.0","id":2,"method":"system.health"}])");
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    rig.engine.release();
    const auto answers = json::parse(client.outlet->read_one()).as_array();
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].at("id"), 1);
    EXPECT_EQ(answers[0].at("result").at("stream"), "item/i");
}

TEST(ProtocolBatch, OfNotificationsAloneIsNotAnswered) {
    Rig rig;
    auto client = rig.client();
    client.send(R"([{"jsonrpc":"2.0","method":"rpc.discover"},{"jsonrpc":"2.0","method":"no.such"}])");
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
}

TEST(ProtocolBatch, StopsRunningCallsOnceItsAnswersAreTooLarge) {
    Rig rig({.batch_answer_bytes = 1});
    auto client = rig.client();
    client.send(batch_of(2));
    const auto answers = json::parse(client.outlet->read_one()).as_array();
    EXPECT_EQ(code_of(answers[0].as_object()), 4);
    EXPECT_EQ(code_of(answers[1].as_object()), 6);
}

TEST(ProtocolBatch, OfWhoHasNotLoggedInHoldsNoMoreThanWaitsForAReader) {
    Rig rig({.queued_bytes = 1});
    auto stranger = rig.client();
    stranger.send(batch_of(2));
    const auto answers = json::parse(stranger.outlet->read_one()).as_array();
    EXPECT_EQ(code_of(answers[1].as_object()), 6);
    EXPECT_EQ(answers[1].at("error").at("data").at("limit"), 1);
}

TEST(ProtocolBatch, CallsBeyondTheFirstFewAreBegunOneForEachPump) {
    Rig rig;
    rig.engine.holds_answers = true;
    auto client = rig.logged_in("lin");
    std::string calls;
    for (int id = 0; id < 7; ++id) {
        calls += std::string(id == 0 ? "[" : ",") + R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
                 R"(,"method":"item.close_out","params":{"item":"i)" + std::to_string(id) + R"(","command_id":")" +
                 command_id + R"("}})";
    }
    client.outlet->wakes = 0;
    client.send(calls + "]");
    EXPECT_GT(client.outlet->wakes, 0);
    EXPECT_EQ(rig.engine.requests.size(), 4u);
    for (std::size_t begun = 5; begun <= 7; ++begun) {
        EXPECT_FALSE(client.session->accepts_input());
        EXPECT_TRUE(client.session->pump());
        EXPECT_EQ(rig.engine.requests.size(), begun);
    }
    EXPECT_TRUE(client.session->accepts_input());
    for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(rig.engine.requests[i].stream.value, "item/i" + std::to_string(i));
    rig.engine.release();
    const auto answers = client.next().as_array();
    ASSERT_EQ(answers.size(), 7u);
    for (int id = 0; id < 7; ++id) EXPECT_EQ(answers[std::size_t(id)].at("id"), id);
}

TEST(ProtocolBatch, ThatIsBeingBegunLetsNoOtherCallOvertakeIt) {
    Rig rig;
    auto client = rig.logged_in("lin");
    client.send(batch_of(5));
    client.send(R"({"jsonrpc":"2.0","id":"x","method":"rpc.discover"})");
    EXPECT_EQ(code_of(json::parse(client.outlet->read_one()).as_object()), 7);
    client.send(batch_of(5));
    const auto refused = json::parse(client.outlet->read_one()).as_array();
    EXPECT_EQ(refused.size(), 5u);
    for (const auto& answer : refused) EXPECT_EQ(code_of(answer.as_object()), 7);
    const auto answers = client.next().as_array();
    ASSERT_EQ(answers.size(), 5u);
    EXPECT_EQ(code_of(answers[0].as_object()), 0);
    EXPECT_EQ(code_of(client.call("rpc.discover")), 0);
}

TEST(ProtocolBatch, ThatIsNotAllBegunWhenTheConnectionEndsIsDropped) {
    Rig rig;
    auto client = rig.logged_in("lin");
    client.send(batch_of(9));
    client.session->close();
    EXPECT_FALSE(client.session->pump());
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
}

TEST(ProtocolBatch, FrameStaysBoundedWhenAnswersThatWereAllStartedTurnOutLarge) {
    Rig rig({.batch_answer_bytes = 10'000});
    rig.engine.holds_answers = true;
    rig.engine.refusal = Error{ErrorCode::conflict, "x", {{"changes", std::string(6'000, 'x')}}};
    auto client = rig.logged_in("lin");
    std::string calls;
    for (int id = 0; id < 4; ++id) {
        calls += std::string(id == 0 ? "[" : ",") + R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
                 R"(,"method":"item.close_out","params":{"item":"i","command_id":")" + command_id + R"("}})";
    }
    client.send(calls + "]");
    rig.engine.release();
    const auto frame = client.outlet->read_one();
    EXPECT_LE(frame.size(), 10'000 + 4 * 1'024);
    const auto answers = json::parse(frame).as_array();
    ASSERT_EQ(answers.size(), 4u);
    EXPECT_EQ(code_of(answers[0].as_object()), 1);
    for (int id = 1; id < 4; ++id) {
        const auto& answer = answers[std::size_t(id)].as_object();
        EXPECT_EQ(code_of(answer), 6);
        EXPECT_EQ(answer.at("id"), id);
        EXPECT_EQ(answer.at("error").at("data").at("limit"), 10'000);
    }
    EXPECT_EQ(rig.services.metrics.errors[error_slot(6)], 3u);
}

TEST(ProtocolBatch, SubscriptionWhoseSnapshotDidNotFitIsTakenBack) {
    Rig rig({.batch_answer_bytes = 3'000, .subscriptions = 1});
    rig.add_events(1);
    rig.views.change({"items", "a", 1, json::serialize(json::object{{"text", std::string(4'000, 'x')}})});
    rig.views.apply_until(1);
    auto client = rig.logged_in("lin");
    client.send(R"([{"jsonrpc":"2.0","id":1,"method":"view.subscribe","params":{"view":"items"}}])");
    EXPECT_EQ(code_of(client.next().as_array().at(0).as_object()), 6);
    EXPECT_EQ(rig.services.metrics.view_subscriptions, 0u);
    EXPECT_EQ(client.code("view.subscribe", {{"view", "items"}}), 0);
}

TEST(ProtocolNotification, IsCarriedOutButNotAnswered) {
    Rig rig;
    auto client = rig.logged_in("lin");
    client.send(R"({"jsonrpc":"2.0","method":"auth.logout"})");
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    EXPECT_EQ(client.code("system.health"), 4);
}

TEST(ProtocolNotification, ThatHeldUpTheReadingWakesTheServerOnceItIsDone) {
    Rig rig({.outstanding = 2});
    rig.engine.holds_answers = true;
    auto client = rig.logged_in("lin");
    for (const char* last : {"1", "2"}) {
        client.send(R"({"jsonrpc":"2.0","method":"item.close_out","params":{"item":"i","command_id":"11111111-1111-)" +
                    std::string("4111-8111-11111111111") + last + R"("}})");
    }
    EXPECT_FALSE(client.session->accepts_input());
    client.outlet->wakes = 0;
    rig.engine.release();
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    EXPECT_GT(client.outlet->wakes, 0);
    EXPECT_TRUE(client.session->accepts_input());
}

TEST(ProtocolBatch, OfNotificationsThatHeldUpTheReadingWakesTheServerOnceItIsDone) {
    Rig rig({.outstanding = 2});
    rig.engine.holds_answers = true;
    auto client = rig.logged_in("lin");
    const auto part = [](const std::string& id) {
        return R"({"jsonrpc":"2.0","method":"item.close_out","params":{"item":"i","command_id":")" + id + R"("}})";
    };
    client.send("[" + part(command_id) + "," + part("22222222-2222-4222-8222-222222222222") + "]");
    EXPECT_FALSE(client.session->accepts_input());
    client.outlet->wakes = 0;
    rig.engine.release();
    EXPECT_GT(client.outlet->wakes, 0);
    EXPECT_TRUE(client.session->accepts_input());
}

TEST(ProtocolIds, AreGivenBackAsTheyCame) {
    Rig rig;
    auto client = rig.client();
    for (const char* id : {"null", "0", "-7", "\"长\"", "18446744073709551615"}) {
        const auto answer =
            only_answer(client, R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"method":"auth.logout"})");
        EXPECT_EQ(json::serialize(answer.at("id")), id);
    }
}

TEST(ProtocolMethods, AnUnknownNameIsToldTheNearestOne) {
    Rig rig;
    auto client = rig.client();
    const auto answer = client.call("item.report_progres");
    EXPECT_EQ(answer.at("error").at("data").at("nearest"), "item.report_progress");
}

TEST(ProtocolMethods, ParametersAreCheckedWithTheirPath) {
    Rig rig;
    auto client = rig.client();
    auto answer = client.call("auth.login", {{"account", "lin"}, {"secret", 5}});
    EXPECT_EQ(code_of(answer), -32602);
    EXPECT_EQ(answer.at("error").at("data").at("path"), "/secret");
    answer = client.call("auth.login", {{"account", "lin"}, {"secret", "x"}, {"extra", 1}});
    EXPECT_EQ(answer.at("error").at("data").at("path"), "/extra");
}

TEST(ProtocolMessage, LeavesTheParametersOfACallWhereTheyWereParsed) {
    json::monotonic_resource memory;
    const auto message = parse_message(R"({"jsonrpc":"2.0","id":1,"method":"view.get","params":{"key":"k"}})", &memory);
    const auto& request = std::get<Request>(message.parts.at(0));
    EXPECT_EQ(request.params.at("key"), "k");
    EXPECT_EQ(request.params.storage().get(), &memory);
    EXPECT_EQ(request.params.at("key").storage().get(), &memory);
}

TEST(ProtocolDiscover, DocumentsEveryMethodOfTheTableWithSchemas) {
    Rig rig;
    auto client = rig.client();
    const auto document = client.result("rpc.discover");
    EXPECT_EQ(document.at("openrpc"), "1.2.6");
    const auto& listed = document.at("methods").as_array();
    ASSERT_EQ(listed.size(), methods().size());
    for (const auto& method : listed) {
        EXPECT_TRUE(find_method(std::string(method.at("name").as_string())));
        EXPECT_FALSE(method.at("summary").as_string().empty());
        EXPECT_TRUE(method.at("result").at("schema").is_object());
        for (const auto& param : method.at("params").as_array()) EXPECT_TRUE(param.at("schema").is_object());
    }
    EXPECT_EQ(document.at("x-events").as_array().size(), event_table().size());
}

TEST(ProtocolDiscover, HasAMethodForEveryCommandButTheInternalOne) {
    for (const auto& info : event_table()) {
        EXPECT_EQ(find_method(info.command) != nullptr, info.command != "account.change_credential") << info.command;
    }
}

TEST(ProtocolDiscover, NoEventFieldClashesWithWhatStandsBesideItInACommand) {
    for (const auto& info : event_table()) {
        const auto schema = info.json_schema();
        for (const auto name : {info.category, std::string_view("command_id"), std::string_view("expected_version"),
                                std::string_view("reason"), std::string_view("effective_at")}) {
            EXPECT_FALSE(schema.at("properties").as_object().contains(name)) << info.name << " has " << name;
        }
    }
}

}  // namespace
}  // namespace taizhang::rpc::test
