// projects.start_ratio (S6.7): the aims of the ledger's regime, held against the projects that the view shows.
#include "projections/projects/project_row.hpp"
#include "projections/registers/ledgers.hpp"
#include "projections/registers/regimes.hpp"
#include "projections/registers/units.hpp"
#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

class StartRatios : public testing::Test {
  protected:
    Rig rig;

    StartRatios() {
        rig.add_events(10);
        rows::RegimeRow regime;
        regime.regime = RegimeId{"s6"};
        regime.text =
            "title = \"方案\"\nsystem = \"S6\"\ndocument = \"文件\"\n"
            "[[projects.start_ratio]]\nname = \"往年\"\nsigned = \"earlier\"\nat_least = \"2/3\"\n"
            "clause = \"S6.7\"\n"
            "[[projects.start_ratio]]\nname = \"当年\"\nsigned = \"this_year\"\nat_least = \"1/3\"\n";
        put("regimes", "s6", reflect::to_json(regime));
        rows::LedgerRow ledger;
        ledger.ledger = LedgerId{"2018"};
        ledger.holder = UnitId{"fgw"};
        ledger.year = 2018;
        ledger.regime = RegimeId{"s6"};
        put("ledgers", "2018", reflect::to_json(ledger));
        ledger.ledger = LedgerId{"plain"};
        ledger.regime.reset();
        put("ledgers", "plain", reflect::to_json(ledger));
        rows::UnitRow unit;
        unit.unit = UnitId{"hy"};
        unit.name = "汉阳区";
        put("units", "hy", reflect::to_json(unit));
    }

    void put(const std::string& view, const std::string& key, const json::value& row, Position at = 5) {
        rig.views.change({view, key, at, json::serialize(row)});
        rig.views.apply_until(7);
    }
    void project(const std::string& id, int signed_in, bool started, const std::string& region, Position at = 5) {
        rows::ProjectRow row;
        row.ledger = LedgerId{"2018"};
        row.item = ItemId{id};
        row.year = 2018;
        row.status = rows::ItemStatus::entered;
        row.profile.signed_on = Date(signed_in, 3, 1);
        row.profile.region = UnitId{region};
        row.profile.industry = "光电";
        row.started = started;
        put("project_library", "2018/" + id, reflect::to_json(row), at);
    }
    json::value ask(json::object params) { return rig.logged_in("lin").result("projects.start_ratio", params); }
};

TEST_F(StartRatios, S6_7_TellsEachAimWithItsGaugeAndTheGroupsThatWereAskedFor) {
    project("a", 2017, true, "hy");
    project("b", 2016, false, "hy");
    project("c", 2017, true, "ha");
    project("d", 2018, false, "ha");
    const auto answer = ask({{"ledger", "2018"}, {"by", "region"}});
    EXPECT_EQ(answer.at("position"), 7);
    EXPECT_EQ(answer.at("year"), 2018);
    const auto& ratios = answer.at("ratios").as_array();
    ASSERT_EQ(ratios.size(), 2u);
    const auto& earlier = ratios[0].as_object();
    EXPECT_EQ(earlier.at("when"), "earlier");
    EXPECT_EQ(earlier.at("numerator"), 2);
    EXPECT_EQ(earlier.at("denominator"), 3);
    EXPECT_EQ(earlier.at("clause"), "S6.7");
    EXPECT_EQ(earlier.at("all").at("started"), 2);
    EXPECT_EQ(earlier.at("all").at("total"), 3);
    EXPECT_EQ(earlier.at("all").at("met"), true);
    EXPECT_EQ(earlier.at("all").at("waiting"), json::array{"b"});
    const auto& groups = earlier.at("groups").as_array();
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_EQ(groups[1].at("key"), "hy");
    EXPECT_EQ(groups[1].at("name"), "汉阳区");
    EXPECT_EQ(groups[1].at("met"), false);
    EXPECT_EQ(groups[1].at("needed"), 2);
    EXPECT_EQ(groups[1].at("lacking"), 1);
    EXPECT_EQ(groups[0].at("name"), "ha") << "a unit that the view does not know is named by its id";
    EXPECT_EQ(ratios[1].at("all").at("met"), false);
}

TEST_F(StartRatios, WithoutAGroupingThereAreNoGroupsAndWithoutProjectsNothingIsMet) {
    const auto answer = ask({{"ledger", "2018"}});
    EXPECT_FALSE(answer.as_object().contains("by"));
    const auto& ratio = answer.at("ratios").at(0);
    EXPECT_TRUE(ratio.at("groups").as_array().empty());
    EXPECT_EQ(ratio.at("all").at("total"), 0);
    EXPECT_FALSE(ratio.at("all").as_object().contains("met"));
}

TEST_F(StartRatios, ByIndustryTheIndustryIsTheName) {
    project("a", 2017, true, "hy");
    const auto answer = ask({{"ledger", "2018"}, {"by", "industry"}});
    EXPECT_EQ(answer.at("ratios").at(0).at("groups").at(0).at("name"), "光电");
}

TEST_F(StartRatios, AsOfBeforeItIsWhatWasThere) {
    project("a", 2017, true, "hy");
    project("b", 2017, false, "hy", 7);
    EXPECT_EQ(ask({{"ledger", "2018"}}).at("ratios").at(0).at("all").at("total"), 2);
    const auto before = ask({{"ledger", "2018"}, {"as_of", 6}});
    EXPECT_EQ(before.at("position"), 6);
    EXPECT_EQ(before.at("ratios").at(0).at("all").at("total"), 1);
}

TEST_F(StartRatios, ALedgerWithoutAimsHasNoRatiosAndOneThatIsNotThereIsNotFound) {
    EXPECT_TRUE(ask({{"ledger", "plain"}}).at("ratios").as_array().empty());
    EXPECT_EQ(rig.logged_in("lin").code("projects.start_ratio", {{"ledger", "none"}}), 2);
    EXPECT_EQ(rig.logged_in("lin").code("projects.start_ratio", {{"ledger", "2018"}, {"by", "colour"}}), -32602);
}

}  // namespace
}  // namespace taizhang::rpc::test
