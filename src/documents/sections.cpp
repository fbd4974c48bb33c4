// What a circular tells, section by section.
#include "src/documents/blocks.hpp"
#include "src/documents/compose.hpp"

#include <algorithm>
#include <map>

namespace taizhang::documents {

using bulletin::Block;
using Blocks = std::vector<Block>;
using Rows = std::vector<std::vector<std::string>>;

namespace {

std::string count(std::size_t n) {
    return std::to_string(n);
}

std::string join(const std::vector<std::string>& words) {
    std::string text, separator;
    for (const auto& word : words) {
        text += separator + word;
        separator = "、";
    }
    return text;
}

std::vector<const ItemFacts*> counted(const Picture& picture) {
    std::vector<const ItemFacts*> items;
    for (const auto& item : picture.items) {
        if (!item.ended) items.push_back(&item);
    }
    return items;
}

std::size_t lamps(const std::vector<const ItemFacts*>& items, Lamp lamp) {
    return static_cast<std::size_t>(
        std::ranges::count_if(items, [&](const auto* item) { return !item->completed && item->lamp == lamp; }));
}

Blocks overview(const Picture& picture) {
    const auto items = counted(picture);
    const auto of = [&](auto&& is) { return static_cast<std::size_t>(std::ranges::count_if(items, is)); };
    const auto completed = of([](const auto* item) { return item->completed; });
    const auto closed = of([](const auto* item) { return item->closed_out; });
    const auto overdue = of([](const auto* item) { return item->overdue_since.has_value() && !item->completed; });
    Blocks blocks{heading("总体情况")};
    blocks.push_back(paragraph("截至" + chinese_date(picture.as_of) + "，台账共有事项" + count(items.size()) +
                               "项：办结" + count(completed) + "项，其中销号" + count(closed) + "项；在办事项中绿灯" +
                               count(lamps(items, Lamp::green)) + "项、黄灯" + count(lamps(items, Lamp::yellow)) +
                               "项、红灯" + count(lamps(items, Lamp::red)) + "项、尚未报进度" +
                               count(lamps(items, Lamp::grey)) + "项；超过时限未办结" + count(overdue) + "项。"));
    return blocks;
}

Blocks reporting(const Picture& picture) {
    Blocks blocks{heading("报账情况")};
    std::vector<std::string> late, missing;
    std::size_t in_time = 0;
    for (const auto& report : picture.reports) {
        if (!report.submitted_at)
            missing.push_back(report.unit_name);
        else if (report.late)
            late.push_back(report.unit_name);
        else
            ++in_time;
    }
    if (picture.reports.empty()) return {heading("报账情况"), paragraph("本期没有应报的报账。")};
    std::string text = "应报" + count(picture.reports.size()) + "份，按时" + count(in_time) + "份，迟报" +
                       count(late.size()) + "份，未报" + count(missing.size()) + "份，按时率" +
                       share_text(in_time, picture.reports.size()) + "。";
    if (!late.empty()) text += "迟报的是：" + join(late) + "。";
    if (!missing.empty()) text += "未报的是：" + join(missing) + "。";
    blocks.push_back(paragraph(std::move(text)));
    return blocks;
}

Blocks behind(const Picture& picture) {
    Rows rows;
    for (const auto* item : counted(picture)) {
        if (item->completed || (item->lamp != Lamp::yellow && item->lamp != Lamp::red)) continue;
        rows.push_back({item->number, item->title, item->lead_name, percent_text(item->percent),
                        percent_text(item->scheduled), item->lamp == Lamp::red ? "红" : "黄", item->reasons,
                        item->corrections});
    }
    if (rows.empty()) return {heading("欠进度事项"), paragraph("没有欠进度的事项。")};
    const auto text = "按最近一次报账，欠进度的事项有" + count(rows.size()) + "项。";
    return {heading("欠进度事项"), paragraph(text),
            table("欠进度事项一览表", {"序号", "工作任务", "牵头单位", "进度", "序时进度", "亮灯", "原因", "改进措施"},
                  std::move(rows))};
}

Blocks ranking(const Picture& picture) {
    Rows rows;
    for (const auto& one : rank_units(picture)) {
        rows.push_back({count(one.rank), one.name, count(one.items), count(one.on_schedule),
                        share_text(one.on_schedule, one.items), one.average.to_string() + "%", count(one.late_reports),
                        count(one.cards)});
    }
    if (rows.empty()) return {heading("各单位排名"), paragraph("没有可以排名的单位。")};
    return {
        heading("各单位排名"), paragraph("按达到序时进度的事项所占比例排名，比例相同的按平均进度；都相同的名次并列。"),
        table("牵头单位排名表", {"名次", "单位", "牵头事项", "达进度", "达进度比例", "平均进度", "迟报、漏报", "持牌"},
              std::move(rows))};
}

Blocks rectification(const Picture& picture) {
    if (picture.orders.empty()) return {heading("限期整改"), paragraph("本期没有限期整改事项。")};
    Rows rows;
    std::size_t overdue = 0, open = 0;
    for (const auto& order : picture.orders) {
        open += order.open;
        overdue += order.open && order.overdue;
        rows.push_back({order.unit_name, order.item, order.demand, order.deadline.to_string(),
                        order.state + (order.open && order.overdue ? "（逾期）" : "")});
    }
    return {heading("限期整改"),
            paragraph("限期整改共" + count(rows.size()) + "件，未了结" + count(open) + "件，其中逾期" + count(overdue) +
                      "件。"),
            table("限期整改一览表", {"责任单位", "事项", "整改要求", "期限", "情况"}, std::move(rows))};
}

std::string measure_words(std::string_view measure) {
    static const std::map<std::string_view, std::string_view> words{
        {"urging", "催办"},        {"rectification", "限期整改"}, {"yellow_card", "黄牌"},
        {"red_card", "红牌"},      {"criticism", "通报批评"},     {"summons", "约谈"},
        {"statement", "表态发言"}, {"listing", "挂牌督办"},       {"inquiry", "问责"}};
    const auto found = words.find(measure);
    return std::string(found == words.end() ? measure : found->second);
}

Blocks cards(const Picture& picture) {
    Rows rows;
    std::size_t yellow = 0, red = 0;
    for (const auto& measure : picture.measures) {
        if (measure.measure == "urging" || measure.measure == "rectification") continue;
        const bool in_period = measure.since >= picture.from && measure.since <= picture.until;
        if (!measure.standing && !in_period) continue;
        yellow += measure.standing && measure.measure == "yellow_card";
        red += measure.standing && measure.measure == "red_card";
        rows.push_back({measure.subject, measure_words(measure.measure), measure.since.to_string(), measure.grounds,
                        measure.clause});
    }
    if (rows.empty()) return {heading("红黄牌与问责"), paragraph("本期没有发牌、通报批评、约谈和问责。")};
    return {heading("红黄牌与问责"),
            paragraph("现持黄牌" + count(yellow) + "张、红牌" + count(red) + "张。本期和现持的情况如下。"),
            table("红黄牌与问责一览表", {"对象", "措施", "日期", "事由", "依据"}, std::move(rows))};
}

Blocks overdue(const Picture& picture) {
    Rows rows;
    for (const auto* item : counted(picture)) {
        if (item->completed || !item->overdue_since) continue;
        rows.push_back({item->number, item->title, item->lead_name, item->overdue_since->to_string(),
                        percent_text(item->percent)});
    }
    if (rows.empty()) return {heading("超过时限的事项"), paragraph("没有超过时限未办结的事项。")};
    return {heading("超过时限的事项"), paragraph("超过时限未办结的事项有" + count(rows.size()) + "项。"),
            table("超过时限事项一览表", {"序号", "工作任务", "牵头单位", "时限", "进度"}, std::move(rows))};
}

Blocks projects(const Picture& picture) {
    Blocks blocks{heading("项目进展")};
    for (const auto& kind : picture.ledger.rules.project_kinds) {
        Rows rows;
        for (const auto* item : counted(picture)) {
            if (item->project_kind != kind.name) continue;
            const auto& steps = item->steps_reached;
            rows.push_back({item->number, item->title, item->lead_name,
                            count(steps.size()) + "/" + count(kind.steps.size()), steps.empty() ? "—" : steps.back()});
        }
        if (rows.empty()) continue;
        blocks.push_back(table(kind.name + "进展表", {"序号", "项目", "责任单位", "步骤", "已到"}, std::move(rows)));
    }
    if (blocks.size() == 1) blocks.push_back(paragraph("台账中没有按步骤推进的项目。"));
    return blocks;
}

}  // namespace

std::vector<Block> section(const Picture& picture, std::string_view name) {
    static const std::map<std::string_view, Blocks (*)(const Picture&)> sections{
        {"overview", overview}, {"reporting", reporting},         {"behind", behind},   {"ranking", ranking},
        {"cards", cards},       {"rectification", rectification}, {"overdue", overdue}, {"projects", projects}};
    const auto found = sections.find(name);
    return found == sections.end() ? Blocks() : found->second(picture);
}

}  // namespace taizhang::documents
