#include "tools/simulate/reporting.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace {

/// What has been reached of each target grows with the progress; a ratio is known at the year's end only.
Status add_actuals(const PlayedItem& item, int percent, report::Entry& entry) {
    for (const auto& target : item.targets) {
        if (target.unit.starts_with(":")) continue;
        TZ_TRY(const auto part, multiply(target.value, Decimal(percent)));
        TZ_TRY(const auto reached, divide(part, Decimal(100), target.value.scale()));
        entry.actuals.push_back({target.indicator, reached, target.unit});
    }
    return {};
}

}  // namespace

Status Reporting::load_owed(unsigned month) {
    owed_.clear();
    TZ_TRY(const auto rows,
           rows_of(theatre_.player.node(), "report_status",
                   {{"ledger", theatre_.options.ledger.value}, {"period", theatre_.period(month).to_string()}}));
    for (const auto& row : rows) {
        auto& items = owed_[UnitId{std::string(row.at("unit").as_string())}];
        for (const auto& item : row.at("items").as_array()) items.push_back(ItemId{std::string(item.as_string())});
    }
    return {};
}

bool Reporting::is_owed(const UnitId& unit, const PlayedItem& item) const {
    const auto found = owed_.find(unit);
    return found != owed_.end() && std::ranges::find(found->second, item.id) != found->second.end();
}

Status Reporting::report_in_time(unsigned month) {
    late_.clear();
    TZ_CHECK(load_owed(month));
    for (const auto& [unit, staff] : theatre_.city.units) {
        if (month == 12 && theatre_.is_visited(unit)) continue;
        if (theatre_.player.chance(7))
            late_.push_back(unit);
        else
            TZ_CHECK(report(staff, month));
    }
    return {};
}

Status Reporting::report_late(unsigned month) {
    for (const auto& unit : late_) {
        // a few never hand it in: 漏报
        if (theatre_.player.chance(12)) continue;
        TZ_CHECK(report(theatre_.staff(unit), month));
    }
    return {};
}

Status Reporting::report(const UnitStaff& unit, unsigned month) {
    report::Submitted submitted;
    submitted.ledger = theatre_.options.ledger;
    submitted.period = theatre_.period(month);
    for (auto& item : theatre_.items) {
        if (item.stage == Stage::closed || !is_owed(unit.unit, item)) continue;
        TZ_TRY(auto made, entry(unit, item, month));
        submitted.entries.push_back(std::move(made));
    }
    if (submitted.entries.empty()) return {};
    submitted.summary = "本月共报送" + std::to_string(submitted.entries.size()) + "项";
    const auto id = report_id(theatre_.options.ledger, submitted.period, unit.unit);
    TZ_CHECK(theatre_.player.act(unit.leader, StreamId::of(id), submitted));
    reports_[month].push_back({id, unit.leader, std::move(submitted)});
    return {};
}

Result<report::Entry> Reporting::entry(const UnitStaff& unit, PlayedItem& item, unsigned month) {
    auto& player = theatre_.player;
    auto& so_far = item.reported[unit.unit];
    const int scheduled = static_cast<int>(month * 100 + 11) / 12;
    const int jitter = static_cast<int>(player.below(4));
    so_far = std::clamp(scheduled * static_cast<int>(item.paces[unit.unit]) / 100 + jitter, so_far, 100);
    report::Entry entry;
    entry.item = item.id;
    entry.percent = Decimal(so_far);
    entry.progress = player.one_of(texts::progress);
    entry.achievements = player.one_of(texts::achievements);
    entry.problems = "无";
    entry.next_measures = player.one_of(texts::measures);
    if (behind_schedule(entry.percent, theatre_.period(month))) {
        entry.problems = player.one_of(texts::problems);
        entry.measures = player.one_of(texts::measures);
        entry.reasons = player.one_of(texts::reasons);
        entry.corrections = player.one_of(texts::corrections);
    }
    if (unit.unit == item.lead) TZ_CHECK(add_actuals(item, so_far, entry));
    return entry;
}

Status Reporting::judge(unsigned month) {
    auto& player = theatre_.player;
    for (auto& report : reports_[month]) {
        const auto stream = StreamId::of(report.id);
        if (player.chance(5)) {
            TZ_CHECK(player.act(theatre_.city.holder, stream, report::Returned{player.one_of(texts::returns)},
                                "请核对后重报"));
            auto again = report.submitted;
            again.summary += "，已按要求补充";
            again.entries.front().progress += "（已补充完成数）";
            TZ_CHECK(player.act(report.leader, stream, std::move(again), "按退回意见补充"));
        }
        TZ_CHECK(player.act(theatre_.city.holder, stream, report::Accepted{}));
    }
    return {};
}

Status Reporting::consolidate(unsigned month) {
    ledger::Consolidated consolidated;
    consolidated.period = theatre_.period(month);
    consolidated.summary = "本月共汇总" + std::to_string(reports_[month].size()) + "家单位的报账";
    TZ_CHECK(theatre_.player.act(theatre_.city.holder, StreamId::of(theatre_.options.ledger), consolidated));
    return {};
}

Status Reporting::correct_some(unsigned month) {
    for (const auto& item : theatre_.items) {
        if (item.stage != Stage::active || item.reported.empty() || !theatre_.player.chance(4)) continue;
        const auto found = item.reported.find(item.lead);
        if (found != item.reported.end()) TZ_CHECK(correct(item, item.lead, month));
    }
    return {};
}

Status Reporting::correct(const PlayedItem& item, const UnitId& unit, unsigned month) {
    auto& player = theatre_.player;
    TZ_TRY(const auto rows, rows_of(player.node(), "current_ledger",
                                    {{"ledger", theatre_.options.ledger.value}, {"item", item.id.value}}));
    if (rows.empty()) return {};
    for (const auto& value : rows.front().at("progress").as_array()) {
        const auto& progress = value.as_object();
        if (progress.at("unit").as_string() != unit.value ||
            progress.at("period").as_string() != theatre_.period(month).to_string())
            continue;
        item::ProgressCorrected event;
        event.corrects = progress.at("position").to_number<Position>();
        event.progress = std::string(player.one_of(texts::progress)) + "（更正）";
        TZ_CHECK(player.act(theatre_.staff(unit).clerk, StreamId::of(item.id), std::move(event),
                            player.one_of(texts::mistakes)));
        return {};
    }
    return {};
}

}  // namespace taizhang::simulate
