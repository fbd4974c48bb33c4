#include "events/schedule.hpp"

namespace taizhang {

Decimal scheduled_percent(Period period) {
    constexpr int digits = 2;
    const int halves = static_cast<int>(period.month()) * 2 - (period.half == 1 ? 1 : 0);
    return *divide(Decimal(halves * 100), Decimal(24), digits);
}

bool behind_schedule(Decimal percent, Period period) {
    return percent < scheduled_percent(period);
}

Lamp lamp(const std::optional<Decimal>& percent, Decimal scheduled, const LampBounds& bounds) {
    if (!percent) return Lamp::grey;
    if (*percent >= scheduled) return Lamp::green;
    const auto gap = subtract(scheduled, *percent);
    return gap && *gap <= bounds.yellow ? Lamp::yellow : Lamp::red;
}

Period period_of(Time time) {
    const auto day = china_date(time).value;
    return {day.year() / day.month(), 0};
}

Date report_due(Period period, unsigned due_day) {
    const auto next = period.value + std::chrono::months(1);
    return {int(next.year()), unsigned(next.month()), due_day};
}

}  // namespace taizhang
