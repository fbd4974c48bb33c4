// The world that most tests of the rules begin with: a holder, three departments, three districts under a collective
// name, their accounts, a ledger of 2014 and one item, and matchers for refusals.
#pragma once

#include "tests/unit/domain/world.hpp"

#include <gmock/gmock.h>

namespace taizhang {

inline Decimal number(std::string_view text) {
    return *Decimal::parse(text);
}
inline Period month(std::string_view text) {
    return *Period::parse(text);
}

class City : public testing::Test {
  protected:
    World world;

    City() {
        units();
        accounts();
        world.set_up("ledger/2014", ledger::Opened{.title = "2014年政府工作报告任务台账",
                                                   .year = 2014,
                                                   .holder = UnitId{"stats"},
                                                   .chapters = {{"一", "经济发展"}}});
        world.set_up("item/1", entered());
    }

    /// Led by fgw, supported by jxw.
    static item::Entered entered() {
        item::Entered event{.ledger = LedgerId{"2014"}, .number = "1", .title = "投资", .text = "固定资产投资增长25%"};
        event.units = {party("fgw", PartyRole::lead), party("jxw", PartyRole::supporting)};
        event.deadline = Date(2014, 12, 31);
        event.targets = {{.indicator = "固定资产投资", .value = number("800"), .unit = "亿元"}};
        return event;
    }

    static Party party(const std::string& unit, PartyRole role = PartyRole::responsible) {
        Party made;
        made.unit = UnitId{unit};
        made.role = role;
        return made;
    }

    static item::ProgressReported progress(std::string_view period, std::string_view percent) {
        item::ProgressReported event;
        event.period = month(period);
        event.percent = number(percent);
        event.progress = "按计划推进";
        return event;
    }

    void acknowledge(const std::string& clerk = "fgw-clerk", const std::string& stream = "item/1") {
        ASSERT_TRUE(world.give(clerk, stream, item::Acknowledged{}));
    }

    /// The item ends, and then the ledger.
    void close_ledger() {
        world.set_up("item/1", item::Cancelled{});
        world.set_up("ledger/2014", ledger::Closed{"交账"});
    }

    const ItemState& item(const std::string& stream = "item/1") { return world.state<ItemState>(stream); }

  private:
    void units() {
        for (const auto* id : {"gov", "stats", "dbs", "fgw", "jxw", "czj"})
            world.set_up(std::string("unit/") + id,
                         unit::Registered{.name = std::string("单位") + id, .kind = unit::Kind::department});
        for (const auto* id : {"d1", "d2", "d3"})
            world.set_up(std::string("unit/") + id,
                         unit::Registered{.name = std::string("区") + id, .kind = unit::Kind::district});
        world.set_up("unit/districts", unit::Registered{.name = "各区",
                                                        .kind = unit::Kind::collective,
                                                        .members = {UnitId{"d1"}, UnitId{"d2"}, UnitId{"d3"}}});
    }

    void accounts() {
        world.account("holder", {Role::ledger_holder}, "stats");
        world.account("other-holder", {Role::ledger_holder}, "gov");
        world.account("supervisor", {Role::supervision}, "dbs");
        world.account("fgw-clerk", {Role::unit_clerk}, "fgw");
        world.account("fgw-leader", {Role::unit_leader}, "fgw");
        world.account("jxw-clerk", {Role::unit_clerk}, "jxw");
        world.account("czj-clerk", {Role::unit_clerk}, "czj");
        world.account("d1-clerk", {Role::unit_clerk}, "d1");
        world.account("auditor", {Role::auditor});
        world.account("admin", {Role::account_admin});
        world.account("operator", {Role::operations});
    }
};

/// An error of that code; `where` is the clause of a refusal, or the path of anything else, and may be left empty.
MATCHER_P2(Fails, code, where, "fails as expected") {
    if (arg) {
        *result_listener << "but it was accepted";
        return false;
    }
    const auto& error = arg.error();
    *result_listener << "with '" << error.message << "' " << boost::json::serialize(error.details);
    if (error.code != code) return false;
    const std::string expected(where);
    if (expected.empty()) return true;
    const auto* detail = error.details.if_contains(expected[0] == '/' ? "path" : "clause");
    return detail && detail->is_string() && std::string_view(detail->get_string()) == expected;
}

/// Accepted, or the reason why not.
MATCHER(Accepted, "is accepted") {
    if (!arg) *result_listener << "with '" << arg.error().message << "'";
    return arg.has_value();
}

inline auto refused_by(const char* clause) {
    return Fails(ErrorCode::refused, clause);
}
inline auto refused_at(const char* path) {
    return Fails(ErrorCode::refused, path);
}
inline auto invalid_at(const char* path) {
    return Fails(ErrorCode::invalid, path);
}
inline auto not_allowed() {
    return Fails(ErrorCode::forbidden, "");
}

}  // namespace taizhang
