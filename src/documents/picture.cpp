#include "src/documents/picture.hpp"

#include "projections/accountability/accountability.hpp"
#include "projections/items/current_ledger.hpp"
#include "projections/items/progress.hpp"
#include "projections/items/report_status.hpp"
#include "projections/supervision/bulletins.hpp"
#include "projections/supervision/rectifications.hpp"
#include "src/regime/months.hpp"

#include <algorithm>
#include <set>

namespace taizhang::documents {

namespace {

using Names = std::map<UnitId, std::string>;

std::string name_of(const Names& names, const UnitId& unit) {
    const auto found = names.find(unit);
    return found == names.end() ? unit.value : found->second;
}

bool is_ended(rows::ItemStatus status) {
    return status == rows::ItemStatus::cancelled || status == rows::ItemStatus::merged ||
           status == rows::ItemStatus::carried_over || status == rows::ItemStatus::draft;
}

ItemFacts facts_of(const rows::ItemRow& row) {
    ItemFacts facts;
    facts.id = row.item;
    facts.number = row.number;
    facts.title = row.title;
    const auto lead = std::ranges::find(row.units, PartyRole::lead, &Party::role);
    if (lead != row.units.end()) {
        facts.lead = lead->unit;
        facts.lead_name = lead->name;
    }
    facts.status = reflect::enum_name(row.status);
    facts.ended = is_ended(row.status);
    facts.closed_out = row.status == rows::ItemStatus::closed_out;
    facts.completed = facts.closed_out || row.status == rows::ItemStatus::verified;
    facts.percent = row.percent;
    facts.scheduled = row.scheduled_percent;
    facts.last_period = row.last_period;
    facts.lamp = row.lamp;
    facts.deadline = row.deadline;
    facts.overdue_since = row.supervision.overdue_since;
    facts.project_kind = row.project.kind.value_or("");
    for (const auto& step : row.project.steps_reached) facts.steps_reached.push_back(step.step);
    return facts;
}

ReportFacts facts_of(const rows::ReportRow& row, const Names& names) {
    ReportFacts facts;
    facts.unit = row.unit;
    facts.unit_name = name_of(names, row.unit);
    facts.period = row.period;
    facts.due = row.due;
    facts.submitted_at = row.submitted_at;
    facts.late = row.late;
    facts.missed = row.missed;
    facts.accepted = row.state == rows::ReportState::accepted;
    return facts;
}

std::string words(rows::RectificationState state) {
    switch (state) {
        case rows::RectificationState::open:
            return "整改中";
        case rows::RectificationState::reported:
            return "待验收";
        case rows::RectificationState::accepted:
            return "已验收";
        case rows::RectificationState::withdrawn:
            return "已撤回";
    }
    return {};
}

OrderFacts facts_of(const rows::RectificationRow& row, const Names& names, const std::vector<ItemFacts>& items) {
    OrderFacts facts;
    facts.unit_name = name_of(names, row.unit);
    const auto item = row.item ? std::ranges::find(items, *row.item, &ItemFacts::id) : items.end();
    if (item != items.end()) facts.item = item->number + " " + item->title;
    facts.demand = row.demand;
    facts.deadline = row.deadline;
    facts.state = words(row.state);
    facts.open = row.state == rows::RectificationState::open || row.state == rows::RectificationState::reported;
    facts.overdue = row.overdue;
    facts.ordered_on = china_date(row.ordered_at);
    if (row.closed_at) facts.ended_on = china_date(*row.closed_at);
    return facts;
}

bool is_card(const rows::MeasureRow& row) {
    return row.measure == accountability::Measure::yellow_card || row.measure == accountability::Measure::red_card;
}

/// What was done, not what was proposed or taken back.
bool is_told(const rows::MeasureRow& row) {
    return row.state == rows::MeasureState::carried_out || row.state == rows::MeasureState::referred ||
           row.state == rows::MeasureState::concluded || row.state == rows::MeasureState::lifted;
}

Date carried_out_on(const rows::MeasureRow& row) {
    static constexpr std::string_view ends[] = {"card_issued", "criticism_circulated", "summons_held", "statement_made",
                                                "referred"};
    for (const auto& step : row.steps) {
        if (std::ranges::find(ends, step.what) != std::end(ends)) return china_date(step.at);
    }
    return china_date(row.changed_at);
}

MeasureFacts facts_of(const rows::MeasureRow& row, Date today) {
    MeasureFacts facts;
    facts.subject = row.name.value_or(std::string(row.subject.id()));
    facts.measure = reflect::enum_name(row.measure);
    facts.state = reflect::enum_name(row.state);
    facts.clause = row.clause.value_or("");
    facts.grounds = row.grounds;
    if (row.subject.category() == "unit") facts.unit = UnitId{std::string(row.subject.id())};
    facts.since = carried_out_on(row);
    facts.standing =
        is_card(row) && row.state == rows::MeasureState::carried_out && (!row.until || *row.until >= today);
    return facts;
}

struct Gatherer {
    const Reading& reading;
    Picture& picture;
    RowFilter of_ledger;
    Names names = {};

    Status gather() {
        TZ_TRY(names, reading.unit_names());
        TZ_CHECK(items());
        TZ_CHECK(reports());
        TZ_CHECK(orders());
        TZ_CHECK(measures());
        return bulletins();
    }
    Status items() {
        TZ_TRY(const auto rows, reading.rows<rows::ItemRow>("current_ledger", of_ledger));
        std::set<Period> behind;
        for (const auto& row : rows) {
            picture.items.push_back(facts_of(row));
            const auto& facts = picture.items.back();
            if (facts.last_period && (facts.lamp == Lamp::yellow || facts.lamp == Lamp::red))
                behind.insert(*facts.last_period);
        }
        for (const auto& period : behind) TZ_CHECK(reasons(period));
        return {};
    }
    /// Of the units that are behind, each in its own words; the item's row has those of the latest report only.
    Status reasons(Period period) {
        auto filter = of_ledger;
        filter["period"] = period.to_string();
        filter["behind"] = true;
        TZ_TRY(const auto rows, reading.rows<rows::ProgressRow>("progress", filter));
        std::map<ItemId, std::vector<const rows::ProgressRow*>> by_item;
        for (const auto& row : rows) by_item[row.item].push_back(&row);
        for (auto& item : picture.items) {
            const auto found = by_item.find(item.id);
            if (item.last_period != period || found == by_item.end()) continue;
            item.reasons = told(found->second, &rows::ProgressRow::reasons);
            item.corrections = told(found->second, &rows::ProgressRow::corrections);
        }
        return {};
    }
    std::string told(const std::vector<const rows::ProgressRow*>& reports,
                     std::optional<std::string> rows::ProgressRow::* words) const {
        std::string text;
        for (const auto* report : reports) {
            const auto& said = report->*words;
            if (!said || said->empty()) continue;
            if (!text.empty()) text += "；";
            if (reports.size() > 1) text += name_of(names, report->unit) + "：";
            text += *said;
        }
        return text;
    }
    Status reports() {
        TZ_TRY(const auto rows, reading.rows<rows::ReportRow>("report_status", of_ledger));
        for (const auto& row : rows) {
            const auto last = regime::last_day(row.period);
            if (last >= picture.from && last <= picture.until) picture.reports.push_back(facts_of(row, names));
        }
        return {};
    }
    Status orders() {
        TZ_TRY(const auto rows, reading.rows<rows::RectificationRow>("rectifications", of_ledger));
        for (const auto& row : rows) {
            auto facts = facts_of(row, names, picture.items);
            const bool ended_now =
                facts.ended_on && *facts.ended_on >= picture.from && *facts.ended_on <= picture.until;
            if (facts.open || ended_now) picture.orders.push_back(std::move(facts));
        }
        return {};
    }
    Status measures() {
        TZ_TRY(const auto rows, reading.rows<rows::MeasureRow>("accountability", of_ledger));
        for (const auto& row : rows) {
            if (is_told(row)) picture.measures.push_back(facts_of(row, picture.as_of));
        }
        std::ranges::sort(picture.measures, {}, &MeasureFacts::since);
        return {};
    }
    Status bulletins() {
        TZ_TRY(const auto rows, reading.rows<rows::BulletinRow>("bulletins", of_ledger));
        for (const auto& row : rows) {
            if (row.dated.year() == picture.as_of.year()) ++picture.issued_this_year[row.kind];
        }
        return {};
    }
};

}  // namespace

Result<Picture> take_picture(const Views& views, const PictureRequest& request, Position at, Time time) {
    const Reading reading(views, at);
    Picture picture;
    TZ_TRY(picture.ledger, reading.ledger(request.ledger));
    picture.position = at;
    picture.as_of = china_date(time);
    picture.from = request.from;
    picture.until = request.until;
    TZ_CHECK((Gatherer{reading, picture, {{"ledger", request.ledger.value}}}.gather()));
    return picture;
}

}  // namespace taizhang::documents
