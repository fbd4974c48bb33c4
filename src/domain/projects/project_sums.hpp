// Amounts of a project are taken only as far as they can be added up with the others that are known of it.
//
//     TZ_CHECK(check_most(proposal.amount, "/amount"));
//     TZ_CHECK(check_sums(profile, facet, with, "/amount"));
//
// Pure; any thread.
#pragma once

#include "src/domain/projects/project_facet.hpp"

namespace taizhang {

/// No project costs more than 100,000 亿元; who gives more has taken one unit of measure for another.
Status check_most(const Amount& amount, const std::string& path);
Status check_most(const std::optional<Amount>& amount, const std::string& path);

/// What is known of a project's money: by its profile, and by what was booked.
struct KnownMoney {
    const item::Profiled& profile;
    const ProjectFacet& facet;
};

/// What could be added up before can be added up after. Where it could not, as in logs that older versions have
/// written, each amount can be put right by itself.
Status check_sums(const KnownMoney& before, const KnownMoney& after, const std::string& path);

}  // namespace taizhang
