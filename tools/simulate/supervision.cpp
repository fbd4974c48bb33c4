#include "tools/simulate/supervision.hpp"

#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& row, std::string_view member) {
    const auto* value = row.if_contains(member);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool decided_by_approver(const json::object& proposal) {
    return text_of(proposal, "measure") == "inquiry" || text_of(proposal, "subject").starts_with("person/");
}

}  // namespace

Status Supervision::decide_proposals() {
    TZ_TRY(const auto rows, rows_of(theatre_.player.node(), "accountability", {{"state", "proposed"}}));
    for (const auto& row : rows) TZ_CHECK(decide(row));
    return {};
}

Status Supervision::decide(const json::object& proposal) {
    auto& player = theatre_.player;
    const StreamId stream{"accountability/" + text_of(proposal, "accountability")};
    if (decided_by_approver(proposal)) return inquire(proposal);
    if (player.chance(20)) {
        TZ_CHECK(player.act(theatre_.city.supervision, stream,
                            accountability::Dismissed{"客观原因为主，责任单位已采取措施"}, "经核实不予采取"));
        return {};
    }
    accountability::Confirmed confirmed;
    if (text_of(proposal, "measure") == "rectification") confirmed.deadline = days_later(player.today(), 15);
    TZ_CHECK(player.act(theatre_.city.supervision, stream, confirmed));
    return carry_out(proposal);
}

/// Cards and orders follow by themselves; the others are for somebody to do.
Status Supervision::carry_out(const json::object& proposal) {
    auto& player = theatre_.player;
    const StreamId stream{"accountability/" + text_of(proposal, "accountability")};
    const auto measure = text_of(proposal, "measure");
    if (measure == "criticism") {
        TZ_CHECK(player.act(theatre_.city.supervision, stream,
                            accountability::CriticismCirculated{text_of(proposal, "grounds"), {}}));
        return reconsider(proposal);
    }
    if (measure == "summons") {
        TZ_CHECK(player.act(theatre_.city.supervision, stream,
                            accountability::SummonsHeld{player.today(), {}, "已约谈，要求一周内拿出追赶方案"}));
    }
    return {};
}

/// Rule 10: an approving authority decides on what concerns persons; the system refers, it does not impose.
Status Supervision::inquire(const json::object& proposal) {
    auto& player = theatre_.player;
    const StreamId stream{"accountability/" + text_of(proposal, "accountability")};
    if (player.chance(60)) {
        TZ_CHECK(player.act(theatre_.city.approver, stream, accountability::Dismissed{"已责成单位整改，暂不启动"},
                            "会议研究"));
        return {};
    }
    TZ_CHECK(player.act(theatre_.city.approver, stream, accountability::Approved{"市政府常务会议", {}}));
    if (text_of(proposal, "measure") == "inquiry") {
        TZ_CHECK(
            player.act(theatre_.city.supervision, stream, accountability::Referred{"市监察局", "按程序移送有关材料"}));
        return {};
    }
    return carry_out(proposal);
}

/// Once in the year a unit asks for reconsideration of a criticism, and it is upheld by the approver.
Status Supervision::reconsider(const json::object& measure) {
    if (std::exchange(reconsidered_, true)) return {};
    const UnitId unit{text_of(measure, "subject").substr(5)};
    const auto staff = theatre_.city.units.find(unit);
    if (staff == theatre_.city.units.end()) return {};
    const StreamId stream{"accountability/" + text_of(measure, "accountability")};
    TZ_CHECK(theatre_.player.act(staff->second.leader, stream,
                                 accountability::ReconsiderationRequested{"整改材料已在期限内报送，请予复核", {}}));
    TZ_CHECK(theatre_.player.act(
        theatre_.city.approver, stream,
        accountability::ReconsiderationDecided{accountability::Ruling::upheld, "材料在期限后送达，维持原决定"},
        "复核完毕"));
    return {};
}

Status Supervision::answer_orders() {
    auto& player = theatre_.player;
    TZ_TRY(const auto rows, rows_of(player.node(), "rectifications", {{"state", "open"}}));
    for (const auto& row : rows) {
        const auto unit = theatre_.city.units.find(UnitId{text_of(row, "unit")});
        if (unit == theatre_.city.units.end() || player.chance(8)) continue;
        const StreamId stream{"rectification/" + text_of(row, "rectification")};
        TZ_CHECK(player.act(unit->second.leader, stream, rectification::Reported{player.one_of(texts::mended), true}));
        if (player.chance(12)) {
            TZ_CHECK(player.act(theatre_.city.supervision, stream,
                                rectification::Rejected{"整改不到位，继续整改", days_later(player.today(), 10)}));
            continue;
        }
        TZ_CHECK(
            player.act(theatre_.city.supervision, stream, rectification::Accepted{player.one_of(texts::findings)}));
    }
    return {};
}

Status Supervision::inspect(unsigned month) {
    auto& player = theatre_.player;
    static constexpr std::array kinds{inspection::Kind::routine, inspection::Kind::spot, inspection::Kind::daily,
                                      inspection::Kind::special};
    std::vector<PlayedItem*> active;
    for (auto& item : theatre_.items) {
        if (!item.draft && item.stage == Stage::active) active.push_back(&item);
    }
    if (active.empty()) return {};
    const auto& item = *player.one_of(active);
    const InspectionId id{std::to_string(theatre_.options.year) + "-" + std::to_string(++inspections_)};
    const auto stream = StreamId::of(id);
    inspection::Scheduled scheduled;
    scheduled.kind = kinds[(month - 1) % kinds.size()];
    scheduled.title = std::to_string(month) + "月台账落实督查";
    scheduled.ledger = theatre_.options.ledger;
    scheduled.on = player.today();
    scheduled.units = {item.lead};
    scheduled.items = {item.id};
    scheduled.inspectors = {{{}, "督查一组", {}}};
    const auto& office = theatre_.city.supervision;
    TZ_CHECK(player.act(office, stream, scheduled));
    TZ_CHECK(player.act(office, stream, inspection::Held{player.today(), "查阅台账，核对现场"}));
    if (!player.chance(60)) return {};
    TZ_CHECK(player.act(office, stream,
                        inspection::FindingRecorded{"f1", item.lead, item.id, player.one_of(texts::found),
                                                    inspection::Severity::problem}));
    rectification::Ordered order;
    order.unit = item.lead;
    order.item = item.id;
    order.demand = "核对进度，补齐资料，限期整改";
    order.deadline = days_later(player.today(), 15);
    order.inspection = id;
    order.finding = "f1";
    order.clause = "S1.7";
    TZ_CHECK(player.act(office, StreamId::of(RectificationId{"insp-" + id.value}), order));
    return {};
}

Status Supervision::check_quarter(unsigned quarter) {
    ledger::Checked checked;
    checked.quarter = static_cast<std::uint8_t>(quarter);
    checked.findings = "第" + std::to_string(quarter) + "季度台账已核查，进度真实性总体较好";
    TZ_CHECK(theatre_.player.act(theatre_.city.supervision, StreamId::of(theatre_.options.ledger), checked));
    for (auto& item : theatre_.items) {
        if (!item.draft && item.stage == Stage::active) TZ_CHECK(assess(item, quarter));
    }
    return {};
}

/// Where the office sees it as the unit does, it says nothing: a few are judged better or worse.
Status Supervision::assess(PlayedItem& item, std::uint32_t quarter) {
    auto& player = theatre_.player;
    const bool slow = item.pace < 95;
    if (!slow && !player.chance(15)) return {};
    item::ConfidenceAssessed assessed;
    assessed.confidence = item.pace < 76 ? item::Confidence::red
                          : slow         ? item::Confidence::amber
                                         : item::Confidence::green;
    assessed.grounds = slow ? "现场进度慢于所报，关键节点有风险" : "资料齐全，现场与所报一致";
    assessed.period = theatre_.period(quarter * 3);
    TZ_CHECK(player.act(theatre_.city.supervision, StreamId::of(item.id), assessed));
    if (item.pace >= 70 || item.listed) return {};
    item.listed = true;
    TZ_CHECK(player.act(theatre_.city.supervision, StreamId::of(item.id),
                        item::Listed{"每半月报一次推进情况，年底前办结", {}}));
    return {};
}

}  // namespace taizhang::simulate
