#include "events/fixings.hpp"

namespace taizhang {

std::vector<Fixing> missing_fixings(const Fixings& held) {
    std::vector<Fixing> missing;
    if (!held.goal) missing.push_back(Fixing::goal);
    if (!held.tasks) missing.push_back(Fixing::tasks);
    if (!held.deadline) missing.push_back(Fixing::deadline);
    if (!held.responsibility) missing.push_back(Fixing::responsibility);
    if (!held.rewards) missing.push_back(Fixing::rewards);
    return missing;
}

}  // namespace taizhang
