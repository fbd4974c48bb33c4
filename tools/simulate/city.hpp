// The people of a simulated city: districts and streets behind the collectives, a leader and a clerk with invented
// names for every unit, the offices that the documents name, enterprises, and the accounts that act for them.
#pragma once

#include "tools/simulate/player.hpp"

#include <map>
#include <set>

namespace taizhang::simulate {

/// How a unit goes about its reports.
enum class Character { diligent, ordinary, slow, careless };

/// Who acts for a unit.
struct UnitStaff {
    UnitId unit;
    std::string name;
    AccountId clerk;
    AccountId leader;
    NamedPerson responsible_leader;
    NamedPerson responsible_person;
    Character character = Character::ordinary;
};

struct Enterprise {
    UnitId unit;
    std::string name;
    std::string industry;  ///< as the regime of admissions calls it
    UnitId district;
    AccountId account;
};

/// Offices that the documents give something to do.
enum class Office {
    statistics,    ///< 统计
    development,   ///< 发展改革
    economy,       ///< 经济和信息化
    construction,  ///< 城乡建设
    science,       ///< 科技
    banking,       ///< 金融
    commerce,      ///< 商务
    finance,       ///< 财政
    planning,      ///< 规划
    land,          ///< 国土
    environment    ///< 环保
};
inline constexpr std::size_t office_count = 11;

struct City {
    AccountId holder{"holder"};            ///< 市政府办公室
    AccountId supervision{"supervision"};  ///< 督查室
    AccountId approver{"approver"};        ///< 审批: the city government's meeting
    AccountId projects{"projects"};        ///< 重点项目办: tours (S4.2), and the ledgers of S5, S8 and S9
    AccountId statistics{"statistics"};    ///< 统计局: the register of enterprises (S3)
    AccountId development{"development"};  ///< 发改委: projects landing (S6)
    UnitId government;                     ///< the key-work ledger's holder
    UnitId project_office{"u-key-projects"};
    std::map<UnitId, UnitStaff> units;
    std::vector<UnitId> visited;    ///< whose accounts a visitor may try; December's report is left to him
    std::vector<UnitId> districts;  ///< of kind district, in order
    std::vector<UnitId> bureaus;    ///< departments that projects and tasks may be given to
    std::map<Office, UnitId> offices;
    std::map<UnitId, UnitId> statistics_of;  ///< a district's own office of statistics
    std::vector<Enterprise> enterprises;
    std::map<UnitId, UnitId> followed_by;  ///< units that were merged, with whoever goes on

    const UnitId& today(const UnitId& unit) const {
        const auto found = followed_by.find(unit);
        return found == followed_by.end() ? unit : found->second;
    }
    /// Whoever follows them today, each once.
    std::vector<UnitId> today(const std::vector<UnitId>& named) const {
        std::vector<UnitId> all;
        for (const auto& unit : named) {
            if (std::find(all.begin(), all.end(), today(unit)) == all.end()) all.push_back(today(unit));
        }
        return all;
    }
    /// Who acts for the unit, or for whoever followed it.
    const UnitStaff& staff(const UnitId& unit) const { return units.at(today(unit)); }
    const UnitStaff& office(Office office) const { return staff(offices.at(office)); }
    bool is_visited(const UnitId& unit) const {
        return std::find(visited.begin(), visited.end(), unit) != visited.end();
    }
};

/// Accounts that a visitor may try, with what they are for; all have the same secret.
struct DemoAccount {
    std::string account;
    std::string what;
};

/// Before a document is imported: the districts and streets, and what 各区 and the like stand for, so that items
/// assigned to a collective are assigned to each of its members (S7.5).
Status settle_districts(Player& player);

/// Without a document: the government, so many districts, and so many bureaus.
Status found_city(Player& player, std::size_t districts, std::size_t bureaus);

/// What the documents call the offices, where no unit of that name is there yet, and under those names where one is.
Status settle_offices(Player& player);

/// After all of that: staff and accounts for every unit, and the offices that are not units of an item.
Result<City> staff_units(Player& player, const UnitId& government, bool all_systems);

Status found_enterprises(Player& player, City& city, std::size_t count);

/// Districts and zones, which host the tours in turn (S4.2).
std::vector<UnitId> hosts_of(const City& city);

/// The accounts to try: the offices', and those of the visited units.
std::vector<DemoAccount> demo_accounts(const City& city);

}  // namespace taizhang::simulate
