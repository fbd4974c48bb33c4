#include "tools/simulate/tours.hpp"

#include "src/documents/drafts.hpp"
#include "tools/simulate/texts.hpp"

namespace taizhang::simulate {

Status Tours::tour(unsigned month) {
    auto& player = theatre_.player;
    const auto hosts = hosts_of(theatre_.city);
    if (hosts.empty()) return {};
    const ReviewId id{std::to_string(theatre_.options.year) + "-tour-" + std::to_string(month)};
    const auto stream = StreamId::of(id);
    review::Scheduled scheduled;
    scheduled.kind = review::Kind::tour;
    scheduled.title = std::to_string(theatre_.options.year) + "年" + std::to_string(month) + "月重点项目拉练";
    scheduled.ledger = theatre_.options.ledger;
    scheduled.on = player.today();
    scheduled.host = hosts[hosts_++ % hosts.size()];
    scheduled.organiser = theatre_.city.project_office;
    for (const auto& item : theatre_.items) {
        if (item.kind.empty() || item.draft || item.stage != Stage::active || scheduled.objects.size() == 3) continue;
        scheduled.objects.push_back({item.id, item.lead, {}});
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
                                               player.one_of(texts::remarks),
                                               object.item,
                                               object.unit}));
    }
    TZ_TRY(auto minutes, draft(bulletin::Kind::minutes, {}, id));
    TZ_TRY(const auto bulletin, issue(std::move(minutes)));
    TZ_CHECK(player.act(office, stream, review::MinutesIssued{bulletin}));
    return {};
}

/// About one step in two months, until the last.
Status Tours::advance_projects(unsigned month) {
    auto& player = theatre_.player;
    for (auto& item : theatre_.items) {
        const auto* kind = item.kind.empty() ? nullptr : theatre_.options.rules.find_kind(item.kind);
        if (!kind || item.draft || item.stage != Stage::active || item.steps >= kind->steps.size()) continue;
        if (item.steps * 12 >= month * kind->steps.size() || player.chance(25)) continue;
        const auto& lead = theatre_.staff(item.lead);
        TZ_CHECK(player.act(lead.leader, StreamId::of(item.id),
                            item::StageAdvanced{kind->steps[item.steps++], player.today(), {}}));
    }
    return {};
}

Status Tours::circulate(bulletin::Kind kind, unsigned month) {
    TZ_TRY(auto made, draft(kind, theatre_.period(month), {}));
    TZ_TRY(const auto id, issue(std::move(made)));
    TZ_CHECK(theatre_.player.act(theatre_.city.supervision, StreamId::of(id), bulletin::Published{"市政府网站"}));
    return {};
}

Result<bulletin::Issued> Tours::draft(bulletin::Kind kind, std::optional<Period> period,
                                      std::optional<ReviewId> review) {
    auto& node = theatre_.player.node();
    TZ_CHECK(node.settle());
    documents::DraftRequest request;
    request.kind = kind;
    request.ledger = theatre_.options.ledger;
    request.review = std::move(review);
    if (period) {
        const auto [from, until] = documents::days_of(kind, *period);
        request.from = from;
        request.until = until;
    }
    const Position at = node.log().end() - 1;
    TZ_TRY(const auto last, node.log().read(at, {.count = 1}));
    return documents::draft_bulletin(node.views(), request, at, last.front().header.recorded);
}

Result<BulletinId> Tours::issue(bulletin::Issued draft) {
    const BulletinId id{std::to_string(theatre_.options.year) + "-" + std::to_string(++bulletins_)};
    TZ_CHECK(theatre_.player.act(theatre_.city.supervision, StreamId::of(id), std::move(draft)));
    return id;
}

}  // namespace taizhang::simulate
