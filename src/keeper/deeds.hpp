// What was done on a ledger that keeps a rhythm 节奏 by itself, so that nobody enters it a second time (减轻基层负担).
//
//     const auto deed = deed_of(…);                      // a weekly circular, issued on the 8th
//     fits(rule, deed.what, occurrence);                 // surely what the rule asks for?
//
// One table, and where it is silent a person says what was done (ledger.keep_rhythm). Pure.
#pragma once

#include "events/catalogue.hpp"
#include "src/regime/rhythm.hpp"

#include <variant>

namespace taizhang::keeper {

/// The kind of what was issued, held or concluded.
using DeedKind = std::variant<bulletin::Kind, review::Kind, inspection::Kind, assessment::Occasion>;

struct Deed {
    StreamId stream;
    LedgerId ledger;
    DeedKind kind;
    std::string title;
    Date on;        ///< the bulletin's date, the day on which it was held
    Time recorded;  ///< when that was told
};

/// Whether a deed of this kind is what such a rule asks for at that occurrence. The days are not looked at.
bool fits(const regime::Rhythm& rule, const DeedKind& kind, const regime::Occurrence& occurrence);

/// Done within the occurrence, after the month that it is about where the rule says so, and told before its day ended:
/// what is told later is for a person to say.
bool is_in_time(const Deed& deed, const regime::Rhythm& rule, const regime::Occurrence& occurrence);

/// Of rules that the deed fits, the only one, or the only one that its title names; nullptr where it is not sure.
const regime::Rhythm* surely(const Deed& deed, const std::vector<const regime::Rhythm*>& fitting);

/// "印发《…》", "召开“…”": the words of the record.
std::string words_of(const Deed& deed);

}  // namespace taizhang::keeper
