#include "src/domain/reports/report_entries.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr const char* entries_clause = "S1.4";

Result<const ItemState*> need_item(const report::Submitted& report, const ItemId& id, const std::string& at,
                                   const Case& c) {
    TZ_TRY(const auto* item, need_state<ItemState>(c, id, at));
    if (item->ledger == report.ledger) return item;
    return invalid(at + ": item '" + id.value + "' stands in ledger '" + item->ledger.value + "', not in '" +
                       report.ledger.value + "'; leave it out",
                   at);
}

/// Given anew, or known from before.
template <class T>
bool has(const T& given, const T* known) {
    return given.has_value() || (known && known->has_value());
}

bool has_actuals(const std::vector<Actual>& given, const ReportedProgress* known, const ItemState& item) {
    return item.targets.empty() || !given.empty() || (known && !known->actuals.empty());
}

/// Whether the month's progress of the item carries what the regime asks for under that name (rule 11).
bool carries(const std::string& field, const ItemState& item, const report::Entry& entry,
             const ReportedProgress* known) {
    if (field == "achievements") return has(entry.achievements, known ? &known->achievements : nullptr);
    if (field == "problems") return has(entry.problems, known ? &known->problems : nullptr);
    if (field == "measures") return has(entry.measures, known ? &known->measures : nullptr);
    if (field == "next_measures") return has(entry.next_measures, known ? &known->next_measures : nullptr);
    if (field == "actuals") return has_actuals(entry.actuals, known, item);
    return true;  // percent and progress are there always
}

Status check_fields(const std::vector<std::string>& fields, const ItemState& item, const report::Entry& entry,
                    const ReportedProgress* known, const std::string& at) {
    for (const auto& field : fields) {
        if (carries(field, item, entry, known)) continue;
        const auto path = at + "/" + field;
        return refused(path + ": the regime asks for it in every month's report; fill it in", entries_clause)
            .with("path", json_text(path));
    }
    return {};
}

item::ProgressReported progress_of(const report::Entry& entry, const UnitId& unit, Period period) {
    return {.unit = unit,
            .period = period,
            .percent = entry.percent,
            .progress = entry.progress,
            .achievements = entry.achievements,
            .problems = entry.problems,
            .measures = entry.measures,
            .next_measures = entry.next_measures,
            .reasons = entry.reasons,
            .corrections = entry.corrections,
            .actuals = entry.actuals};
}

using Text = std::optional<std::string>;

/// What is not said again stays as it was.
Text if_other(const Text& given, const Text& known) {
    return given && given != known ? given : Text();
}

bool same(const Actual& a, const Actual& b) {
    return a.indicator == b.indicator && a.value == b.value && a.unit == b.unit;
}

/// Only what differs from the month's report as it stands; nothing when nothing does.
std::optional<item::ProgressCorrected> correction_of(const report::Entry& entry, const ReportedProgress& known) {
    item::ProgressCorrected corrected;
    corrected.corrects = known.positions.front();
    if (entry.percent != known.percent) corrected.percent = entry.percent;
    if (entry.progress != known.progress) corrected.progress = entry.progress;
    corrected.achievements = if_other(entry.achievements, known.achievements);
    corrected.problems = if_other(entry.problems, known.problems);
    corrected.measures = if_other(entry.measures, known.measures);
    corrected.next_measures = if_other(entry.next_measures, known.next_measures);
    corrected.reasons = if_other(entry.reasons, known.reasons);
    corrected.corrections = if_other(entry.corrections, known.corrections);
    for (const auto& actual : entry.actuals) {
        const bool stands = std::ranges::any_of(known.actuals, [&](const Actual& one) { return same(one, actual); });
        if (!stands) corrected.actuals.push_back(actual);
    }
    const bool differs = corrected.percent || corrected.progress || corrected.achievements || corrected.problems ||
                         corrected.measures || corrected.next_measures || corrected.reasons || corrected.corrections ||
                         !corrected.actuals.empty();
    return differs ? std::optional(std::move(corrected)) : std::nullopt;
}

Status check_reason(const std::string& at, const ItemId& item, const Case& c) {
    if (check_text(c.context.reason, "/reason", max_reason_characters)) return {};
    return invalid(
        "/reason: " + at + " changes what was reported of item '" + item.value + "'; say why, as for any correction",
        "/reason");
}

/// The event that an entry brings to its item; nothing where it says what stands there already.
Result<std::optional<Event>> event_of(const report::Entry& entry, const ItemState& item, const UnitId& unit,
                                      Period period, const std::string& at, const Case& c) {
    const auto* known = progress_today(c.context.directory, item, unit, period);
    if (!known) return std::optional<Event>(progress_of(entry, unit, period));
    auto corrected = correction_of(entry, *known);
    if (!corrected) return std::optional<Event>();
    TZ_CHECK(check_reason(at, entry.item, c));
    return std::optional<Event>(std::move(*corrected));
}

/// Collects the effects of a report's entries.
class Entries {
  public:
    Entries(const report::Submitted& report, const UnitId& unit, const LedgerYear& year, const Case& c)
        : report_(report), unit_(unit), year_(year), case_(c) {}

    Status add(const report::Entry& entry, const std::string& at) {
        if (!told_.insert(entry.item).second)
            return invalid(at + "/item: item '" + entry.item.value + "' stands in the list twice; tell of it once",
                           at + "/item");
        TZ_TRY(const auto* item, need_item(report_, entry.item, at + "/item", case_));
        const auto* known = progress_today(case_.context.directory, *item, unit_, report_.period);
        TZ_CHECK(check_fields(year_.rules.reporting.fields, *item, entry, known, at));
        TZ_TRY(auto event, event_of(entry, *item, unit_, report_.period, at, case_));
        if (event) effects_.push_back({StreamId::of(entry.item), std::move(*event), at});
        return {};
    }

    /// An item of the list: told of in an entry, or with its progress of that month reported before.
    Status check_listed(const ItemId& id, const std::string& at) const {
        if (told_.contains(id)) return {};
        TZ_TRY(const auto* item, need_item(report_, id, at, case_));
        const auto* known = progress_today(case_.context.directory, *item, unit_, report_.period);
        if (known) return check_fields(year_.rules.reporting.fields, *item, {}, known, at);
        return refused(at + ": '" + unit_.value + "' has reported no progress of " + report_.period.to_string() +
                           " for item '" + id.value +
                           "'; tell of it in the report's entries, or report it first (item.report_progress)",
                       entries_clause)
            .with("path", json_text(at))
            .with("item", json_text(id.value));
    }

    std::vector<Effect> take() { return std::move(effects_); }

  private:
    const report::Submitted& report_;
    const UnitId& unit_;
    const LedgerYear& year_;
    const Case& case_;
    std::set<ItemId> told_;
    std::vector<Effect> effects_;
};

Status check_sizes(const report::Submitted& report) {
    if (report.items.empty() && report.entries.empty())
        return refused("/items: a report covers at least one item; list those whose progress it gathers",
                       entries_clause)
            .with("path", "/items");
    TZ_CHECK(check_count(report.items.size(), "/items", max_report_entries));
    return check_count(report.entries.size(), "/entries", max_report_entries);
}

}  // namespace

bool can_be_reported(const ItemState& item) {
    return item.stage == ItemStage::active || item.stage == ItemStage::claimed || item.stage == ItemStage::verified;
}

Result<std::vector<Effect>> settle_entries(report::Submitted& report, const UnitId& unit, const LedgerYear& year,
                                           const Case& c) {
    TZ_CHECK(check_sizes(report));
    Entries entries(report, unit, year, c);
    for (std::size_t i = 0; i < report.entries.size(); ++i)
        TZ_CHECK(entries.add(report.entries[i], element_path("/entries", i)));
    std::set<ItemId> listed;
    for (std::size_t i = 0; i < report.items.size(); ++i) {
        const auto at = element_path("/items", i);
        const auto& id = report.items[i];
        if (!listed.insert(id).second) return invalid(at + ": item '" + id.value + "' stands in the list twice", at);
        TZ_CHECK(entries.check_listed(id, at));
    }
    for (const auto& entry : report.entries) {
        if (listed.insert(entry.item).second) report.items.push_back(entry.item);
    }
    report.entries.clear();
    return entries.take();
}

}  // namespace taizhang
