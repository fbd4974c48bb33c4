#include "tools/simulate/own_ledgers.hpp"

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

constexpr std::size_t most_items = 3;  ///< of the city's that are broken down

YearOptions below(YearOptions above, const UnitId& unit) {
    above.ledger = LedgerId{above.ledger.value + "-" + unit.value};
    above.regime = above.rare = false;
    above.rules = regime::no_rules();
    return above;
}

}  // namespace

OwnLedger::OwnLedger(Stagehands& with, YearOptions above, UnitId unit)
    : theatre_{with, below(std::move(above), unit), Dice(with.player.seed(), "own")}, unit_(std::move(unit)) {
    theatre_.dice = Dice(with.player.seed(), "own " + theatre_.options.ledger.value);
}

Status OwnLedger::open(const AccountId& account, bool first) {
    account_ = account;
    const auto& options = theatre_.options;
    const auto above = options.ledger.value.substr(0, options.ledger.value.size() - unit_.value.size() - 1);
    const auto& staff = theatre_.staff(unit_);
    auto& player = theatre_.player;
    if (first)
        TZ_CHECK(player.act_as_system(StreamId::of(account_),
                                      account::Opened{staff.name + " 台账管理", {Role::ledger_holder}, unit_, {}}));
    ledger::Opened opened;
    opened.title = staff.name + std::to_string(options.year) + "年重点工作台账";
    opened.year = static_cast<std::uint16_t>(options.year);
    opened.holder = unit_;
    opened.parent = LedgerId{above};
    opened.report_due_day = 3;  // before the city's own day, so that its report stands on these
    TZ_CHECK(player.act(account_, StreamId::of(options.ledger), opened));
    theatre_.with.desk.open(options.ledger, LedgerDesk{account_});
    std::size_t number = 0;
    for (const auto* item : theatre_.with.items.of(LedgerId{above})) {
        if (number / 2 < most_items && item->lead == unit_ && item->is_going_on() && item->deadline) {
            TZ_CHECK(enter(*item, ++number));
            TZ_CHECK(enter(*item, ++number));
        }
    }
    for (unsigned month = 1; month <= options.months; ++month)
        theatre_.diary.on(theatre_.after_month(month, 9), hours(10), [this, month] { return consolidate(month); });
    return {};
}

/// One half of what the city's item asks for, with somebody of the unit and a day that is not after the item's.
Status OwnLedger::enter(const PlayedItem& above, std::size_t number) {
    const auto& staff = theatre_.staff(unit_);
    const auto& ledger = theatre_.options.ledger;
    item::Entered entered;
    entered.ledger = ledger;
    entered.number = std::to_string(number);
    entered.title = "第" + above.number + "项" + (number % 2 == 1 ? "前期手续" : "实施和验收");
    entered.text = entered.title + "，由本单位专人办理。";
    entered.units = {{unit_, staff.name, PartyRole::lead, false, false, {}}};
    entered.responsible_leader = staff.responsible_leader;
    entered.responsible_person = staff.responsible_person;
    entered.deadline = above.deadline;
    entered.goal = "按期办结";
    entered.parent = above.id;
    const ItemId id{ledger.value + "-" + std::to_string(number)};
    auto& item = theatre_.with.items.add(played(theatre_.dice, theatre_.city, id, entered));
    item.draft = false;  // no rules ask for activation here
    TZ_CHECK(theatre_.player.act(account_, StreamId::of(id), std::move(entered)));
    return theatre_.player.act(staff.clerk, StreamId::of(id), item::Acknowledged{});
}

Status OwnLedger::consolidate(unsigned month) {
    return theatre_.with.desk.consolidate(theatre_.options.ledger, theatre_.period(month));
}

Status OwnLedger::hand_over(const OwnLedger& next) {
    auto& player = theatre_.player;
    const auto& ledger = theatre_.options.ledger;
    theatre_.with.desk.close(ledger);
    for (auto* item : theatre_.items()) {
        if (item->stage == Stage::ended) continue;
        item->stage = Stage::ended;
        const ItemId as{next.theatre_.options.ledger.value + "-c" + item->number};
        TZ_CHECK(player.act(account_, StreamId::of(item->id), item::CarriedOver{next.theatre_.options.ledger, as, {}},
                            "年度未完成，结转下年"));
        auto rest = *item;
        rest.id = as;
        rest.ledger = next.theatre_.options.ledger;
        rest.stage = Stage::active;
        rest.reported.clear();
        theatre_.with.items.add(std::move(rest));
        TZ_CHECK(player.act(theatre_.staff(unit_).clerk, StreamId::of(as), item::Acknowledged{}));
    }
    return player.act(account_, StreamId::of(ledger), ledger::Closed{"本单位台账已交账，未完成事项结转下年"});
}

}  // namespace taizhang::simulate
