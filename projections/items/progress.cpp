#include "projections/items/progress.hpp"

#include "events/schedule.hpp"
#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ProgressRow;

/// Hidden, by "<item's stream>": its ledger; by "<item's stream>#<position>": the row that an event made or corrected.
struct ProgressPlace {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ProgressPlace, (), (text))

namespace {

std::string item_key(const StreamId& item) {
    return hidden_key(item.value);
}

std::string event_key(const StreamId& item, Position position) {
    return hidden_key(item.value) + "#" + std::to_string(position);
}

void set_percent(ProgressRow& row, Decimal percent) {
    row.percent = percent;
    row.scheduled_percent = scheduled_percent(row.period);
    row.behind = behind_schedule(percent, row.period);
}

ProgressRow reported_row(const item::ProgressReported& e, const EventHeader& header) {
    ProgressRow row;
    row.period = e.period;
    row.unit = speaker(e.unit, header);
    row.item = ItemId{std::string(header.stream.id())};
    set_percent(row, e.percent);
    row.progress = e.progress;
    row.achievements = e.achievements;
    row.problems = e.problems;
    row.measures = e.measures;
    row.next_measures = e.next_measures;
    row.reasons = e.reasons;
    row.corrections = e.corrections;
    row.actuals = e.actuals;
    row.position = header.position;
    row.last_position = header.position;
    row.reported_at = header.recorded;
    row.reported_by = header.actor.name;
    return row;
}

void note_report(const item::ProgressReported& e, const EventHeader& header, Rows& rows) {
    auto row = reported_row(e, header);
    row.ledger = LedgerId{need_row<ProgressPlace>(rows, item_key(header.stream)).text};
    const auto key = row.ledger.value + "/" + row.period.to_string() + "/" + row.unit.value + "/" + row.item.value;
    put_row(rows, event_key(header.stream, header.position), ProgressPlace{key});
    put_row(rows, key, std::move(row));
}

/// The figures of the indicators named are replaced; others stay.
void replace_actuals(std::vector<Actual>& actuals, const std::vector<Actual>& corrected) {
    for (const auto& one : corrected) {
        std::erase_if(actuals, [&](const Actual& old) { return old.indicator == one.indicator; });
        actuals.push_back(one);
    }
}

template <class T>
void keep_or(std::optional<T>& field, const std::optional<T>& given) {
    if (given) field = given;
}

void note_correction(const item::ProgressCorrected& e, const EventHeader& header, Rows& rows) {
    const auto key = need_row<ProgressPlace>(rows, event_key(header.stream, e.corrects)).text;
    auto row = need_row<ProgressRow>(rows, key);
    if (!row.first_percent) row.first_percent = row.percent;
    if (e.percent) set_percent(row, *e.percent);
    take(row.progress, e.progress);
    keep_or(row.achievements, e.achievements);
    keep_or(row.problems, e.problems);
    keep_or(row.measures, e.measures);
    keep_or(row.next_measures, e.next_measures);
    keep_or(row.reasons, e.reasons);
    keep_or(row.corrections, e.corrections);
    replace_actuals(row.actuals, e.actuals);
    row.corrected = true;
    row.last_position = header.position;
    row.corrected_at = header.recorded;
    put_row(rows, event_key(header.stream, header.position), ProgressPlace{key});
    put_row(rows, key, std::move(row));
}

}  // namespace

boost::json::object ProgressView::row_schema() const {
    return reflect::schema<ProgressRow>();
}

void ProgressView::apply(const Fact& fact, Rows& rows) const {
    const auto& header = fact.header;
    if (const auto* entered = std::get_if<item::Entered>(&fact.event))
        put_row(rows, item_key(header.stream), ProgressPlace{entered->ledger.value});
    if (const auto* reported = std::get_if<item::ProgressReported>(&fact.event)) note_report(*reported, header, rows);
    if (const auto* corrected = std::get_if<item::ProgressCorrected>(&fact.event))
        note_correction(*corrected, header, rows);
}

}  // namespace taizhang
