// The town in which the simulation takes place: what is set up before anything goes wrong, and what its people do.
//
//     for (auto& request : set_up(dice)) …          // given by the system, in this order
//     Desk desk(person, dice);
//     CommandRequest request = desk.think_of_something(now);
//
// Most of what they do is sensible, and much of it is refused: refusals are part of the work.
#pragma once

#include "src/engine/engine.hpp"
#include "tests/simulation/dice.hpp"

namespace taizhang::simulation {

inline const LedgerId town_ledger{"2014"};

/// What everybody in town knows: the items and who leads each.
struct Board {
    struct Item {
        ItemId id;
        UnitId lead;
    };
    std::vector<Item> items;
    std::vector<std::pair<ItemId, Position>> reports;  ///< that can be corrected
    unsigned entered = 0;
};

struct Person {
    AccountId account;
    Role role = Role::unit_clerk;
    UnitId unit;
};

const std::vector<Person>& people();
CommandId random_command_id(Dice& dice);
std::vector<CommandRequest> set_up(Board& board, Dice& dice);

class Desk {
  public:
    Desk(const Person& person, Board& board, Dice& dice) : person_(person), board_(board), dice_(dice) {}
    CommandRequest think_of_something(Time now);
    /// What was accepted becomes known.
    void learn(const CommandRequest& request, const CommandAnswer& answer);

  private:
    CommandRequest clerks_work(Time now);
    CommandRequest holders_work(Time now);
    CommandRequest on(const ItemId& item, Event proposal, const std::string& reason = {}) const;
    CommandRequest report(const Board::Item& item, Period period);
    CommandRequest correction();
    CommandRequest monthly_report(Period period);
    CommandRequest new_item();
    const Board::Item& some_item();
    Period recent_month(Time now);

    const Person person_;
    Board& board_;
    Dice& dice_;
};

}  // namespace taizhang::simulation
