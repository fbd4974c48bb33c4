// The city that a script plays in: the world of the rules, and the deadline keeper's agenda over all that is recorded.
//
//     City city(script_folder);
//     city.given(line);                                  // 假设 …
//     city.pass_until(time);                             // what time brings meanwhile, by the real deciders
#pragma once

#include "src/keeper/agenda.hpp"
#include "tests/spec/script.hpp"
#include "tests/unit/domain/world.hpp"

namespace taizhang::spec {

class City {
  public:
    /// Where regimes/ is looked for besides the city's own.
    explicit City(std::string folder);

    World& world() { return world_; }
    const World& world() const { return world_; }

    /// Sets something up; throws Mistake.
    void given(const Line& line);

    /// Lets the keeper act whenever something falls due until then, and returns what it recorded. A command of the
    /// keeper that the rules refuse is a Mistake: the two do not agree on what is true.
    std::vector<Happening> pass_until(Time time, const Line& line);

  private:
    void given_unit(const Line& line);
    void given_collective(const Line& line);
    void given_person(const Line& line);
    void given_account(const Line& line);
    void given_regime(const Line& line);
    void given_ledger(const Line& line);
    void act(const keeper::Duty& duty, const Line& line, std::vector<Happening>& came);

    std::string folder_;
    World world_;
    keeper::Agenda agenda_;
};

}  // namespace taizhang::spec
