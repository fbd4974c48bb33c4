// Sending an import's commands and telling what became of them: what every kind of import shares.
#pragma once

#include "tools/client/client.hpp"
#include "tools/import_plan.hpp"

namespace taizhang {

/// Every way in which a registered unit may be printed.
Result<KnownUnits> known_units(Client& client);

struct Entered {
    std::size_t units = 0, items = 0, changed = 0, already = 0;
    std::vector<std::string> refused;
};

Result<Entered> send(Client& client, const ImportPlan& plan);

void print_doubts(const std::vector<interop::Doubt>& doubts);
/// One line for each refusal on stderr; an error if there is any.
Status tell_refusals(const ImportPlan& plan, const Entered& entered);

}  // namespace taizhang
