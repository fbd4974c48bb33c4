// What the agenda's tests begin with: a desk that events are put on, day by day, and the duties that come of them.
//
//     Desk desk;
//     desk.at("2014-01-15 09:00");
//     desk.unit("fgw");
//     desk.put("item/1", item::Entered{...});
//     EXPECT_EQ(desk.until("2014-02-09"), Lines({"2014-02-01 00:00 report.fall_due report/2014.2014-01.fgw"}));
//
// until() moves the clock from duty to duty and records each at its moment; after() lets the time pass first, as when
// the service was down.
#pragma once

#include "events/report_id.hpp"
#include "src/keeper/agenda.hpp"
#include "src/regime/read.hpp"

#include <taizhang/reflect/json.hpp>

#include <gmock/gmock.h>

#ifdef __clang__
// Events are written here as designated initialisers that name what matters to the test.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang::keeper {

using Lines = std::vector<std::string>;

/// "2014-02-05" or "2014-02-05 09:00", in China.
inline Time china(const std::string& text) {
    const auto clock = text.size() > 10 ? text.substr(11) + ":00" : std::string("00:00:00");
    return *Time::parse(text.substr(0, 10) + "T" + clock + "+08:00");
}

inline std::string china_text(Time time) {
    const auto local = Time{time.milliseconds + std::chrono::milliseconds(china_offset).count()}.to_string();
    return local.substr(0, 10) + " " + local.substr(11, 5);
}

struct Stored {
    EventHeader header;
    Event event;
};

class Desk {
  public:
    Agenda agenda;
    std::vector<Stored> log;
    Time now = china("2014-01-15 09:00");

    void at(const std::string& time) { now = china(time); }

    Position put(const std::string& stream, Event event, const std::string& by_unit = {},
                 std::optional<Time> effective = std::nullopt) {
        Stored stored;
        auto& header = stored.header;
        header.position = log.size();
        header.stream = StreamId{stream};
        header.stream_version = ++versions_[stream];
        header.type = info_of(event).number;
        header.recorded = now;
        header.effective = effective.value_or(now);
        header.actor.account = AccountId{by_unit.empty() ? "system" : by_unit};
        if (!by_unit.empty()) header.actor.unit = UnitId{by_unit};
        stored.event = std::move(event);
        agenda.apply(header, stored.event);
        log.push_back(std::move(stored));
        return log.back().header.position;
    }

    void unit(const std::string& id, const std::string& name = {}) {
        put("unit/" + id, unit::Registered{.name = name.empty() ? id : name, .kind = unit::Kind::department});
    }

    void regime(const std::string& text, const std::string& id = "s1", const std::string& system = "S1") {
        for (const auto& fault : regime::check(text)) ADD_FAILURE() << "line " << fault.line << ": " << fault.message;
        put("regime/" + id, regime::Adopted{"制度", system, text, {}});
    }

    void ledger(const std::string& id = "2014", const std::string& under = {}) {
        ledger::Opened opened{.title = "台账", .year = 2014, .holder = UnitId{"zfb"}};
        if (!under.empty()) opened.regime = RegimeId{under};
        put("ledger/" + id, opened);
    }

    /// The first leads; "各区=gq:a,b" is written by hand where it is needed.
    void item(const std::string& id, const std::vector<std::string>& units, std::optional<Date> deadline = std::nullopt,
              const std::string& ledger = "2014") {
        item::Entered entered{.ledger = LedgerId{ledger}, .number = id, .title = "事项" + id, .text = "工作"};
        for (const auto& one : units) {
            const auto role = entered.units.empty() ? PartyRole::lead : PartyRole::responsible;
            entered.units.push_back({UnitId{one}, one, role, false, false, {}});
        }
        entered.deadline = deadline;
        put("item/" + id, entered);
    }

    void progress(const std::string& item, const std::string& unit, Period period, int percent) {
        put("item/" + item,
            item::ProgressReported{.unit = UnitId{unit}, .period = period, .percent = percent, .progress = "进行中"},
            unit);
    }

    void submit(const std::string& unit, Period period) {
        report::Submitted submitted{.ledger = LedgerId{"2014"}, .unit = UnitId{unit}, .period = period};
        put(report(unit, period), submitted, unit);
    }

    static std::string report(const std::string& unit, Period period) {
        return StreamId::of(report_id(LedgerId{"2014"}, period, UnitId{unit})).value;
    }

    /// Each duty at its own moment, up to that time.
    std::vector<Duty> until_duties(const std::string& time) {
        const auto end = china(time);
        std::vector<Duty> duties;
        for (auto next = agenda.next(); next && *next <= end; next = agenda.next()) {
            now = std::max(now, *next);
            if (auto duty = agenda.take(now)) {
                record(*duty);
                duties.push_back(std::move(*duty));
            }
        }
        now = std::max(now, end);
        return duties;
    }
    Lines until(const std::string& time) { return lines(until_duties(time)); }

    /// All at once, when that time has come.
    Lines after(const std::string& time) {
        now = std::max(now, china(time));
        std::vector<Duty> duties;
        while (auto duty = agenda.take(now)) {
            record(*duty);
            duties.push_back(std::move(*duty));
        }
        return lines(duties);
    }

    void record(const Duty& duty) { put(duty.stream.value, duty.proposal, {}, duty.at); }

    static std::string line(const Duty& duty) {
        return china_text(duty.at) + " " + std::string(info_of(duty.proposal).command) + " " + duty.stream.value;
    }
    static Lines lines(const std::vector<Duty>& duties) {
        Lines lines;
        for (const auto& duty : duties) lines.push_back(line(duty));
        return lines;
    }

    /// An agenda that is folded from the beginning.
    Agenda refolded() const {
        Agenda fresh;
        for (const auto& [header, event] : log) fresh.apply(header, event);
        return fresh;
    }

  private:
    std::map<std::string, Version> versions_;
};

inline Period month(unsigned number, int year = 2014) {
    return {std::chrono::year(year) / std::chrono::month(number)};
}

/// Those of the lines that have the words in them.
inline Lines with(const Lines& lines, std::string_view words) {
    Lines found;
    for (const auto& line : lines) {
        if (line.find(words) != std::string::npos) found.push_back(line);
    }
    return found;
}

}  // namespace taizhang::keeper
