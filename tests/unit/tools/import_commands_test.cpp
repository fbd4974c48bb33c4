// Commands from a file: all of them are decided, a file that was read in part is read again, and the first line that is
// wrong is named.
#include "tools/commands/import_commands.hpp"

#include "tests/unit/log/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>
#include <sstream>

namespace taizhang {

namespace {

using testing::HasSubstr;

class ImportCommands : public testing::Test {
  protected:
    ImportCommands() { node_ = Node::open({.data = directory_ / "data"}, clock_, random_).value(); }

    Result<CommandsEntered> enter(const std::string& text, const std::string& account = "system") {
        std::istringstream lines(text);
        return enter_commands(*node_, AccountId{account}, lines);
    }

    test::TemporaryDirectory directory_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Node> node_;
};

std::string unit_line(int number, const std::string& unit) {
    return fmt::format(
        R"({{"method":"unit.register","params":{{"unit":"{}","name":"发改委{}","kind":"department","confirmed":true,)"
        R"("command_id":"{:08}-1111-4111-8111-111111111111"}}}})"
        "\n",
        unit, unit, number);
}

std::string unit_line(int number) {
    return unit_line(number, "u" + std::to_string(number));
}

std::string unit_lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += unit_line(i);
    return text;
}

}  // namespace

TEST_F(ImportCommands, AreAllDecidedInOrderAlsoMoreThanTheEngineTakesAtOnce) {
    constexpr int many = 10'000;
    const auto done = enter(unit_lines(many));
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->lines, many);
    EXPECT_EQ(done->entered, many);
    EXPECT_EQ(done->already, 0U);
    ASSERT_EQ(node_->log().end(), many);
    EXPECT_EQ(node_->log().read(many - 1, {.count = 1})->front().header.stream.value, "unit/u9999");
}

TEST_F(ImportCommands, AFileThatWasReadInPartIsReadAgain) {
    ASSERT_TRUE(enter(unit_lines(5)));
    const auto done = enter(unit_lines(8));
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->already, 5U);
    EXPECT_EQ(done->entered, 3U);
    EXPECT_EQ(node_->log().end(), 8U);
}

TEST_F(ImportCommands, TheFirstLineThatIsWrongIsNamedAndWhatStandsBeforeItIsThere) {
    for (const auto& [wrong, said] : std::vector<std::pair<std::string, std::string>>{
             {"nonsense\n", "not valid JSON"},
             {"[]\n", "expected {\"method\""},
             {R"({"method":"unit.nonsense","params":{}})"
              "\n",
              "there is no command"},
             {R"({"method":"unit.register","params":{"unit":"x","name":"x","kind":"other","confirmed":true}})"
              "\n",
              "/params/command_id"},
             {unit_line(2, "another"), "was used for another command"}}) {
        const auto done = enter(unit_lines(3) + wrong + unit_line(9));
        ASSERT_FALSE(done) << wrong;
        EXPECT_THAT(done.error().message, testing::AllOf(HasSubstr("line 4: "), HasSubstr(said))) << wrong;
        EXPECT_GE(node_->log().end(), 3U);
    }
}

TEST_F(ImportCommands, AreSomebodysAndHeldToWhatTheyMayDo) {
    const auto nobody = enter(unit_line(0), "nobody");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::not_found);
    ASSERT_TRUE(enter(R"({"method":"account.open","params":{"account":"li","name":"李一","roles":["auditor"],)"
                      R"("command_id":"aaaaaaaa-1111-4111-8111-111111111111"}})"));
    const auto auditor = enter(unit_line(0), "li");
    ASSERT_FALSE(auditor);
    EXPECT_EQ(auditor.error().code, ErrorCode::forbidden);
}

}  // namespace taizhang
