// Adopting, amending and repealing a regime; what its text must be is tested in tests/unit/regime.
#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

const std::string working_days = R"(
title = "工作日历"
system = "calendar"
document = "通知"
[[year]]
year = 2014
holidays = [{ name = "元旦", on = 2014-01-01 }]
)";

std::string rules_text(const std::string& rest = {}, const std::string& system = "S1") {
    return "title = \"制度\"\nsystem = \"" + system + "\"\ndocument = \"文件\"\n" + rest;
}

class Regimes : public City {
  protected:
    static regime::Adopted adopted(const std::string& text) {
        return {.title = "制度", .system = "S1", .text = text, .digest = sha256({text})};
    }
    Result<std::vector<Happening>> adopt(const regime::Adopted& event, const std::string& id = "s1") {
        return world.give("holder", "regime/" + id, event);
    }
    Result<std::vector<Happening>> amend(const std::string& text, const std::string& reason = "修订") {
        return world.give("holder", "regime/s1", regime::Amended{text, sha256({text})}, reason);
    }
    void adopt_calendar() {
        auto event = adopted(working_days);
        event.title = "工作日历";
        event.system = "calendar";
        ASSERT_THAT(adopt(event, "days"), Accepted());
    }
    const RegimeState& regime() { return world.state<RegimeState>("regime/s1"); }
};

TEST_F(Regimes, TheDigestMustBeThatOfTheText) {
    auto event = adopted(rules_text());
    event.digest = sha256({"another text"});
    EXPECT_THAT(adopt(event), invalid_at("/digest"));
}

TEST_F(Regimes, TitleAndSystemAreThoseOfTheText) {
    auto event = adopted(rules_text());
    event.system = "S2";
    EXPECT_THAT(adopt(event), invalid_at("/text"));
    event = adopted(rules_text());
    event.title = "另一个制度";
    EXPECT_THAT(adopt(event), invalid_at("/text"));
    event.title = "";
    EXPECT_THAT(adopt(event), invalid_at("/title"));
    EXPECT_THAT(adopt(adopted(rules_text())), Accepted());
}

TEST_F(Regimes, ATextWithFaultsIsRefusedWithAllOfThem) {
    const auto result = adopt(adopted(rules_text("[reporting]\ndue_day = 32\nshfit = \"after\"\n")));
    ASSERT_THAT(result, invalid_at("/text"));
    const auto error = result.error();
    const auto& faults = error.details.at("faults").as_array();
    ASSERT_EQ(faults.size(), 2u);
    EXPECT_EQ(faults[0].at("line"), 5);
    EXPECT_EQ(faults[0].at("key"), "reporting.due_day");
    EXPECT_EQ(faults[1].at("line"), 6);
    EXPECT_THAT(error.message, testing::HasSubstr("/text:5: reporting.due_day"));
}

TEST_F(Regimes, S1_4_TheRulesThatHoldAreThoseOfTheLastText) {
    ASSERT_THAT(adopt(adopted(rules_text("[reporting]\ndue_day = 8\n"))), Accepted());
    ASSERT_TRUE(regime().rules);
    EXPECT_EQ(regime().rules->reporting.due_day, 8);
    ASSERT_THAT(amend(rules_text("[reporting]\ndue_day = 9\n")), Accepted());
    EXPECT_EQ(regime().rules->reporting.due_day, 9);
}

TEST_F(Regimes, AmendingNeedsAReasonAnotherTextAndTheSameSystem) {
    ASSERT_THAT(adopt(adopted(rules_text())), Accepted());
    EXPECT_THAT(amend(rules_text("[reporting]\ndue_day = 9\n"), ""), invalid_at("/reason"));
    EXPECT_THAT(amend(rules_text()), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(amend(rules_text("", "S2")), invalid_at("/text"));
    EXPECT_THAT(amend("title = \"改名\"\nsystem = \"S1\"\ndocument = \"文件\"\n"), invalid_at("/text"));
    EXPECT_THAT(amend("no = \"rules\"\n"), invalid_at("/text"));
    EXPECT_FALSE(regime().rules->reporting.due_day);
}

TEST_F(Regimes, TheWorkingDaysMustBeARegimeThatHoldsThem) {
    const auto with_calendar = adopted(rules_text("calendar = \"days\"\n"));
    EXPECT_THAT(adopt(with_calendar), refused_at("/text"));
    ASSERT_THAT(adopt(adopted(rules_text()), "days"), Accepted());  // rules, no working days
    EXPECT_THAT(adopt(with_calendar), refused_at("/text"));
    EXPECT_FALSE(world.get(StreamId{"regime/s1"}).exists());
}

TEST_F(Regimes, TheWorkingDaysMustBeInForce) {
    adopt_calendar();
    ASSERT_THAT(adopt(adopted(rules_text("calendar = \"days\"\n"))), Accepted());
    ASSERT_THAT(world.give("holder", "regime/days", regime::Repealed{}, "废止"), Accepted());
    EXPECT_THAT(amend(rules_text("calendar = \"days\"\n[reporting]\ndue_day = 9\n")), refused_at("/text"));
    EXPECT_THAT(amend(rules_text("[reporting]\ndue_day = 9\n")), Accepted());
}

TEST_F(Regimes, ARepealedOneIsNeitherAmendedNorTakenByALedger) {
    ASSERT_THAT(adopt(adopted(rules_text())), Accepted());
    ASSERT_THAT(world.give("holder", "regime/s1", regime::Repealed{}, "废止"), Accepted());
    EXPECT_THAT(amend(rules_text("[reporting]\ndue_day = 9\n")), Fails(ErrorCode::refused, ""));
    const ledger::Opened opened{.title = "台账", .year = 2015, .holder = UnitId{"stats"}, .regime = RegimeId{"s1"}};
    EXPECT_THAT(world.give("supervisor", "ledger/x", opened), refused_at("/regime"));
}

}  // namespace

}  // namespace taizhang
