#include "tools/simulate/tours.hpp"

#include "src/documents/drafts.hpp"
#include "tools/simulate/texts.hpp"

namespace taizhang::simulate {

Status Tours::tour(unsigned month) {
    auto& player = theatre_.player;
    const auto hosts = hosts_of(theatre_.city);
    if (hosts.empty()) return {};
    const ReviewId id{theatre_.options.ledger.value + "-tour-" + std::to_string(month)};
    const auto stream = StreamId::of(id);
    review::Scheduled scheduled;
    scheduled.kind = review::Kind::tour;
    scheduled.title = std::to_string(theatre_.options.year) + "年" + std::to_string(month) + "月重点项目拉练";
    scheduled.ledger = theatre_.options.ledger;
    scheduled.on = player.today();
    scheduled.host = hosts[hosts_++ % hosts.size()];
    scheduled.organiser = theatre_.city.project_office;
    for (const auto* item : theatre_.items()) {
        if (item->kind.empty() || !item->is_going_on() || scheduled.objects.size() == 3) continue;
        scheduled.objects.push_back({item->id, item->lead, {}});
    }
    if (scheduled.objects.empty()) return {};
    const auto objects = scheduled.objects;
    const auto& office = theatre_.city.projects;
    TZ_CHECK(player.act(office, stream, scheduled));
    TZ_CHECK(player.act(office, stream,
                        review::Held{player.today(),
                                     "现场察看" + std::to_string(objects.size()) + "个项目，听取汇报",
                                     {{{}, "分管副市长", "分管副市长"}}}));
    std::size_t n = 0;
    for (const auto& object : objects) {
        TZ_CHECK(player.act(office, stream,
                            review::RemarkMade{"r" + std::to_string(++n),
                                               {{}, "分管副市长", "分管副市长"},
                                               theatre_.dice.one_of(texts::remarks),
                                               object.item,
                                               object.unit}));
    }
    TZ_TRY(auto minutes, draft(bulletin::Kind::minutes, {}, id));
    TZ_TRY(const auto bulletin, issue(std::move(minutes)));
    return player.act(office, stream, review::MinutesIssued{bulletin});
}

/// About one step in two months, until the last.
Status Tours::advance_projects(unsigned month) {
    auto& player = theatre_.player;
    for (auto* item : theatre_.items()) {
        const auto* kind = item->kind.empty() ? nullptr : theatre_.options.rules.find_kind(item->kind);
        if (!kind || !item->is_going_on() || item->steps >= kind->steps.size()) continue;
        if (item->steps * 12 >= month * kind->steps.size() || theatre_.dice.chance(25)) continue;
        const auto& lead = theatre_.staff(item->lead);
        TZ_CHECK(player.act(lead.leader, StreamId::of(item->id),
                            item::StageAdvanced{kind->steps[item->steps++], player.today(), {}}));
    }
    return {};
}

Status Tours::circulate(bulletin::Kind kind, unsigned month) {
    TZ_TRY(auto made, draft(kind, theatre_.period(month), {}));
    TZ_TRY(const auto id, issue(std::move(made)));
    return theatre_.player.act(theatre_.city.supervision, StreamId::of(id), bulletin::Published{"市政府网站"});
}

Result<bulletin::Issued> Tours::draft(bulletin::Kind kind, std::optional<Period> period,
                                      std::optional<ReviewId> review) {
    auto& rig = theatre_.player.rig();
    TZ_CHECK(rig.flush());
    if (!drafted_) return written(kind, period, std::move(review));
    TZ_TRY(const auto* views, rig.views());
    documents::DraftRequest request;
    request.kind = kind;
    request.ledger = theatre_.options.ledger;
    request.review = std::move(review);
    if (period) {
        const auto [from, until] = documents::days_of(kind, *period);
        request.from = from;
        request.until = until;
    }
    const Position at = rig.log().end() - 1;
    TZ_TRY(const auto last, rig.log().read(at, {.count = 1}));
    return documents::draft_bulletin(*views, request, at, last.front().header.recorded);
}

/// By hand, and so marked: nobody is to take it for what the views said.
bulletin::Issued Tours::written(bulletin::Kind kind, std::optional<Period> period, std::optional<ReviewId> review) {
    bulletin::Issued issued;
    issued.kind = kind;
    issued.title = period ? period->to_string() + "重点工作落实情况通报" : "重点项目拉练工作纪要";
    issued.ledger = theatre_.options.ledger;
    issued.review = std::move(review);
    if (period) {
        const auto [from, until] = documents::days_of(kind, *period);
        issued.from = from;
        issued.until = until;
    }
    issued.stands_on = theatre_.player.rig().log().end() - 1;
    issued.addressed_to = "各区，市直各部门";
    issued.body = {{bulletin::BlockKind::paragraph, theatre_.dice.one_of(texts::remarks), {}}};
    issued.signed_by = "市政府政务督查室";
    issued.dated = theatre_.player.today();
    issued.edited = true;
    return issued;
}

Result<BulletinId> Tours::issue(bulletin::Issued draft) {
    const BulletinId id{theatre_.options.ledger.value + "-" + std::to_string(++bulletins_)};
    TZ_CHECK(theatre_.player.act(theatre_.city.supervision, StreamId::of(id), std::move(draft)));
    return id;
}

}  // namespace taizhang::simulate
