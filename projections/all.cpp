#include "projections/accounts.hpp"
#include "projections/ledgers.hpp"
#include "projections/persons.hpp"
#include "projections/regimes.hpp"
#include "projections/units.hpp"

namespace taizhang {

std::vector<std::unique_ptr<Projection>> all_projections() {
    std::vector<std::unique_ptr<Projection>> all;
    all.push_back(std::make_unique<LedgersView>());
    all.push_back(std::make_unique<UnitsView>());
    all.push_back(std::make_unique<PersonsView>());
    all.push_back(std::make_unique<AccountsView>());
    all.push_back(std::make_unique<RegimesView>());
    return all;
}

}  // namespace taizhang
