#include "tools/simulate/desk.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

constexpr int never = 1'000;

struct Habit {
    unsigned late, never, returned, corrected, found_false;  ///< in 100
};

Habit habit_of(Character character) {
    switch (character) {
        case Character::diligent:
            return {1, 0, 2, 2, 0};
        case Character::ordinary:
            return {5, 1, 4, 4, 0};
        case Character::slow:
            return {22, 5, 6, 4, 1};
        case Character::careless:
            break;
    }
    return {8, 2, 14, 15, 3};
}

}  // namespace

Desk::Desk(Player& player, const City& city, Diary& diary, Items& items)
    : player_(player), city_(city), diary_(diary), items_(items), dice_(player.seed(), "desk") {
    player.notebook().on_owed([this](const report::FellDue& owed) { owe(owed); });
}

/// Somebody takes note of it in the morning after.
void Desk::owe(const report::FellDue& owed) {
    const auto ledger = ledgers_.find(owed.ledger);
    const auto unit = city_.units.find(city_.today(owed.unit));
    if (ledger == ledgers_.end() || unit == city_.units.end() || ledger->second.left(owed.unit, owed.period)) return;
    const int after = days_after_due(unit->second);
    if (after == never) return;
    const auto day = std::max(days_later(owed.due, after), days_later(player_.today(), 1));
    diary_.on(day, hours(8) + std::chrono::minutes(dice_.below(540)), [this, owed] { return hand_in(owed); });
}

int Desk::days_after_due(const UnitStaff& staff) {
    const auto habit = habit_of(staff.character);
    if (dice_.chance(habit.never)) return dice_.chance(50) ? never : dice_.between(12, 20);
    if (dice_.chance(habit.late)) return dice_.between(1, 8);
    return -dice_.between(0, staff.character == Character::diligent ? 5 : 3);
}

Status Desk::hand_in(const report::FellDue& owed) {
    if (!ledgers_.contains(owed.ledger)) return {};
    const auto& unit = city_.today(owed.unit);
    auto handed = std::make_shared<Handed>();
    auto& submitted = handed->submitted;
    submitted.ledger = owed.ledger;
    submitted.period = owed.period;
    for (const auto& id : owed.items) {
        auto* item = items_.find(id);
        if (item && item->is_reported()) submitted.entries.push_back(entry(*item, unit, owed.period));
    }
    if (submitted.entries.empty()) return {};
    if (unit != owed.unit) submitted.unit = owed.unit;
    submitted.summary = "本期共报送" + std::to_string(submitted.entries.size()) + "项";
    handed->id = report_id(owed.ledger, owed.period, owed.unit);
    handed->unit = unit;
    handed->owed = owed.items;
    // of whoever took over, an item may have been told of already under the other name
    const bool took_over = std::ranges::any_of(city_.followed_by, [&](const auto& one) { return one.second == unit; });
    const std::string reason = took_over ? "机构合并，由承接单位一并报送" : "";
    TZ_CHECK(player_.act(city_.staff(unit).leader, StreamId::of(handed->id), submitted, reason,
                         [this, handed](const CommandAnswer& answer) { correct_later(*handed, answer); }));
    judge_later(handed);
    return {};
}

report::Entry Desk::entry(PlayedItem& item, const UnitId& unit, Period period) {
    auto& so_far = item.reported[unit];
    // whoever took over goes on from where the other was
    for (const auto& [other, percent] : item.reported) {
        if (city_.today(other) == unit) so_far = std::max(so_far, percent);
    }
    const auto pace = item.paces.contains(unit) ? item.paces[unit] : item.pace;
    const int halves = static_cast<int>(period.month()) * 2 - (period.half == 1 ? 1 : 0);
    const int scheduled = (halves * 100 + 23) / 24;
    so_far = std::clamp(scheduled * static_cast<int>(pace) / 100 + dice_.between(0, 3), so_far, 100);
    report::Entry entry;
    entry.item = item.id;
    entry.percent = Decimal(so_far);
    entry.progress = dice_.one_of(texts::progress);
    entry.achievements = dice_.one_of(texts::achievements);
    entry.problems = "无";
    entry.next_measures = dice_.one_of(texts::measures);
    if (behind_schedule(entry.percent, period)) {
        entry.problems = dice_.one_of(texts::problems);
        entry.measures = dice_.one_of(texts::measures);
        entry.reasons = dice_.one_of(texts::reasons);
        entry.corrections = dice_.one_of(texts::corrections);
    }
    if (unit == item.lead) add_actuals(item, so_far, entry);
    return entry;
}

/// What has been reached of each target grows with the progress; a ratio is known at the year's end only.
void Desk::add_actuals(const PlayedItem& item, int percent, report::Entry& entry) {
    for (const auto& target : item.targets) {
        if (target.unit.starts_with(":")) continue;
        const auto part = multiply(target.value, Decimal(percent));
        const auto reached = part ? divide(*part, Decimal(100), target.value.scale()) : part;
        if (reached) entry.actuals.push_back({target.indicator, *reached, target.unit});
    }
}

void Desk::judge_later(std::shared_ptr<Handed> handed) {
    const auto day = days_later(player_.today(), dice_.between(1, 4));
    const bool returned = dice_.chance(habit_of(city_.staff(handed->unit).character).returned);
    diary_.on(day, hours(9) + std::chrono::minutes(dice_.below(420)),
              [this, handed, returned] { return returned ? send_back(*handed) : judge(*handed); });
}

Status Desk::judge(const Handed& handed) {
    if (!ledgers_.contains(handed.submitted.ledger)) return {};
    ++accepted_[{handed.submitted.ledger, handed.submitted.period}];
    TZ_CHECK(player_.act(ledgers_.at(handed.submitted.ledger).judge, StreamId::of(handed.id), report::Accepted{}));
    return find_false(handed);
}

/// Mended on the next day, and accepted then.
Status Desk::send_back(const Handed& handed) {
    if (!ledgers_.contains(handed.submitted.ledger)) return {};
    const auto stream = StreamId::of(handed.id);
    const auto& judge_account = ledgers_.at(handed.submitted.ledger).judge;
    TZ_CHECK(player_.act(judge_account, stream, report::Returned{dice_.one_of(texts::returns)}, "请核对后重报"));
    auto again = std::make_shared<Handed>(handed);
    diary_.on(days_later(player_.today(), 1), hours(15), [this, again]() -> Status {
        auto& submitted = again->submitted;
        if (!ledgers_.contains(submitted.ledger)) return {};
        submitted.summary += "，已按要求补充";
        std::erase_if(submitted.entries, [&](const report::Entry& entry) {
            const auto* item = items_.find(entry.item);
            return !item || !item->is_reported();
        });
        if (city_.today(again->unit) != again->unit) submitted.unit = again->unit;  // merged meanwhile
        add_reopened(*again);
        if (submitted.entries.empty()) return {};
        submitted.entries.front().progress += "（已补充完成数）";
        TZ_CHECK(player_.act(city_.staff(again->unit).leader, StreamId::of(again->id), submitted, "按退回意见补充"));
        diary_.on(days_later(player_.today(), 1), hours(10), [this, again] { return judge(*again); });
        return {};
    });
    return {};
}

/// What was closed out when it was reported first, and is worked on again.
void Desk::add_reopened(Handed& handed) {
    auto& entries = handed.submitted.entries;
    for (const auto& id : handed.owed) {
        auto* item = items_.find(id);
        const bool told = std::ranges::find(entries, id, &report::Entry::item) != entries.end();
        if (item && item->is_reported() && !told) entries.push_back(entry(*item, handed.unit, handed.submitted.period));
    }
}

/// The report and its items' progress stand one after the other, the report first.
void Desk::correct_later(const Handed& handed, const CommandAnswer& answer) {
    const auto entries = handed.submitted.entries.size();
    const auto& staff = city_.staff(handed.unit);
    if (answer.events.size() != entries + 1 || !dice_.chance(habit_of(staff.character).corrected)) return;
    const auto which = dice_.below(entries);
    const auto position = answer.position - (entries - 1 - which);
    const auto item = handed.submitted.entries[which].item;
    const auto unit = handed.unit;
    diary_.on(days_later(player_.today(), dice_.between(4, 9)), hours(11), [this, item, unit, position]() -> Status {
        const auto* known = items_.find(item);
        if (!known || known->stage != Stage::active) return {};
        item::ProgressCorrected event;
        event.corrects = position;
        event.progress = std::string(dice_.one_of(texts::progress)) + "（更正）";
        return player_.act(city_.staff(unit).clerk, StreamId::of(item), std::move(event),
                           dice_.one_of(texts::mistakes));
    });
}

Status Desk::find_false(const Handed& handed) {
    if (!dice_.chance(habit_of(city_.staff(handed.unit).character).found_false)) return {};
    const auto item = handed.submitted.entries.front().item;
    const auto id = handed.id;
    diary_.on(days_later(player_.today(), dice_.between(5, 15)), hours(14), [this, id, item] {
        return player_.act(city_.supervision, StreamId::of(id), report::FoundFalse{"现场核查与所报不符", {item}});
    });
    return {};
}

Status Desk::consolidate(const LedgerId& ledger, Period period) {
    if (!ledgers_.contains(ledger)) return {};
    ledger::Consolidated consolidated;
    consolidated.period = period;
    consolidated.summary = "本期共汇总" + std::to_string(accepted_[{ledger, period}]) + "家单位的报账";
    return player_.act(ledgers_.at(ledger).judge, StreamId::of(ledger), consolidated);
}

}  // namespace taizhang::simulate
