// Who may give which command: one table (access.cpp), a line for each command.
//
//     may_command(Role::auditor, "item.revise")         // false, whatever the item
//     scope_of(Role::unit_clerk, "item.report_progress") // Scope::party: on items that concern the own unit
//
// Auditors and operators stand in no line: they write nothing but a new secret of their own. The system account may
// give every command, but where a unit speaks for itself the deciders still ask whose unit it is (domain.md, rules 4
// and 11).
#pragma once

#include "src/domain/aggregate.hpp"

#include <optional>
#include <string_view>

namespace taizhang {

/// On what a role may give a command.
enum class Scope {
    none,      ///< on nothing
    any,       ///< on everything
    party,     ///< on items that the actor's unit, or a collective that it belongs to, is responsible for
    lead,      ///< on items that the actor's unit leads
    measures,  ///< the same, and only to revise its measures 工作措施
    holder,    ///< on ledgers that the actor's unit holds, and on what stands in them
    own_unit,  ///< where the command names the actor's unit
    self       ///< on the actor's own account
};
BOOST_DESCRIBE_ENUM(Scope, none, any, party, lead, measures, holder, own_unit, self)

Scope scope_of(Role role, std::string_view command);
bool may_command(Role role, std::string_view command);
/// A reason must be given: the command changes history (domain.md, rule 1).
bool needs_reason(std::string_view command);

/// What a refusal tells: "item.enter may be given by ledger_holder (holder), supervision (any)".
std::string who_may(std::string_view command);

}  // namespace taizhang
