// What follows: the steps of the ladder, cards, and how long one may ask for reconsideration.
#include "src/regime/table.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

using accountability::Measure;

enum class Count { item, unit };
BOOST_DESCRIBE_ENUM(Count, item, unit)

/// What happens month by month, so that "in a row" means something.
bool is_monthly(Trigger trigger) {
    return trigger == Trigger::behind || trigger == Trigger::report_late || trigger == Trigger::report_missed ||
           trigger == Trigger::report_false || trigger == Trigger::misreported;
}

/// What befalls a unit, not one of its items.
bool is_of_unit(Trigger trigger) {
    return trigger == Trigger::report_late || trigger == Trigger::report_missed || trigger == Trigger::yellow_card ||
           trigger == Trigger::red_card || trigger == Trigger::criticised || trigger == Trigger::misreported ||
           trigger == Trigger::rhythm_missed;
}

void check_lamp(Table& table, const Step& step) {
    if (!step.lamp) return;
    if (step.on != Trigger::behind) table.fault("lamp", "only on = \"behind\" has a lamp; leave it out");
}

void check_rhythm(Table& table, const Step& step) {
    if (!step.rhythm || step.on == Trigger::rhythm_missed) return;
    table.fault("rhythm", "only on = \"rhythm_missed\" is about a rhythm; leave it out");
}

void check_counting(Table& table, const Step& step) {
    if (step.consecutive && !is_monthly(step.on))
        table.fault("consecutive",
                    "only what happens month by month comes in a row: behind, report_late, "
                    "report_missed, report_false; count within_months instead");
    if (step.consecutive && table.has("within_months"))
        table.fault("within_months", "contradicts consecutive = true; leave one of them out");
    if (step.consecutive && step.times < 2) table.fault("consecutive", "contradicts times = 1; say how many in a row");
    if (step.per_item && is_of_unit(step.on))
        table.fault("count", "this befalls a unit, not one of its items; write count = \"unit\", or leave it out");
}

/// Rule 6: whatever concerns a person, and an inquiry, is proposed and decided on by people.
void check_mode(Table& table, const Step& step) {
    if (step.mode != Mode::automatic) return;
    if (step.against != Against::unit)
        table.fault("mode", "a measure against a person is never automatic (rule 6); write mode = \"proposed\"");
    if (step.take == Measure::inquiry)
        table.fault("mode", "an inquiry is never automatic (rule 6); write mode = \"proposed\"");
}

/// Against a person there are only these, as the deciders have it (rule 10).
bool fits_a_person(Measure measure) {
    return measure == Measure::summons || measure == Measure::criticism || measure == Measure::inquiry;
}

void check_measure(Table& table, const Step& step) {
    if (step.take == Measure::rectification && step.deadline.days == 0 && !table.has("deadline"))
        table.fault("deadline", "is missing: an order to rectify says within which time, such as \"15 days\"");
    if (step.against != Against::unit && !fits_a_person(step.take))
        table.fault("against",
                    "against a person there are summons, criticism and inquiry only (rule 10); write against = "
                    "\"unit\", or leave it out");
    if (step.on == Trigger::red_card && step.take == Measure::red_card)
        table.fault("take", "a red card that follows from a red card never ends; take another measure");
    if (step.on == Trigger::yellow_card && step.take == Measure::yellow_card)
        table.fault("take", "a yellow card that follows from a yellow card never ends; take another measure");
    if (step.on == Trigger::criticised && step.take == Measure::criticism)
        table.fault("take", "a criticism that follows from a criticism never ends; take another measure");
}

const std::vector<std::string>& lamps() {
    static const std::vector<std::string> names = {"yellow", "red"};
    return names;
}

Step read_step(Table& table) {
    Step step;
    table.need({"name", "on", "take", "text"});
    table.text("name", step.name, 64);
    const bool known = table.choice("on", step.on);
    if (std::string lamp; table.word("lamp", lamp, lamps())) step.lamp = lamp;
    table.text("rhythm", step.rhythm, 64);
    table.number("times", step.times, 1, 100);
    table.flag("consecutive", step.consecutive);
    table.number("within_months", step.within_months, 1, 120);
    step.per_item = !is_of_unit(step.on);
    if (Count count{}; table.choice("count", count)) step.per_item = count == Count::item;
    const bool taken = table.choice("take", step.take);
    table.choice("against", step.against);
    table.choice("mode", step.mode);
    table.term("after", step.after, 0);
    table.term("deadline", step.deadline, 1);
    table.text("clause", step.clause, 64);
    if (table.text("text", step.text, max_long_text)) check_placeholders(table, "text", step.text, step_placeholders());
    if (known) {
        check_lamp(table, step);
        check_rhythm(table, step);
        check_counting(table, step);
    }
    check_mode(table, step);
    if (taken) check_measure(table, step);
    return step;
}

}  // namespace

void read_measures(Table& root, Rules& rules) {
    root.tables("step", [&](Table& table) {
        auto step = read_step(table);
        if (!step.name.empty() && std::ranges::find(rules.steps, step.name, &Step::name) != rules.steps.end())
            table.fault("name", "the name stands twice; give each step its own, since measures refer to it");
        rules.steps.push_back(std::move(step));
    });
    root.table("cards", [&](Table& table) {
        table.number("yellow_months", rules.cards.yellow_months, 1, 120);
        table.number("red_months", rules.cards.red_months, 1, 120);
    });
    root.table("reconsideration", [&](Table& table) { table.number("days", rules.reconsideration_days, 1, 366); });
}

}  // namespace taizhang::regime
