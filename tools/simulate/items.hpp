// The ledger's items as the simulated city sees them.
#pragma once

#include "tools/simulate/city.hpp"

namespace taizhang::simulate {

enum class Stage { active, claimed, verified, closed };

struct PlayedItem {
    ItemId id;
    std::string number;
    UnitId lead;
    std::vector<UnitId> units;         ///< all that report: the parties, collectives by their members
    unsigned pace = 100;               ///< percent of the schedule that the lead keeps
    std::map<UnitId, unsigned> paces;  ///< and each unit for its part
    std::map<UnitId, int> reported;    ///< percent so far
    std::optional<Date> deadline;
    std::vector<Target> targets;
    std::string kind;       ///< of the regime's project kinds; empty: none
    std::size_t steps = 0;  ///< reached
    bool draft = false;
    bool needs_people = false;
    bool extension_asked = false;
    bool listed = false;
    Stage stage = Stage::active;
};

bool concerns(const PlayedItem& item, const UnitId& unit);
Result<std::vector<PlayedItem>> load_items(Player& player, const City& city, const LedgerId& ledger);

}  // namespace taizhang::simulate
