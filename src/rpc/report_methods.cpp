#include "src/rpc/report_methods.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "projections/items/current_ledger.hpp"
#include "projections/items/report_status.hpp"
#include "src/documents/reading.hpp"
#include "src/domain/case.hpp"
#include "src/domain/reports/report_entries.hpp"
#include "src/rpc/view_moment.hpp"

#include <algorithm>
#include <map>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

/// The streams as they stood at a position of the log: for the domain's own questions, as the deciders ask them.
class PastDirectory final : public Directory {
  public:
    PastDirectory(const EventLog& log, std::optional<Position> last) : log_(log), last_(last) {}

    const Aggregate& get(const StreamId& stream) const override {
        const auto [found, fresh] = known_.try_emplace(stream, Aggregate{stream, 0, {}});
        auto& aggregate = found->second;
        if (auto folded = fresh ? fold(aggregate) : Status(); !folded) {
            failure_ = folded.error();
            aggregate = Aggregate{stream, 0, {}};
        }
        return aggregate;
    }
    // asked by nobody here
    std::vector<ItemId> items_of(const LedgerId&) const override { return {}; }
    std::vector<AdmissionId> admissions_of(const UnitId&) const override { return {}; }

    /// Of whatever could not be read.
    Status status() const { return failure_ ? Status(*failure_) : Status(); }

  private:
    Status fold(Aggregate& aggregate) const {
        for (;;) {
            TZ_TRY(const auto page, log_.read_stream(aggregate.stream, aggregate.version + 1, {}));
            if (page.empty()) return {};
            for (const auto& record : page) {
                if (!last_ || record.header.position > *last_) return {};
                TZ_TRY(const auto event, event_of(record));
                TZ_CHECK(apply(aggregate, event, record.header));
            }
        }
    }

    const EventLog& log_;
    const std::optional<Position> last_;
    mutable std::map<StreamId, Aggregate> known_;
    mutable std::optional<Error> failure_;
};

/// The report of the latest month before `period`, by the unit or by one that it follows.
const ReportedProgress* report_before(const Directory& directory, const ItemState& state, const UnitId& unit,
                                      Period period) {
    const ReportedProgress* latest = nullptr;
    for (const auto& one : state.progress) {
        const bool own = one.unit == unit || acts_for(directory, unit, one.unit);
        if (own && one.period < period && (!latest || one.period > latest->period)) latest = &one;
    }
    return latest;
}

/// The unit, or whoever speaks for it today, has acknowledged the item.
bool is_acknowledged(const Directory& directory, const ItemState& state, const UnitId& unit) {
    return has_acknowledged(state, unit) || acknowledged_today(directory, state, unit_today(directory, unit));
}

/// Its term to do so has ended, so that it reports all the same.
bool has_missed(const Directory& directory, const ItemState& state, const UnitId& unit) {
    const auto today = unit_today(directory, unit);
    return std::ranges::any_of(state.acknowledgements_missed,
                               [&](const UnitId& one) { return one == unit || acts_for(directory, today, one); });
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
    const Directory& directory;
    UnitId unit;
    Period period;

    Result<json::object> entry(const rows::ItemRow& row) const {
        const auto* known = find_state<ItemState>(directory, row.item);
        if (!known)
            return Error{ErrorCode::internal, "item '" + row.item.value + "' stands in a view, but not in the log"};
        const auto& state = *known;
        const auto* reported = progress_today(directory, state, unit, period);
        const auto* last = report_before(directory, state, unit, period);
        json::array targets;
        for (const auto& target : state.targets)
            targets.push_back(json::object{{"indicator", target.indicator},
                                           {"comparator", target.comparator.to_string()},
                                           {"value", target.value.to_string()},
                                           {"unit", target.unit}});
        auto filled = reflect::to_json(reported ? entry_of(row.item, *reported) : carried_on(row.item, last));
        if (!reported && !last) filled.as_object().erase("percent");  // nobody has said a figure yet
        const bool acknowledged = is_acknowledged(directory, state, unit);
        const bool undertaken = acknowledged || has_missed(directory, state, unit);
        return json::object{{"item", row.item.value},
                            {"number", state.number},
                            {"title", state.title},
                            {"units", reflect::to_json(state.units)},
                            {"acknowledged", acknowledged},
                            {"may_report", can_be_reported(state) && undertaken},
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

Result<json::object> prefill(const Call& call, const ReportPrefillParams& params, const Moment& moment) {
    const auto& services = call.services();
    TZ_TRY(const auto unit, unit_of(call, params));
    TZ_TRY(const auto position, shown_by_all(services, moment));
    const auto views = views_for(call);
    const documents::Reading reading(views, position);
    TZ_TRY(const auto ledger, reading.ledger(params.ledger));
    const auto key = params.ledger.value + "/" + params.period.to_string() + "/" + unit.value;
    TZ_TRY(const auto report, reading.row<rows::ReportRow>("report_status", key));
    TZ_TRY(const auto items, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", params.ledger.value}}));
    const PastDirectory directory(services.log, position);
    const Filling filling{directory, unit, params.period};
    json::array entries;
    for (const auto& row : items) {
        const bool owed = report && std::ranges::find(report->items, row.item) != report->items.end();
        const bool mine = std::ranges::find(row.answerable, unit) != row.answerable.end();
        if (!owed && !(mine && is_open(row))) continue;
        auto entry = filling.entry(row);
        TZ_CHECK(directory.status());
        if (!entry) return entry.error();
        entries.push_back(std::move(*entry));
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

Result<json::object> gaps(const Call& call, const LedgerGapsParams& params, const Moment& moment) {
    TZ_TRY(const auto position, shown_by_all(call.services(), moment));
    const auto views = views_for(call);
    const documents::Reading reading(views, position);
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
    const MomentWanted wanted{{}, params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, const Moment& moment) {
        const auto found = gaps(ready, params, moment);
        if (!found) return ready.reply.fail(found.error());
        ready.reply.answer(json::serialize(*found));
    });
}

void ReportPrefill::run(Call call, Params params) {
    const MomentWanted wanted{{}, params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, const Moment& moment) {
        const auto filled = prefill(ready, params, moment);
        if (!filled) return ready.reply.fail(filled.error());
        // the unit's own words, to be sent back as they are
        const auto& own = ready.who.account->state.unit;
        if (own && own == params.unit.value_or(*own)) ready.reply.mask_telephones(false);
        ready.reply.answer(json::serialize(*filled));
    });
}

}  // namespace taizhang::rpc
