// What holds of every standing: many made-up figures, from seeds.
#include "tests/unit/assessment/schemes.hpp"

#include <random>

namespace taizhang::scoring {

namespace {

const std::vector<std::string> measures = {"亿元", "个", "万元"};

regime::Scheme some_scheme(std::mt19937& random, bool dense) {
    std::string rest = dense ? "ties = \"dense\"\n" : "ties = \"shared\"\n";
    rest += "missing = \"zero\"\ndigits = " + std::to_string(random() % 3) + "\n";
    for (std::size_t i = 0; i < measures.size(); ++i)
        rest += indicator("i" + std::to_string(i), "weight = " + std::to_string(1 + random() % 40) + "\nunit = \"" +
                                                       measures[i] + "\"" + (random() % 2 ? "\nmost = 110" : ""));
    return scheme_with(rest +
                       "[[assessment.award]]\nkey = \"w\"\nname = \"n\"\nmost = 3\n[[assessment.bar]]\n"
                       "on = \"report_late\"\n[assessment.statement]\nmissed_target = true\nto = \"x\"\n");
}

/// Coarse, so that there are ties; some without a target, some without an actual, some barred.
Figures some_figures(std::mt19937& random) {
    Figures figures;
    const auto units = 1 + random() % 12;
    for (std::size_t u = 0; u < units; ++u) {
        const auto id = "u" + std::to_string(u);
        figures.units.push_back({id, "单位" + std::to_string(u), "g"});
        for (std::size_t i = 0; i < measures.size(); ++i) {
            const auto key = "i" + std::to_string(i);
            if (random() % 8 > 0) figures.targets.push_back({id, key, {int(1 + random() % 3), measures[i]}, {"t"}});
            if (random() % 8 > 0) figures.actuals.push_back({id, key, {int(random() % 4), measures[i]}, {"a"}});
        }
        if (random() % 6 == 0) figures.offences.push_back({id, regime::Offence::report_late, {"o"}});
    }
    return figures;
}

void expect_sums(const Standing& standing) {
    for (const auto& unit : standing.units) {
        Decimal points, weights;
        for (const auto& line : unit.lines) {
            ASSERT_EQ(line.points.has_value(), line.assessed);
            if (!line.assessed) continue;
            points = *add(points, *line.points);
            weights = *add(weights, line.weight);
            ASSERT_FALSE(line.steps.empty());
        }
        EXPECT_EQ(unit.points, points);
        EXPECT_EQ(unit.weights, weights);
        EXPECT_EQ(unit.score.has_value(), weights > 0);
    }
}

/// A rank says how many are before: units where it is shared, scores where it is dense.
void expect_ranks(const Standing& standing, bool dense) {
    for (const auto& unit : standing.units) {
        if (!unit.score) {
            EXPECT_EQ(unit.rank, 0u);
            continue;
        }
        std::size_t before = 0;
        std::vector<Decimal> scores;
        for (const auto& other : standing.units) {
            if (!other.score || !(*other.score > *unit.score)) continue;
            ++before;
            if (std::ranges::find(scores, *other.score) == scores.end()) scores.push_back(*other.score);
        }
        EXPECT_EQ(unit.rank, (dense ? scores.size() : before) + 1);
    }
}

void expect_awards(const Standing& standing) {
    ASSERT_EQ(standing.awards.size(), 1u);
    std::vector<std::string> won;
    for (const auto& winner : standing.awards[0].winners) {
        won.push_back(winner.unit);
        EXPECT_TRUE(standing.find(winner.unit)->barred.empty());
        EXPECT_LE(winner.rank, 3u);
    }
    for (const auto& unit : standing.units) {
        if (!unit.score || !unit.barred.empty()) continue;
        std::size_t better = 0;
        for (const auto& other : standing.units)
            better += other.score && other.barred.empty() && *other.score > *unit.score;
        EXPECT_EQ(std::ranges::count(won, unit.unit) > 0, better < 3) << unit.unit;
    }
}

TEST(Properties, SumsRanksAndAwardsHoldForWhateverFigures) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const bool dense = seed % 2 == 1;
        const auto scheme = some_scheme(random, dense);
        const auto figures = some_figures(random);
        const auto standing = good(scheme, figures);
        ASSERT_EQ(standing.units.size(), figures.units.size());
        expect_sums(standing);
        expect_ranks(standing, dense);
        expect_awards(standing);
        if (HasFailure()) FAIL() << "seed " << seed << "\n" << dump(standing);
    }
}

TEST(Properties, TheOrderOfUnitsAndFiguresChangesNothing) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        std::mt19937 random(seed);
        const auto scheme = some_scheme(random, false);
        auto figures = some_figures(random);
        const auto before = dump(good(scheme, figures));
        std::shuffle(figures.units.begin(), figures.units.end(), random);
        std::shuffle(figures.targets.begin(), figures.targets.end(), random);
        std::shuffle(figures.actuals.begin(), figures.actuals.end(), random);
        std::shuffle(figures.offences.begin(), figures.offences.end(), random);
        EXPECT_EQ(dump(good(scheme, figures)), before) << "seed " << seed;
    }
}

/// Doing more is never worth less.
TEST(Properties, MoreIsNeverWorse) {
    for (const auto* rule :
         {"method = \"proportional\"\nmost = 120", "method = \"all_or_nothing\"", "method = \"deduct\"\ndeduct = 0.3",
          "method = \"grades\"\ngrades = [{ at_least = 100, value = 100 }, "
          "{ at_least = 50, value = 30 }]"}) {
        const auto scheme = scheme_with(indicator("i", std::string("weight = 10\nunit = \"个\"\n") + rule));
        Decimal last = 0;
        for (int actual = 0; actual <= 40; ++actual) {
            Figures figures{.units = {{"u", "甲", "g"}}};
            add_pair(figures, "u", "i", "23", std::to_string(actual), "个");
            const auto points = *good(scheme, figures).units[0].lines[0].points;
            EXPECT_GE(points, last) << rule << " " << actual;
            last = points;
        }
    }
}

}  // namespace

}  // namespace taizhang::scoring
