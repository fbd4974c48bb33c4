#include "src/rpc/report_methods.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "projections/current_ledger.hpp"
#include "projections/report_status.hpp"
#include "src/documents/reading.hpp"
#include "src/domain/aggregate.hpp"
#include "src/rpc/view_moment.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

Result<ItemState> item_state(const EventLog& log, const ItemId& id) {
    Aggregate aggregate{StreamId::of(id), 0, {}};
    for (;;) {
        TZ_TRY(const auto page, log.read_stream(aggregate.stream, aggregate.version + 1, {}));
        if (page.empty()) break;
        for (const auto& record : page) {
            TZ_TRY(const auto event, decode_event(record.header.type, record.header.schema, record.payload));
            TZ_CHECK(apply(aggregate, event, record.header));
        }
    }
    const auto* state = std::get_if<ItemState>(&aggregate.state);
    if (state) return *state;
    return Error{ErrorCode::internal, "item '" + id.value + "' stands in a view, but not in the log"};
}

/// The unit's report of the latest month before `period`.
const ReportedProgress* report_before(const ItemState& state, const UnitId& unit, Period period) {
    const ReportedProgress* latest = nullptr;
    for (const auto& one : state.progress) {
        if (one.unit == unit && one.period < period && (!latest || one.period > latest->period)) latest = &one;
    }
    return latest;
}

report::Entry entry_of(const ItemId& item, const ReportedProgress& known) {
    report::Entry entry;
    entry.item = item;
    entry.percent = known.percent;
    entry.progress = known.progress;
    entry.achievements = known.achievements;
    entry.problems = known.problems;
    entry.measures = known.measures;
    entry.next_measures = known.next_measures;
    entry.reasons = known.reasons;
    entry.corrections = known.corrections;
    entry.actuals = known.actuals;
    return entry;
}

/// What is carried from month to month; what happened in the month is for the unit to say.
report::Entry carried_on(const ItemId& item, const ReportedProgress* last) {
    report::Entry entry;
    entry.item = item;
    if (!last) return entry;
    entry.percent = last->percent;
    entry.problems = last->problems;
    entry.measures = last->next_measures ? last->next_measures : last->measures;
    entry.actuals = last->actuals;
    return entry;
}

json::value told(const ReportedProgress* last) {
    if (!last) return nullptr;
    json::object told{
        {"period", last->period.to_string()}, {"percent", last->percent.to_string()}, {"progress", last->progress}};
    if (last->problems) told["problems"] = *last->problems;
    if (last->measures) told["measures"] = *last->measures;
    if (last->next_measures) told["next_measures"] = *last->next_measures;
    if (last->achievements) told["achievements"] = *last->achievements;
    if (last->reasons) told["reasons"] = *last->reasons;
    if (last->corrections) told["corrections"] = *last->corrections;
    told["actuals"] = reflect::to_json(last->actuals);
    return told;
}

struct Filling {
    const Services& services;
    UnitId unit;
    Period period;

    Result<json::object> entry(const rows::ItemRow& row) const {
        TZ_TRY(const auto state, item_state(services.log, row.item));
        const auto* reported = find_progress(state, unit, period);
        const auto* last = report_before(state, unit, period);
        json::array targets;
        for (const auto& target : state.targets)
            targets.push_back(json::object{{"indicator", target.indicator},
                                           {"comparator", target.comparator.to_string()},
                                           {"value", target.value.to_string()},
                                           {"unit", target.unit}});
        auto filled = reflect::to_json(reported ? entry_of(row.item, *reported) : carried_on(row.item, last));
        if (!reported && !last) filled.as_object().erase("percent");  // nobody has said a figure yet
        const bool missed =
            std::ranges::find(state.acknowledgements_missed, unit) != state.acknowledgements_missed.end();
        const bool acknowledged = has_acknowledged(state, unit);
        return json::object{{"item", row.item.value},
                            {"number", state.number},
                            {"title", state.title},
                            {"units", reflect::to_json(state.units)},
                            {"acknowledged", acknowledged},
                            {"may_report", state.stage == ItemStage::active && (acknowledged || missed)},
                            {"scheduled_percent", scheduled_percent(period).to_string()},
                            {"last", told(last)},
                            {"reported", reported != nullptr},
                            {"targets", std::move(targets)},
                            {"entry", std::move(filled)}};
    }
};

bool is_open(const rows::ItemRow& row) {
    switch (row.status) {
        case rows::ItemStatus::entered:
        case rows::ItemStatus::acknowledged:
        case rows::ItemStatus::completion_claimed:
        case rows::ItemStatus::suspended:
            return true;
        case rows::ItemStatus::draft:
        case rows::ItemStatus::verified:
        case rows::ItemStatus::closed_out:
        case rows::ItemStatus::cancelled:
        case rows::ItemStatus::merged:
        case rows::ItemStatus::carried_over:
            break;
    }
    return false;
}

Result<UnitId> unit_of(const Call& call, const ReportPrefillParams& params) {
    if (params.unit) return *params.unit;
    if (call.who.account->state.unit) return *call.who.account->state.unit;
    return invalid("/unit: this account belongs to no unit; name the unit whose report is to be filled", "/unit");
}

Result<json::object> prefill(const Call& call, const ReportPrefillParams& params) {
    const auto& services = call.services();
    TZ_TRY(const auto unit, unit_of(call, params));
    const auto position = applied_by(services.views, "current_ledger");
    const documents::Reading reading(services.views, position);
    TZ_TRY(const auto ledger, reading.ledger(params.ledger));
    const auto key = params.ledger.value + "/" + params.period.to_string() + "/" + unit.value;
    TZ_TRY(const auto report, reading.row<rows::ReportRow>("report_status", key));
    TZ_TRY(const auto items, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", params.ledger.value}}));
    const Filling filling{services, unit, params.period};
    json::array entries;
    for (const auto& row : items) {
        const bool owed = report && std::ranges::find(report->items, row.item) != report->items.end();
        const bool mine = std::ranges::find(row.answerable, unit) != row.answerable.end();
        if (!owed && !(mine && is_open(row))) continue;
        TZ_TRY(auto entry, filling.entry(row));
        entries.push_back(std::move(entry));
    }
    return json::object{{"position", position ? json::value(*position) : json::value()},
                        {"ledger", params.ledger.value},
                        {"unit", unit.value},
                        {"period", params.period.to_string()},
                        {"id", report_id(params.ledger, params.period, unit).value},
                        {"due", ledger.report_due(params.period).to_string()},
                        {"fields", reflect::to_json(ledger.rules.reporting.fields)},
                        {"owed", report && report->state != rows::ReportState::accepted},
                        {"report", report ? reflect::to_json(*report) : json::value()},
                        {"entries", std::move(entries)}};
}

Result<json::object> gaps(const Services& services, const LedgerGapsParams& params) {
    const auto position = applied_by(services.views, "current_ledger");
    const documents::Reading reading(services.views, position);
    TZ_TRY(const auto ledger, reading.ledger(params.ledger));
    TZ_TRY(const auto items, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", params.ledger.value}}));
    json::array lacking;
    for (const auto& row : items) {
        if (row.missing_fixings.empty()) continue;
        lacking.push_back(json::object{{"item", row.item.value},
                                       {"number", row.number},
                                       {"title", row.title},
                                       {"status", reflect::enum_name(row.status)},
                                       {"lacks", reflect::to_json(row.missing_fixings)}});
    }
    return json::object{{"position", position ? json::value(*position) : json::value()},
                        {"required", reflect::to_json(ledger.rules.required_fixings)},
                        {"items", std::move(lacking)}};
}

}  // namespace

void LedgerGaps::run(Call call, Params params) {
    when_readable(std::move(call), {"current_ledger", {}, {}}, [params = std::move(params)](const Call& ready, Moment) {
        const auto found = gaps(ready.services(), params);
        if (!found) return ready.reply.fail(found.error());
        ready.reply.answer(json::serialize(*found));
    });
}

void ReportPrefill::run(Call call, Params params) {
    when_readable(std::move(call), {"current_ledger", {}, {}}, [params = std::move(params)](const Call& ready, Moment) {
        const auto filled = prefill(ready, params);
        if (!filled) return ready.reply.fail(filled.error());
        ready.reply.answer(json::serialize(*filled));
    });
}

}  // namespace taizhang::rpc
