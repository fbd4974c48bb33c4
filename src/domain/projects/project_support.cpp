// 要素保障 (S6.8): what a project needs is requested, and granted or declined by whoever is asked, or by the holder.
#include "src/domain/projects/project_checks.hpp"
#include "src/regime/units.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr const char* support_clause = "S6.8";

Status check_kind(const std::string& kind, const std::vector<regime::Support>& known) {
    TZ_CHECK(check_text(kind, "/kind", max_key_characters));
    if (known.empty() || std::ranges::find(known, kind, &regime::Support::key) != known.end()) return {};
    std::string keys;
    for (const auto& one : known) keys += (keys.empty() ? "" : ", ") + one.key + " (" + one.title + ")";
    return refused("/kind: expected one of " + keys + ", got '" + kind + "'", support_clause).with("path", "/kind");
}

/// In what the regime measures that support in: land in 亩, funds in money.
Status check_amount(const std::optional<Amount>& amount, const std::string& kind,
                    const std::vector<regime::Support>& known) {
    if (!amount) return {};
    if (!regime::is_known_unit(amount->unit))
        return invalid(
            "/amount/unit: '" + amount->unit.substr(0, max_key_characters) + "' is no unit of measure that is known",
            "/amount/unit");
    if (amount->value <= Decimal(0))
        return invalid("/amount/value: expected more than nothing, got " + amount->value.to_string(), "/amount/value");
    const auto found = std::ranges::find(known, kind, &regime::Support::key);
    if (found == known.end() || !found->unit || regime::compare({amount->value, amount->unit}, {0, *found->unit}))
        return {};
    return invalid("/amount/unit: " + found->title + " is measured in " + *found->unit + ", got '" + amount->unit + "'",
                   "/amount/unit");
}

/// Requested, and not yet answered.
Result<const Support*> need_open(const ItemState& state, const std::string& name, const Case& c) {
    const auto* support = find_support(project_facet(state), name);
    if (!support)
        return invalid("/support: " + item_name(c) + " has asked for no support '" +
                           name.substr(0, max_key_characters) + "'; request it first (item.request_support)",
                       "/support");
    if (support->stage == SupportStage::requested) return support;
    return refused("/support: '" + name + "' was " +
                       (support->stage == SupportStage::granted ? "granted" : "declined") +
                       " already; what is needed besides is requested under another name",
                   support_clause)
        .with("path", "/support");
}

}  // namespace

Status decide(const ItemState& state, const item::SupportRequested& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_text(proposal.support, "/support", max_key_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    const auto& known = project_rules(year).supports;
    TZ_CHECK(check_kind(proposal.kind, known));
    TZ_CHECK(check_amount(proposal.amount, proposal.kind, known));
    if (proposal.from) TZ_CHECK(need_active_unit(c, *proposal.from, "/from"));
    const auto& facet = project_facet(state);
    TZ_CHECK(check_count(facet.supports.size() + 1, "/support"));
    if (!find_support(facet, proposal.support)) return {};
    return refused("/support: '" + proposal.support + "' was requested already; choose another name")
        .with("path", "/support");
}

Status decide(const ItemState& state, const item::SupportGranted& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_TRY(const auto* support, need_open(state, proposal.support, c));
    TZ_TRY(const auto year, year_of(state, c));
    return check_amount(proposal.amount, support->request.kind, project_rules(year).supports);
}

Status decide(const ItemState& state, const item::SupportDeclined& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    TZ_CHECK(need_open(state, proposal.support, c));
    return {};
}

}  // namespace taizhang
