// What every command of supervision must say, and within which bounds: a table.
#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

using accountability::Measure;

const char* const by_rule = "按规定";

struct Wrong {
    const char* path;
    std::string stream;
    Event event;
};

std::string long_text(std::size_t characters) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += "长";
    return text;
}

class Fields : public SupervisedCity {
  protected:
    /// A thing of every kind, at the stage in which the commands below are possible.
    Fields() {
        world.set_up("inspection/held", inspection_of("fgw"));
        world.set_up("inspection/held", inspection::Held{Date(2014, 4, 10), "查看"});
        world.set_up("rectification/r", order());
        world.set_up("rectification/reported", order());
        world.account("reporter", {Role::unit_clerk}, "fgw");
        if (!world.give("reporter", "rectification/reported", rectification::Reported{"已整改"}))
            throw std::logic_error("not reported");
        world.set_up("review/t", meeting());
        world.set_up("review/held", meeting());
        world.set_up("review/held", review::Held{Date(2014, 4, 10), "开会", {}});
        for (const auto what : {Measure::criticism, Measure::summons, Measure::statement, Measure::yellow_card}) {
            if (!propose(what, "unit/fgw", reflect::enum_name(what)) ||
                !confirm("supervisor", reflect::enum_name(what)))
                throw std::logic_error("no measure");
        }
        if (!propose(Measure::inquiry, "person/wang", "inquiry") || !approve("mayor", "inquiry") ||
            !propose(Measure::criticism, "unit/jxw", "proposed"))
            throw std::logic_error("no inquiry");
        world.set_up("accountability/inquiry", accountability::Referred{"市监察局", "移送"});
        world.set_up("item/1", item::Listed{"每周报一次进度", {}});
    }

    static review::Scheduled meeting() {
        return {
            .kind = review::Kind::dispatch, .title = "调度会", .on = Date(2014, 4, 10), .organiser = UnitId{"stats"}};
    }
    static bulletin::Issued circular() {
        return {.title = "通报",
                .body = {{bulletin::BlockKind::paragraph, "正文", {}}},
                .signed_by = "督查室",
                .dated = Date(2014, 4, 10)};
    }

    template <class E, class Change>
    static E with(E event, Change change) {
        change(event);
        return event;
    }

    void fails(ErrorCode code, const std::vector<Wrong>& table) {
        for (const auto& wrong : table) {
            const auto by = info_of(wrong.event).command == "rectification.report" ? "fgw-clerk" : "supervisor";
            EXPECT_THAT(world.give(by, wrong.stream, wrong.event, by_rule), Fails(code, wrong.path))
                << wrong.stream << " " << info_of(wrong.event).command;
        }
    }
};

TEST_F(Fields, WhatIsEmptyIsRefusedWithItsPlace) {
    fails(ErrorCode::invalid,
          {
              {"/title", "inspection/x", with(inspection_of("fgw"), [](auto& e) { e.title = " "; })},
              {"/summary", "review/t", review::Held{Date(2014, 4, 10), "", {}}},
              {"/finding", "inspection/held", inspection::FindingRecorded{.finding = "", .unit = UnitId{"fgw"}}},
              {"/text", "inspection/held", inspection::FindingRecorded{.finding = "f", .unit = UnitId{"fgw"}}},
              {"/demand", "rectification/x", with(order(), [](auto& e) { e.demand = ""; })},
              {"/clause", "rectification/x", with(order(), [](auto& e) { e.clause = ""; })},
              {"/result", "rectification/r", rectification::Reported{" ", true}},
              {"/findings", "rectification/reported", rectification::Rejected{"", {}}},
              {"/note", "rectification/r", rectification::Withdrawn{""}},
              {"/clause", "accountability/x", with(measure(Measure::criticism), [](auto& e) { e.clause = ""; })},
              {"/rule", "accountability/x", with(measure(Measure::criticism), [](auto& e) { e.rule = ""; })},
              {"/note", "accountability/proposed", accountability::Confirmed{"", {}}},
              {"/text", "accountability/criticism", accountability::CriticismCirculated{"", {}}},
              {"/record", "accountability/summons", accountability::SummonsHeld{Date(2014, 4, 10), {}, ""}},
              {"/present/0/name", "accountability/summons",
               accountability::SummonsHeld{Date(2014, 4, 10), {named("")}, "谈话"}},
              {"/text", "accountability/statement", accountability::StatementMade{Date(2014, 4, 10), ""}},
              {"/findings", "accountability/yellow_card", accountability::CardLifted{""}},
              {"/outcome", "accountability/inquiry", accountability::OutcomeRecorded{"", {}}},
              {"/title", "review/x", with(meeting(), [](auto& e) { e.title = ""; })},
              {"/present/0/name", "review/t", review::Held{Date(2014, 4, 10), "开会", {named("")}}},
              {"/remark", "review/held", review::RemarkMade{.remark = "", .by = named("市长"), .text = "快"}},
              {"/text", "review/held", review::RemarkMade{.remark = "r", .by = named("市长"), .text = ""}},
              {"/number", "bulletin/x", with(circular(), [](auto& e) { e.number = ""; })},
              {"/findings", "item/1", item::Delisted{""}},
          });
}

TEST_F(Fields, AReferralSaysToWhomAndWhat) {
    ASSERT_THAT(propose(Measure::inquiry, "unit/fgw", "q"), Accepted());
    ASSERT_THAT(approve("mayor", "q"), Accepted());
    fails(ErrorCode::invalid, {{"/to", "accountability/q", accountability::Referred{"", "移送"}},
                               {"/text", "accountability/q", accountability::Referred{"市监察局", ""}}});
}

TEST_F(Fields, ADecisionOnReconsiderationSaysWhatWasFound) {
    ASSERT_THAT(
        world.give("fgw-leader", "accountability/yellow_card", accountability::ReconsiderationRequested{"", {}}),
        invalid_at("/grounds"));
    ASSERT_THAT(world.give("fgw-leader", "accountability/yellow_card",
                           accountability::ReconsiderationRequested{"批复晚到", {}}),
                Accepted());
    EXPECT_THAT(world.give("mayor", "accountability/yellow_card",
                           accountability::ReconsiderationDecided{accountability::Ruling::upheld, " "}, by_rule),
                invalid_at("/findings"));
}

TEST_F(Fields, WhatIsTooLongOrTooManyIsRefusedWithItsPlace) {
    const std::vector<review::Object> objects(max_list_entries + 1);
    const std::vector<UnitId> units(max_list_entries + 1, UnitId{"fgw"});
    const bulletin::Block paragraph{bulletin::BlockKind::paragraph, "正文", {}};
    bulletin::Block wide{bulletin::BlockKind::table, "表", {{std::vector<std::string>(max_list_entries + 1, "一")}}};
    bulletin::Block high{bulletin::BlockKind::table, "表", std::vector<bulletin::TableRow>(5001, {{"一"}})};
    bulletin::Block captioned{bulletin::BlockKind::table, long_text(max_title_characters + 1), {{{"一"}}}};
    bulletin::Block full{bulletin::BlockKind::table, "表", {{{long_text(max_text_characters + 1)}}}};
    fails(
        ErrorCode::over_limit,
        {
            {"/units", "inspection/x", with(inspection_of("fgw"), [&](auto& e) { e.units = units; })},
            {"/finding", "inspection/held",
             inspection::FindingRecorded{long_text(max_key_characters + 1), UnitId{"fgw"}, {}, "问题"}},
            {"/objects", "review/x", with(meeting(), [&](auto& e) { e.objects = objects; })},
            {"/evidence", "accountability/x",
             with(measure(Measure::criticism), [](auto& e) { e.evidence.assign(max_list_entries + 1, 0); })},
            {"/addressed_to", "bulletin/x",
             with(circular(), [](auto& e) { e.addressed_to = long_text(max_title_characters + 1); })},
            {"/body", "bulletin/x", with(circular(), [&](auto& e) { e.body.assign(max_list_entries + 1, paragraph); })},
            {"/body/0/rows/0", "bulletin/x", with(circular(), [&](auto& e) { e.body = {wide}; })},
            {"/body/0/rows", "bulletin/x", with(circular(), [&](auto& e) { e.body = {high}; })},
            {"/body/0/text", "bulletin/x", with(circular(), [&](auto& e) { e.body = {captioned}; })},
            {"/body/0/rows/0/cells/0", "bulletin/x", with(circular(), [&](auto& e) { e.body = {full}; })},
        });
}

TEST_F(Fields, FindingsAndRemarksAreBounded) {
    for (std::size_t i = 0; i < max_list_entries; ++i) {
        world.set_up("inspection/held", inspection::FindingRecorded{std::to_string(i), UnitId{"fgw"}, {}, "问题"});
        world.set_up("review/held",
                     review::RemarkMade{.remark = std::to_string(i), .by = named("市长"), .text = "加快"});
    }
    fails(ErrorCode::over_limit,
          {{"/finding", "inspection/held", inspection::FindingRecorded{"one more", UnitId{"fgw"}, {}, "问题"}},
           {"/remark", "review/held", review::RemarkMade{.remark = "one more", .by = named("市长"), .text = "加快"}}});
}

TEST_F(Fields, WhatIsNamedExists) {
    auto unenrolled = named("无名");
    unenrolled.person = PersonId{"nobody"};
    fails(ErrorCode::not_found,
          {{"/subject", "accountability/x", measure(Measure::criticism, "person/nobody")},
           {"/unit", "inspection/held", inspection::FindingRecorded{"f", UnitId{"nobody"}, {}, "问题"}},
           {"/present/0/person", "review/t", review::Held{Date(2014, 4, 10), "开会", {unenrolled}}}});
}

TEST_F(Fields, WhatIsAtAnotherStageIsRefused) {
    world.set_up("item/2", entered());
    fails(ErrorCode::refused, {{"S4.2", "review/held", review::Held{Date(2014, 4, 10), "再开", {}}},
                               {"S4.2", "review/t", review::MinutesIssued{BulletinId{"none"}}},
                               {"S1.6", "inspection/held", inspection::Held{Date(2014, 4, 10), "再查"}},
                               {"S1.6", "item/2", item::Delisted{"无此事"}}});
    EXPECT_THAT(approve("deputy", "inquiry"), refused_by("S1.7"));
    EXPECT_THAT(
        world.give("supervisor", "accountability/criticism", accountability::StatementMade{Date(2014, 4, 10), "表态"}),
        refused_by("S1.7"));
    EXPECT_THAT(world.give("system", "rectification/reported", rectification::Reminded{Date(2014, 4, 25), 15}),
                refused_by("S1.7"));
    EXPECT_THAT(
        world.give("system", "accountability/yellow_card", accountability::ReconsiderationOverdue{Date(2014, 4, 1)}),
        refused_by("rule 10"));
}

TEST_F(Fields, S1_5_NothingIsSaidOfAnItemWhoseLedgerIsClosed) {
    world.set_up("item/1", item::Cancelled{});
    world.set_up("ledger/2014", ledger::Closed{"交账"});
    fails(ErrorCode::refused, {{"S1.5", "item/1", item::Delisted{"办结"}},
                               {"S1.5", "item/1", item::ConfidenceAssessed{item::Confidence::red, "存疑", {}}}});
}

TEST_F(Fields, Rule_10_NobodyLiftsHisOwnCardOrWhatIsNoCard) {
    world.account("inside", {Role::supervision}, "fgw");
    EXPECT_THAT(world.give("inside", "accountability/yellow_card", accountability::CardLifted{"已赶上"}, by_rule),
                refused_by("rule 10"));
    ASSERT_THAT(world.give("supervisor", "accountability/criticism", accountability::CriticismCirculated{"通报", {}}),
                Accepted());
    EXPECT_THAT(world.give("supervisor", "accountability/criticism", accountability::CardLifted{"已赶上"}, by_rule),
                refused_by("S1.7"));
}

TEST_F(Fields, Rule_10_WhoeverAskedDoesNotDecideAlsoFromAnotherUnitSince) {
    account::Opened opened{.name = "王局长", .roles = {Role::unit_leader, Role::approver}, .unit = UnitId{"fgw"}};
    world.set_up("account/mover", opened);
    ASSERT_THAT(
        world.give("mover", "accountability/yellow_card", accountability::ReconsiderationRequested{"批复晚到", {}}),
        Accepted());
    world.set_up("unit/fgw", unit::Merged{UnitId{"czj"}});  // his account speaks for nobody now
    EXPECT_THAT(world.give("mover", "accountability/yellow_card",
                           accountability::ReconsiderationDecided{accountability::Ruling::revoked, "属实"}, by_rule),
                refused_by("rule 10"));
}

TEST_F(Fields, S1_7_AnOrderNamesAProposalOfRectificationAlone) {
    auto founded = order();
    founded.proposal = AccountabilityId{"criticism"};  // agreed on, of the same unit
    fails(ErrorCode::refused, {{"/proposal", "rectification/x", founded}});
}

TEST_F(Fields, Rule_11_ARectificationIsReportedByAnAccountOfTheUnitWhateverItsRoles) {
    EXPECT_THAT(world.give("jxw-clerk", "rectification/r", rectification::Reported{"代报"}), not_allowed());
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Reported{"代报"}), not_allowed());
}

}  // namespace

}  // namespace taizhang
