// The views that list what there is: ledgers, units, persons, accounts, regimes.
#include "projections/registers/accounts.hpp"
#include "projections/registers/ledgers.hpp"
#include "projections/registers/persons.hpp"
#include "projections/registers/regimes.hpp"
#include "projections/registers/units.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using testing::ElementsAre;

TEST(Units, RenamedKeepsTheFormerNamesAndPrintsThemAsAliases) {
    Feed feed;
    feed.add("unit/a", unit::Registered{.name = "经贸委", .kind = unit::Kind::department, .aliases = {"工信局"}});
    feed.add("unit/a", unit::Renamed{"工信局", {"市工信局"}});
    const auto row = get_row<rows::UnitRow>(project<UnitsView>(feed), "a").value();
    EXPECT_EQ(row.name, "工信局");
    EXPECT_THAT(row.former_names, ElementsAre("经贸委"));
    EXPECT_THAT(row.aliases, ElementsAre("经贸委", "市工信局"));
    EXPECT_EQ(row.version, 2u);
}

TEST(Units, MergedAndDissolvedNameTheSuccessor) {
    Feed feed;
    feed.add("unit/a", unit::Registered{.name = "a", .confirmed = false});
    feed.add("unit/a", unit::Confirmed{unit::Kind::street, UnitId{"gov"}});
    feed.add("unit/a", unit::Merged{UnitId{"b"}});
    feed.add("unit/c", unit::Registered{.name = "c"});
    feed.add("unit/c", unit::Dissolved{});
    const auto rows = project<UnitsView>(feed);
    const auto a = get_row<rows::UnitRow>(rows, "a").value(), c = get_row<rows::UnitRow>(rows, "c").value();
    EXPECT_TRUE(a.confirmed);
    EXPECT_EQ(a.kind, unit::Kind::street);
    EXPECT_EQ(a.status, rows::UnitStatus::merged);
    EXPECT_EQ(a.successor->value, "b");
    EXPECT_EQ(c.status, rows::UnitStatus::dissolved);
    EXPECT_FALSE(c.successor);
}

TEST(Units, S7_5_CollectiveHasItsMembers) {
    Feed feed;
    feed.add("unit/gequ", unit::Registered{.name = "各区", .kind = unit::Kind::collective});
    feed.add("unit/gequ", unit::MembersSet{{UnitId{"a"}, UnitId{"b"}}});
    const auto row = get_row<rows::UnitRow>(project<UnitsView>(feed), "gequ").value();
    EXPECT_TRUE(row.collective);
    EXPECT_THAT(row.members, ElementsAre(UnitId{"a"}, UnitId{"b"}));
}

TEST(Persons, RelievedOfAnotherPostKeepsTheOneHeld) {
    Feed feed;
    feed.add("person/p", person::Enrolled{"甲", {}, {}});
    feed.add("person/p", person::Appointed{UnitId{"a"}, "局长"});
    feed.add("person/p", person::Relieved{UnitId{"b"}, "局长"});
    EXPECT_EQ(get_row<rows::PersonRow>(project<PersonsView>(feed), "p")->post, "局长");
    feed.add("person/p", person::Relieved{UnitId{"a"}, "局长"});
    EXPECT_FALSE(get_row<rows::PersonRow>(project<PersonsView>(feed), "p")->post);
}

TEST(Accounts, RolesComeAndGoAndClosingIsShown) {
    Feed feed;
    feed.add("account/x", account::Opened{"x", {Role::unit_clerk}, UnitId{"a"}, {}});
    feed.add("account/x", account::RoleGranted{Role::unit_leader});
    feed.add("account/x", account::RoleRevoked{Role::unit_clerk});
    const auto changed = feed.add("account/x", account::CredentialChanged{"secret"}).header.recorded;
    feed.add("account/x", account::Closed{});
    const auto row = get_row<rows::AccountRow>(project<AccountsView>(feed), "x").value();
    EXPECT_THAT(row.roles, ElementsAre(Role::unit_leader));
    EXPECT_EQ(row.credential_changed_at, changed);
    EXPECT_TRUE(row.closed);
}

TEST(Ledgers, CountsItsItemsAndCloses) {
    Feed feed;
    enter_item(feed);
    feed.add("ledger/2014", ledger::Amended{.report_due_day = std::uint8_t{7}});
    feed.add("ledger/2014", ledger::Checked{1, "in order"});
    feed.add("ledger/2014", ledger::Closed{"done"});
    const auto row = get_row<rows::LedgerRow>(project<LedgersView>(feed), "2014").value();
    EXPECT_EQ(row.items, 1u);
    EXPECT_EQ(row.report_due_day, 7);
    EXPECT_EQ(row.title, "重点工作");
    EXPECT_EQ(row.checks.at(0).findings, "in order");
    EXPECT_EQ(row.status, rows::LedgerStatus::closed);
    EXPECT_EQ(row.version, 4u);
}

TEST(Regimes, AmendedShowsTheNewTextAndRepealedSaysSo) {
    Feed feed;
    feed.add("regime/s1", regime::Adopted{"t", "S1", "old", sha256({"old"})});
    feed.add("regime/s1", regime::Amended{"new", sha256({"new"})});
    feed.add("regime/s1", regime::Repealed{RegimeId{"s1b"}});
    const auto row = get_row<rows::RegimeRow>(project<RegimesView>(feed), "s1").value();
    EXPECT_EQ(row.text, "new");
    EXPECT_EQ(row.digest, sha256({"new"}));
    EXPECT_TRUE(row.repealed);
    EXPECT_EQ(row.replaced_by->value, "s1b");
}

TEST(AllProjections, HaveDifferentNamesAndASchemaThatNamesTheirKeyFields) {
    std::set<std::string_view> names;
    const auto all = all_projections();
    for (const auto& one : all) {
        EXPECT_TRUE(names.insert(one->name()).second) << one->name();
        const auto schema = one->row_schema();
        for (const auto field : one->key_fields())
            EXPECT_TRUE(schema.at("properties").as_object().contains(field)) << one->name() << " " << field;
    }
    EXPECT_EQ(names.size(), 31u);
}

}  // namespace
}  // namespace taizhang
