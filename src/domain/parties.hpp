// The list of responsible units of an item, as the document has it, made fit for work: who leads, and who stands behind
// a collective name.
//
//     TZ_TRY(event.units, settle_parties(c, event.units, "/units"));
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

/// At least one unit (S1.2), each known and not ended, none twice. Exactly one leads: where none is marked, the first
/// does, marked as inferred (S7.1, rule 13). Collectives are expanded to their members of this moment (S7.5).
Result<std::vector<Party>> settle_parties(const Case& c, std::vector<Party> parties, const std::string& path);

/// Those who answer for these parties today, to be settled anew: who follows a merged unit instead of it, under its own
/// name, each once; whoever joins the lead leads.
std::vector<Party> parties_today(const Directory& directory, const std::vector<Party>& parties);

/// All units behind a collective, in order, each once, collectives among them opened in turn; one that has ended gives
/// place to its successor. Empty where nobody has said yet who belongs to it.
std::vector<UnitId> members_today(const Directory& directory, const UnitId& collective);

}  // namespace taizhang
