#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

class Accounts : public City {
  protected:
    Result<std::vector<Happening>> open(std::vector<Role> roles, std::optional<UnitId> unit = UnitId{"fgw"}) {
        const auto id = "account/new" + std::to_string(++opened_);
        return world.give("admin", id, account::Opened{.name = "新账号", .roles = std::move(roles), .unit = unit});
    }

  private:
    int opened_ = 0;
};

TEST_F(Accounts, Rule4_TheThreePowersGoWithNothingElse) {
    for (const auto power : {Role::auditor, Role::account_admin, Role::operations}) {
        EXPECT_THAT(open({power}), Accepted());
        for (const auto other : {Role::auditor, Role::account_admin, Role::operations, Role::unit_clerk,
                                 Role::unit_leader, Role::ledger_holder, Role::supervision}) {
            if (other == power) continue;
            EXPECT_THAT(open({power, other}), refused_at("/roles")) << int(power) << " " << int(other);
            EXPECT_THAT(open({other, power}), refused_at("/roles")) << int(power) << " " << int(other);
        }
    }
}

TEST_F(Accounts, Rule4_TheThreePowersCannotBeJoinedByGrantingLater) {
    EXPECT_THAT(world.give("admin", "account/auditor", account::RoleGranted{Role::operations}), refused_at("/role"));
    EXPECT_THAT(world.give("admin", "account/supervisor", account::RoleGranted{Role::auditor}), refused_at("/role"));
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::RoleGranted{Role::unit_leader}), Accepted());
}

TEST_F(Accounts, Rule4_NobodyChangesHisOwnRoles) {
    EXPECT_THAT(world.give("admin", "account/admin", account::RoleRevoked{Role::account_admin}, "轮岗"),
                Fails(ErrorCode::refused, ""));
    world.account("admin2", {Role::account_admin});
    EXPECT_THAT(world.give("admin2", "account/admin", account::RoleRevoked{Role::account_admin}, "轮岗"), Accepted());
    EXPECT_THAT(world.give("admin", "account/admin2", account::Closed{}), not_allowed());
}

TEST_F(Accounts, TheSystemRoleIsGivenToNobody) {
    EXPECT_THAT(open({Role::system}), refused_at("/roles/0"));
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::RoleGranted{Role::system}), refused_at("/role"));
    EXPECT_THAT(world.give("admin", "account/system", account::Opened{.name = "x", .roles = {Role::auditor}}),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Accounts, RolesThatSpeakForAUnitNeedOne) {
    EXPECT_THAT(open({Role::unit_clerk}, std::nullopt), invalid_at("/unit"));
    EXPECT_THAT(open({Role::ledger_holder}, std::nullopt), invalid_at("/unit"));
    EXPECT_THAT(open({Role::supervision}, std::nullopt), Accepted());
    EXPECT_THAT(open({Role::unit_clerk}, UnitId{"nobody"}), Fails(ErrorCode::not_found, "/unit"));
}

TEST_F(Accounts, RolesAreNamedOnceAndAtLeastOne) {
    EXPECT_THAT(open({}), invalid_at("/roles"));
    EXPECT_THAT(open({Role::unit_clerk, Role::unit_clerk}), invalid_at("/roles/0"));
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::RoleGranted{Role::unit_clerk}),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::RoleRevoked{Role::supervision}, "清理"),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Accounts, ARevokedRoleAllowsNothingAnyMore) {
    ASSERT_THAT(world.give("admin", "account/supervisor", account::RoleRevoked{Role::supervision}, "轮岗"), Accepted());
    EXPECT_THAT(world.give("supervisor", "item/1", item::Urged{"请加快", {}}), not_allowed());
}

TEST_F(Accounts, EverybodyChangesHisOwnSecretAndTheAdministratorAll) {
    EXPECT_THAT(world.give("auditor", "account/auditor", account::CredentialChanged{"secret"}), Accepted());
    EXPECT_THAT(world.give("auditor", "account/fgw-clerk", account::CredentialChanged{"secret"}), not_allowed());
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::CredentialChanged{"secret"}), Accepted());
    EXPECT_EQ(world.state<AccountState>("account/fgw-clerk").credential_changed, world.now);
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::CredentialChanged{"hunter2"}), invalid_at("/kind"));
}

TEST_F(Accounts, EverybodyEndsHisOwnSessionsAndTheAdministratorAll) {
    EXPECT_THAT(world.give("auditor", "account/auditor", account::SessionsRevoked{}), Accepted());
    EXPECT_THAT(world.give("auditor", "account/fgw-clerk", account::SessionsRevoked{}), not_allowed());
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::SessionsRevoked{}), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "account/fgw-clerk", account::SessionsRevoked{}), Accepted());
    EXPECT_EQ(world.state<AccountState>("account/fgw-clerk").revocations, 2U);
    ASSERT_THAT(world.give("admin", "account/fgw-clerk", account::Closed{}), Accepted());
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::SessionsRevoked{}), Fails(ErrorCode::refused, ""));
}

TEST_F(Accounts, WhatWasRefusedIsWrittenByTheSystemUnderItsDay) {
    const access::Refused refused{.account = AccountId{"fgw-clerk"},
                                  .address = "192.0.2.7",
                                  .method = "auth.login",
                                  .why = access::Why::wrong_secret,
                                  .count = 3,
                                  .first_at = world.now,
                                  .last_at = world.now};
    auto backwards = refused, nothing = refused;
    backwards.last_at = world.now - std::chrono::seconds(1);
    nothing.count = 0;
    EXPECT_THAT(world.give("system", "access/2026-11-22", refused), Accepted());
    EXPECT_THAT(world.give("system", "access/2026-11-22", refused), Accepted());
    EXPECT_EQ(world.state<AccessState>("access/2026-11-22").refusals, 6U);
    EXPECT_THAT(world.give("system", "access/today", refused), invalid_at("/access"));
    EXPECT_THAT(world.give("system", "access/2026-11-22", backwards), invalid_at("/last_at"));
    EXPECT_THAT(world.give("system", "access/2026-11-22", nothing), invalid_at("/count"));
    EXPECT_THAT(world.give("admin", "access/2026-11-22", refused), not_allowed());
}

TEST_F(Accounts, AClosedAccountStaysClosed) {
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::Closed{AccountId{"fgw-clerk"}}),
                invalid_at("/successor"));
    ASSERT_THAT(world.give("admin", "account/fgw-clerk", account::Closed{AccountId{"fgw-leader"}}), Accepted());
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::Closed{}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("admin", "account/fgw-clerk", account::RoleGranted{Role::unit_leader}),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("admin", "account/jxw-clerk", account::Closed{AccountId{"fgw-clerk"}}),
                invalid_at("/successor"));
}

}  // namespace

}  // namespace taizhang
