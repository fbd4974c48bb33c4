#include "tools/simulate/diary.hpp"

#include "tools/simulate/player.hpp"

namespace taizhang::simulate {

void Diary::on(Date day, std::chrono::minutes time_of_day, Task task) {
    entries_.push({start_of_day(day) + time_of_day, ++written_, std::move(task)});
}

Status Diary::play(Player& player, Time end, const std::function<void(Date)>& told) {
    for (;;) {
        // day by day, since what the calendar brings in the morning may be answered on the same day
        const auto morning = start_of_day(days_later(player.today(), 1)) + std::chrono::hours(6);
        const auto next = entries_.empty() ? end : std::min(end, entries_.top().at);
        if (next > morning) {
            TZ_CHECK(player.begin_day(morning));
            if (told) told(player.today());
            continue;
        }
        if (next >= end) return player.begin_day(end);
        // moved out before it runs: what it does may write further entries
        const auto task = std::move(const_cast<Entry&>(entries_.top()).task);
        entries_.pop();
        TZ_CHECK(player.at(next));
        TZ_CHECK(task());
    }
}

Date working_day(Date day) {
    const auto weekday = std::chrono::weekday(day.days()).iso_encoding();
    return weekday < 6 ? day : days_later(day, static_cast<int>(8 - weekday));
}

}  // namespace taizhang::simulate
