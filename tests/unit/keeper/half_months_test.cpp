// Reports by half months (S8.6): each half falls due by its own day, and the ladder counts halves.
#include "tests/unit/keeper/desk.hpp"

namespace taizhang::keeper {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Period half(std::string_view text) {
    return *Period::parse(text);
}

std::vector<accountability::Proposed> proposed_until(Desk& desk, const std::string& time) {
    std::vector<accountability::Proposed> found;
    for (const auto& duty : desk.until_duties(time)) {
        if (const auto* one = std::get_if<accountability::Proposed>(&duty.proposal)) found.push_back(*one);
    }
    return found;
}

class ReportsByHalves : public testing::Test {
  protected:
    void under(const std::string& due_days, const std::string& steps = {}) {
        desk.unit("fgw", "发改委");
        desk.regime("title = \"制度\"\nsystem = \"S8\"\ndocument = \"文件\"\n[reporting]\nremind = []\ndue_days = " +
                        due_days + "\n" + steps,
                    "s8", "S8");
        desk.ledger("2014", "s8");
        desk.item("1", {"fgw"});
    }
    Desk desk;
};

TEST_F(ReportsByHalves, S8_6_each_half_falls_due_by_its_day_and_is_late_after_it) {
    desk.at("2014-02-02 09:00");
    under("[15, 30]");
    EXPECT_THAT(with(desk.until("2014-03-12"), "2014-0"),
                ElementsAre("2014-02-05 00:00 report.fall_due report/2014.2014-02-1.fgw",
                            "2014-02-16 00:00 report.come_late report/2014.2014-02-1.fgw",
                            "2014-02-18 00:00 report.fall_due report/2014.2014-02-2.fgw",
                            "2014-02-26 00:00 report.miss report/2014.2014-02-1.fgw",
                            "2014-03-01 00:00 report.come_late report/2014.2014-02-2.fgw",
                            "2014-03-05 00:00 report.fall_due report/2014.2014-03-1.fgw",
                            "2014-03-11 00:00 report.miss report/2014.2014-02-2.fgw"));
}

TEST_F(ReportsByHalves, S8_6_what_falls_due_names_the_half_and_its_day) {
    desk.at("2014-03-02 09:00");
    under("[15, 30]");
    const auto duties = desk.until_duties("2014-03-20 00:00");
    const auto& first = std::get<report::FellDue>(duties.at(0).proposal);
    EXPECT_EQ(first.period, half("2014-03-1"));
    EXPECT_EQ(first.due, Date(2014, 3, 15));
    const auto& second = std::get<report::FellDue>(duties.back().proposal);
    EXPECT_EQ(second.period, half("2014-03-2"));
    EXPECT_EQ(second.due, Date(2014, 3, 30));
}

TEST_F(ReportsByHalves, S8_6_a_second_half_may_be_due_in_the_month_after) {
    desk.at("2014-03-09 09:00");
    under("[20, 5]");
    EXPECT_THAT(with(desk.until("2014-04-06 12:00"), "2014-03-"),
                ElementsAre("2014-03-10 00:00 report.fall_due report/2014.2014-03-1.fgw",
                            "2014-03-21 00:00 report.come_late report/2014.2014-03-1.fgw",
                            "2014-03-31 00:00 report.miss report/2014.2014-03-1.fgw",
                            "2014-04-01 00:00 report.fall_due report/2014.2014-03-2.fgw",
                            "2014-04-06 00:00 report.come_late report/2014.2014-03-2.fgw"));
}

TEST_F(ReportsByHalves, S8_6_who_has_reported_a_half_still_owes_the_other) {
    desk.at("2014-03-02 09:00");
    under("[15, 30]");
    desk.until("2014-03-10 09:00");
    desk.submit("fgw", half("2014-03-1"));
    EXPECT_THAT(desk.until("2014-04-01 00:00"),
                ElementsAre("2014-03-20 00:00 report.fall_due report/2014.2014-03-2.fgw",
                            "2014-03-31 00:00 report.come_late report/2014.2014-03-2.fgw"));
}

TEST_F(ReportsByHalves, S8_6_a_year_has_twenty_four_of_them) {
    desk.at("2014-01-01 09:00");
    under("[15, 30]");
    EXPECT_THAT(with(desk.until("2015-03-01"), "report.fall_due"), SizeIs(24)) << "each half of the year, once";
}

TEST_F(ReportsByHalves, S8_6_reports_go_on_by_halves_when_the_rules_change_within_a_year) {
    desk.at("2014-02-02 09:00");
    desk.unit("fgw");
    const std::string head = "title = \"制度\"\nsystem = \"S8\"\ndocument = \"文件\"\n[reporting]\nremind = []\n";
    desk.regime(head, "s8", "S8");
    desk.ledger("2014", "s8");
    desk.item("1", {"fgw"});
    desk.until("2014-04-02 09:00");
    desk.put("regime/s8", regime::Amended{head + "due_days = [15, 30]\n", {}});
    EXPECT_THAT(with(desk.until("2014-04-30 23:00"), "report.fall_due"),
                ElementsAre("2014-04-05 00:00 report.fall_due report/2014.2014-04-1.fgw",
                            "2014-04-20 00:00 report.fall_due report/2014.2014-04-2.fgw"));
}

TEST_F(ReportsByHalves, S8_6_halves_in_a_row_are_counted_across_months) {
    desk.at("2014-01-15 09:00");
    under("[15, 30]",
          "[[step]]\nname = \"约谈\"\non = \"behind\"\ntimes = 3\nconsecutive = true\ntake = \"summons\"\n"
          "text = \"{unit}{period}应为{scheduled}%\"\n");
    desk.at("2014-03-16 10:00");
    desk.progress("1", "fgw", half("2014-02-1"), 5);
    desk.progress("1", "fgw", half("2014-03-1"), 5);
    desk.progress("1", "fgw", half("2014-03-2"), 5);
    EXPECT_THAT(proposed_until(desk, "2014-03-17 10:00"), SizeIs(0)) << "2014-02-2 lies between";
    desk.progress("1", "fgw", half("2014-02-2"), 5);
    const auto proposed = proposed_until(desk, "2014-03-18 10:00");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_EQ(proposed[0].evidence.size(), 4u);
    EXPECT_EQ(proposed[0].grounds, "发改委2014年2月下半月应为16.67%");
}

// What the bureau or the supervision office found of an enterprise's figures (S3.7).
TEST(Misreporting, S3_7_is_answered_against_the_enterprise) {
    Desk desk;
    desk.unit("shop", "某商贸公司");
    desk.regime(
        "title = \"制度\"\nsystem = \"S3\"\ndocument = \"文件\"\n"
        "[[step]]\nname = \"追责\"\non = \"misreported\"\ntake = \"inquiry\"\nclause = \"S3.7\"\n"
        "text = \"{unit}{period}统计违法\"\n",
        "s3", "S3");
    desk.ledger("2014", "s3");
    admission::Filed filed{.ledger = LedgerId{"2014"}, .enterprise = UnitId{"shop"}};
    desk.put("admission/a", filed);
    desk.put("admission/a",
             admission::MisreportingFound{admission::Misreporting::refused, half("2014-01"), "拒报", {}});
    const auto position = desk.log.size() - 1;
    const auto proposed = proposed_until(desk, "2014-01-20 10:00");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_EQ(proposed[0].measure, accountability::Measure::inquiry);
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/shop"});
    EXPECT_EQ(proposed[0].ledger, LedgerId{"2014"});
    EXPECT_EQ(proposed[0].grounds, "某商贸公司2014年1月统计违法");
    EXPECT_THAT(proposed[0].evidence, ElementsAre(position));
}

}  // namespace
}  // namespace taizhang::keeper
