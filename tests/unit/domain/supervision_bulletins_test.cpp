#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

class Bulletins : public SupervisedCity {
  protected:
    static bulletin::Issued circular() {
        return {.title = "三月重点工作台账落实情况通报",
                .number = "督办通报〔2014〕3号",
                .ledger = LedgerId{"2014"},
                .from = Date(2014, 3, 1),
                .until = Date(2014, 3, 31),
                .stands_on = 5,
                .addressed_to = "各区，市直各部门",
                .body = {{bulletin::BlockKind::paragraph, "三月应报3家。", {}}, table()},
                .signed_by = "市政府政务督查室",
                .dated = Date(2014, 4, 10)};
    }
    static bulletin::Block table() {
        return {bulletin::BlockKind::table, "各单位报账情况", {{{"单位", "报账"}}, {{"市发改委", "按时"}}}};
    }
    Result<std::vector<Happening>> issue(const bulletin::Issued& bulletin, const std::string& by = "supervisor") {
        return world.give(by, "bulletin/b", bulletin);
    }
};

TEST_F(Bulletins, Rule_8_TheDigestIsThatOfTheTextWhateverCame) {
    auto sent = circular();
    sent.digest = sha256({"something else"});
    const auto result = issue(sent);
    ASSERT_THAT(result, Accepted());
    const auto& issued = std::get<bulletin::Issued>(result->front().event);
    EXPECT_EQ(issued.digest, sha256({bulletin_text(circular())}));
}

TEST_F(Bulletins, Rule_8_ItStandsOnAPositionThatTheLogHas) {
    auto sent = circular();
    sent.stands_on = world.end();
    EXPECT_THAT(issue(sent), invalid_at("/stands_on"));
    sent.stands_on = world.end() - 1;
    EXPECT_THAT(issue(sent), Accepted());
}

TEST_F(Bulletins, Rule_8_ATableIsAsWideAsItsHead) {
    auto sent = circular();
    sent.body[1].rows[1].cells.push_back("多");
    EXPECT_THAT(issue(sent), invalid_at("/body/1/rows/1"));
    sent.body[1].rows.clear();
    EXPECT_THAT(issue(sent), invalid_at("/body/1/rows"));
    sent = circular();
    sent.body[0].rows = table().rows;
    EXPECT_THAT(issue(sent), invalid_at("/body/0/rows"));
}

TEST_F(Bulletins, Rule_8_ItSaysSomethingUnderATitleByASigner) {
    auto sent = circular();
    sent.title = "";
    EXPECT_THAT(issue(sent), invalid_at("/title"));
    sent = circular();
    sent.body.clear();
    EXPECT_THAT(issue(sent), invalid_at("/body"));
    sent = circular();
    sent.body[0].text = "";
    EXPECT_THAT(issue(sent), invalid_at("/body/0/text"));
    sent = circular();
    sent.signed_by = "";
    EXPECT_THAT(issue(sent), invalid_at("/signed_by"));
}

TEST_F(Bulletins, Rule_8_ItIsNotOfTheFutureAndItsDaysAreInOrder) {
    auto sent = circular();
    sent.dated = Date(2014, 4, 11);
    EXPECT_THAT(issue(sent), invalid_at("/dated"));
    sent = circular();
    sent.until = Date(2014, 2, 28);
    EXPECT_THAT(issue(sent), invalid_at("/until"));
    sent = circular();
    sent.ledger = LedgerId{"none"};
    EXPECT_THAT(issue(sent), Fails(ErrorCode::not_found, "/ledger"));
}

TEST_F(Bulletins, S1_9_MinutesNeedAReview) {
    auto sent = circular();
    sent.kind = bulletin::Kind::minutes;
    EXPECT_THAT(issue(sent), refused_by("S1.9"));
    sent.review = ReviewId{"none"};
    EXPECT_THAT(issue(sent), Fails(ErrorCode::not_found, "/review"));
}

TEST_F(Bulletins, Rule_4_TheHolderIssuesThoseOfItsLedger) {
    EXPECT_THAT(issue(circular(), "other-holder"), not_allowed());
    EXPECT_THAT(issue(circular(), "fgw-leader"), not_allowed());
    auto of_no_ledger = circular();
    of_no_ledger.ledger.reset();
    EXPECT_THAT(issue(of_no_ledger, "holder"), not_allowed());
    EXPECT_THAT(issue(circular(), "holder"), Accepted());
}

TEST_F(Bulletins, Rule_8_ItIsPublishedOnceAndWithdrawnWithAReason) {
    ASSERT_THAT(issue(circular()), Accepted());
    EXPECT_THAT(world.give("supervisor", "bulletin/b", bulletin::Published{""}), invalid_at("/where"));
    ASSERT_THAT(world.give("supervisor", "bulletin/b", bulletin::Published{"市政府网站"}), Accepted());
    EXPECT_THAT(world.give("supervisor", "bulletin/b", bulletin::Published{"内网"}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("supervisor", "bulletin/b", bulletin::Withdrawn{}), invalid_at("/reason"));
    ASSERT_THAT(world.give("supervisor", "bulletin/b", bulletin::Withdrawn{}, "数字有误"), Accepted());
    EXPECT_THAT(world.give("supervisor", "bulletin/b", bulletin::Withdrawn{}, "数字有误"),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("supervisor", "bulletin/b", bulletin::Published{"内网"}), Fails(ErrorCode::refused, ""));
}

TEST_F(Bulletins, Rule_8_WhatReplacesItExistsAndStands) {
    ASSERT_THAT(issue(circular()), Accepted());
    const auto withdraw = [&](const char* by) {
        return world.give("supervisor", "bulletin/b", bulletin::Withdrawn{BulletinId{by}}, "数字有误");
    };
    EXPECT_THAT(withdraw("none"), Fails(ErrorCode::not_found, "/replaced_by"));
    EXPECT_THAT(withdraw("b"), invalid_at("/replaced_by"));
    world.set_up("bulletin/c", circular());
    world.set_up("bulletin/c", bulletin::Withdrawn{});
    EXPECT_THAT(withdraw("c"), refused_at("/replaced_by"));
    world.set_up("bulletin/d", circular());
    EXPECT_THAT(withdraw("d"), Accepted());
}

}  // namespace

}  // namespace taizhang
