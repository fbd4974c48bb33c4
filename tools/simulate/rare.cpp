#include "tools/simulate/rare.hpp"

#include "tools/simulate/names.hpp"
#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

Status revise(Theatre& theatre, PlayedItem& item) {
    item::Revised revised;
    revised.measures =
        std::string(theatre.dice.one_of(texts::measures)) + "，" + theatre.player.today().to_string() + "起每周一报";
    return theatre.player.act(theatre.staff(item.lead).clerk, StreamId::of(item.id), revised, "按调度会要求调整措施");
}

Status acknowledge(Theatre& theatre, PlayedItem& item, const UnitStaff& unit) {
    item.units.push_back(unit.unit);
    item.paces[unit.unit] = item.pace;
    return theatre.player.act(unit.clerk, StreamId::of(item.id), item::Acknowledged{});
}

/// A unit that has no part in it yet.
const UnitStaff* other_unit(Theatre& theatre, const PlayedItem& item) {
    const auto& unit = theatre.city.today(theatre.dice.one_of(theatre.city.bureaus));
    const bool known =
        std::ranges::any_of(item.units, [&](const UnitId& one) { return theatre.city.today(one) == unit; });
    return known ? nullptr : &theatre.staff(unit);
}

Status transfer(Theatre& theatre, PlayedItem& item) {
    const auto* other = other_unit(theatre, item);
    if (!other || item.led_together) return {};
    TZ_CHECK(theatre.player.act(theatre.staff(item.lead).leader, StreamId::of(item.id),
                                item::Transferred{item.lead, other->unit, {}}, "职责调整，转由新牵头单位办理"));
    std::erase(item.units, item.lead);
    item.lead = other->unit;
    return acknowledge(theatre, item, *other);
}

Status assign_units(Theatre& theatre, PlayedItem& item) {
    const auto* other = other_unit(theatre, item);
    if (!other || item.units.size() != 1) return {};
    const auto& lead = theatre.staff(item.lead);
    item::UnitsAssigned assigned;
    assigned.units = {{lead.unit, lead.name, PartyRole::lead, false, false, {}},
                      {other->unit, other->name, PartyRole::supporting, false, false, {}}};
    TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item.id), assigned));
    return acknowledge(theatre, item, *other);
}

Status set_target(Theatre& theatre, PlayedItem& item) {
    Target target;
    target.indicator = "解决突出问题";
    target.value = Decimal(theatre.dice.between(3, 30));
    target.unit = "个";
    TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item.id), item::TargetSet{target}));
    std::erase_if(item.targets, [&](const Target& known) { return known.indicator == target.indicator; });
    item.targets.push_back(target);
    return {};
}

Status plan_milestone(Theatre& theatre, PlayedItem& item, unsigned month) {
    const auto& lead = theatre.staff(item.lead);
    const std::string id = "jd" + std::to_string(month);
    const Date due = days_later(theatre.player.today(), 20);
    TZ_CHECK(theatre.player.act(lead.clerk, StreamId::of(item.id), item::MilestonePlanned{id, "阶段性验收", due}));
    const bool late = theatre.dice.chance(30);
    theatre.diary.on(days_later(due, late ? 9 : -3), hours(14), [&theatre, &item, id] {
        if (!item.is_going_on()) return Status();
        return theatre.player.act(theatre.staff(item.lead).clerk, StreamId::of(item.id),
                                  item::MilestoneReached{id, theatre.player.today()});
    });
    return {};
}

Status decompose(Theatre& theatre, PlayedItem& item) {
    const auto& lead = theatre.staff(item.lead);
    auto deadline = days_later(theatre.player.today(), 60);
    if (item.deadline) deadline = std::min(deadline, *item.deadline);
    if (deadline <= theatre.player.today()) return {};
    item::Decomposed parts;
    parts.parts = {{"a", "制定分步方案", lead.unit, lead.responsible_leader, lead.responsible_person, deadline},
                   {"b", "组织实施和验收", lead.unit, lead.responsible_leader, lead.responsible_person, deadline}};
    return theatre.player.act(lead.leader, StreamId::of(item.id), parts);
}

Status suspend(Theatre& theatre, PlayedItem& item) {
    item.stage = Stage::suspended;
    TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item.id),
                                item::Suspended{days_later(theatre.player.today(), 30)}, "等待上级政策明确"));
    theatre.diary.on(days_later(theatre.player.today(), 27), hours(9), [&theatre, &item] {
        if (item.stage != Stage::suspended) return Status();
        item.stage = Stage::active;
        return theatre.player.act(theatre.city.holder, StreamId::of(item.id), item::Resumed{}, "政策已明确，恢复推进");
    });
    return {};
}

Status merge(Theatre& theatre, PlayedItem& item) {
    for (const auto* other : theatre.items()) {
        if (other == &item || !other->is_going_on() || other->lead != item.lead) continue;
        item.stage = Stage::ended;
        return theatre.player.act(theatre.city.holder, StreamId::of(item.id), item::Merged{other->id},
                                  "两项内容重复，合并办理");
    }
    return {};
}

Status cancel(Theatre& theatre, PlayedItem& item) {
    item.stage = Stage::ended;
    return theatre.player.act(theatre.city.holder, StreamId::of(item.id), item::Cancelled{}, "上级任务调整，不再实施");
}

Status pair(Theatre& theatre, PlayedItem& item) {
    return theatre.player.act(theatre.city.holder, StreamId::of(item.id),
                              item::PairedLeaderAssigned{{{}, names::person(theatre.dice) + "副市长", {}}});
}

/// By one of the office's people, and confirmed by another: four eyes.
Status propose(Theatre& theatre, PlayedItem& item, unsigned month) {
    const AccountId colleague{"supervision-2"};
    accountability::Proposed proposed;
    proposed.measure = month / 2 % 2 == 0 ? accountability::Measure::statement : accountability::Measure::yellow_card;
    proposed.subject = StreamId::of(theatre.city.today(item.lead));
    proposed.grounds = "推进缓慢，多次催办未见起色";
    proposed.items = {item.id};
    const StreamId stream{"accountability/" + theatre.options.ledger.value + "-by-hand-" + std::to_string(month)};
    return theatre.player.act(colleague, stream, proposed);
}

}  // namespace

Status happen_rarely(Theatre& theatre, unsigned month) {
    std::vector<PlayedItem*> going;
    for (auto* item : theatre.items()) {
        if (item->is_going_on()) going.push_back(item);
    }
    const auto rounds = going.size() < 15 ? 0 : 1 + going.size() / 400;
    const auto next = [&]() -> PlayedItem* {
        auto* item = theatre.dice.one_of(going);
        return item->is_going_on() ? item : nullptr;
    };
    const auto to_some = [&](bool now, const std::function<Status(PlayedItem&)>& what) -> Status {
        auto* item = now ? next() : nullptr;
        return item ? what(*item) : Status();
    };
    for (std::size_t i = 0; i < rounds; ++i) {
        TZ_CHECK(to_some(true, [&](auto& item) { return revise(theatre, item); }));
        TZ_CHECK(to_some(month % 3 == 1, [&](auto& item) { return transfer(theatre, item); }));
        TZ_CHECK(to_some(month % 3 == 2, [&](auto& item) { return assign_units(theatre, item); }));
        TZ_CHECK(to_some(month % 2 == 0, [&](auto& item) { return set_target(theatre, item); }));
        TZ_CHECK(to_some(true, [&](auto& item) {
            return plan_milestone(theatre, item, month * 10 + static_cast<unsigned>(i % 10));
        }));
        TZ_CHECK(to_some(month % 2 == 1, [&](auto& item) { return decompose(theatre, item); }));
        TZ_CHECK(to_some(month % 4 == 2, [&](auto& item) { return suspend(theatre, item); }));
        TZ_CHECK(to_some(month % 5 == 0, [&](auto& item) { return merge(theatre, item); }));
        TZ_CHECK(to_some(month % 6 == 4, [&](auto& item) { return cancel(theatre, item); }));
        TZ_CHECK(to_some(month % 4 == 1, [&](auto& item) { return pair(theatre, item); }));
    }
    return to_some(rounds > 0 && month % 2 == 1, [&](auto& item) { return propose(theatre, item, month); });
}

}  // namespace taizhang::simulate
