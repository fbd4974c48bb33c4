// The city of the tests of supervision: more people, a regime with a ladder, and short ways to what is inspected,
// ordered and proposed.
#pragma once

#include "tests/unit/domain/city.hpp"

namespace taizhang {

class SupervisedCity : public City {
  protected:
    SupervisedCity() {
        world.account("colleague", {Role::supervision}, "dbs");
        world.account("mayor", {Role::approver}, "gov");
        world.account("deputy", {Role::approver}, "gov");
        world.set_up("person/wang", person::Enrolled{.name = "王局长", .unit = UnitId{"fgw"}, .post = "局长"});
        account::Opened opened{.name = "王局长", .roles = {Role::unit_leader}, .unit = UnitId{"fgw"}};
        opened.person = PersonId{"wang"};
        world.set_up("account/wang", opened);
        world.at("2014-04-10T10:00");
    }

    /// Adopts the rules and puts the ledger under them. `rules` follows what every regime's text begins with.
    void under_regime(const std::string& rules) {
        const auto text = "title = \"督查制度\"\nsystem = \"S1\"\ndocument = \"测试\"\n" + rules;
        world.set_up("regime/s1", regime::Adopted{"督查制度", "S1", text, sha256({text})});
        world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"s1"}});
    }

    static NamedPerson named(const std::string& name) {
        NamedPerson person;
        person.name = name;
        return person;
    }

    static inspection::Scheduled inspection_of(const std::string& unit) {
        return {.kind = inspection::Kind::routine,
                .title = "二季度定期检查",
                .ledger = LedgerId{"2014"},
                .on = Date(2014, 4, 10),
                .units = {UnitId{unit}},
                .inspectors = {named("督查员")}};
    }

    static rectification::Ordered order(Date deadline = Date(2014, 4, 25)) {
        return {.unit = UnitId{"fgw"}, .item = ItemId{"1"}, .demand = "补齐开工手续", .deadline = deadline};
    }

    static accountability::Proposed measure(accountability::Measure what, const std::string& subject = "unit/fgw") {
        accountability::Proposed proposed;
        proposed.measure = what;
        proposed.subject = StreamId{subject};
        proposed.grounds = "一季度欠序时进度";
        proposed.items = {ItemId{"1"}};
        if (what == accountability::Measure::rectification) proposed.deadline = Date(2014, 4, 25);
        return proposed;
    }

    Result<std::vector<Happening>> propose(accountability::Measure what, const std::string& subject = "unit/fgw",
                                           const std::string& id = "z") {
        return world.give("colleague", "accountability/" + id, measure(what, subject));
    }
    Result<std::vector<Happening>> confirm(const std::string& by = "supervisor", const std::string& id = "z") {
        return world.give(by, "accountability/" + id, accountability::Confirmed{});
    }
    Result<std::vector<Happening>> approve(const std::string& by = "mayor", const std::string& id = "z") {
        return world.give(by, "accountability/" + id, accountability::Approved{.authority = "市政府常务会议"});
    }

    const AccountabilityState& judged(const std::string& id = "z") {
        return world.state<AccountabilityState>("accountability/" + id);
    }
    const RectificationState& ordered(const std::string& id = "r") {
        return world.state<RectificationState>("rectification/" + id);
    }
};

/// Brought about exactly these events, by their names.
MATCHER_P(BringsAbout, names, "brings about what it should") {
    if (!arg) {
        *result_listener << "but was refused: " << arg.error().message;
        return false;
    }
    std::vector<std::string> came;
    for (const auto& happening : *arg)
        came.push_back(happening.stream.value + " " + std::string(info_of(happening.event).name));
    return testing::ExplainMatchResult(testing::ElementsAreArray(names), came, result_listener);
}

inline auto brings_about(std::vector<std::string> names) {
    return BringsAbout(std::move(names));
}

}  // namespace taizhang
