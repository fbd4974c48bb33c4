#include "tools/simulate/supervision.hpp"

#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace {

constexpr std::size_t reconsiderations = 3;  ///< asked for in a play: seldom, and one of them with success

bool decided_by_approver(const accountability::Proposed& proposed) {
    return proposed.measure == accountability::Measure::inquiry || proposed.subject.category() != UnitIdTag::category;
}

/// The item is not the unit's any more.
bool is_passed_on(Stagehands& with, const accountability::Proposed& proposed) {
    const auto* item = proposed.items.size() == 1 ? with.items.find(proposed.items.front()) : nullptr;
    if (!item) return false;
    const auto& unit = with.city.today(UnitId{std::string(proposed.subject.id())});
    return std::ranges::none_of(item->units, [&](const UnitId& one) { return with.city.today(one) == unit; });
}

}  // namespace

Status Supervision::decide_proposals() {
    TZ_CHECK(with_.player.settle());
    for (const auto& proposal : with_.player.notebook().proposals()) TZ_CHECK(decide(proposal));
    return {};
}

Status Supervision::decide(const Notebook::Proposal& proposal) {
    auto& player = with_.player;
    if (decided_by_approver(proposal.what)) return inquire(proposal);
    if (is_passed_on(with_, proposal.what))
        return player.act(with_.city.supervision, proposal.stream,
                          accountability::Dismissed{"该事项已转由其他单位办理"}, "责任单位已变更");
    if (dice_.chance(20)) {
        return player.act(with_.city.supervision, proposal.stream,
                          accountability::Dismissed{"客观原因为主，责任单位已采取措施"}, "经核实不予采取");
    }
    accountability::Confirmed confirmed;
    if (proposal.what.measure == accountability::Measure::rectification)
        confirmed.deadline = days_later(player.today(), 15);
    TZ_CHECK(player.act(with_.city.supervision, proposal.stream, confirmed));
    return carry_out(proposal);
}

/// Cards and orders follow by themselves; the others are for somebody to do.
Status Supervision::carry_out(const Notebook::Proposal& proposal) {
    auto& player = with_.player;
    const auto& office = with_.city.supervision;
    switch (proposal.what.measure) {
        case accountability::Measure::criticism:
            TZ_CHECK(
                player.act(office, proposal.stream, accountability::CriticismCirculated{proposal.what.grounds, {}}));
            return reconsider(proposal);
        case accountability::Measure::summons:
            TZ_CHECK(player.act(office, proposal.stream,
                                accountability::SummonsHeld{player.today(), {}, "已约谈，要求一周内拿出追赶方案"}));
            return {};
        case accountability::Measure::statement:
            return player.act(office, proposal.stream,
                              accountability::StatementMade{player.today(), "表态：倒排工期，年底前全部赶上"});
        default:
            return {};
    }
}

/// Rule 10: an approving authority decides on what concerns persons; the system refers, it does not impose.
Status Supervision::inquire(const Notebook::Proposal& proposal) {
    auto& player = with_.player;
    if (dice_.chance(60)) {
        return player.act(with_.city.approver, proposal.stream, accountability::Dismissed{"已责成单位整改，暂不启动"},
                          "会议研究");
    }
    TZ_CHECK(player.act(with_.city.approver, proposal.stream, accountability::Approved{"市政府常务会议", {}}));
    if (proposal.what.measure != accountability::Measure::inquiry) return carry_out(proposal);
    TZ_CHECK(player.act(with_.city.supervision, proposal.stream,
                        accountability::Referred{"市监察局", "按程序移送有关材料"}));
    if (!dice_.chance(60)) return {};
    with_.diary.on(days_later(player.today(), dice_.between(10, 25)), std::chrono::hours(16), [this, proposal] {
        return with_.player.act(with_.city.supervision, proposal.stream,
                                accountability::OutcomeRecorded{"诫勉谈话，责令检查", {}});
    });
    return {};
}

/// Now and then a unit asks for reconsideration of a criticism; most are upheld by the approver.
Status Supervision::reconsider(const Notebook::Proposal& measure) {
    if (reconsidered_ >= reconsiderations || measure.what.subject.category() != UnitIdTag::category) return {};
    const UnitId unit{std::string(measure.what.subject.id())};
    if (!with_.city.units.contains(with_.city.today(unit))) return {};
    const bool forgotten = ++reconsidered_ == 2, revoked = reconsidered_ == 3;
    TZ_CHECK(with_.player.act(with_.city.staff(unit).leader, measure.stream,
                              accountability::ReconsiderationRequested{"整改材料已在期限内报送，请予复核", {}}));
    if (forgotten) return {};  // the days to decide run out
    accountability::ReconsiderationDecided decided;
    decided.ruling = revoked ? accountability::Ruling::revoked : accountability::Ruling::upheld;
    decided.findings = revoked ? "经核实材料确在期限内送达，撤销原决定" : "材料在期限后送达，维持原决定";
    return with_.player.act(with_.city.approver, measure.stream, decided, "复核完毕");
}

Status Supervision::answer_orders() {
    auto& player = with_.player;
    TZ_CHECK(player.settle());
    for (const auto& order : player.notebook().orders()) {
        const auto& unit = with_.city.today(order.what.unit);
        if (order.answered || !with_.city.units.contains(unit) || dice_.chance(8)) continue;
        if (dice_.chance(4)) {
            TZ_CHECK(player.act(with_.city.supervision, order.stream,
                                rectification::Extended{days_later(std::max(order.what.deadline, player.today()), 20)},
                                "雨季施工受限，同意延期"));
            continue;
        }
        if (dice_.chance(2)) {
            TZ_CHECK(
                player.act(with_.city.supervision, order.stream, rectification::Withdrawn{}, "事项已移交上级督办"));
            continue;
        }
        TZ_CHECK(player.act(with_.city.staff(unit).leader, order.stream,
                            rectification::Reported{dice_.one_of(texts::mended), true}));
        if (dice_.chance(12)) {
            TZ_CHECK(player.act(with_.city.supervision, order.stream,
                                rectification::Rejected{"整改不到位，继续整改", days_later(player.today(), 10)}));
            continue;
        }
        TZ_CHECK(
            player.act(with_.city.supervision, order.stream, rectification::Accepted{dice_.one_of(texts::findings)}));
    }
    return {};
}

Status Supervision::lift_cards() {
    TZ_CHECK(with_.player.settle());
    for (const auto& card : with_.player.notebook().cards()) {
        const Date today = with_.player.today();
        const bool lapsing = days_later(card.issued, 300) < today;  // it will by itself
        if (days_later(card.issued, 90) > today || lapsing || !dice_.chance(40)) continue;
        TZ_CHECK(with_.player.act(with_.city.supervision, card.stream,
                                  accountability::CardLifted{"进度已赶上，连续三个月正常"}, "整改到位"));
    }
    return {};
}

Status inspect(Theatre& theatre, unsigned month) {
    auto& player = theatre.player;
    auto& dice = theatre.dice;
    static constexpr std::array kinds{inspection::Kind::routine, inspection::Kind::spot, inspection::Kind::daily,
                                      inspection::Kind::special};
    std::vector<PlayedItem*> active;
    for (auto* item : theatre.items()) {
        if (item->is_going_on()) active.push_back(item);
    }
    if (active.empty()) return {};
    const auto& item = *dice.one_of(active);
    const auto& lead = theatre.city.today(item.lead);
    const InspectionId id{theatre.options.ledger.value + "-" + std::to_string(month)};
    const auto stream = StreamId::of(id);
    inspection::Scheduled scheduled;
    scheduled.kind = kinds[(month - 1) % kinds.size()];
    scheduled.title = std::to_string(month) + "月台账落实督查";
    scheduled.ledger = theatre.options.ledger;
    scheduled.on = player.today();
    scheduled.units = {lead};
    scheduled.items = {item.id};
    scheduled.inspectors = {{{}, "督查一组", {}}};
    const auto& office = theatre.city.supervision;
    TZ_CHECK(player.act(office, stream, scheduled));
    if (dice.chance(8)) return player.act(office, stream, inspection::Cancelled{"与上级督查合并进行"}, "减轻基层负担");
    TZ_CHECK(player.act(office, stream, inspection::Held{player.today(), "查阅台账，核对现场"}));
    if (!dice.chance(60)) return {};
    const auto severity = dice.chance(20) ? inspection::Severity::serious : inspection::Severity::problem;
    TZ_CHECK(player.act(office, stream,
                        inspection::FindingRecorded{"f1", lead, item.id, dice.one_of(texts::found), severity}));
    rectification::Ordered order;
    order.unit = lead;
    order.item = item.id;
    order.demand = "核对进度，补齐资料，限期整改";
    order.deadline = days_later(player.today(), 15);
    order.inspection = id;
    order.finding = "f1";
    order.clause = "S1.7";
    return player.act(office, StreamId::of(RectificationId{"insp-" + id.value}), order);
}

namespace {

/// Where the office sees it as the unit does, it says nothing: a few are judged better or worse.
Status assess(Theatre& theatre, PlayedItem& item, unsigned quarter) {
    const bool slow = item.pace < 95;
    if (!slow && !theatre.dice.chance(15)) return {};
    item::ConfidenceAssessed assessed;
    assessed.confidence = item.pace < 76 ? item::Confidence::red
                          : slow         ? item::Confidence::amber
                                         : item::Confidence::green;
    assessed.grounds = slow ? "现场进度慢于所报，关键节点有风险" : "资料齐全，现场与所报一致";
    assessed.period = theatre.period(quarter * 3);
    const auto& office = theatre.city.supervision;
    TZ_CHECK(theatre.player.act(office, StreamId::of(item.id), assessed));
    const bool listed = theatre.player.notebook().is_listed(item.id);
    if (listed && theatre.dice.chance(60))
        return theatre.player.act(office, StreamId::of(item.id), item::Delisted{"进度已赶上，摘牌"});
    if (item.pace >= 70 || listed) return {};
    return theatre.player.act(office, StreamId::of(item.id), item::Listed{"每半月报一次推进情况，年底前办结", {}});
}

}  // namespace

Status check_quarter(Theatre& theatre, unsigned quarter) {
    TZ_CHECK(theatre.player.settle());
    ledger::Checked checked;
    checked.quarter = static_cast<std::uint8_t>(quarter);
    checked.findings = "第" + std::to_string(quarter) + "季度台账已核查，进度真实性总体较好";
    TZ_CHECK(theatre.player.act(theatre.city.supervision, StreamId::of(theatre.options.ledger), checked));
    for (auto* item : theatre.items()) {
        if (item->is_going_on()) TZ_CHECK(assess(theatre, *item, quarter));
    }
    return {};
}

}  // namespace taizhang::simulate
