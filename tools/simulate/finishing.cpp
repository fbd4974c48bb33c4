#include "tools/simulate/finishing.hpp"

#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

Status meet_problem(Theatre& theatre, PlayedItem& item, unsigned month) {
    auto& player = theatre.player;
    auto& dice = theatre.dice;
    const auto stream = StreamId::of(item.id);
    const auto name = "p" + std::to_string(month);
    const auto& lead = theatre.staff(item.lead);
    TZ_CHECK(player.act(lead.clerk, stream, item::ProblemRaised{name, dice.one_of(texts::problems)}));
    if (dice.chance(40)) TZ_CHECK(player.act(lead.leader, stream, item::ProblemEscalated{name, "重点工作办公室"}));
    if (!dice.chance(80)) return {};
    const std::string answer = dice.one_of(texts::measures);
    theatre.diary.on(days_later(player.today(), dice.between(1, 25)), hours(15), [&theatre, &item, name, answer] {
        if (!item.is_reported()) return Status();
        return theatre.player.act(theatre.city.supervision, StreamId::of(item.id), item::ProblemResolved{name, answer});
    });
    return {};
}

Status ask_extension(Theatre& theatre, PlayedItem& item) {
    auto& player = theatre.player;
    if (!item.deadline) return {};
    item.extension_asked = true;
    const auto asked = std::ranges::count_if(theatre.items(), &PlayedItem::extension_asked);
    const auto stream = StreamId::of(item.id);
    const auto to = days_later(*item.deadline, 60);
    TZ_CHECK(player.act(theatre.staff(item.lead).leader, stream, item::ExtensionRequested{to},
                        theatre.dice.one_of(texts::reasons)));
    if (asked % 2 == 1) {
        item.deadline = to;
        return player.act(theatre.city.supervision, stream, item::ExtensionGranted{to}, "情况属实，同意延期");
    }
    return player.act(theatre.city.supervision, stream, item::ExtensionRefused{"增加力量，按原时限完成"}, "理由不充分");
}

Status claim(Theatre& theatre, PlayedItem& item) {
    auto& player = theatre.player;
    const auto stream = StreamId::of(item.id);
    TZ_CHECK(
        player.act(theatre.staff(item.lead).leader, stream, item::CompletionClaimed{"年度任务已全部完成，申请核验"}));
    if (theatre.dice.chance(25)) {
        return player.act(theatre.city.supervision, stream,
                          item::CompletionRejected{theatre.dice.one_of(texts::rejections)}, "材料不齐");
    }
    item.stage = Stage::verified;
    return player.act(theatre.city.supervision, stream, item::CompletionVerified{theatre.dice.one_of(texts::findings)});
}

/// What proves not to be done after all is taken up again.
Status reopen_later(Theatre& theatre, PlayedItem& item) {
    theatre.diary.on(days_later(theatre.player.today(), 2), hours(9), [&theatre, &item]() -> Status {
        if (item.stage != Stage::ended) return {};
        item.stage = Stage::active;
        return theatre.player.act(theatre.city.holder, StreamId::of(item.id), item::Reopened{}, "回访发现尾工未完");
    });
    return {};
}

}  // namespace

Status meet_problems(Theatre& theatre, unsigned month) {
    for (auto* item : theatre.items()) {
        if (!item->is_going_on()) continue;
        if (theatre.dice.chance(5)) TZ_CHECK(meet_problem(theatre, *item, month));
        if (month >= 8 && !item->extension_asked && item->pace < 95) TZ_CHECK(ask_extension(theatre, *item));
    }
    return {};
}

Status finish_some(Theatre& theatre) {
    for (auto* item : theatre.items()) {
        if (item->stage == Stage::verified) {
            TZ_CHECK(theatre.player.act(theatre.city.supervision, StreamId::of(item->id), item::ClosedOut{}));
            item->stage = Stage::ended;
            if (theatre.dice.chance(15)) {
                TZ_CHECK(reopen_later(theatre, *item));
            } else if (theatre.dice.chance(50))
                TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item->id),
                                            item::Archived{"档" + item->number}));
        } else if (item->is_going_on() && item->reported[item->lead] >= 100) {
            TZ_CHECK(claim(theatre, *item));
        }
    }
    return {};
}

}  // namespace taizhang::simulate
