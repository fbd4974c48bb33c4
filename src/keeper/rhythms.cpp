#include "src/keeper/rhythms.hpp"

#include "src/keeper/dues.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

/// An occasion has no '/', whatever the rhythm's name has.
std::string key_of(const RhythmDay& day) {
    return day.rule->name + "/" + day.occurrence.label;
}

std::pair<std::string, std::string> parts_of(const std::string& key) {
    const auto slash = key.rfind('/');
    return {key.substr(0, slash), key.substr(slash + 1)};
}

/// As the ledger has it recorded.
void take_recorded(RhythmDay& day, const LedgerState& ledger) {
    for (const auto& known : ledger.rhythms) {
        if (known.name != day.rule->name || known.occasion != day.occurrence.label) continue;
        day.kept = known.kept;
        day.missed = known.missed;
        day.reminded = known.reminded;
    }
}

/// When each day was asked for first, by its key and the day itself.
std::map<std::pair<std::string, Date>, Time> asked_since(const std::vector<RhythmDay>& days) {
    std::map<std::pair<std::string, Date>, Time> since;
    for (const auto& day : days) since.emplace(std::pair(key_of(day), day.occurrence.due), day.since);
    return since;
}

}  // namespace

void RhythmYear::renew(regime::RulesPtr rules, const regime::Calendar& calendar, const LedgerState& ledger, Time now) {
    const auto known = asked_since(days_);
    auto kept_by = std::exchange(kept_by_, {});
    days_.clear();
    first_open_ = 0;
    longest_notice_ = 0;
    rules_ = std::move(rules);
    if (!rules_) return;
    for (const auto& rule : rules_->rhythms) {
        for (const auto days : rule.remind) longest_notice_ = std::max(longest_notice_, days);
        for (auto& occurrence : regime::occurrences(rule, ledger.year, calendar)) {
            RhythmDay day{.rule = &rule, .occurrence = std::move(occurrence), .since = now};
            const auto before = known.find({key_of(day), day.occurrence.due});
            if (before != known.end()) day.since = before->second;
            if (end_of_day(day.occurrence.due) < day.since) continue;
            take_recorded(day, ledger);
            days_.push_back(std::move(day));
        }
    }
    std::ranges::sort(days_, {}, [](const RhythmDay& day) { return std::pair(day.occurrence.due, day.rule); });
    settle();
    for (const auto& one : kept_by) note(one.deed);
}

RhythmDay* RhythmYear::find(const std::string& rhythm, const std::string& occasion) {
    const auto found = std::ranges::find_if(
        days_, [&](const RhythmDay& day) { return day.occurrence.label == occasion && day.rule->name == rhythm; });
    return found == days_.end() ? nullptr : &*found;
}

void RhythmYear::settle() {
    while (first_open_ < days_.size() && !days_[first_open_].is_open()) ++first_open_;
    std::erase_if(kept_by_, [&](const KeptBy& one) { return days_[one.day].kept; });
}

void RhythmYear::note(const ledger::RhythmKept& kept) {
    if (auto* day = find(kept.rhythm, kept.occasion)) day->kept = true;
    settle();
}

void RhythmYear::note(const ledger::RhythmMissed& missed) {
    if (auto* day = find(missed.rhythm, missed.occasion)) day->missed = true;
    settle();
}

void RhythmYear::note(const ledger::RhythmReminded& reminded) {
    if (auto* day = find(reminded.rhythm, reminded.occasion)) day->reminded = reminded.days;
}

/// Of each rule that the deed fits, the day: also one that is settled, or else a second circular of the month would be
/// taken for the quarter's.
std::vector<std::size_t> RhythmYear::days_for(const Deed& deed) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < days_.size(); ++i) {
        const auto& [rule, occurrence, since, kept, missed, reminded] = days_[i];
        if (!fits(*rule, deed.kind, occurrence) || !is_in_time(deed, *rule, occurrence)) continue;
        const bool again = std::ranges::any_of(found, [&](std::size_t one) { return days_[one].rule == rule; });
        if (!again) found.push_back(i);
    }
    return found;
}

void RhythmYear::note(const Deed& deed) {
    const auto found = days_for(deed);
    std::vector<const regime::Rhythm*> fitting;
    for (const auto i : found) fitting.push_back(days_[i].rule);
    const auto* rule = surely(deed, fitting);
    for (const auto i : found) {
        const bool taken = std::ranges::find(kept_by_, i, &KeptBy::day) != kept_by_.end();
        if (days_[i].rule == rule && days_[i].is_open() && !taken) kept_by_.push_back({i, deed});
    }
}

// ---- what falls due ------------------------------------------------------------------------------------------------

void RhythmYear::add_dues(const RhythmDay& day, std::vector<Due>& dues) const {
    const auto due = day.occurrence.due;
    dues.push_back({.at = after_day(due), .kind = DutyKind::ledger_miss_rhythm, .day = due, .key = key_of(day)});
    for (const auto days : day.rule->remind) {
        const auto at = reminder_time(due, days);
        if (at < day.since || (day.reminded && *day.reminded <= days)) continue;
        dues.push_back(
            {.at = at, .kind = DutyKind::ledger_remind_rhythm, .day = due, .key = key_of(day), .days = days});
    }
}

void RhythmYear::add_dues(std::size_t more, std::vector<Due>& dues) const {
    for (const auto& [day, deed] : kept_by_)
        dues.push_back({.at = deed.recorded,
                        .kind = DutyKind::ledger_keep_rhythm,
                        .day = days_[day].occurrence.due,
                        .key = key_of(days_[day])});
    const std::chrono::days notice(longest_notice_);
    std::size_t open = 0;
    std::optional<Date> enough;
    for (auto i = first_open_; i < days_.size(); ++i) {
        const auto& day = days_[i];
        // neither it nor a reminder of it comes before what was found
        if (enough && Date(day.occurrence.due.days() - notice) > *enough) break;
        if (!day.is_open()) continue;
        add_dues(day, dues);
        if (!enough && open++ >= more) enough = day.occurrence.due;
    }
}

Event RhythmYear::proposal_for(const Due& due) const {
    auto [rhythm, occasion] = parts_of(due.key);
    if (due.kind == DutyKind::ledger_miss_rhythm) return ledger::RhythmMissed{rhythm, occasion, due.day};
    if (due.kind == DutyKind::ledger_remind_rhythm) return ledger::RhythmReminded{rhythm, occasion, due.day, due.days};
    const auto found =
        std::ranges::find_if(kept_by_, [&](const KeptBy& one) { return key_of(days_[one.day]) == due.key; });
    ledger::RhythmKept kept{.rhythm = rhythm, .occasion = occasion, .on = {}, .text = {}, .by = {}, .late = {}};
    if (found == kept_by_.end()) return kept;
    kept.on = found->deed.on;
    kept.text = words_of(found->deed);
    kept.by = {found->deed.stream};
    return kept;
}

// ---- all ledgers ---------------------------------------------------------------------------------------------------

const RhythmYear* Rhythms::find(const LedgerId& ledger) const {
    const auto found = years_.find(ledger);
    return found == years_.end() ? nullptr : &found->second;
}

void Rhythms::renew(const Book& book, const LedgerId& ledger, Time now) {
    const auto* state = find_state<LedgerState>(book, ledger);
    if (state) years_[ledger].renew(book.rules_kept(ledger), book.calendar_of(ledger), *state, now);
}

/// Its own rules, or the working days that its rules refer to.
void Rhythms::renew_under(const Book& book, const RegimeId& regime, Time now) {
    for (const auto& [ledger, year] : years_) {
        const auto* state = find_state<LedgerState>(book, ledger);
        const auto& rules = book.rules_of(ledger);
        if ((state && state->regime == regime) || rules.calendar_regime == regime.value) renew(book, ledger, now);
    }
}

void Rhythms::apply(const Book& book, const EventHeader& header, const Event& event) {
    touched_.reset();
    const auto category = header.stream.category();
    if (category == "item" || category == "report") return;  // nine in ten
    const std::string id(header.stream.id());
    if (category == "ledger") {
        const LedgerId ledger{id};
        const auto* amended = std::get_if<ledger::Amended>(&event);
        if (std::holds_alternative<ledger::Opened>(event) || (amended && amended->regime))
            return renew(book, ledger, header.recorded);
        auto& year = years_[ledger];
        if (const auto* kept = std::get_if<ledger::RhythmKept>(&event)) year.note(*kept);
        if (const auto* missed = std::get_if<ledger::RhythmMissed>(&event)) year.note(*missed);
        if (const auto* reminded = std::get_if<ledger::RhythmReminded>(&event)) year.note(*reminded);
    } else if (std::holds_alternative<regime::Adopted>(event) || std::holds_alternative<regime::Amended>(event)) {
        renew_under(book, RegimeId{id}, header.recorded);
    } else {
        note_deed(book, header, event);
    }
}

void Rhythms::note_deed(const Book& book, const EventHeader& header, const Event& event) {
    const auto& stream = header.stream;
    const auto done = [&](const std::optional<LedgerId>& ledger, DeedKind kind, const std::string& title, Date on) {
        const auto year = ledger ? years_.find(*ledger) : years_.end();
        if (year == years_.end()) return;
        year->second.note({stream, *ledger, kind, title, on, header.recorded});
        touched_ = *ledger;
    };
    const auto& state = book.get(stream).state;
    if (const auto* issued = std::get_if<bulletin::Issued>(&event)) {
        done(issued->ledger, issued->kind, issued->title, issued->dated);
    } else if (const auto* scheduled = std::get_if<review::Scheduled>(&event)) {
        if (!scheduled->ledger) return;
        auto& plan = reviews_[stream] = *scheduled;
        plan.objects.clear();
    } else if (const auto* met = std::get_if<review::Held>(&event)) {
        const auto plan = reviews_.find(stream);
        if (plan == reviews_.end()) return;
        done(plan->second.ledger, plan->second.kind, plan->second.title, met->held_on);
        reviews_.erase(plan);
    } else if (const auto* looked = std::get_if<inspection::Held>(&event)) {
        const auto* inspection = std::get_if<InspectionState>(&state);
        if (inspection) done(inspection->plan.ledger, inspection->plan.kind, inspection->plan.title, looked->held_on);
    } else if (std::holds_alternative<assessment::Concluded>(event)) {
        const auto* assessment = std::get_if<AssessmentState>(&state);
        if (!assessment) return;
        const auto& opened = assessment->opened;
        done(opened.ledger, opened.occasion, opened.title, china_date(header.effective));
    } else if (std::holds_alternative<review::Cancelled>(event)) {
        reviews_.erase(stream);
    }
}

}  // namespace taizhang::keeper
