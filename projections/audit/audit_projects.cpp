// The trail of an item as a project.
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

struct TellProject : Teller {
    void operator()(const item::Profiled& e) const {
        set_given(e);
        if (!e.funds.empty()) picture.set("funds", as_json(e.funds));
        if (!e.qualifies.empty()) picture.set("qualifies", as_json(e.qualifies));
    }
    void operator()(const item::Routed& e) const {
        picture.set("routed.department", as_json(e.department));
        picture.set("routed.district", as_json(e.district));
    }
    void operator()(const item::PlanApplied& e) const {
        picture.set(in(e.year, "applied"), true);
        if (e.tier) picture.set(in(e.year, "tier"), as_json(*e.tier));
        if (e.batch) picture.set(in(e.year, "batch"), as_json(*e.batch));
    }
    void operator()(const item::TierSet& e) const { picture.set(in(e.year, "tier"), as_json(e.tier)); }
    void operator()(const item::BatchSet& e) const { picture.set(in(e.year, "batch"), as_json(e.batch)); }
    void operator()(const item::ReserveClassSet& e) const {
        picture.set("reserve_class", as_json(e.reserve_class));
        picture.set("reserve_document", as_json(e.document));
    }
    void operator()(const item::LibraryEntered& e) const {
        picture.set(library(e.library), "in");
        if (e.document) fact("document", as_json(*e.document));
        if (e.replaces) fact("replaces", as_json(*e.replaces));
    }
    void operator()(const item::LibraryLeft& e) const {
        picture.set(library(e.library), as_json(e.because));
        if (e.replaced_by) picture.set("replaced_by", as_json(*e.replaced_by));
        if (e.none_yet.value_or(false)) fact("none_yet", true);
    }
    void operator()(const item::PlanAdjusted& e) const {
        fact("adjustment", as_json(e.adjustment));
        set_given(e);
        for (const auto& node : e.milestones) {
            picture.set("milestone." + node.milestone + ".name", as_json(node.name));
            picture.set("milestone." + node.milestone + ".due", as_json(node.due));
        }
    }
    void operator()(const item::CommitmentSigned& e) const {
        picture.set("commitment." + e.unit.value, as_json(e));
        row.unit = e.unit;
        row.summary = e.text;
    }
    void operator()(const item::ProceduresTeamFormed& e) const { picture.set("procedures_team", as_json(e.members)); }
    void operator()(const item::ServiceOfficerAssigned& e) const { picture.set("service_officer", as_json(e)); }
    void operator()(const item::ProcedureCompleted& e) const {
        picture.set("procedure." + e.procedure + ".completed_on", as_json(e.completed_on));
        if (e.document) fact("document", as_json(*e.document));
    }
    void operator()(const item::MaterialAttached& e) const {
        picture.set("material." + e.material, as_json(e.document));
    }
    /// A correction shows what was booked before it (rule 2).
    void operator()(const item::InvestmentBooked& e) const {
        const auto unit = speaker(e.unit, header);
        row.unit = unit;
        row.period = e.period;
        row.corrects = e.corrects;
        picture.set("investment." + unit.value + "." + e.period.to_string(), as_json(e.amount));
        if (e.basis) words("basis", *e.basis);
    }
    void operator()(const item::SupportRequested& e) const {
        picture.set(support(e.support, "kind"), as_json(e.kind));
        picture.set(support(e.support, "state"), "requested");
        if (e.amount) picture.set(support(e.support, "amount"), as_json(*e.amount));
        if (e.needed_by) picture.set(support(e.support, "needed_by"), as_json(*e.needed_by));
        if (e.from) picture.set(support(e.support, "from"), as_json(*e.from));
        words("text", e.text);
    }
    void operator()(const item::SupportGranted& e) const {
        picture.set(support(e.support, "state"), "granted");
        if (e.amount) picture.set(support(e.support, "granted"), as_json(*e.amount));
        words("text", e.text);
    }
    void operator()(const item::SupportDeclined& e) const {
        picture.set(support(e.support, "state"), "declined");
        words("findings", e.findings);
    }

    static std::string in(std::uint16_t year, const char* field) {
        return "plan_of." + std::to_string(year) + "." + field;
    }
    static std::string library(item::Library library) { return "library." + std::string(reflect::enum_name(library)); }
    static std::string support(const std::string& name, const char* field) { return "support." + name + "." + field; }
};

}  // namespace

void tell_projects(const Fact& fact, const Teller& teller) {
    const TellProject tell{teller};
    std::visit(
        [&]<class E>(const E& event) {
            if constexpr (OfProject<E> || OneOf<E, item::PlanAdjusted>) tell(event);
        },
        fact.event);
}

}  // namespace taizhang
