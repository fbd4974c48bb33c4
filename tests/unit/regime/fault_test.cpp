// Every fault of a text is told with its line and key. The text begins with three good lines; the fault stands after.
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Case {
    const char* name;
    std::string text;     ///< after the three lines
    std::string place;    ///< "line key"
    std::string message;  ///< part of it
};

const std::string a_step = "[[step]]\nname = \"a\"\non = \"behind\"\ntake = \"criticism\"\ntext = \"t\"\n";  // line 9
const std::string a_form = "[[form]]\nid = \"f\"\ntitle = \"t\"\n";                                          // line 7
const std::string a_bulletin =
    "[[bulletin]]\nkind = \"weekly\"\ntitle = \"t\"\nto = \"x\"\nsigned_by = \"y\"\nsections = [\"cards\"]\n";  // line
                                                                                                                // 10

std::string columns(const std::string& list) {
    return a_form + "columns = [\n" + list + "\n]\n";  // the list in line 8
}

const std::vector<Case> all_cases = {
    {"a card against a person",
     "[[step]]\nname = \"a\"\non = \"behind\"\ntake = \"yellow_card\"\nagainst = \"leader\"\ntext = \"t\"\n",
     "8 step[1].against", "summons, criticism and inquiry only"},
    {"unknown key", "[reporting]\ndue_dya = 5\n", "5 reporting.due_dya", "did you mean 'due_day'?"},
    {"unknown table", "[reportng]\ndue_day = 5\n", "4 reportng", "did you mean 'reporting'?"},
    {"unknown key without a near one", "[cards]\ncolour = 1\n", "5 cards.colour",
     "Known are: yellow_months, red_months"},
    {"wrong kind", "[reporting]\ndue_day = \"5\"\n", "5 reporting.due_day", "got '5'"},
    {"a table that is none", "reporting = 5\n", "4 reporting", "expected a table [reporting], got 5"},
    {"a list that is none", "[step]\nname = \"a\"\n", "4 step", "[[step]]"},
    {"a fraction of a day", "[reporting]\ndue_day = 5.5\n", "5 reporting.due_day", "whole number"},
    {"out of range", "[reporting]\ndue_day = 32\n", "5 reporting.due_day", "from 1 to 31, got 32"},
    {"far out of range", "[reporting]\ngrace_days = 9223372036854775807\n", "5 reporting.grace_days", "366"},
    {"no such shift", "[reporting]\nshift = \"befor\"\n", "5 reporting.shift", "did you mean 'before'?"},
    {"no such month", "[reporting]\nmonth = \"next\"\n", "5 reporting.month", "following, same"},
    {"a reminder twice", "[reporting]\nremind = [3, 3]\n", "5 reporting.remind", "once"},
    {"a reminder on the day", "[deadlines]\nremind = [0]\n", "5 deadlines.remind", "1 to 366"},
    {"no such field of a report", "[reporting]\nfields = [\"progres\"]\n", "5 reporting.fields",
     "did you mean 'progress'?"},
    {"a blank name", "[reporting]\nto = \" \"\n", "5 reporting.to", "not blank"},
    {"no such fixing", "[fixings]\nactivation = true\nrequired = [\"aim\"]\n", "6 fixings.required", "goal"},
    {"fixings without activation", "[fixings]\nrequired = [\"goal\"]\n", "5 fixings.required", "activation = true"},
    {"green beyond yellow", "[schedule]\ngreen = 11\nyellow = 10\n", "5 schedule.green", "contradicts"},
    {"a share of more than all", "[schedule]\nyellow = 101\n", "5 schedule.yellow", "from 0 to 100"},
    {"a number that never ends", "[schedule]\nyellow = inf\n", "5 schedule.yellow", "from 0 to 100"},
    {"a check without a day", "[checking]\nshift = \"on\"\n", "4 checking.due_day", "missing"},
    {"a day that no month has", "[plans]\nmonth = 2\nday = 30\n", "6 plans.day", "has no day 30"},
    {"a day of leap years only", "[plans]\nmonth = 2\nday = 29\n", "6 plans.day", "its last is 28"},
    {"no such month of the year", "[plans]\nmonth = 13\nday = 31\n", "5 plans.month", "from 1 to 12"},
    {"a term without a unit", "[acknowledgement]\nwithin = \"3\"\n", "5 acknowledgement.within", "3 working days"},
    {"a term of nothing", "[acknowledgement]\nwithin = \"0 days\"\n", "5 acknowledgement.within", "from 1"},
    {"a term that overflows", "[acknowledgement]\nwithin = \"99999 days\"\n", "5 acknowledgement.within",
     "length of time"},
    {"a calendar that is no id", "calendar = \"a b\"\n", "4 calendar", "id of an adopted regime"},
    {"years outside a calendar", "[[year]]\nyear = 2014\n", "4 year", "is no key of a regime"},

    {"a rhythm of a step that answers something else",
     "[[step]]\nname = \"a\"\non = \"behind\"\nrhythm = \"r\"\ntake = \"criticism\"\ntext = \"t\"\n",
     "7 step[1].rhythm", "rhythm_missed"},
    {"a step's name twice", a_step + a_step, "10 step[2].name", "twice"},
    {"a step without a text", "[[step]]\nname = \"a\"\non = \"behind\"\ntake = \"criticism\"\n", "4 step[1].text",
     "missing"},
    {"no such trigger", a_step + "[[step]]\nname = \"b\"\non = \"report_later\"\ntake = \"summons\"\ntext = \"t\"\n",
     "11 step[2].on", "did you mean 'report_late'?"},
    {"no such measure", "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"prison\"\ntext = \"t\"\n", "7 step[1].take",
     "yellow_card"},
    {"automatic against a person", a_step + "mode = \"automatic\"\nagainst = \"person\"\n", "9 step[1].mode", "rule 6"},
    {"automatic against a leader", a_step + "mode = \"automatic\"\nagainst = \"leader\"\n", "9 step[1].mode", "rule 6"},
    {"automatic inquiry",
     "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"inquiry\"\ntext = \"t\"\nmode = \"automatic\"\n",
     "9 step[1].mode", "inquiry is never automatic"},
    {"rectification without a deadline",
     "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"rectification\"\ntext = \"t\"\n", "4 step[1].deadline",
     "missing"},
    {"a person rectifies",
     "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"rectification\"\ntext = \"t\"\ndeadline = \"9 days\"\n"
     "against = \"person\"\n",
     "10 step[1].against", "summons, criticism and inquiry only"},
    {"a lamp of what has none",
     "[[step]]\nname = \"b\"\non = \"plan_missed\"\ntake = \"urging\"\ntext = \"t\"\nlamp = \"red\"\n",
     "9 step[1].lamp", "behind"},
    {"no such lamp", a_step + "lamp = \"green\"\n", "9 step[1].lamp", "yellow, red"},
    {"in a row of what has no months",
     "[[step]]\nname = \"b\"\non = \"yellow_card\"\ntake = \"red_card\"\ntext = \"t\"\ntimes = 2\n"
     "consecutive = true\n",
     "10 step[1].consecutive", "within_months"},
    {"in a row and within", a_step + "times = 2\nconsecutive = true\nwithin_months = 3\n", "11 step[1].within_months",
     "contradicts"},
    {"once in a row", a_step + "consecutive = true\n", "9 step[1].consecutive", "contradicts"},
    {"a unit's trigger for each item",
     "[[step]]\nname = \"b\"\non = \"report_late\"\ntake = \"urging\"\ntext = \"t\"\ncount = \"item\"\n",
     "9 step[1].count", "unit"},
    {"a card that follows from itself",
     "[[step]]\nname = \"b\"\non = \"red_card\"\ntake = \"red_card\"\ntext = \"t\"\n", "7 step[1].take", "never ends"},
    {"an unknown placeholder", "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"urging\"\ntext = \"{unti}\"\n",
     "8 step[1].text", "did you mean 'unit'?"},
    {"an open brace", "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"urging\"\ntext = \"{unit\"\n",
     "8 step[1].text", "brace"},
    {"a closing brace alone", "[[step]]\nname = \"b\"\non = \"behind\"\ntake = \"urging\"\ntext = \"unit}\"\n",
     "8 step[1].text", "brace"},
    {"cards that never lapse", "[cards]\nyellow_months = 0\n", "5 cards.yellow_months", "from 1"},
    {"no day to ask", "[reconsideration]\ndays = 0\n", "5 reconsideration.days", "from 1"},

    {"a kind of project twice",
     "[[project_kind]]\nname = \"a\"\nsteps = [\"x\"]\n[[project_kind]]\nname = \"a\"\nsteps = [\"x\"]\n",
     "8 project_kind[2].name", "twice"},
    {"a project's step twice", "[[project_kind]]\nname = \"a\"\nsteps = [\"x\", \"x\"]\n", "6 project_kind[1].steps",
     "once"},
    {"a project without steps", "[[project_kind]]\nname = \"a\"\nsteps = []\n", "6 project_kind[1].steps",
     "at least one"},
    {"tours that part no year", "[tours]\nevery_months = 5\norganiser = \"x\"\n", "5 tours.every_months", "evenly"},
    {"tours by nobody", "[tours]\nevery_months = 1\n", "4 tours.organiser", "missing"},
    {"no such inspection", "[inspections]\nkinds = [\"yearly\"]\n", "5 inspections.kinds", "routine"},
    {"an unknown section",
     a_bulletin + "[[bulletin]]\nkind = \"monthly\"\ntitle = \"t\"\nto = \"x\"\n"
                  "signed_by = \"y\"\nsections = [\"crads\"]\n",
     "15 bulletin[2].sections", "did you mean 'cards'?"},
    {"a bulletin of a kind twice", a_bulletin + a_bulletin, "11 bulletin[2].kind", "already"},
    {"the week's eighth day", a_bulletin + "due_day = 8\n", "10 bulletin[1].due_day", "from 1 to 7"},
    {"a month in a weekly title",
     "[[bulletin]]\nkind = \"weekly\"\ntitle = \"{month}\"\nto = \"x\"\nsigned_by = \"y\"\nsections = []\n",
     "6 bulletin[1].title", "year, week"},
    {"minutes that come round",
     "[[bulletin]]\nkind = \"minutes\"\ntitle = \"t\"\nto = \"x\"\nsigned_by = \"y\"\nsections = []\ndue_day = 3\n",
     "10 bulletin[1].due_day", "come round"},

    {"a form's id twice",
     columns("{ title = \"a\", source = \"title\" }") + columns("{ title = \"a\", source = "
                                                                "\"title\" }"),
     "11 form[2].id", "twice"},
    {"a form without columns", a_form, "4 form[1].columns", "missing"},
    {"a form with none", a_form + "columns = []\n", "7 form[1].columns", "at least one"},
    {"a leaf without a source", columns("{ title = \"a\" }"), "8 form[1].columns[1].source", "missing"},
    {"a group with a source",
     columns("{ title = \"a\", source = \"title\", columns = [{ title = \"b\", source = "
             "\"text\" }] }"),
     "8 form[1].columns[1].source", "group"},
    {"a group of none", columns("{ title = \"a\", columns = [] }"), "8 form[1].columns[1].columns", "at least one"},
    {"no such source", columns("{ title = \"a\", source = \"titel\" }"), "8 form[1].columns[1].source",
     "did you mean 'title'?"},
    {"a target of no indicator", columns("{ title = \"a\", source = \"target\", unit = \"个\" }"),
     "8 form[1].columns[1].indicator", "missing"},
    {"a target of no unit", columns("{ title = \"a\", source = \"target\", indicator = \"x\" }"),
     "8 form[1].columns[1].unit", "missing"},
    {"an unknown unit of measure",
     columns("{ title = \"a\", source = \"target\", indicator = \"x\", unit = \"亿园\" }"), "8 form[1].columns[1].unit",
     "亿园"},
    {"a unit of words", columns("{ title = \"a\", source = \"title\", unit = \"个\" }"), "8 form[1].columns[1].unit",
     "target"},
    {"a quarter of a target",
     columns("{ title = \"a\", source = \"target\", indicator = \"x\", unit = \"个\", quarter = 1 }"),
     "8 form[1].columns[1].quarter", "actual"},
    {"a fifth quarter",
     columns("{ title = \"a\", source = \"actual\", indicator = \"x\", unit = \"个\", quarter = 5 }"),
     "8 form[1].columns[1].quarter", "from 1 to 4"},
    {"the same twice", columns("{ title = \"a\", source = \"title\" }, { title = \"b\", source = \"title\" }"),
     "7 form[1].columns", "the same"},
    {"an unknown placeholder in a title",
     "[[form]]\nid = \"f\"\ntitle = \"{yaer}\"\ncolumns = [{ title = \"a\", "
     "source = \"title\" }]\n",
     "6 form[1].title", "did you mean 'year'?"},
    {"an unknown placeholder in a head", columns("{ title = \"{month}\", source = \"title\" }"),
     "8 form[1].columns[1].title", "year"},
};

const std::vector<Case>& cases() {
    return all_cases;
}

TEST(Faults, EachIsToldWithItsLineAndKey) {
    for (const auto& [name, text, place, message] : cases()) {
        EXPECT_THAT(places(regime_with(text)), ElementsAre(place)) << name;
        EXPECT_THAT(messages(regime_with(text)), ElementsAre(HasSubstr(message))) << name;
    }
}

TEST(Faults, TheHeadOfARegimeIsNeeded) {
    EXPECT_THAT(places(""), ElementsAre("1 title", "1 system", "1 document"));
    for (const auto* system : {"S0", "S10", "S2 S1", "S1 S1", "S1,S2", "calendars", "S1 "}) {
        const auto text = std::string("title = \"t\"\nsystem = \"") + system + "\"\ndocument = \"d\"\n";
        EXPECT_THAT(places(text), ElementsAre("2 system")) << system;
    }
}

TEST(Faults, AllAreGatheredInTheOrderOfLines) {
    EXPECT_THAT(places(regime_with("x = 1\n[plans]\nmonth = 2\nday = 30\n[reporting]\ndue_day = 99\ny = 2\n")),
                ElementsAre("4 x", "7 plans.day", "9 reporting.due_day", "10 reporting.y"));
}

TEST(Faults, WhatIsNoTomlIsToldWithItsLine) {
    for (const auto* text : {"[reporting\n", "due_day = \n", "x = 1\nx = 2\n", "x = \"open\n", "x = \"\xff\xfe\"\n"}) {
        const auto faults = check(regime_with(text));
        ASSERT_EQ(faults.size(), 1u) << text;
        EXPECT_GE(faults[0].line, 4u) << text;
        EXPECT_THAT(faults[0].message, HasSubstr("is not TOML")) << text;
    }
}

TEST(Faults, AreCountedBeyondAHundred) {
    std::string text;
    for (int i = 0; i < 150; ++i) text += "x" + std::to_string(i) + " = 1\n";
    const auto faults = check(regime_with(text));
    ASSERT_EQ(faults.size(), 101u);
    EXPECT_THAT(faults.back().message, HasSubstr("50 more"));
    EXPECT_EQ(faults.front().line, 4u);
}

const std::string calendar_head = "title = \"t\"\nsystem = \"calendar\"\ndocument = \"d\"\n[[year]]\nyear = 2014\n";

TEST(Faults, OfWorkingDays) {
    const std::vector<std::tuple<std::string, std::string, std::string>> each = {
        {"{ name = \"a\", on = 2014-02-30 }", "", "is not TOML"},
        {"{ name = \"a\", on = \"2014-02-03\" }", "on", "without quotation marks"},
        {"{ name = \"a\" }", "on", "either on, or from and until"},
        {"{ name = \"a\", from = 2014-02-03 }", "on", "either on, or from and until"},
        {"{ name = \"a\", from = 2014-02-03, until = 2014-02-02 }", "until", "not before 2014-02-03"},
        {"{ name = \"a\", from = 2014-02-03, until = 2014-03-30 }", "until", "at most 31 days"},
        {"{ name = \"a\", on = 2015-02-03 }", "on", "not of the year 2014"},
        {"{ name = \"a\", on = 2014-02-03, worked = [2014-02-07] }", "worked", "no Saturday or Sunday"},
        {"{ name = \"a\", on = 2014-02-03, worked = [2014-02-08, 2014-02-08] }", "worked", "twice"},
        {"{ name = \"a\", on = 2014-02-03, worked = [2016-02-06] }", "worked", "not of the year"},
        {"{ on = 2014-02-03 }", "name", "missing"},
    };
    for (const auto& [holiday, key, message] : each) {
        const auto faults = check(calendar_head + "holidays = [\n" + holiday + "\n]\n");
        ASSERT_EQ(faults.size(), 1u) << holiday;
        EXPECT_EQ(faults[0].line, 7u) << holiday;
        EXPECT_EQ(faults[0].key, key.empty() ? "" : "year[1].holidays[1]." + key) << holiday;
        EXPECT_THAT(faults[0].message, HasSubstr(message)) << holiday;
    }
}

TEST(Faults, ADayIsAHolidayOnceAndNotWorkedToo) {
    const auto text =
        calendar_head +
        "holidays = [{ name = \"a\", on = 2014-02-08 }, { name = \"b\", on = 2014-02-08 },\n"
        "{ name = \"c\", on = 2014-03-03, worked = [2014-02-08] }]\n[[year]]\nyear = 2014\nholidays = []\n"
        "[reporting]\n";
    EXPECT_THAT(places(text), ElementsAre("4 year", "6 year[1].holidays[2].on", "9 year[2].year", "11 reporting"));
}

}  // namespace

}  // namespace taizhang::regime
