// Whatever comes: read or refused with faults, never a crash. Real files with bytes changed, and what nests too deep.
#include "tests/unit/regime/texts.hpp"

#include <random>

namespace taizhang::regime {

namespace {

using testing::HasSubstr;

/// Either rules, or at least one fault that says something.
void expect_an_answer(const std::string& text) {
    const auto faults = check(text);
    EXPECT_EQ(read(text).has_value(), faults.empty());
    for (const auto& fault : faults) {
        EXPECT_GE(fault.line, 1u);
        EXPECT_FALSE(fault.message.empty());
    }
}

std::string changed(std::string text, std::mt19937& random) {
    const auto some = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    for (auto changes = some(4) + 1; changes > 0 && text.size() > 1; --changes) {
        const auto at = some(text.size());
        switch (some(4)) {
            case 0:
                text[at] = static_cast<char>(some(256));
                break;
            case 1:
                text.erase(at, some(40) + 1);
                break;
            case 2:
                text.insert(at, text, some(text.size()), some(60));
                break;
            default:
                text.insert(at, 1, "[]{}\"'=.,#\n-0"[some(13)]);
        }
    }
    return text;
}

TEST(Hostile, RealFilesWithChangedBytes) {
    std::mt19937 random(20140113);
    for (const auto* name :
         {"S1.toml", "S2.toml", "S3.toml", "S4.toml", "S5.toml", "S6.toml", "S9.toml", "working-days.toml"}) {
        const auto text = file(std::string("regimes/") + name);
        for (int i = 0; i < 150; ++i) expect_an_answer(changed(text, random));
    }
}

TEST(Hostile, FilesThatBreakOff) {
    const auto text = file("regimes/S1.toml");
    for (std::size_t size = 0; size < text.size(); size += 37) expect_an_answer(text.substr(0, size));
}

TEST(Hostile, EveryKindOfValueInEveryPlace) {
    const auto* values =
        "= 1|= -1|= 1.5|= nan|= true|= \"\"|= \"x\"|= []|= [[]]|= [1, \"a\"]|= {}|= [{}]|= 2014-01-01|"
        "= 07:32:00|= 2014-01-01T00:00:00Z|= 9223372036854775807";
    std::stringstream text(file("regimes/key-work.toml") + file("regimes/S3.toml") + file("regimes/S5.toml") +
                           file("regimes/S6.toml") + file("regimes/S9.toml"));
    std::vector<std::string> keys;
    for (std::string line; std::getline(text, line);) {
        const auto equals = line.find(" = ");
        if (!line.empty() && line[0] != ' ' && line[0] != '#' && equals != std::string::npos)
            keys.push_back(line.substr(0, equals));
    }
    ASSERT_GT(keys.size(), 100u);
    std::stringstream each(values);
    for (std::string value; std::getline(each, value, '|');) {
        for (const auto* table :
             {"[reporting]", "[[step]]", "[[form]]", "[[bulletin]]", "[plans]", "[projects]", "[[projects.threshold]]",
              "[[projects.batch]]", "[[projects.material]]", "[[projects.escalation]]", "[[projects.start_ratio]]",
              "[[rhythm]]", "[admission]", "[[admission.class]]", "[[admission.procedure]]", "[[assessment]]",
              "[[assessment]]\n[[assessment.indicator]]", "[[assessment]]\n[[assessment.award]]",
              "[[assessment]]\n[assessment.conversion]"}) {
            std::string made = "system = \"S1\"\n" + std::string(table) + "\n";
            std::set<std::string> once(keys.begin(), keys.end());
            for (const auto& key : once) made += key + " " + value + "\n";
            expect_an_answer(made);
        }
        expect_an_answer("title " + value + "\nsystem " + value + "\ncalendar " + value + "\nstep " + value +
                         "\nform " + value + "\nyear " + value + "\nprojects " + value + "\nrhythm " + value +
                         "\nadmission " + value + "\nassessment " + value + "\n");
        expect_an_answer("system = \"calendar\"\nyear " + value + "\n");
    }
}

TEST(Hostile, WhatIsTooLargeIsNotEvenParsed) {
    const auto faults = check(std::string(600'001, '#'));
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_THAT(faults[0].message, HasSubstr("at most 600000 bytes, got 600001"));
}

TEST(Hostile, WhatNestsTooDeepIsRefused) {
    std::string key = "a";
    while (key.size() < 500'000) key += ".a";
    EXPECT_THAT(check(regime_with(key + " = 1\n")).at(0).message, HasSubstr("full stops"));
    EXPECT_EQ(check(regime_with(key + " = 1\n")).at(0).line, 4u);
    expect_an_answer(regime_with("[" + key + "]\n"));
    expect_an_answer(regime_with("x = " + std::string(200'000, '[')));
    std::string braces = "x = ";
    for (int i = 0; i < 50'000; ++i) braces += "{x=";
    expect_an_answer(regime_with(braces));
    std::string mixed = "x = ";
    for (int i = 0; i < 10'000; ++i) mixed += "[\n{a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a =";
    expect_an_answer(regime_with(mixed));
}

TEST(Hostile, ColumnsBelowColumnsEndSomewhere) {
    std::string list = "{ title = \"x\", source = \"title\" }";
    for (int i = 0; i < 20; ++i) list = "{ title = \"x\", columns = [" + list + "] }";
    const auto text = regime_with("[[form]]\nid = \"f\"\ntitle = \"t\"\ncolumns = [" + list + "]\n");
    EXPECT_THAT(messages(text).at(0), HasSubstr("at most 6 rows"));
}

TEST(Hostile, TextsHaveABoundInCharacters) {
    const auto named = [](int characters) {
        std::string name;
        for (int i = 0; i < characters; ++i) name += "名";
        return regime_with("[[project_kind]]\nname = \"" + name + "\"\nsteps = [\"x\"]\n");
    };
    EXPECT_TRUE(check(named(64)).empty());
    EXPECT_THAT(messages(named(65)), testing::ElementsAre(HasSubstr("at most 64 characters")));
}

TEST(Hostile, ListsHaveABound) {
    std::string text = "[[project_kind]]\nname = \"a\"\nsteps = [";
    for (int i = 0; i < 501; ++i) text += "\"" + std::to_string(i) + "\",";
    EXPECT_THAT(messages(regime_with(text + "]\n")).at(0), HasSubstr("at most 500 entries, got 501"));
    std::string steps;
    for (int i = 0; i < 501; ++i) steps += "[[step]]\n";
    EXPECT_THAT(messages(regime_with(steps)).at(0), HasSubstr("at most 500 entries"));
}

}  // namespace

}  // namespace taizhang::regime
