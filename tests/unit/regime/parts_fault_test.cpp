// Every fault in projects, rhythms, admission and assessments is told with its line and key.
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

const std::string a_batch = "[[projects.batch]]\nkey = \"start\"\ntitle = \"t\"\ndefinition = \"d\"\n";  // line 7
const std::string a_rhythm = "[[rhythm]]\nname = \"a\"\nkind = \"meeting\"\nwho = \"x\"\n";              // line 7
const std::string measures = "[[admission.measure]]\nname = \"收入\"\nunit = \"万元\"\n";                // line 6
const std::string a_class =
    measures + "[[admission.class]]\nkey = \"shops\"\ntitle = \"t\"\nindustries = [\"零售业\"]\n";  // line 10
const std::string a_good_class = a_class + "qualification = \"q\"\n";                               // line 11
const std::string a_scheme =
    "[[assessment]]\nkey = \"a\"\ntitle = \"t\"\ngroup = [{ key = \"g\", title = \"t\" }]\n";  // line 7
const std::string an_indicator =
    a_scheme + "[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = 10\nunit = \"个\"\n";         // line 12
const std::string an_award = an_indicator + "[[assessment.award]]\nkey = \"w\"\nname = \"n\"\nmost = 3\n";  // line 16

const std::vector<Case> all_cases = {
    {"an unknown key of projects", "[projects]\ndemand = [\"unit\"]\n", "5 projects.demand", "did you mean 'demands'?"},
    {"no such demand", "[projects]\ndemands = [\"lider\"]\n", "5 projects.demands", "leader"},
    {"a threshold without a bound", "[[projects.threshold]]\nname = \"a\"\n", "4 projects.threshold[1].at_least",
     "missing"},
    {"a bound without a unit", "[[projects.threshold]]\nname = \"a\"\nat_least = \"100\"\n",
     "6 projects.threshold[1].at_least", "a number with its unit such as 5000万元, got '100'"},
    {"a bound that is a number", "[[projects.threshold]]\nname = \"a\"\nat_least = 100\n",
     "6 projects.threshold[1].at_least", "a text in quotation marks"},
    {"a bound in an unknown unit", "[[projects.threshold]]\nname = \"a\"\nat_least = \"1万块\"\n",
     "6 projects.threshold[1].at_least", "no unit of measure that is known: '万块'"},
    {"a bound that is no money", "[[projects.threshold]]\nname = \"a\"\nat_least = \"100亩\"\n",
     "6 projects.threshold[1].at_least", "expected an investment"},
    {"a bound below nothing", "[[projects.threshold]]\nname = \"a\"\nat_least = \"-1亿元\"\n",
     "6 projects.threshold[1].at_least", "not below 0"},
    {"a threshold of no such batch",
     a_batch + "[[projects.threshold]]\nname = \"a\"\nat_least = \"1亿元\"\nphases = [\"strat\"]\n",
     "11 projects.threshold[1].phases", "did you mean 'start'?"},
    {"a batch without a definition", "[[projects.batch]]\nkey = \"a\"\ntitle = \"t\"\n",
     "4 projects.batch[1].definition", "missing"},
    {"a batch's key in capitals", "[[projects.batch]]\nkey = \"Start\"\ntitle = \"t\"\ndefinition = \"d\"\n",
     "5 projects.batch[1].key", "small letters"},
    {"a batch twice", a_batch + a_batch, "9 projects.batch[2].key", "twice"},
    {"a tier with a batch's key", "[[projects.tier]]\nkey = \"start\"\ntitle = \"t\"\ndefinition = \"d\"\n" + a_batch,
     "9 projects.batch[1].key", "twice"},
    {"no such time", a_batch + "start = [\"befor\"]\n", "8 projects.batch[1].start", "did you mean 'before'?"},
    {"finished before it starts", a_batch + "start = [\"within\"]\nfinish = [\"before\"]\n",
     "9 projects.batch[1].finish", "contradicts start"},
    {"starts later and finishes now", a_batch + "start = [\"after\"]\nfinish = [\"within\"]\n",
     "9 projects.batch[1].finish", "contradicts start"},
    {"a stage of no kind of project", a_batch + "stages = [\"开工\"]\n", "8 projects.batch[1].stages", "it has none"},
    {"a stage that is misspelt",
     "[[project_kind]]\nname = \"k\"\nsteps = [\"construction\"]\n" + a_batch + "stages = [\"constriction\"]\n",
     "11 projects.batch[1].stages", "did you mean 'construction'?"},
    {"a field twice",
     "[[projects.field]]\nfield = \"name\"\ntitle = \"t\"\n[[projects.field]]\nfield = \"name\"\ntitle = \"t\"\n",
     "8 projects.field[2].field", "twice"},
    {"no such field", "[[projects.field]]\nfield = \"total\"\ntitle = \"t\"\n", "5 projects.field[1].field",
     "total_investment"},
    {"a material of no such class", "[[projects.material]]\nname = \"m\"\nphases = [\"concept\"]\n",
     "6 projects.material[1].phases", "is no tier, batch or reserve class"},
    {"a material with no alternatives", "[[projects.material]]\nname = \"m\"\nany_of = []\n",
     "6 projects.material[1].any_of", "at least one"},
    {"an empty alternative", "[[projects.material]]\nname = \"m\"\nany_of = [\"a\", []]\n",
     "6 projects.material[1].any_of", "texts that belong together"},
    {"no copy", "[[projects.material]]\nname = \"m\"\ncopies = 0\n", "6 projects.material[1].copies", "from 1 to 36"},
    {"a kind of support twice",
     "[[projects.support]]\nkey = \"a\"\ntitle = \"t\"\n[[projects.support]]\nkey = \"a\"\ntitle = \"t\"\n",
     "8 projects.support[2].key", "twice"},
    {"the last level passes on", "[[projects.escalation]]\nkey = \"a\"\ntitle = \"t\"\ndays = 3\n",
     "4 projects.escalation", "nobody above it"},
    {"a level that keeps problems",
     "[[projects.escalation]]\nkey = \"a\"\ntitle = \"t\"\n[[projects.escalation]]\nkey = \"b\"\ntitle = \"t\"\n",
     "4 projects.escalation", "'a' needs days"},
    {"a share of more than all", "[[projects.start_ratio]]\nname = \"a\"\nsigned = \"earlier\"\nat_least = \"3/2\"\n",
     "7 projects.start_ratio[1].at_least", "\"2/3\""},
    {"a share of nothing", "[[projects.start_ratio]]\nname = \"a\"\nsigned = \"earlier\"\nat_least = \"1/0\"\n",
     "7 projects.start_ratio[1].at_least", "got '1/0'"},
    {"a share that is a decimal", "[[projects.start_ratio]]\nname = \"a\"\nsigned = \"earlier\"\nat_least = \"0.6\"\n",
     "7 projects.start_ratio[1].at_least", "got '0.6'"},
    {"no such grouping", "[projects.library]\ngrouped_by = [\"regions\"]\n", "5 projects.library.grouped_by",
     "did you mean 'region'?"},

    {"a rhythm without a period", a_rhythm, "4 rhythm[1].every", "missing"},
    {"no such period", a_rhythm + "every = \"weekly\"\n", "8 rhythm[1].every", "did you mean 'week'?"},
    {"a rhythm twice", a_rhythm + "every = \"month\"\n" + a_rhythm + "every = \"month\"\n", "10 rhythm[2].name",
     "twice"},
    {"an eighth day of the week", a_rhythm + "every = \"week\"\nday = 8\n", "9 rhythm[1].day", "from 1 to 7"},
    {"one day of half months", a_rhythm + "every = \"half_month\"\nday = 15\n", "4 rhythm[1].days", "missing"},
    {"two days of one half", a_rhythm + "every = \"half_month\"\ndays = [5, 15]\n", "9 rhythm[1].days", "[15, 30]"},
    {"two days of a month", a_rhythm + "every = \"month\"\ndays = [5, 15]\n", "9 rhythm[1].days", "write day"},
    {"a year without months", a_rhythm + "every = \"year\"\n", "4 rhythm[1].months", "missing"},
    {"a month twice", a_rhythm + "every = \"year\"\nmonths = [4, 4]\n", "9 rhythm[1].months", "each once"},
    {"no month", a_rhythm + "every = \"year\"\nmonths = []\n", "9 rhythm[1].months", "at least one"},
    {"a thirteenth month", a_rhythm + "every = \"year\"\nmonths = [13]\n", "9 rhythm[1].months", "from 1 to 12"},
    {"a span of one month", a_rhythm + "every = \"year\"\nmonths = [4]\nspan = true\n", "10 rhythm[1].span", "span"},
    {"a span backwards", a_rhythm + "every = \"year\"\nmonths = [4, 3]\nspan = true\n", "9 rhythm[1].months",
     "in order"},
    {"a day that the month lacks", a_rhythm + "every = \"year\"\nmonths = [2]\nday = 30\n", "10 rhythm[1].day",
     "has no day 30"},
    {"a following week", a_rhythm + "every = \"week\"\nmonth = \"following\"\n", "9 rhythm[1].month", "leave it out"},

    {"a measure in no unit", "[[admission.measure]]\nname = \"a\"\nunit = \"块\"\n", "6 admission.measure[1].unit",
     "no unit of measure"},
    {"a criterion of no measure", a_class + "any_of = [{ measure = \"收人\", at_least = \"1万元\" }]\n",
     "11 admission.class[1].any_of[1].measure", "is no measure of this regime"},
    {"a criterion in another unit", a_class + "any_of = [{ measure = \"收入\", at_least = \"50人\" }]\n",
     "11 admission.class[1].any_of[1].at_least", "is measured in '万元', got '50人'"},
    {"a class that everybody enters", a_class, "7 admission.class[1].any_of", "everybody would enter"},
    {"an industry in two classes",
     a_good_class +
         "[[admission.class]]\nkey = \"b\"\ntitle = \"t\"\nindustries = [\"零售业\"]\nqualification = \"q\"\n",
     "15 admission.class[2].industries", "in the class 'shops' already"},
    {"a procedure of no such class",
     a_good_class + "[[admission.procedure]]\nkey = \"p\"\ntitle = \"t\"\n"
                    "case = [{ situation = \"grown\", classes = [\"shop\"] }]\n",
     "15 admission.procedure[1].case[1].classes", "did you mean 'shops'?"},
    {"a situation decided twice",
     a_good_class + "[[admission.procedure]]\nkey = \"p\"\ntitle = \"t\"\n"
                    "case = [{ situation = \"grown\", classes = [\"shops\"] },\n"
                    "{ situation = \"grown\", classes = [\"shops\"] }]\n",
     "16 admission.procedure[1].case[2].classes", "earlier case"},
    {"a material of no such procedure", "[[admission.material]]\nname = \"m\"\nprocedures = [\"p\"]\n",
     "6 admission.material[1].procedures", "it has none"},
    {"an exception that is none", "[[admission.material]]\nname = \"m\"\nexcept = [\"grow\"]\n",
     "6 admission.material[1].except", "did you mean 'grown'?"},
    {"nobody approves", "[[admission.level]]\nname = \"a\"\nrole = \"reviews\"\n", "4 admission.level",
     "the last level approves"},
    {"approved before the end",
     "[[admission.level]]\nname = \"a\"\nrole = \"approves\"\n[[admission.level]]\nname = \"b\"\nrole = \"approves\"\n",
     "4 admission.level", "stands last, got 'a'"},
    {"collected in the middle",
     "[[admission.level]]\nname = \"a\"\nrole = \"reviews\"\n[[admission.level]]\nname = \"b\"\nrole = \"collects\"\n"
     "[[admission.level]]\nname = \"c\"\nrole = \"approves\"\n",
     "4 admission.level", "as number 2"},
    {"a violation twice",
     "[[admission.violation]]\nkind = \"late\"\ntitle = \"t\"\nleads_to = \"x\"\n"
     "[[admission.violation]]\nkind = \"late\"\ntitle = \"t\"\nleads_to = \"x\"\n",
     "9 admission.violation[2].kind", "twice"},

    {"a use that is none",
     a_scheme +
         "applied_to = [\"散步\"]\n[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = 10\nunit = \"个\"\n",
     "8 assessment[1].applied_to", "performance 绩效考核"},
    {"an assessment of nothing", a_scheme, "4 assessment[1].indicator", "missing"},
    {"an indicator without a unit", a_scheme + "[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = 10\n",
     "8 assessment[1].indicator[1].unit", "missing"},
    {"an indicator twice",
     an_indicator + "[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = 10\nunit = \"个\"\n",
     "14 assessment[1].indicator[2].key", "twice"},
    {"weights of nothing",
     a_scheme + "[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = 0\nunit = \"个\"\n",
     "8 assessment[1].indicator", "add up to 0"},
    {"a weight below nothing",
     a_scheme + "[[assessment.indicator]]\nkey = \"i\"\nname = \"n\"\nweight = -1\nunit = \"个\"\n",
     "11 assessment[1].indicator[1].weight", "from 0 to 10000"},
    {"a total in another unit", an_indicator + "total = \"5亿元\"\n", "13 assessment[1].indicator[1].total",
     "is measured in '个', got '5亿元'"},
    {"a group that is none", an_indicator + "groups = [\"h\"]\n", "13 assessment[1].indicator[1].groups",
     "is no group of this regime"},
    {"grades of another method", an_indicator + "grades = [{ at_least = 1, value = 1 }]\n",
     "13 assessment[1].indicator[1].grades", "method = \"grades\""},
    {"deducted without points", an_indicator + "method = \"deduct\"\n", "8 assessment[1].indicator[1].deduct",
     "missing"},
    {"a jury's figure with a unit", an_indicator + "method = \"given\"\n", "12 assessment[1].indicator[1].unit",
     "points already"},
    {"grades upwards",
     an_indicator + "method = \"grades\"\ngrades = [{ at_least = 60, value = 50 },\n{ at_least = 90, value = 100 }]\n",
     "15 assessment[1].indicator[1].grades[2].at_least", "from the highest bound to the lowest"},
    {"a lower grade that brings more",
     an_indicator + "method = \"grades\"\ngrades = [{ at_least = 90, value = 50 },\n{ at_least = 60, value = 100 }]\n",
     "15 assessment[1].indicator[1].grades[2].value", "contradicts"},
    {"bands downwards",
     an_indicator + "band = [{ at_least = \"5亿元\", counts = 2 }, { at_least = \"10000万元\", counts = 3 }]\n",
     "13 assessment[1].indicator[1].band", "must grow"},
    {"a band that counts for less",
     an_indicator + "band = [{ at_least = \"1亿元\", counts = 2 }, { at_least = \"5亿元\", counts = 1 }]\n",
     "13 assessment[1].indicator[1].band", "counts for 1, less"},
    {"a tie-breaker that is none", a_scheme + "tie_by = [\"j\"]\n" + an_indicator.substr(a_scheme.size()),
     "8 assessment[1].tie_by", "is no indicator of this regime"},
    {"a bonus of nothing", an_indicator + "[[assessment.bonus]]\nkey = \"b\"\nname = \"n\"\neach = 0\n",
     "16 assessment[1].bonus[1].each", "got 0"},
    {"two conversions", an_indicator + "[assessment.conversion]\nbase = 80\ngrades = [{ at_least = 1, value = 1 }]\n",
     "14 assessment[1].conversion.base", "either base"},
    {"an award by an indicator that is none", an_award + "indicator = \"j\"\n", "17 assessment[1].award[1].indicator",
     "is no indicator of this regime"},
    {"an award by completion of nothing", an_award + "by = \"completion\"\n", "13 assessment[1].award[1].indicator",
     "of one indicator"},
    {"a judged award without a criterion", an_award + "indicator = \"i\"\nby = \"judged\"\n",
     "13 assessment[1].award[1].criterion", "missing"},
    {"more at least than at most", an_award + "least = 4\n", "17 assessment[1].award[1].least", "contradicts most"},
    {"a prize in kind", an_award + "prize = \"3辆\"\n", "17 assessment[1].award[1].prize", "expected money"},
    {"a bar twice",
     an_indicator + "[[assessment.bar]]\non = \"report_late\"\n[[assessment.bar]]\non = \"report_late\"\n",
     "16 assessment[1].bar[2].on", "twice"},
    {"no such offence", an_indicator + "[[assessment.bar]]\non = \"late\"\n", "14 assessment[1].bar[1].on",
     "report_late"},
    {"a statement of nobody", an_indicator + "[assessment.statement]\nto = \"x\"\n", "14 assessment[1].statement.to",
     "nobody owes"},
    {"rescaled without a scale", a_scheme + "scale = 0\nwithout = \"rescale\"\n" + an_indicator.substr(a_scheme.size()),
     "9 assessment[1].without", "contradicts scale"},
};

class PartsFaults : public testing::TestWithParam<Case> {};

TEST_P(PartsFaults, AreToldWithTheirPlace) {
    const auto faults = check(regime_with(GetParam().text));
    ASSERT_FALSE(faults.empty()) << GetParam().name;
    bool found = false;
    for (const auto& fault : faults) {
        if (std::to_string(fault.line) + " " + fault.key != GetParam().place) continue;
        found = true;
        EXPECT_THAT(fault.message, HasSubstr(GetParam().message)) << GetParam().name;
    }
    EXPECT_TRUE(found) << GetParam().name << ": " << testing::PrintToString(places(regime_with(GetParam().text)));
    EXPECT_LE(faults.size(), 2u) << testing::PrintToString(messages(regime_with(GetParam().text)));
}

INSTANTIATE_TEST_SUITE_P(All, PartsFaults, testing::ValuesIn(all_cases),
                         [](const auto& test) { return "n" + std::to_string(test.index); });

TEST(PartsFaults, TheFileAndTheLineStandInTheMessage) {
    const auto result = read(regime_with("[[projects.threshold]]\nname = \"a\"\nat_least = \"1亿\"\n"), "S8.toml");
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("S8.toml:6: projects.threshold[1].at_least: "));
}

/// toml++ asserts that this cannot be: a slip of the pen must not end a debug build.
TEST(PartsFaults, AListThatABraceEndsIsNoToml) {
    const auto faults = check(regime_with("x = [\"a\",}\n"));
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].line, 4u);
    EXPECT_THAT(faults[0].message, HasSubstr("is not TOML"));
}

TEST(PartsFaults, ACalendarHasNoneOfThese) {
    const auto text = "title = \"t\"\nsystem = \"calendar\"\ndocument = \"d\"\nyear = []\n[projects]\n[[rhythm]]\n";
    EXPECT_THAT(places(text), ElementsAre("5 projects", "6 rhythm"));
}

}  // namespace

}  // namespace taizhang::regime
