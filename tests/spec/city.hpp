// The city that a script plays in: an installation, and what a script sets up in it.
//
//     City city(script_folder);
//     city.given(line);                                  // 假设 …
//     city.installation().pass_until(time);              // what time brings meanwhile
#pragma once

#include "tests/spec/installation.hpp"

namespace taizhang::spec {

class City {
  public:
    /// Where regimes/ is looked for besides the city's own.
    explicit City(std::string folder) : folder_(std::move(folder)) {}

    Installation& installation() { return installation_; }
    const Installation& installation() const { return installation_; }

    /// Sets something up; throws Mistake, or std::logic_error where the rules refuse it.
    void given(const Line& line);

  private:
    void given_unit(const Line& line);
    void given_collective(const Line& line);
    void given_person(const Line& line);
    void given_account(const Line& line);
    void given_regime(const Line& line);
    void given_ledger(const Line& line);

    std::string folder_;
    Installation installation_;
};

}  // namespace taizhang::spec
