#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

class Access : public City {};

TEST(AccessTable, Rule4_AuditorsAndOperatorsWriteNothingButTheirOwnSecretAndTheLogsKeys) {
    for (const auto& info : event_table()) {
        const bool own_secret =
            info.command == "account.change_credential" || info.command == "account.revoke_sessions";
        EXPECT_EQ(may_command(Role::auditor, info.command), own_secret) << info.command;
        EXPECT_EQ(may_command(Role::operations, info.command), own_secret || info.category == "log") << info.command;
    }
}

TEST(AccessTable, EverybodyEndsHisOwnSessionsAndWhatWasRefusedIsWrittenByTheSystemAlone) {
    for (const auto& role : {Role::unit_clerk, Role::unit_leader, Role::ledger_holder, Role::supervision,
                             Role::approver, Role::auditor, Role::operations}) {
        EXPECT_EQ(scope_of(role, "account.revoke_sessions"), Scope::self);
        EXPECT_FALSE(may_command(role, "access.refuse"));
    }
    EXPECT_EQ(scope_of(Role::account_admin, "account.revoke_sessions"), Scope::any);
    EXPECT_FALSE(may_command(Role::account_admin, "access.refuse"));
}

TEST(AccessTable, Rule4_KeysAreTheOperatorsAlone) {
    for (const auto role : {Role::unit_clerk, Role::unit_leader, Role::ledger_holder, Role::supervision,
                            Role::account_admin, Role::approver, Role::auditor}) {
        EXPECT_FALSE(may_command(role, "log.adopt_key"));
        EXPECT_FALSE(may_command(role, "log.retire_key"));
    }
}

TEST(AccessTable, RedactionsAreAskedForBySupervisionAndApprovedByAnother) {
    EXPECT_EQ(scope_of(Role::supervision, "redaction.request"), Scope::any);
    EXPECT_FALSE(may_command(Role::supervision, "redaction.approve"));
    EXPECT_EQ(scope_of(Role::approver, "redaction.approve"), Scope::any);
    EXPECT_FALSE(may_command(Role::approver, "redaction.request"));
    for (const auto role : {Role::unit_clerk, Role::unit_leader, Role::ledger_holder, Role::account_admin,
                            Role::operations, Role::auditor})
        for (const auto* command : {"redaction.request", "redaction.approve", "redaction.decline"})
            EXPECT_FALSE(may_command(role, command)) << command;
}

TEST(AccessTable, Rule4_AccountAdministrationTouchesAccountsAlone) {
    for (const auto& info : event_table())
        EXPECT_EQ(may_command(Role::account_admin, info.command), info.category == "account") << info.command;
}

TEST(AccessTable, Rule4_NobodyElseManagesAccounts) {
    for (const auto role : {Role::unit_clerk, Role::unit_leader, Role::ledger_holder, Role::supervision}) {
        EXPECT_FALSE(may_command(role, "account.open"));
        EXPECT_FALSE(may_command(role, "account.grant_role"));
        EXPECT_EQ(scope_of(role, "account.change_credential"), Scope::self);
    }
}

TEST(AccessTable, Rule11_SupervisionActsOnAllButReportsForNobody) {
    EXPECT_FALSE(may_command(Role::supervision, "item.report_progress"));
    EXPECT_FALSE(may_command(Role::supervision, "item.correct_progress"));
    EXPECT_FALSE(may_command(Role::supervision, "report.submit"));
    EXPECT_EQ(scope_of(Role::supervision, "item.verify_completion"), Scope::any);
}

TEST(AccessTable, UnknownCommandsAreAllowedToNobody) {
    EXPECT_FALSE(may_command(Role::system, "item.delete"));
    EXPECT_FALSE(needs_reason("item.delete"));
}

TEST(AccessTable, Rule1_WhatChangesHistoryNeedsAReason) {
    for (const auto* command : {"item.revise",
                                "item.correct_progress",
                                "item.request_extension",
                                "item.grant_extension",
                                "item.refuse_extension",
                                "item.reopen",
                                "item.cancel",
                                "item.transfer",
                                "item.reject_completion",
                                "report.return",
                                "ledger.amend",
                                "regime.amend",
                                "account.revoke_role",
                                "unit.merge",
                                "unit.dissolve",
                                "redaction.request",
                                "redaction.approve",
                                "redaction.decline",
                                "log.adopt_key",
                                "log.retire_key"})
        EXPECT_TRUE(needs_reason(command)) << command;
    EXPECT_FALSE(needs_reason("item.report_progress"));
}

TEST_F(Access, Rule4_TheHolderActsOnItsOwnLedgerAlone) {
    EXPECT_THAT(world.give("holder", "item/1", item::Urged{"请加快", {}}), Accepted());
    EXPECT_THAT(world.give("other-holder", "item/1", item::Urged{"请加快", {}}), not_allowed());
    EXPECT_THAT(world.give("other-holder", "item/2", entered()), not_allowed());
    EXPECT_THAT(world.give("other-holder", "ledger/2014", ledger::Closed{"交账"}), not_allowed());
    ledger::Opened opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}};
    EXPECT_THAT(world.give("other-holder", "ledger/x", opened), not_allowed());
    EXPECT_THAT(world.give("holder", "ledger/x", opened), Accepted());
}

TEST_F(Access, Rule4_AUnitActsOnItsOwnItemsAndTheLeadOnJointOnes) {
    EXPECT_THAT(world.give("czj-clerk", "item/1", item::Acknowledged{}), not_allowed());
    EXPECT_THAT(world.give("jxw-clerk", "item/1", item::Acknowledged{}), Accepted());
    const item::MilestonePlanned planned{"开工", "项目开工", Date(2014, 6, 30)};
    EXPECT_THAT(world.give("jxw-clerk", "item/1", planned), not_allowed());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", planned), Accepted());
}

TEST_F(Access, TheLeadUnitRevisesItsMeasuresAndNothingElse) {
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::Revised{.measures = "每周调度"}, "细化"), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::Revised{.title = "新题", .measures = "每日调度"}, "细化"),
                not_allowed());
    EXPECT_THAT(world.give("jxw-clerk", "item/1", item::Revised{.measures = "每日调度"}, "细化"), not_allowed());
}

TEST_F(Access, TheRoleUsedIsTheMostParticularOne) {
    world.account("both", {Role::supervision, Role::unit_clerk}, "fgw");
    const auto role_for = [&](const Event& event) {
        Context context{world.now, world.now, {}, {Role::supervision, Role::unit_clerk}, "", world};
        context.actor.account = AccountId{"both"};
        context.actor.unit = UnitId{"fgw"};
        return acting_role(world.get(StreamId{"item/1"}), event, context);
    };
    EXPECT_EQ(role_for(item::Acknowledged{}), Role::unit_clerk);
    EXPECT_EQ(role_for(item::Urged{"请加快", {}}), Role::supervision);
    EXPECT_EQ(role_for(account::Closed{}), std::nullopt);
}

TEST_F(Access, ARefusalTellsWhoMay) {
    const auto result = world.give("auditor", "item/1", item::Urged{"请加快", {}});
    ASSERT_THAT(result, not_allowed());
    EXPECT_THAT(result.error().message, testing::HasSubstr("auditor"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("ledger_holder (holder), supervision (any)"));
}

TEST_F(Access, AClosedAccountActsNoMore) {
    world.set_up("account/supervisor", account::Closed{});
    EXPECT_THAT(world.give("supervisor", "item/1", item::Urged{"请加快", {}}), not_allowed());
}

TEST_F(Access, ACommandOnAStreamOfAnotherKindIsInvalid) {
    EXPECT_THAT(world.give("supervisor", "unit/fgw", item::Urged{"请加快", {}}), invalid_at("/stream"));
}

TEST_F(Access, ACommandOnWhatDoesNotExistIsNotFound) {
    EXPECT_THAT(world.give("supervisor", "item/99", item::Urged{"请加快", {}}), Fails(ErrorCode::not_found, ""));
    EXPECT_THAT(world.give("fgw-clerk", "item/99", item::Acknowledged{}), Fails(ErrorCode::not_found, ""));
}

TEST_F(Access, AReasonHasAtMost4000Characters) {
    std::string reason;
    for (std::size_t i = 0; i < max_reason_characters; ++i) reason += "因";
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "新题"}, reason), Accepted());
    const auto result = world.give("holder", "item/1", item::Revised{.title = "又题"}, reason + "由");
    ASSERT_THAT(result, Fails(ErrorCode::over_limit, "/reason"));
    EXPECT_EQ(result.error().details.at("limit").to_number<std::size_t>(), max_reason_characters);
}

TEST_F(Access, ABlankReasonIsNone) {
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "新题"}, " \u3000"), invalid_at("/reason"));
}

TEST_F(Access, FoldingAnEventOfAnotherCategoryIsAFaultOfOurs) {
    Aggregate aggregate{StreamId{"item/7"}, 0, {}};
    const auto result = apply(aggregate, unit::Dissolved{}, EventHeader{});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::internal);
    EXPECT_EQ(aggregate.version, 0u);
}

}  // namespace

}  // namespace taizhang
