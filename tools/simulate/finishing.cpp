#include "tools/simulate/finishing.hpp"

#include "tools/simulate/texts.hpp"

namespace taizhang::simulate {

namespace {

Status meet_problem(Theatre& theatre, PlayedItem& item, unsigned month) {
    auto& player = theatre.player;
    const auto stream = StreamId::of(item.id);
    const auto name = "p" + std::to_string(month);
    const auto& lead = theatre.staff(item.lead);
    TZ_CHECK(player.act(lead.clerk, stream, item::ProblemRaised{name, player.one_of(texts::problems)}));
    if (player.chance(40)) TZ_CHECK(player.act(lead.leader, stream, item::ProblemEscalated{name, "重点工作办公室"}));
    if (player.chance(80))
        TZ_CHECK(
            player.act(theatre.city.supervision, stream, item::ProblemResolved{name, player.one_of(texts::measures)}));
    return {};
}

Status ask_extension(Theatre& theatre, PlayedItem& item) {
    auto& player = theatre.player;
    item.extension_asked = true;
    if (!item.deadline) return {};
    const auto stream = StreamId::of(item.id);
    const auto to = days_later(*item.deadline, 60);
    TZ_CHECK(player.act(theatre.staff(item.lead).leader, stream, item::ExtensionRequested{to},
                        player.one_of(texts::reasons)));
    if (player.chance(60)) {
        TZ_CHECK(player.act(theatre.city.supervision, stream, item::ExtensionGranted{to}, "情况属实，同意延期"));
        item.deadline = to;
        return {};
    }
    TZ_CHECK(
        player.act(theatre.city.supervision, stream, item::ExtensionRefused{"增加力量，按原时限完成"}, "理由不充分"));
    return {};
}

Status claim(Theatre& theatre, PlayedItem& item) {
    auto& player = theatre.player;
    const auto stream = StreamId::of(item.id);
    TZ_CHECK(
        player.act(theatre.staff(item.lead).leader, stream, item::CompletionClaimed{"年度任务已全部完成，申请核验"}));
    if (player.chance(25)) {
        TZ_CHECK(player.act(theatre.city.supervision, stream,
                            item::CompletionRejected{player.one_of(texts::rejections)}, "材料不齐"));
        return {};
    }
    TZ_CHECK(player.act(theatre.city.supervision, stream, item::CompletionVerified{player.one_of(texts::findings)}));
    item.stage = Stage::verified;
    return {};
}

}  // namespace

Status meet_problems(Theatre& theatre, unsigned month) {
    for (auto& item : theatre.items) {
        if (item.draft || item.stage != Stage::active) continue;
        if (theatre.player.chance(5)) TZ_CHECK(meet_problem(theatre, item, month));
        if (month >= 8 && !item.extension_asked && item.pace < 85) TZ_CHECK(ask_extension(theatre, item));
    }
    return {};
}

Status finish_some(Theatre& theatre) {
    for (auto& item : theatre.items) {
        const auto stream = StreamId::of(item.id);
        if (item.stage == Stage::verified) {
            TZ_CHECK(theatre.player.act(theatre.city.supervision, stream, item::ClosedOut{}));
            item.stage = Stage::closed;
        } else if (!item.draft && item.stage == Stage::active && item.reported[item.lead] >= 100) {
            TZ_CHECK(claim(theatre, item));
        }
    }
    return {};
}

}  // namespace taizhang::simulate
