// The people of a simulated city: districts and streets behind the collectives, a leader and a clerk with invented
// names for every unit, and the accounts that act for them.
#pragma once

#include "tools/simulate/player.hpp"

#include <map>

namespace taizhang::simulate {

/// Who acts for a unit.
struct UnitStaff {
    UnitId unit;
    std::string name;
    AccountId clerk;
    AccountId leader;
    NamedPerson responsible_leader;
    NamedPerson responsible_person;
};

struct City {
    AccountId holder{"holder"};            ///< 市政府办公室
    AccountId supervision{"supervision"};  ///< 督查室
    AccountId approver{"approver"};        ///< 审批: the city government's meeting
    AccountId projects{"projects"};        ///< 重点项目办, which organises the tours (S4.2)
    UnitId government;                     ///< the ledger's holder
    UnitId project_office{"u-key-projects"};
    std::map<UnitId, UnitStaff> units;
    std::vector<UnitId> visited;  ///< whose accounts a visitor may try; December's report is left to him
};

/// Accounts that a visitor may try, with what they are for; all have the same secret.
struct DemoAccount {
    std::string account;
    std::string what;
};

/// Before the document is imported: the districts and streets, and what 各区 and the like stand for, so that items
/// assigned to a collective are assigned to each of its members (S7.5).
Status settle_districts(Player& player);

/// After it: staff and accounts for every unit that the document names, and the offices that are not units of an item.
Result<City> staff_units(Player& player, const UnitId& government);

/// Districts and zones, which host the tours in turn (S4.2).
std::vector<UnitId> hosts_of(const City& city);

/// The unit that leads most items of the ledger: it can claim completion and request extensions.
Result<UnitId> busiest_lead(Node& node, const std::string& ledger);

/// The accounts to try: the offices', and those of the visited units.
std::vector<DemoAccount> demo_accounts(const City& city);

}  // namespace taizhang::simulate
