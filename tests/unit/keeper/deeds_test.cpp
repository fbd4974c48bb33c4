// Which deeds are surely what a rhythm asks for, and which are left to a person.
#include "src/keeper/deeds.hpp"

#include <gtest/gtest.h>

namespace taizhang::keeper {
namespace {

using regime::Concerns;
using regime::Every;
using regime::Rhythm;
using regime::RhythmKind;

Rhythm rule(RhythmKind kind, Every every = Every::month, Concerns concerns = Concerns::current) {
    Rhythm made;
    made.name = "规则";
    made.kind = kind;
    made.every = every;
    made.concerns = concerns;
    return made;
}

regime::Occurrence due(int month) {
    return {Date(2014, static_cast<unsigned>(month), 1), Date(2014, static_cast<unsigned>(month), 28), "x"};
}

TEST(Deeds, a_circular_is_kept_by_one_that_comes_as_often) {
    const std::vector<std::pair<Every, bulletin::Kind>> pairs{{Every::week, bulletin::Kind::weekly},
                                                              {Every::month, bulletin::Kind::monthly},
                                                              {Every::quarter, bulletin::Kind::quarterly},
                                                              {Every::half_year, bulletin::Kind::standings}};
    for (const auto& [every, fitting] : pairs) {
        for (int kind = 0; kind <= int(bulletin::Kind::minutes); ++kind) {
            const auto one = static_cast<bulletin::Kind>(kind);
            EXPECT_EQ(fits(rule(RhythmKind::circular, every), one, due(3)), one == fitting);
        }
    }
    EXPECT_FALSE(fits(rule(RhythmKind::circular, Every::year), bulletin::Kind::quarterly, due(3)));
}

TEST(Deeds, a_brief_is_kept_by_a_brief_alone) {
    EXPECT_TRUE(fits(rule(RhythmKind::brief), bulletin::Kind::brief, due(3)));
    EXPECT_FALSE(fits(rule(RhythmKind::brief), bulletin::Kind::monthly, due(3)));
    EXPECT_FALSE(fits(rule(RhythmKind::circular), bulletin::Kind::brief, due(3)));
}

TEST(Deeds, each_kind_of_review_keeps_its_own) {
    const std::vector<std::pair<review::Kind, RhythmKind>> pairs{{review::Kind::tour, RhythmKind::tour},
                                                                 {review::Kind::dispatch, RhythmKind::dispatch},
                                                                 {review::Kind::appraisal, RhythmKind::appraisal},
                                                                 {review::Kind::coordination, RhythmKind::meeting},
                                                                 {review::Kind::start_day, RhythmKind::start_day}};
    for (const auto& [held, kept] : pairs) {
        for (int kind = 0; kind <= int(RhythmKind::campaign); ++kind) {
            const auto one = static_cast<RhythmKind>(kind);
            EXPECT_EQ(fits(rule(one), held, due(3)), one == kept) << kind;
        }
    }
}

TEST(Deeds, an_inspection_keeps_inspections_but_not_the_daily_one) {
    EXPECT_TRUE(fits(rule(RhythmKind::inspection), inspection::Kind::spot, due(3)));
    EXPECT_TRUE(fits(rule(RhythmKind::inspection), inspection::Kind::special, due(3)));
    EXPECT_FALSE(fits(rule(RhythmKind::inspection), inspection::Kind::daily, due(3)));
    EXPECT_FALSE(fits(rule(RhythmKind::tour), inspection::Kind::routine, due(3)));
}

TEST(Deeds, an_assessment_keeps_the_one_of_its_time_of_the_year) {
    using enum assessment::Occasion;
    const auto assessed = rule(RhythmKind::assessment, Every::year);
    EXPECT_TRUE(fits(assessed, mid_year, due(7)));
    EXPECT_FALSE(fits(assessed, year_end, due(7)));
    EXPECT_FALSE(fits(assessed, mid_year, due(12)));
    EXPECT_TRUE(fits(assessed, year_end, due(12)));
    EXPECT_FALSE(fits(assessed, year_end, due(11))) << "a survey of satisfaction is no assessment";
    EXPECT_FALSE(fits(assessed, year_end, due(1)));
    EXPECT_TRUE(fits(rule(RhythmKind::assessment, Every::year, Concerns::last), year_end, due(1)));
}

TEST(Deeds, what_leaves_no_trace_that_is_surely_it_is_left_to_people) {
    using enum RhythmKind;
    for (const auto kind : {plan, report, matching, application, listing, adjustment, commendation, campaign}) {
        EXPECT_FALSE(fits(rule(kind), bulletin::Kind::notice, due(3)));
        EXPECT_FALSE(fits(rule(kind), review::Kind::coordination, due(3)));
        EXPECT_FALSE(fits(rule(kind), inspection::Kind::routine, due(3)));
    }
}

TEST(Deeds, is_in_time_within_its_days_and_told_before_they_ended) {
    const auto told = [](Date on, Date recorded) {
        return is_in_time({{}, {}, review::Kind::dispatch, "", on, start_of_day(recorded)}, rule(RhythmKind::dispatch),
                          due(3));
    };
    EXPECT_TRUE(told(Date(2014, 3, 1), Date(2014, 3, 1)));
    EXPECT_TRUE(told(Date(2014, 3, 28), Date(2014, 3, 28)));
    EXPECT_FALSE(told(Date(2014, 2, 28), Date(2014, 3, 1)));
    EXPECT_FALSE(told(Date(2014, 3, 29), Date(2014, 3, 29)));
    EXPECT_FALSE(told(Date(2014, 3, 28), Date(2014, 3, 29))) << "told when the day was over";
}

TEST(Deeds, what_is_due_in_the_month_after_is_not_kept_within_the_month_itself) {
    auto after = rule(RhythmKind::dispatch);
    after.following = true;
    const regime::Occurrence occurrence{Date(2014, 2, 1), Date(2014, 3, 5), "2014-02"};
    const auto told = [&](Date on) {
        return is_in_time({{}, {}, review::Kind::dispatch, "", on, start_of_day(on)}, after, occurrence);
    };
    EXPECT_FALSE(told(Date(2014, 2, 20))) << "that was January's";
    EXPECT_TRUE(told(Date(2014, 3, 3)));
}

TEST(Deeds, of_several_the_one_that_the_title_names) {
    auto one = rule(RhythmKind::meeting), other = rule(RhythmKind::meeting);
    one.name = "协调会";
    other.name = "联席会";
    const auto named = [&](const std::string& title) {
        return surely({{}, {}, review::Kind::coordination, title, {}, {}}, {&one, &other});
    };
    EXPECT_EQ(named("三月协调会"), &one);
    EXPECT_EQ(named("会议"), nullptr);
    EXPECT_EQ(named("协调会和联席会"), nullptr);
    EXPECT_EQ(surely({{}, {}, review::Kind::coordination, "会议", {}, {}}, {&one}), &one);
    EXPECT_EQ(surely({{}, {}, review::Kind::coordination, "会议", {}, {}}, {}), nullptr);
}

}  // namespace
}  // namespace taizhang::keeper
