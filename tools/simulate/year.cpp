#include "tools/simulate/year.hpp"

#include "tools/simulate/finishing.hpp"
#include "tools/simulate/opening.hpp"
#include "tools/simulate/rare.hpp"
#include "tools/simulate/supervision.hpp"

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

constexpr unsigned last_day = 17;  ///< of the month after, on which something is done

}  // namespace

Time end_of_play(int year, unsigned months) {
    const Date day = months == 12 ? Date(year + 1, 1, last_day) : Date(year, months + 1, last_day);
    return start_of_day(day) + std::chrono::days(1);
}

KeyWork::KeyWork(Stagehands& with, YearOptions options, bool drafted)
    : theatre_{with, std::move(options), Dice(with.player.seed(), "key work")}, tours_(theatre_, drafted) {
    theatre_.dice = Dice(with.player.seed(), "key work " + theatre_.options.ledger.value);
}

Status KeyWork::open() {
    LedgerDesk desk{theatre_.city.holder};
    if (theatre_.options.last) {
        desk.left = [this](const UnitId& unit, Period period) {
            return period.month() == theatre_.options.left && theatre_.city.is_visited(unit);
        };
    }
    theatre_.with.desk.open(theatre_.options.ledger, std::move(desk));
    TZ_CHECK(take_in(theatre_));
    for (unsigned month = 1; month <= theatre_.options.months; ++month) write_down(month);
    return {};
}

void KeyWork::write_down(unsigned month) {
    auto& diary = theatre_.diary;
    diary.on(theatre_.in_month(month, 20), hours(10), [this, month] { return meet_problems(theatre_, month); });
    const auto after = [&](unsigned day, int hour, Diary::Task task) {
        diary.on(theatre_.after_month(month, day), hours(hour), std::move(task));
    };
    if (month >= 6) after(13, 14, [this] { return finish_some(theatre_); });
    if (!theatre_.options.regime) return;
    diary.on(theatre_.in_month(month, 22), hours(11), [this, month] { return inspect(theatre_, month); });
    diary.on(theatre_.in_month(month, 24), hours(15),
             [this, month] { return theatre_.options.rare ? happen_rarely(theatre_, month) : Status(); });
    diary.on(theatre_.in_month(month, 25), hours(9), [this, month]() -> Status {
        TZ_CHECK(tours_.advance_projects(month));
        return month >= 3 ? tours_.tour(month) : Status();
    });
    // the third quarter's check comes three days after its day
    if (month % 3 == 0) after(month == 9 ? 19 : 13, 9, [this, month] { return check_quarter(theatre_, month / 3); });
    after(last_day, 9, [this, month]() -> Status {
        TZ_CHECK(theatre_.with.desk.consolidate(theatre_.options.ledger, theatre_.period(month)));
        return circulate(month);
    });
}

Status KeyWork::circulate(unsigned month) {
    using bulletin::Kind;
    TZ_CHECK(tours_.circulate(Kind::monthly, month));
    if (month % 3 == 0) TZ_CHECK(tours_.circulate(Kind::quarterly, month));
    return month % 6 == 0 ? tours_.circulate(Kind::standings, month) : Status();
}

Status KeyWork::end_item(PlayedItem& item, const LedgerId& next) {
    if (item.stage == Stage::ended) return {};
    auto& player = theatre_.player;
    const auto stream = StreamId::of(item.id);
    if (item.stage == Stage::verified) {
        item.stage = Stage::ended;
        return player.act(theatre_.city.supervision, stream, item::ClosedOut{});
    }
    item.stage = Stage::ended;
    if (theatre_.dice.chance(10))
        return player.act(theatre_.city.holder, stream, item::Cancelled{}, "任务并入其他专项，不再单列");
    const ItemId as{next.value + "-c" + item.id.value.substr(item.id.value.rfind('-') + 1)};
    return player.act(theatre_.city.holder, stream, item::CarriedOver{next, as, {}}, "年度未完成，结转下年");
}

Status KeyWork::hand_over(const LedgerId& next) {
    theatre_.with.desk.close(theatre_.options.ledger);
    for (auto* item : theatre_.items()) TZ_CHECK(end_item(*item, next));
    return theatre_.player.act(theatre_.city.holder, StreamId::of(theatre_.options.ledger),
                               ledger::Closed{"全年台账已交账，未完成事项均已结转或说明"});
}

}  // namespace taizhang::simulate
