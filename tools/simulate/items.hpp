// A ledger's items as the simulated city sees them.
#pragma once

#include "tools/simulate/city.hpp"

#include <deque>
#include <unordered_map>

namespace taizhang::simulate {

enum class Stage { active, suspended, verified, ended };

struct PlayedItem {
    ItemId id;
    LedgerId ledger;
    std::string number;
    UnitId lead;
    std::vector<UnitId> units;         ///< all that report: the parties, collectives by their members
    unsigned pace = 100;               ///< percent of the schedule that the lead keeps
    std::map<UnitId, unsigned> paces;  ///< and each other unit for its part
    std::map<UnitId, int> reported;    ///< percent so far
    std::optional<Date> deadline;
    std::vector<Target> targets;
    std::string kind;           ///< of the regime's project kinds; empty: none
    std::size_t steps = 0;      ///< reached
    bool led_together = false;  ///< by a collective: 各区
    bool draft = false;
    bool needs_people = false;
    bool extension_asked = false;
    Stage stage = Stage::active;

    bool is_going_on() const { return !draft && stage == Stage::active; }
    /// What was verified is, until it is closed out.
    bool is_reported() const { return stage == Stage::active || stage == Stage::verified; }
};

bool concerns(const PlayedItem& item, const UnitId& unit);

/// All that are worked on, of all ledgers. Addresses stay.
class Items {
  public:
    PlayedItem& add(PlayedItem item);
    PlayedItem* find(const ItemId& id);
    const std::vector<PlayedItem*>& of(const LedgerId& ledger) { return of_[ledger]; }

  private:
    std::deque<PlayedItem> all_;
    std::unordered_map<ItemId, PlayedItem*> by_id_;
    std::map<LedgerId, std::vector<PlayedItem*>> of_;
};

/// As it was entered, with a pace for everybody.
PlayedItem played(Dice& dice, const City& city, const ItemId& id, const item::Entered& entered);

}  // namespace taizhang::simulate
