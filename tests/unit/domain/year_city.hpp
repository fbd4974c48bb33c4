// The city of the tests of a ledger's year: a regime of its own beside the ledger, and short ways through a month.
#pragma once

#include "events/report_id.hpp"
#include "tests/unit/domain/city.hpp"

namespace taizhang {

class YearCity : public City {
  protected:
    /// Adopts the rules and puts the ledger under them, anew each time. `rules` follows what every text begins with.
    void under_regime(const std::string& rules, const std::string& ledger = "2014") {
        const auto id = "r" + std::to_string(++regimes_);
        const auto text = "title = \"制度\"\nsystem = \"S1\"\ndocument = \"测试\"\n" + rules;
        world.set_up("regime/" + id, regime::Adopted{"制度", "S1", text, sha256({text})});
        world.set_up("ledger/" + ledger, ledger::Amended{.regime = RegimeId{id}});
    }

    /// Two holidays of 2014, and the Sunday that is worked for one of them.
    void with_working_days() {
        const std::string text =
            "title = \"工作日\"\nsystem = \"calendar\"\ndocument = \"测试\"\n"
            "[[year]]\nyear = 2014\n"
            "holidays = [{ name = \"清明节\", from = 2014-04-05, until = 2014-04-07 },\n"
            "{ name = \"劳动节\", from = 2014-05-01, until = 2014-05-03, worked = [2014-05-04] }]\n";
        world.set_up("regime/days", regime::Adopted{"工作日", "calendar", text, sha256({text})});
    }

    static NamedPerson named(const std::string& name) {
        NamedPerson person;
        person.name = name;
        return person;
    }

    void open_next_year(const std::string& id = "2015", int year = 2015) {
        world.set_up("ledger/" + id, ledger::Opened{.title = "下年台账",
                                                    .year = static_cast<std::uint16_t>(year),
                                                    .holder = UnitId{"stats"},
                                                    .chapters = {{"一", "经济发展"}}});
    }

    void suspend(const std::string& stream = "item/1") {
        ASSERT_THAT(world.give("holder", stream, item::Suspended{}, "停工"), Accepted());
    }

    static report::FellDue fell_due(const std::string& unit, std::vector<ItemId> items,
                                    std::string_view period = "2014-03", Date due = Date(2014, 4, 5)) {
        return {.ledger = LedgerId{"2014"},
                .unit = UnitId{unit},
                .period = month(period),
                .due = due,
                .items = std::move(items)};
    }

    static std::string report_stream(const std::string& unit, std::string_view period = "2014-03") {
        return "report/2014." + std::string(period) + "." + unit;
    }

    static report::Entry entry(const std::string& item, std::string_view percent) {
        report::Entry made;
        made.item = ItemId{item};
        made.percent = number(percent);
        made.progress = "按计划推进";
        return made;
    }

    static report::Submitted submission(std::vector<report::Entry> entries, std::string_view period = "2014-03") {
        report::Submitted event;
        event.ledger = LedgerId{"2014"};
        event.period = month(period);
        event.summary = "本月";
        event.entries = std::move(entries);
        return event;
    }

    const LedgerState& ledger(const std::string& id = "2014") { return world.state<LedgerState>("ledger/" + id); }
    const ReportState& report(const std::string& unit, std::string_view period = "2014-03") {
        return world.state<ReportState>(report_stream(unit, period));
    }

  private:
    int regimes_ = 0;
};

/// The names in a refusal's list, such as details.missing.
inline std::vector<std::string> told(const Error& error, std::string_view list) {
    std::vector<std::string> names;
    const auto* found = error.details.if_contains(list);
    if (!found || !found->is_array()) return names;
    for (const auto& one : found->get_array()) names.emplace_back(one.as_string());
    return names;
}

}  // namespace taizhang
