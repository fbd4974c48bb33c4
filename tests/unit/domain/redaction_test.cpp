#include "tests/unit/domain/city.hpp"

#include "src/domain/redaction/substitute.hpp"

namespace taizhang {

namespace {

const std::string removed(redaction::removed_text);

/// A text that the law wants gone stands in item 7, and in an urging.
class Redaction : public City {
  protected:
    Position entered_at = 0, urged_at = 0;

    Redaction() {
        person("zhao");
        person("wang");
        enrolled("zhao", {Role::approver}, "mayor");
        enrolled("wang", {Role::supervision}, "supervisor-wang");
        person("qian");
        enrolled("qian", {Role::supervision, Role::approver}, "both");
        world.account("nameless", {Role::approver}, "dbs");
        person("li");
        enrolled("li", {Role::supervision}, "supervisor-li");
        enrolled("li", {Role::approver}, "approver-li");
        entered_at = world.end();
        auto secret = entered();
        secret.number = "7";
        secret.text = "张三，身份证号110101196001010000，困难补助";
        world.set_up("item/7", secret);
        urged_at = world.end();
        world.set_up("item/7", item::Urged{"请张三补交材料", {}});
    }

    void person(const std::string& id) {
        world.set_up("person/" + id, person::Enrolled{.name = "某", .unit = UnitId{"dbs"}, .post = "专员"});
    }
    void enrolled(const std::string& person, std::vector<Role> roles, const std::string& account) {
        account::Opened opened{.name = account, .roles = std::move(roles), .unit = UnitId{"dbs"}};
        opened.person = PersonId{person};
        world.set_up("account/" + account, opened);
    }

    static std::string stream(Position position) { return "redaction/" + std::to_string(position); }

    auto request(Position position, std::vector<std::string> members, const std::string& by = "supervisor-wang") {
        return world.give(by, stream(position), redaction::Requested{"个人信息保护法第四十七条", std::move(members)},
                          "当事人申请");
    }
    auto approve(Position position, const std::string& by = "mayor") {
        return world.give(by, stream(position), redaction::Approved{}, "同意");
    }
    auto decline(Position position, const std::string& by = "supervisor-wang") {
        return world.give(by, stream(position), redaction::Declined{}, "依据不足");
    }
    template <class E>
    E left_at(Position position) {
        return std::get<E>(world.event_at(position)->event);
    }
};

TEST_F(Redaction, OneAsksAnotherApprovesAndTheTextIsGone) {
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    EXPECT_EQ(left_at<item::Entered>(entered_at).text, "张三，身份证号110101196001010000，困难补助");
    ASSERT_THAT(approve(entered_at), Accepted());
    EXPECT_EQ(left_at<item::Entered>(entered_at).text, removed);
    EXPECT_EQ(left_at<item::Entered>(entered_at).title, "投资");
}

TEST_F(Redaction, TheApprovalTellsAllThatWasCarriedOut) {
    const auto asked = world.now;
    ASSERT_THAT(request(urged_at, {"/text"}), Accepted());
    world.at("2014-02-01T09:00");
    const auto approved = approve(urged_at);
    ASSERT_THAT(approved, Accepted());
    ASSERT_EQ(approved->size(), 1u);
    const auto& execution = std::get<redaction::Approved>(approved->front().event).execution;
    ASSERT_TRUE(execution);
    EXPECT_EQ(execution->requested_by, AccountId{"supervisor-wang"});
    EXPECT_EQ(execution->requester_name, "supervisor-wang");
    EXPECT_EQ(execution->requested, asked);
    EXPECT_EQ(execution->request_reason, "当事人申请");
    EXPECT_EQ(execution->rule, "个人信息保护法第四十七条");
    EXPECT_EQ(execution->members, std::vector<std::string>{"/text"});
    EXPECT_EQ(execution->stream, StreamId{"item/7"});
    EXPECT_EQ(execution->stream_version, 2u);
    EXPECT_EQ(execution->schema, info_of(item::Urged{}).schema);
    const auto text = event_to_json(approved->front().event);
    EXPECT_EQ(boost::json::serialize(text).find("张三"), std::string::npos);
}

TEST_F(Redaction, WhoAskedDoesNotApprove) {
    ASSERT_THAT(request(entered_at, {"/text"}, "both"), Accepted());
    EXPECT_THAT(approve(entered_at, "both"), not_allowed());
    EXPECT_THAT(approve(entered_at), Accepted());
}

TEST_F(Redaction, NorDoesAnotherAccountOfTheSamePerson) {
    ASSERT_THAT(request(entered_at, {"/text"}, "supervisor-li"), Accepted());
    EXPECT_THAT(approve(entered_at, "approver-li"), not_allowed());
    EXPECT_THAT(approve(entered_at), Accepted());
}

TEST_F(Redaction, AccountsThatNameNoPersonAreNotTwoPeople) {
    ASSERT_THAT(request(entered_at, {"/text"}, "supervisor"), Accepted());
    const auto asked_by_nobody = approve(entered_at);
    EXPECT_THAT(asked_by_nobody, not_allowed());
    EXPECT_THAT(asked_by_nobody.error().message, testing::HasSubstr("'supervisor' names no person"));
    ASSERT_THAT(decline(entered_at), Accepted());
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    const auto approved_by_nobody = approve(entered_at, "nameless");
    EXPECT_THAT(approved_by_nobody, not_allowed());
    EXPECT_THAT(approved_by_nobody.error().message, testing::HasSubstr("'nameless' names no person"));
    EXPECT_THAT(approve(entered_at), Accepted());
}

TEST_F(Redaction, RolesAndReasonsAreAskedFor) {
    EXPECT_THAT(request(entered_at, {"/text"}, "mayor"), not_allowed());
    EXPECT_THAT(request(entered_at, {"/text"}, "holder"), not_allowed());
    EXPECT_THAT(world.give("supervisor", stream(entered_at), redaction::Requested{"某法", {"/text"}}),
                invalid_at("/reason"));
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    EXPECT_THAT(approve(entered_at, "supervisor"), not_allowed());
    EXPECT_THAT(approve(entered_at, "auditor"), not_allowed());
    EXPECT_THAT(world.give("mayor", stream(entered_at), redaction::Approved{}), invalid_at("/reason"));
}

TEST_F(Redaction, OnlyTextsAreRemovedAndTheRefusalNamesTheMember) {
    EXPECT_THAT(request(entered_at, {}), invalid_at("/members"));
    EXPECT_THAT(request(entered_at, {"/text", "/nothing"}), invalid_at("/members/1"));
    EXPECT_THAT(request(entered_at, {"/text", "/units"}), invalid_at("/members/1"));
    EXPECT_THAT(request(entered_at, {""}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"text"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/deadline"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/ledger"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/units/0/unit"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/units/0/role"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/targets/0/value"}), invalid_at("/members/0"));
    EXPECT_THAT(request(entered_at, {"/targets/0/indicator", "/title"}), Accepted());
}

TEST_F(Redaction, TheRuleIsNamedAndTheStreamIsAPosition) {
    EXPECT_THAT(world.give("supervisor", stream(entered_at), redaction::Requested{"", {"/text"}}, "申请"),
                invalid_at("/rule"));
    for (const auto* id : {"redaction/item-7", "redaction/-1", "redaction/007", "redaction/7x"})
        EXPECT_THAT(world.give("supervisor", id, redaction::Requested{"某法", {"/text"}}, "申请"),
                    invalid_at("/stream"))
            << id;
    EXPECT_THAT(request(world.end() + 5, {"/text"}), Fails(ErrorCode::not_found, ""));
}

TEST_F(Redaction, OfAccountsRegimesKeysAndRedactionsNothingIsRemoved) {
    const auto account_at = world.end();
    world.account("zhang", {Role::auditor});
    EXPECT_THAT(request(account_at, {"/name"}), refused_at("/stream"));
    const auto regime_at = world.end();
    const std::string text = "title = \"督查制度\"\nsystem = \"S1\"\ndocument = \"测试\"\n";
    world.set_up("regime/s1", regime::Adopted{"督查制度", "S1", text, sha256({text})});
    EXPECT_THAT(request(regime_at, {"/title"}), refused_at("/stream"));
    const auto request_at = world.end();
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    EXPECT_THAT(request(request_at, {"/rule"}), refused_at("/stream"));
}

TEST_F(Redaction, AnExecutionIsNotGiven) {
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    const redaction::Approved forged{redaction::Execution{.rule = "另一部法", .stream = StreamId{"item/1"}}};
    EXPECT_THAT(world.give("mayor", stream(entered_at), forged, "同意"), invalid_at("/execution"));
}

TEST_F(Redaction, NothingIsApprovedThatNobodyAskedFor) {
    EXPECT_FALSE(approve(entered_at));
    EXPECT_FALSE(decline(entered_at));
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    ASSERT_THAT(approve(entered_at), Accepted());
    EXPECT_THAT(approve(entered_at), refused_by(""));
}

TEST_F(Redaction, WhatWasDeclinedMayBeAskedForAgain) {
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    EXPECT_THAT(request(entered_at, {"/title"}), refused_by(""));
    ASSERT_THAT(decline(entered_at, "mayor"), Accepted());
    EXPECT_THAT(approve(entered_at), refused_by(""));
    ASSERT_THAT(request(entered_at, {"/title"}), Accepted());
    ASSERT_THAT(approve(entered_at), Accepted());
    EXPECT_EQ(left_at<item::Entered>(entered_at).title, removed);
    EXPECT_NE(left_at<item::Entered>(entered_at).text, removed);
}

TEST_F(Redaction, ASecondRedactionOfTheSameEventGoesOnFromWhatIsLeft) {
    ASSERT_THAT(request(entered_at, {"/text"}), Accepted());
    ASSERT_THAT(approve(entered_at), Accepted());
    ASSERT_THAT(request(entered_at, {"/title"}), Accepted());
    ASSERT_THAT(approve(entered_at), Accepted());
    EXPECT_EQ(left_at<item::Entered>(entered_at).text, removed);
    EXPECT_EQ(left_at<item::Entered>(entered_at).title, removed);
    EXPECT_EQ(world.state<RedactionState>(stream(entered_at)).approved, 2u);
}

TEST(Substitute, BlanksTheNamedTextsAndNothingElse) {
    item::Entered event{.ledger = LedgerId{"2014"}, .number = "1", .title = "甲", .text = "乙"};
    const auto left = substitute_for(event, {"/title"});
    ASSERT_TRUE(left);
    auto expected = event_to_json(event);
    expected["title"] = removed;
    EXPECT_EQ(event_to_json(*left), expected);
}

TEST(Substitute, TakesNoMoreMembersThanItMay) {
    const item::Entered event{.ledger = LedgerId{"2014"}, .number = "1", .title = "甲", .text = "乙"};
    const auto too_many = substitute_for(event, std::vector<std::string>(max_redacted_members + 1, "/text"));
    ASSERT_FALSE(too_many);
    EXPECT_EQ(too_many.error().code, ErrorCode::over_limit);
}

}  // namespace

}  // namespace taizhang
