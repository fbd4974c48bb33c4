#include "src/keeper/ladder.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

using regime::Trigger;

bool is_id_text(std::string_view text) {
    return bool(check_id(text));
}

/// Counted by months rather than by events.
bool is_monthly(const Occurrence& occurrence) {
    return occurrence.period.has_value();
}

/// Of whom a step keeps its own count.
std::string subject_of(const Occurrence& occurrence, const regime::Step& step, const std::optional<ItemId>& item) {
    std::string subject = step.name + "\n" + occurrence.ledger.value;
    if (occurrence.unit) subject += "\n" + StreamId::of(*occurrence.unit).value;
    if (occurrence.person) subject += "\n" + StreamId::of(*occurrence.person).value;
    if (item) subject += "\n" + StreamId::of(*item).value;
    return subject;
}

bool triggers(const regime::Step& step, const Occurrence& occurrence) {
    if (step.on != occurrence.trigger) return false;
    if (step.on == Trigger::rhythm_missed) return !step.rhythm || *step.rhythm == occurrence.key;
    if (step.on != Trigger::behind) return true;
    const bool before = occurrence.before && answers_lamp(step, *occurrence.before);
    return answers_lamp(step, *occurrence.lamp) && !before;
}

/// A correction says that the month was not behind, as this step asks for it.
bool is_taken_back(const regime::Step& step, const Occurrence& occurrence) {
    return step.on == Trigger::behind && occurrence.trigger == Trigger::behind && occurrence.before &&
           answers_lamp(step, *occurrence.before) && !answers_lamp(step, *occurrence.lamp);
}

/// The items of which the step keeps a count each; nothing in the place of an item where it counts for the unit.
std::vector<std::optional<ItemId>> counted_for(const regime::Step& step, const Occurrence& occurrence) {
    if (!step.per_item || occurrence.items.empty()) return {std::nullopt};
    return {occurrence.items.begin(), occurrence.items.end()};
}

bool is_within(const regime::Step& step, const Occurrence& now, const std::optional<Period>& period, Time recorded) {
    const std::chrono::months window(step.within_months);
    if (now.period && period) return period->value > now.period->value - window && *period <= *now.period;
    const auto month = [](Time time) { return period_of(time).value; };
    return month(recorded) > month(now.recorded) - window;
}

/// The time at which the step is taken: at once, or when the term has ended.
Time answer_time(const Book& book, const Occurrence& occurrence, const regime::Step& step) {
    if (step.after.days == 0) return occurrence.recorded;
    const auto last =
        regime::due_after(china_date(occurrence.recorded), step.after, book.calendar_of(occurrence.ledger));
    return end_of_day(last) + std::chrono::milliseconds(1);
}

}  // namespace

bool is_automatic(const regime::Step& step) {
    return step.mode == regime::Mode::automatic && step.against == regime::Against::unit &&
           step.take != accountability::Measure::inquiry;
}

AccountabilityId measure_id(const regime::Step& step, Position position, const std::string& which) {
    constexpr std::size_t name_length = 32, digest_length = 8;
    const auto digest = [](std::string_view text) { return sha256({text}).to_string().substr(0, digest_length); };
    const bool fits = step.name.size() <= name_length && is_id_text(step.name);
    auto id = (fits ? step.name : "step-" + digest(step.name)) + "-" + std::to_string(position);
    if (!which.empty()) id += "-" + digest(which);
    return {std::move(id)};
}

std::vector<StreamId> Ladder::observe(const Book& book, const std::vector<Occurrence>& occurrences) {
    std::vector<StreamId> streams;
    for (const auto& occurrence : occurrences) {
        const auto rules = book.rules_kept(occurrence.ledger);
        if (!rules || !book.open_ledger(occurrence.ledger)) continue;
        for (std::size_t step = 0; step < rules->steps.size(); ++step) {
            const auto& rule = rules->steps[step];
            const bool back = is_taken_back(rule, occurrence);
            if (!back && !triggers(rule, occurrence)) continue;
            for (const auto& item : counted_for(rule, occurrence)) {
                if (back)
                    take_back(occurrence, rule, item);
                else if (auto stream = consider(book, occurrence, rules, step, item))
                    streams.push_back(std::move(*stream));
            }
        }
    }
    return streams;
}

void Ladder::take_back(const Occurrence& corrected, const regime::Step& step, const std::optional<ItemId>& item) {
    const auto found = histories_.find(subject_of(corrected, step, item));
    if (found == histories_.end()) return;
    std::erase_if(found->second, [&](const Counted& one) { return !one.used && one.period == corrected.period; });
}

/// Those that together reach the step: empty while there are too few.
std::vector<Ladder::Counted*> Ladder::reached(const Book& book, History& history, const Occurrence& occurrence,
                                              const regime::Step& step, const regime::Rules& rules) {
    const bool cards = step.on == Trigger::yellow_card || step.on == Trigger::red_card;
    std::vector<Counted*> counted;
    for (auto& one : history) {
        if (one.used) continue;
        if (cards && !card_stands(book, one.stream, rules.cards, one.recorded, occurrence.recorded)) continue;
        const bool in_a_row = step.consecutive && is_monthly(occurrence);
        if (in_a_row || is_within(step, occurrence, one.period, one.recorded)) counted.push_back(&one);
    }
    if (step.consecutive && is_monthly(occurrence)) {
        std::ranges::sort(counted, {}, [](const Counted* one) { return one->period; });
        // the months without a gap around this one
        const auto here = std::ranges::find(counted, occurrence.period, [](const Counted* one) { return one->period; });
        auto first = here, last = here;
        const auto follows = [](const Counted* a, const Counted* b) {
            return a->period->last_day().days() + std::chrono::days(1) == b->period->first_day().days();
        };
        while (first != counted.begin() && follows(*(first - 1), *first)) --first;
        while (last + 1 != counted.end() && follows(*last, *(last + 1))) ++last;
        counted = std::vector<Counted*>(first, last + 1);
    }
    if (counted.size() < step.times) counted.clear();
    return counted;
}

std::optional<StreamId> Ladder::consider(const Book& book, const Occurrence& occurrence, const regime::RulesPtr& rules,
                                         std::size_t step, const std::optional<ItemId>& item) {
    const auto& rule = rules->steps[step];
    if (!occurrence.unit && !occurrence.person) return std::nullopt;
    const auto* cause = find(occurrence.stream);  // of a card, or of criticism, that was a step's measure itself
    if (cause && cause->follows.contains(rule.name)) return std::nullopt;
    auto& history = histories_[subject_of(occurrence, rule, item)];
    const bool known = is_monthly(occurrence) && std::ranges::any_of(history, [&](const Counted& one) {
                           return one.period == occurrence.period;
                       });
    if (known) return std::nullopt;  // a month counts once, however often it is told
    history.push_back({occurrence.position, occurrence.recorded, occurrence.period, occurrence.stream, false});
    const auto counted = reached(book, history, occurrence, rule, *rules);
    if (counted.empty()) return std::nullopt;

    std::string which;
    if (item && occurrence.items.size() > 1) which = item->value;
    if (occurrence.one_of_several) which += "/" + occurrence.unit->value;
    const auto stream = StreamId::of(measure_id(rule, occurrence.position, which));
    Answer answer{answer_time(book, occurrence, rule), occurrence, item, {}, rules, step, {rule.name}};
    if (cause) answer.follows.insert(cause->follows.begin(), cause->follows.end());
    if (!item && occurrence.items.size() == 1) answer.item = occurrence.items.front();
    for (auto* one : counted) {
        one->used = true;
        answer.evidence.push_back(one->position);
    }
    waiting_.emplace(answer.at, stream);
    answers_.insert_or_assign(stream, std::move(answer));
    return stream;
}

std::vector<StreamId> Ladder::settle(const Book& book, Time now) {
    std::vector<StreamId> settled;
    while (!waiting_.empty() && waiting_.begin()->first < now) {
        const auto stream = waiting_.begin()->second;
        waiting_.erase(waiting_.begin());
        const auto* answer = find(stream);
        if (!answer || book.get(stream).exists() || stands(book, *answer, answer->at)) continue;
        forget(stream);
        settled.push_back(stream);
    }
    return settled;
}

const Answer* Ladder::find(const StreamId& stream) const {
    const auto found = answers_.find(stream);
    return found == answers_.end() ? nullptr : &found->second;
}

std::optional<Due> Ladder::due(const Book& book, const StreamId& stream) const {
    const auto* answer = find(stream);
    if (!answer || !book.open_ledger(answer->occurrence.ledger)) return std::nullopt;
    const auto* measure = std::get_if<AccountabilityState>(&book.get(stream).state);
    if (!measure) return Due{.at = answer->at, .kind = DutyKind::ladder_step};
    if (measure->stage != AccountabilityStage::proposed || !is_automatic(answer->rule())) return std::nullopt;
    // where nobody was known, or the unit gave place to a person, somebody looks at it first
    if (measure->subject.category() != "unit") return std::nullopt;
    return Due{.at = measure->changed, .kind = DutyKind::ladder_confirm};
}

}  // namespace taizhang::keeper
