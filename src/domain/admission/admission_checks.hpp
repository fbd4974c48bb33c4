// What the deciders of admission ask again and again: the regime's rules, what they say of a file, which level is next
// and who looks there.
//
//     TZ_TRY(const auto rules, admission_rules(c, state.file.ledger));
//     const auto* level = next_level(*rules, state);          // nullptr after the last
//
// Pure.
#pragma once

#include "src/domain/case.hpp"
#include "src/regime/eligible.hpp"

namespace taizhang {

/// A district, zone, town or street: where enterprises belong 属地.
bool is_place(unit::Kind kind);

/// Those of the ledger's regime now, whether its year is over or not.
Result<const regime::Admission*> admission_rules(const Case& c, const LedgerId& ledger);

/// What a file tells of its enterprise, as the rules ask for it.
regime::EnterpriseFacts facts_of(const admission::Filed& file);

/// Eligible, and by the procedure that the file names: refused under S3.1 or S3.2 with the reasons, else recorded.
Result<admission::Eligibility> check_eligible(const regime::Admission& rules, const admission::Filed& file, int year);

/// What is still to come, by the rules of now.
std::vector<admission::Missing> missing_of(const regime::Admission& rules, const admission::Filed& file,
                                           const std::vector<admission::MaterialAttached>& materials);

/// The level that looks at it next; nullptr after the last.
const regime::Level* next_level(const regime::Admission& rules, const std::vector<std::string>& passed);
/// Its name; nothing after the last.
std::optional<std::string> next_name(const regime::Admission& rules, const std::vector<std::string>& passed);

/// Whoever collects is the place or the department of the file; of the other levels it is the unit that bears the
/// level's name, and where it belongs to a place, to that of the file.
bool reviews(const Directory& directory, const admission::Filed& file, const UnitId& unit, const regime::Level& level);
/// The same of any level of its ledger's regime.
bool reviews_any(const Case& c, const admission::Filed& file, const UnitId& unit);
/// The place or the department that files.
bool files(const Directory& directory, const admission::Filed& file, const UnitId& unit);

/// Scope `own` of the commands on admissions (access.hpp): filed by the place or the department, looked at by the
/// offices of the levels. Figures are the enterprise's alone, which the decider tells whoever files for it (rule 11).
bool is_own_admission(const UnitId& unit, const Aggregate& aggregate, const Event& proposal, const Context& context);

/// Figures with names that stand once, in the unit of measure of the rules where they name it; of a file only those.
Status check_figures(const regime::Admission& rules, const std::vector<admission::Measured>& figures,
                     const std::string& path, bool named_by_rules);

/// "admission 'a1'"
std::string admission_name(const Case& c);
/// It is at this stage, or the refusal says at which.
Status check_stage(const AdmissionState& state, AdmissionStage needed, std::string_view clause, const Case& c);

}  // namespace taizhang
