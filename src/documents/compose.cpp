#include "src/documents/compose.hpp"

#include "src/documents/blocks.hpp"
#include "src/regime/fill.hpp"

#include <algorithm>

namespace taizhang::documents {

using bulletin::Kind;

namespace {

constexpr const char* numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

std::string plain_title(Kind kind) {
    switch (kind) {
        case Kind::weekly:
            return "{year}年第{week}周台账落实情况通报";
        case Kind::monthly:
            return "{year}年{month}月台账落实情况通报";
        case Kind::quarterly:
            return "{year}年第{quarter}季度台账落实情况通报";
        case Kind::standings:
            return "{year}年{half}重点项目进展情况";
        case Kind::brief:
            return "工作简报";
        case Kind::notice:
            return "通知";
        case Kind::minutes:
            return "工作纪要";
    }
    return {};
}

std::vector<std::string> plain_sections(Kind kind) {
    if (kind == Kind::standings) return {"overview", "projects", "ranking"};
    if (kind == Kind::notice) return {"overdue"};
    if (kind == Kind::brief) return {"overview", "behind"};
    return {"overview", "reporting", "behind", "ranking", "rectification", "cards", "overdue"};
}

/// ISO 8601: the week of the year that holds its Thursday.
unsigned iso_week(Date day) {
    const std::chrono::sys_days days = day.days();
    const std::chrono::weekday weekday(days);
    const auto thursday = days + std::chrono::days(4 - static_cast<int>(weekday.iso_encoding()));
    const Date date(thursday);
    const auto first = std::chrono::sys_days(Date(date.year(), 1, 1).days());
    return static_cast<unsigned>((thursday - first).count() / 7 + 1);
}

std::vector<std::pair<std::string, std::string>> title_values(const Picture& picture) {
    const auto last = picture.until;
    return {{"year", std::to_string(last.year())},
            {"month", std::to_string(last.month())},
            {"quarter", std::to_string((last.month() + 2) / 3)},
            {"week", std::to_string(iso_week(last))},
            {"half", last.month() <= 6 ? "上半年" : "下半年"}};
}

/// 一、 before each heading, as official documents count them.
void number_headings(std::vector<bulletin::Block>& body) {
    std::size_t n = 0;
    for (auto& block : body) {
        if (block.kind != bulletin::BlockKind::heading) continue;
        if (n < std::size(numerals)) block.text = std::string(numerals[n]) + "、" + block.text;
        ++n;
    }
}

struct Tally {
    Standing standing;
    Decimal sum = 0;
    int reported = 0;
};

void add_item(Tally& tally, const ItemFacts& item) {
    ++tally.standing.items;
    if (item.completed || item.lamp == Lamp::green) ++tally.standing.on_schedule;
    if (!item.percent) return;
    if (const auto sum = add(tally.sum, *item.percent)) tally.sum = *sum;
    ++tally.reported;
}

/// By share on schedule, then by average; exact, as fractions.
bool better(const Standing& a, const Standing& b) {
    const auto left = a.on_schedule * b.items, right = b.on_schedule * a.items;
    if (left != right) return left > right;
    return a.average > b.average;
}

}  // namespace

std::vector<Standing> rank_units(const Picture& picture) {
    std::map<UnitId, Tally> tallies;
    for (const auto& item : picture.items) {
        if (item.ended) continue;
        auto& tally = tallies[item.lead];
        tally.standing.unit = item.lead;
        tally.standing.name = item.lead_name;
        add_item(tally, item);
    }
    for (const auto& report : picture.reports) {
        const auto found = tallies.find(report.unit);
        if (found != tallies.end() && (report.late || report.missed)) ++found->second.standing.late_reports;
    }
    std::vector<Standing> standings;
    for (auto& [unit, tally] : tallies) {
        const auto cards = std::ranges::count_if(picture.measures, [&](const MeasureFacts& measure) {
            return measure.standing && measure.unit && *measure.unit == unit;
        });
        tally.standing.cards = static_cast<std::size_t>(cards);
        if (const auto mean = divide(tally.sum, Decimal(std::max(tally.reported, 1)), 1))
            tally.standing.average = *mean;
        standings.push_back(tally.standing);
    }
    std::ranges::sort(standings, [](const Standing& a, const Standing& b) {
        return better(a, b) || (!better(b, a) && a.unit < b.unit);
    });
    for (std::size_t i = 0; i < standings.size(); ++i) {
        const bool tied = i > 0 && !better(standings[i - 1], standings[i]);
        standings[i].rank = tied ? standings[i - 1].rank : i + 1;
    }
    return standings;
}

regime::BulletinRule rule_of(const LedgerReading& ledger, Kind kind) {
    const auto found = std::ranges::find(ledger.rules.bulletins, kind, &regime::BulletinRule::kind);
    auto rule = found != ledger.rules.bulletins.end() ? *found : regime::BulletinRule();
    rule.kind = kind;
    if (rule.title.empty()) rule.title = plain_title(kind);
    if (rule.sections.empty()) rule.sections = plain_sections(kind);
    if (rule.addressed_to.empty()) rule.addressed_to = "各责任单位";
    if (rule.signed_by.empty()) rule.signed_by = "政务督查室";
    return rule;
}

bulletin::Issued compose(const Picture& picture, const regime::BulletinRule& rule) {
    bulletin::Issued issued;
    issued.kind = rule.kind;
    issued.title = regime::fill(rule.title, title_values(picture));
    const auto known = picture.issued_this_year.find(rule.kind);
    const auto issued_before = known == picture.issued_this_year.end() ? 0 : known->second;
    if (rule.number)
        issued.number = regime::fill(
            *rule.number, {{"year", std::to_string(picture.as_of.year())}, {"n", std::to_string(issued_before + 1)}});
    issued.ledger = picture.ledger.row.ledger;
    issued.from = picture.from;
    issued.until = picture.until;
    issued.stands_on = picture.position;
    issued.addressed_to = rule.addressed_to;
    for (const auto& name : rule.sections) std::ranges::move(section(picture, name), std::back_inserter(issued.body));
    number_headings(issued.body);
    issued.signed_by = rule.signed_by;
    issued.dated = picture.as_of;
    return issued;
}

}  // namespace taizhang::documents
