#include "tests/simulation/model.hpp"

#include "events/catalogue.hpp"
#include "tests/simulation/journal.hpp"

namespace taizhang::simulation {

namespace {

struct Figures {
    Period period;
    Decimal percent;
};

struct Item {
    std::string ledger;
    std::string state;
    bool acknowledged = false;
    Version version = 0;
    std::map<Position, Figures> reports;     ///< by the position of the report
    std::map<Position, Position> report_of;  ///< of a correction
    void goes_on() { state = acknowledged ? "acknowledged" : "entered"; }
};

void happen(Item& item, Position position, const Event& event) {
    if (const auto* entered = std::get_if<item::Entered>(&event)) {
        item.ledger = entered->ledger.value;
        item.state = "entered";
    } else if (std::holds_alternative<item::Acknowledged>(event)) {
        item.acknowledged = true;
        if (item.state == "entered") item.state = "acknowledged";
    } else if (std::holds_alternative<item::CompletionClaimed>(event)) {
        item.state = "completion_claimed";
    } else if (std::holds_alternative<item::CompletionVerified>(event)) {
        item.state = "verified";
    } else if (std::holds_alternative<item::ClosedOut>(event)) {
        item.state = "closed_out";
    } else if (std::holds_alternative<item::Cancelled>(event)) {
        item.state = "cancelled";
    } else if (std::holds_alternative<item::Suspended>(event)) {
        item.state = "suspended";
    } else if (std::holds_alternative<item::Resumed>(event) || std::holds_alternative<item::Reopened>(event) ||
               std::holds_alternative<item::CompletionRejected>(event)) {
        item.goes_on();
    } else if (const auto* report = std::get_if<item::ProgressReported>(&event)) {
        item.reports[position] = {report->period, report->percent};
        item.report_of[position] = position;
    } else if (const auto* correction = std::get_if<item::ProgressCorrected>(&event)) {
        const auto of = item.report_of.at(correction->corrects);
        item.report_of[position] = of;
        if (correction->percent) item.reports[of].percent = *correction->percent;
    }
}

std::string line(const std::string& state, const std::string& percent, Version version) {
    return state + " " + percent + "% v" + std::to_string(version);
}

/// Of the latest month; there is one report for each.
std::string latest_percent(const Item& item) {
    const auto latest = std::ranges::max_element(item.reports, {}, [](const auto& one) { return one.second.period; });
    return latest == item.reports.end() ? "-" : latest->second.percent.to_string();
}

}  // namespace

LedgerPicture ledger_as_of(std::span<const Record> records, Position end) {
    std::map<std::string, Item> items;
    for (const auto& record : records.first(end)) {
        if (record.header.stream.category() != "item") continue;
        const auto event = event_of(record);
        if (!event) throw Violation("position " + std::to_string(record.header.position) + " cannot be read");
        auto& item = items[std::string(record.header.stream.id())];
        happen(item, record.header.position, *event);
        item.version = record.header.stream_version;
    }
    LedgerPicture picture;
    for (const auto& [id, item] : items)
        picture[item.ledger + "/" + id] = line(item.state, latest_percent(item), item.version);
    return picture;
}

std::string told_of_row(std::string_view json) {
    const auto row = boost::json::parse(json).as_object();
    const auto* percent = row.if_contains("percent");
    const auto text = !percent || percent->is_null() ? std::string("-")
                      : percent->is_string()         ? std::string(percent->as_string())
                                                     : boost::json::serialize(*percent);
    return line(std::string(row.at("status").as_string()), text, row.at("version").to_number<Version>());
}

Result<LedgerPicture> ledger_shown(const Views& views, std::optional<Position> position) {
    LedgerPicture picture;
    if (!position) return picture;
    ViewQuery query;
    query.view = "current_ledger";
    query.as_of = position;
    query.limit = 7;  // so that there are pages
    do {
        TZ_TRY(const auto page, views.list(query));
        for (const auto& row : page.rows) picture[row.key] = told_of_row(row.json);
        query.cursor = page.next_cursor;
    } while (!query.cursor.empty());
    return picture;
}

}  // namespace taizhang::simulation
