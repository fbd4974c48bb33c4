#include "src/keeper/book.hpp"

#include "events/report_id.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

/// Streams of these kinds owe nothing and are asked about by nobody here.
bool is_kept(std::string_view category) {
    return category != "account" && category != "review" && category != "bulletin";
}

/// The texts are for readers; the agenda keeps a whole city's year in memory without them. Nothing where there are
/// none.
struct WithoutTexts {
    using Slim = std::optional<Event>;
    template <class E>
    Slim operator()(const E&) const {
        return std::nullopt;
    }
    Slim operator()(const item::Entered& event) const {
        auto slim = event;
        slim.text.clear();
        slim.goal = slim.rewards = slim.measures = std::nullopt;
        slim.fields.clear();
        slim.targets.clear();
        return slim;
    }
    Slim operator()(const item::Revised& event) const {
        item::Revised slim;
        slim.title = event.title;
        return slim;
    }
    Slim operator()(const item::ProgressReported& event) const {
        item::ProgressReported slim;
        slim.unit = event.unit;
        slim.period = event.period;
        slim.percent = event.percent;
        return slim;
    }
    Slim operator()(const item::ProgressCorrected& event) const {
        item::ProgressCorrected slim;
        slim.corrects = event.corrects;
        slim.percent = event.percent;
        return slim;
    }
};

void add_once(std::vector<UnitId>& units, const UnitId& unit) {
    if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
}

std::string id_of(const StreamId& stream) {
    return std::string(stream.id());
}

}  // namespace

std::vector<UnitId> units_of(const ItemState& item, bool supporting) {
    std::vector<UnitId> units;
    for (const auto& party : item.units) {
        if (!supporting && party.role == PartyRole::supporting) continue;
        if (!party.collective) add_once(units, party.unit);
        for (const auto& member : party.members) add_once(units, member);
    }
    return units;
}

std::string reminder_key(item::ReminderOf of, const std::string& key, Date day) {
    return std::to_string(static_cast<int>(of)) + "/" + day.to_string() + "/" + key;
}

// ---- the fold ------------------------------------------------------------------------------------------------------

void Book::apply(const EventHeader& header, const Event& event) {
    if (is_kept(header.stream.category()) && !fold(header, event)) return;
    rhythms_.apply(*this, header, event);
}

bool Book::fold(const EventHeader& header, const Event& event) {
    auto& aggregate = streams_.try_emplace(header.stream, Aggregate{header.stream, 0, {}}).first->second;
    // an event that does not fit its stream is a fault that the engine's own fold refuses; nothing follows from it
    const auto slim = std::visit(WithoutTexts{}, event);
    if (!taizhang::apply(aggregate, slim ? *slim : event, header)) return false;
    note(header, event);
    return true;
}

void Book::note(const EventHeader& header, const Event& event) {
    const auto& stream = header.stream;
    const auto at = header.recorded;
    const ItemId item{id_of(stream)};
    const UnitId unit{id_of(stream)};
    if (stream.category() == UnitIdTag::category) note_names(unit);
    if (const auto* e = std::get_if<item::Entered>(&event)) {
        items_[e->ledger].push_back(item);
        moments_[item].active_since = at;
        note_units(item, at);
    } else if (std::holds_alternative<item::UnitsAssigned>(event) || std::holds_alternative<item::Transferred>(event)) {
        note_units(item, at);
    } else if (std::holds_alternative<item::Activated>(event) || std::holds_alternative<item::Resumed>(event) ||
               std::holds_alternative<item::Reopened>(event) ||
               std::holds_alternative<item::CompletionRejected>(event)) {
        moments_[item].active_since = at;
    } else if (std::holds_alternative<item::CompletionClaimed>(event)) {
        moments_[item].left_active = at;
    } else if (const auto* r = std::get_if<item::Reminded>(&event)) {
        const bool by_unit = r->of == item::ReminderOf::plan || r->of == item::ReminderOf::acknowledgement;
        const auto key = r->milestone ? *r->milestone : by_unit && r->unit ? r->unit->value : std::string();
        note_reminder(stream, reminder_key(r->of, key, r->due), r->days);
    } else if (const auto* p = std::get_if<report::Reminded>(&event)) {
        note_reminder(stream, p->due.to_string(), p->days);
    } else if (const auto* q = std::get_if<rectification::Reminded>(&event)) {
        note_reminder(stream, q->due.to_string(), q->days);
    } else if (const auto* d = std::get_if<report::FellDue>(&event)) {
        fell_due_[stream] = header.effective;
        reports_of_[d->unit].insert(stream);
        items_owed_[stream] = d->items;
        expected_.erase(stream);
        passed_on_.erase(stream);
    } else if (const auto* o = std::get_if<rectification::Ordered>(&event)) {
        if (o->item) orders_[*o->item].insert(stream);
        asked_since_[stream] = at;
    } else if (std::holds_alternative<rectification::Rejected>(event) ||
               std::holds_alternative<rectification::Extended>(event)) {
        asked_since_[stream] = at;
    } else if (std::holds_alternative<accountability::ReconsiderationOverdue>(event)) {
        reconsiderations_overdue_.insert(stream);
    } else if (std::holds_alternative<ledger::Opened>(event)) {
        opened_[LedgerId{id_of(stream)}] = at;
    } else if (std::holds_alternative<unit::Merged>(event) || std::holds_alternative<unit::Dissolved>(event)) {
        unit_ended(unit, at);
    } else {
        note_posts(stream, event);
    }
}

void Book::note_names(const UnitId& unit) {
    const auto* state = find_state<UnitState>(*this, unit);
    if (!state) return;
    named_[state->name].insert(unit);
    for (const auto& alias : state->aliases) named_[alias].insert(unit);
}

void Book::note_posts(const StreamId& stream, const Event& event) {
    const PersonId person{id_of(stream)};
    const auto take = [&](const UnitId& unit, const std::string& post) { holders_[{unit, post}].push_back(person); };
    if (const auto* e = std::get_if<person::Enrolled>(&event)) {
        if (e->unit && e->post) take(*e->unit, *e->post);
    } else if (const auto* a = std::get_if<person::Appointed>(&event)) {
        take(a->unit, a->post);
    } else if (const auto* r = std::get_if<person::Relieved>(&event)) {
        std::erase(holders_[{r->unit, r->post}], person);
    }
}

void Book::note_reminder(const StreamId& stream, const std::string& what, std::uint16_t days) {
    const auto [known, fresh] = reminded_[stream].try_emplace(what, days);
    if (!fresh) known->second = std::min(known->second, days);
}

/// Who is new on the item is responsible from now on; who left it is not.
void Book::note_units(const ItemId& item, Time recorded) {
    const auto* state = find_state<ItemState>(*this, item);
    if (!state) return;
    auto& since = moments_[item].since;
    std::map<UnitId, Time> now;
    for (const auto& unit : units_of(*state, true)) {
        const auto known = since.find(unit);
        now[unit] = known == since.end() ? recorded : known->second;
    }
    since = std::move(now);
}

/// A report that the unit still owed in time passes to its successor, unless that one owes one of its own.
void Book::unit_ended(const UnitId& unit, Time recorded) {
    ended_[unit] = recorded;
    const auto successor = answers_for(unit);
    if (!successor) return;
    for (const auto& stream : reports_of_[unit]) {
        const auto* report = std::get_if<ReportState>(&get(stream).state);
        if (!report || report->submissions > 0) continue;
        const auto due = report_due(reporting_of(report->ledger), report->period, calendar_of(report->ledger));
        if (end_of_day(due) < recorded) continue;
        const auto passed = StreamId::of(report_id(report->ledger, report->period, *successor));
        if (fell_due(passed)) continue;
        passed_on_.try_emplace(
            passed, Expectation{report->ledger, *successor, report->period, due, recorded, owed_items(stream)});
    }
}

std::vector<ItemId> Book::owed_items(const StreamId& report) const {
    const auto found = items_owed_.find(report);
    return found == items_owed_.end() ? std::vector<ItemId>() : found->second;
}

// ---- what others ask -----------------------------------------------------------------------------------------------

const Aggregate& Book::get(const StreamId& stream) const {
    static const Aggregate absent;
    const auto found = streams_.find(stream);
    return found == streams_.end() ? absent : found->second;
}

std::vector<ItemId> Book::items_of(const LedgerId& ledger) const {
    const auto found = items_.find(ledger);
    return found == items_.end() ? std::vector<ItemId>() : found->second;
}

regime::RulesPtr Book::rules_kept(const LedgerId& ledger) const {
    const auto* state = find_state<LedgerState>(*this, ledger);
    const auto* adopted = state && state->regime ? find_state<RegimeState>(*this, *state->regime) : nullptr;
    return adopted ? adopted->rules : nullptr;
}

const regime::Rules& Book::rules_of(const LedgerId& ledger) const {
    const auto rules = rules_kept(ledger);  // the state keeps them longer than this reference lives
    return rules ? *rules : regime::no_rules();
}

const regime::Calendar& Book::calendar_of(const LedgerId& ledger) const {
    const auto& rules = rules_of(ledger);
    if (!rules.calendar_regime) return rules.calendar;
    const auto* days = find_state<RegimeState>(*this, RegimeId{*rules.calendar_regime});
    return days && days->rules ? days->rules->calendar : rules.calendar;
}

regime::Reporting Book::reporting_of(const LedgerId& ledger) const {
    auto reporting = rules_of(ledger).reporting;
    const auto* state = find_state<LedgerState>(*this, ledger);
    if (!reporting.due_day && state) reporting.due_day = state->report_due_day;
    return reporting;
}

const LedgerState* Book::open_ledger(const LedgerId& ledger) const {
    const auto* state = find_state<LedgerState>(*this, ledger);
    return state && !state->closed ? state : nullptr;
}

const ItemMoments& Book::moments(const ItemId& item) const {
    static const ItemMoments none;
    const auto found = moments_.find(item);
    return found == moments_.end() ? none : found->second;
}

Time Book::opened(const LedgerId& ledger) const {
    const auto found = opened_.find(ledger);
    return found == opened_.end() ? Time{} : found->second;
}

bool Book::reminded(const StreamId& stream, const std::string& what, std::uint16_t days) const {
    const auto found = reminded_.find(stream);
    if (found == reminded_.end()) return false;
    const auto fewest = found->second.find(what);
    return fewest != found->second.end() && fewest->second <= days;
}

const std::set<StreamId>& Book::orders_on(const ItemId& item) const {
    static const std::set<StreamId> none;
    const auto found = orders_.find(item);
    return found == orders_.end() ? none : found->second;
}

Time Book::asked_since(const StreamId& order) const {
    const auto found = asked_since_.find(order);
    return found == asked_since_.end() ? Time{} : found->second;
}

std::optional<UnitId> Book::answers_for(const UnitId& unit) const {
    auto today = unit_today(*this, unit);
    const auto* state = find_state<UnitState>(*this, today);
    if (!state || state->ended || state->kind == unit::Kind::collective) return std::nullopt;
    return today;
}

std::optional<UnitId> Book::unit_named(const std::string& name) const {
    const auto found = named_.find(name);
    std::set<UnitId> today;
    if (found == named_.end()) return std::nullopt;
    for (const auto& unit : found->second) {
        if (const auto one = answers_for(unit)) today.insert(*one);
    }
    return today.size() == 1 ? std::optional(*today.begin()) : std::nullopt;
}

std::optional<PersonId> Book::holder_of_post(const UnitId& unit, const std::string& post) const {
    const auto found = holders_.find({unit, post});
    if (found == holders_.end() || found->second.empty()) return std::nullopt;
    return found->second.back();
}

// ---- the months of a ledger ----------------------------------------------------------------------------------------

std::optional<Period> Book::next_month(const LedgerId& ledger) const {
    const auto* state = open_ledger(ledger);
    if (!state) return std::nullopt;
    const auto settled = settled_until_.find(ledger);
    for (const auto period : regime::reporting_periods(rules_of(ledger).reporting, state->year)) {
        if (settled == settled_until_.end() || period.last_day() > settled->second) return period;
    }
    return std::nullopt;
}

Time Book::month_opens(const LedgerId& ledger, Period period) const {
    constexpr std::chrono::days notice{10};
    const auto reporting = reporting_of(ledger);
    if (!regime::is_due_within(reporting, period)) return end_of_day(period.last_day()) + std::chrono::milliseconds(1);
    const auto due = report_due(reporting, period, calendar_of(ledger));
    const Date noticed(due.days() - notice);
    return start_of_day(period.is_half() ? std::max(noticed, period.first_day()) : noticed);
}

/// Whoever is to report in the unit's place; nothing where the unit's own report has fallen due before it ended.
std::optional<UnitId> Book::owes(const LedgerId& ledger, Period period, Time opens, const UnitId& unit) const {
    const auto today = answers_for(unit);
    if (!today || *today == unit) return today;
    const auto ended = ended_.find(unit);
    const bool was_there = ended != ended_.end() && ended->second >= opens;
    if (was_there && fell_due(StreamId::of(report_id(ledger, period, unit)))) return std::nullopt;
    return today;
}

/// Worked on in the month: active then, or left for verification within it.
bool Book::worked_on(const ItemId& item, const ItemState& state, Period period, Time opens) const {
    const auto& known = moments(item);
    if (known.active_since >= opens) return false;
    if (state.stage == ItemStage::active) return true;
    const bool waits = state.stage == ItemStage::claimed || state.stage == ItemStage::verified;
    return waits && known.left_active && *known.left_active >= start_of_day(period.first_day());
}

std::map<UnitId, std::vector<ItemId>> Book::owing(const LedgerId& ledger, Period period, Time opens) const {
    std::map<UnitId, std::vector<ItemId>> found;
    const auto items = items_.find(ledger);
    if (items == items_.end()) return found;
    for (const auto& id : items->second) {
        const auto* state = find_state<ItemState>(*this, id);
        if (!state || !worked_on(id, *state, period, opens)) continue;
        for (const auto& [unit, since] : moments(id).since) {
            if (since >= opens) continue;
            const auto today = owes(ledger, period, opens, unit);
            if (!today) continue;
            auto& list = found[*today];
            if (list.empty() || list.back() != id) list.push_back(id);
        }
    }
    return found;
}

/// The rules changed between months and halves: what fell due of the one is not owed again as the other.
bool Book::told_otherwise(const LedgerId& ledger, Period period, const UnitId& unit) const {
    const auto known = [&](std::uint8_t half) {
        return half != period.half && fell_due(StreamId::of(report_id(ledger, {period.value, half}, unit))).has_value();
    };
    return period.is_half() ? known(0) : known(1) || known(2);
}

std::vector<StreamId> Book::open_month(const LedgerId& ledger) {
    std::vector<StreamId> streams;
    const auto period = next_month(ledger);
    if (!period) return streams;
    const auto opens = month_opens(ledger, *period);
    const auto due = report_due(reporting_of(ledger), *period, calendar_of(ledger));
    for (auto& [unit, items] : owing(ledger, *period, opens)) {
        auto stream = StreamId::of(report_id(ledger, *period, unit));
        if (fell_due(stream) || told_otherwise(ledger, *period, unit)) continue;
        expected_.insert_or_assign(stream, Expectation{ledger, unit, *period, due, opens, std::move(items)});
        streams.push_back(std::move(stream));
    }
    settled_until_[ledger] = period->last_day();
    return streams;
}

void Book::settle_again() {
    settled_until_.clear();
    expected_.clear();
}

std::optional<Time> Book::fell_due(const StreamId& report) const {
    const auto found = fell_due_.find(report);
    return found == fell_due_.end() ? std::nullopt : std::optional(found->second);
}

const Expectation* Book::expected(const StreamId& report) const {
    if (const auto passed = passed_on_.find(report); passed != passed_on_.end()) return &passed->second;
    const auto found = expected_.find(report);
    return found == expected_.end() ? nullptr : &found->second;
}

}  // namespace taizhang::keeper
