#include "src/keeper/agenda.hpp"

#include "src/keeper/dues.hpp"

#include <algorithm>
#include <boost/mp11.hpp>

namespace taizhang::keeper {

namespace {

/// Changes under which whatever is owed anywhere may fall due on another day.
bool touches_everything(const Event& event) {
    return std::holds_alternative<regime::Adopted>(event) || std::holds_alternative<regime::Amended>(event) ||
           std::holds_alternative<ledger::Amended>(event) || std::holds_alternative<ledger::Closed>(event) ||
           std::holds_alternative<unit::Merged>(event) || std::holds_alternative<unit::Dissolved>(event);
}

/// Nine in ten of an item's events: nothing that an item owes, or an order about it, depends on them.
bool leaves_dues(const Event& event) {
    return std::visit(
        []<class E>(const E&) {
            using Told = std::tuple<item::ProgressReported, item::ProgressCorrected, item::MaterialAttached,
                                    item::ProcedureCompleted, item::InvestmentBooked, item::Profiled,
                                    item::LibraryEntered, item::ProblemRaised, item::ProblemResolved>;
            return boost::mp11::mp_contains<Told, E>::value;
        },
        event);
}

/// What the report said that this corrects.
std::optional<Decimal> percent_before(const Book& book, const EventHeader& header, const Event& event) {
    const auto* corrected = std::get_if<item::ProgressCorrected>(&event);
    const auto* item = corrected ? std::get_if<ItemState>(&book.get(header.stream).state) : nullptr;
    const auto* report = item ? find_progress(*item, corrected->corrects) : nullptr;
    return report ? std::optional(report->percent) : std::nullopt;
}

}  // namespace

void Agenda::apply(const EventHeader& header, const Event& event) {
    for (const auto& stream : ladder_.settle(book_, header.recorded)) changed(stream);
    const auto before = percent_before(book_, header, event);
    book_.apply(header, event);
    for (const auto& stream : ladder_.observe(book_, occurrences_of(book_, header, event, before))) changed(stream);
    for (const auto& [step, stream] : std::exchange(passed_over_, {})) give_back(stream, step);
    const bool looked_at = taken_.erase(header.stream) > 0;
    if (!looked_at && leaves_dues(event)) {
        last_recorded_ = std::max(last_recorded_.value_or(header.recorded), header.recorded);
        return;
    }
    changed(header.stream);
    if (const auto& ledger = book_.rhythms().touched()) changed(StreamId::of(*ledger));
    if (touches_everything(event)) all_stale_ = true;
    // an order stands or falls with its item
    if (header.stream.category() == "item") {
        for (const auto& order : book_.orders_on(ItemId{std::string(header.stream.id())})) changed(order);
    }
    last_recorded_ = std::max(last_recorded_.value_or(header.recorded), header.recorded);
}

void Agenda::changed(const StreamId& stream) {
    if (!all_stale_) stale_.insert(stream);
}

void Agenda::refresh_all() {
    if (std::exchange(all_stale_, false)) {
        entries_.clear();
        at_.clear();
        taken_.clear();
        stale_.clear();
        book_.settle_again();
        book_.each_stream([&](const StreamId& stream) { stale_.insert(stream); });
        ladder_.each_stream([&](const StreamId& stream) { stale_.insert(stream); });
    }
    for (const auto& stream : std::exchange(stale_, {})) refresh(stream);
}

void Agenda::refresh(const StreamId& stream) {
    if (const auto known = at_.find(stream); known != at_.end()) {
        entries_.erase(known->second);
        at_.erase(known);
    }
    if (auto due = earliest(stream)) at_[stream] = entries_.insert({std::move(*due), stream}).first;
}

std::optional<Due> Agenda::earliest(const StreamId& stream) const {
    const auto taken = taken_.find(stream);
    auto dues = dues_of(book_, stream, taken == taken_.end() ? 0 : taken->second.size());
    if (const auto step = ladder_.due(book_, stream)) dues.push_back(*step);
    if (taken != taken_.end()) std::erase_if(dues, [&](const Due& due) { return taken->second.contains(due); });
    const auto first = std::ranges::min_element(dues);
    return first == dues.end() ? std::nullopt : std::optional(*first);
}

std::optional<Time> Agenda::next() {
    refresh_all();
    return entries_.empty() ? std::nullopt : std::optional(entries_.begin()->due.at);
}

std::optional<Duty> Agenda::take(Time now, Time until) {
    for (refresh_all(); !entries_.empty() && entries_.begin()->due.at <= until; refresh_all()) {
        const auto entry = *entries_.begin();
        taken_[entry.stream].insert(entry.due);
        changed(entry.stream);
        if (auto duty = make(entry, now)) return duty;
    }
    return std::nullopt;
}

void Agenda::put_back(const Duty& duty) {
    give_back(duty.stream, duty.due);
}

/// That line alone: what else was given of the stream may have been refused, and is not given again for it.
void Agenda::give_back(const StreamId& stream, const Due& due) {
    const auto taken = taken_.find(stream);
    if (taken == taken_.end()) return;
    taken->second.erase(due);
    changed(stream);
}

/// Nothing where the line of the agenda brings no command.
std::optional<Duty> Agenda::make(const Entry& entry, Time now) {
    const auto& [due, stream] = entry;
    if (due.kind == DutyKind::month_opens) {
        for (const auto& report : book_.open_month(LedgerId{std::string(stream.id())})) changed(report);
        return std::nullopt;
    }
    Duty duty{due.kind, due, due.at, stream, {}, duty_id(stream, due), {}, std::nullopt};
    const auto* answer = ladder_.find(stream);
    if (due.kind == DutyKind::ladder_step) {
        if (!stands(book_, *answer, now)) {
            // not for good: a claim of completion may be rejected, and whoever looks only then must find the same
            passed_over_.push_back(entry);
            return std::nullopt;
        }
        duty.proposal = proposal_of(book_, *answer, now);
    } else if (is_reminder(due.kind)) {
        // to be told of a deadline that is over helps nobody, and to record that he was told would be untrue
        if (now > end_of_day(due.day)) return std::nullopt;
        auto today = due;
        today.days = static_cast<std::uint16_t>((due.day.days() - china_date(now).days()).count());
        duty.proposal = proposal_for(book_, stream, today);
    } else {
        duty.proposal = proposal_for(book_, stream, due);
    }
    if (answer && due.kind >= DutyKind::ladder_step) duty.causation = answer->occurrence.position;
    return duty;
}

}  // namespace taizhang::keeper
