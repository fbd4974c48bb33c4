// The trail of items and of monthly reports.
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

/// Hidden, by "<item's stream>#<position>": which report an event made or corrected.
struct ReportName {
    UnitId unit;
    Period period;
};
BOOST_DESCRIBE_STRUCT(ReportName, (), (unit, period))

namespace {

struct TellItems : Teller {
    template <class E>
    void operator()(const E& e) const {
        picture.set_members(e);
    }
    /// Told by tell_projects.
    template <class E>
        requires OfProject<E> || OneOf<E, item::PlanAdjusted>
    void operator()(const E&) const {}

    // ---- item ----
    void operator()(const item::Entered& e) const {
        picture.set_members(e);
        picture.set("status", e.draft.value_or(false) ? "draft" : "entered");
    }
    void operator()(const item::Revised& e) const {
        auto others = e;
        others.fields.clear();
        set_given(others);
        if (!e.fields.empty()) picture.set("fields", merged("fields", "name", as_json(e.fields).as_array()));
    }
    void operator()(const item::Acknowledged& e) const {
        auto all = list("acknowledged");
        all.push_back(as_json(speaker(e.unit, header)));
        picture.set("acknowledged", std::move(all));
        if (const auto* status = picture.find("status"); status && *status == "entered")
            picture.set("status", "acknowledged");
    }
    void operator()(const item::UnitsAssigned& e) const { picture.set_members(e); }
    void operator()(const item::Transferred& e) const {
        json::array units;
        for (auto& party : list("units")) {
            const auto& unit = party.as_object().at("unit");
            if (unit == as_json(e.to)) continue;
            units.push_back(unit == as_json(e.from)
                                ? as_json(Party{e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}})
                                : party);
        }
        changed("lead", as_json(e.from), as_json(e.to));
        picture.set("units", std::move(units));
    }
    void operator()(const item::TargetSet& e) const {
        picture.set("targets", merged("targets", "indicator", {as_json(e.target)}));
    }
    void operator()(const item::MilestonePlanned& e) const {
        picture.set("milestone." + e.milestone + ".name", as_json(e.name));
        picture.set("milestone." + e.milestone + ".due", as_json(e.due));
    }
    void operator()(const item::MilestoneReached& e) const {
        picture.set("milestone." + e.milestone + ".reached_on", as_json(e.reached_on));
    }
    void operator()(const item::ProgressReported& e) const;
    void operator()(const item::ProgressCorrected& e) const;
    void operator()(const item::ProblemRaised& e) const {
        picture.set("problem." + e.problem + ".text", as_json(e.text));
        picture.set("problem." + e.problem + ".state", "open");
    }
    void operator()(const item::ProblemEscalated& e) const {
        picture.set("problem." + e.problem + ".state", "escalated");
        picture.set("problem." + e.problem + ".to", as_json(e.to));
    }
    void operator()(const item::ProblemResolved& e) const {
        picture.set("problem." + e.problem + ".state", "resolved");
        picture.set("problem." + e.problem + ".answer", as_json(e.answer));
    }
    void operator()(const item::Urged& e) const {
        words("urged", e.text);
        if (e.unit) fact("unit", as_json(*e.unit));
    }
    void operator()(const item::ExtensionRequested& e) const {
        picture.set("extension.to", as_json(e.to));
        picture.set("extension.state", "requested");
    }
    void operator()(const item::ExtensionGranted& e) const {
        picture.set("deadline", as_json(e.to));
        picture.set("deadline_basis", "stated");
        picture.set("extension.to", as_json(e.to));
        picture.set("extension.state", "granted");
    }
    void operator()(const item::ExtensionRefused& e) const {
        picture.set("extension.state", "refused");
        if (e.advice) words("advice", *e.advice);
    }
    void operator()(const item::CompletionClaimed& e) const {
        picture.set("status", "completion_claimed");
        words("summary", e.summary);
    }
    void operator()(const item::CompletionVerified& e) const {
        picture.set("status", "verified");
        words("findings", e.findings);
    }
    void operator()(const item::CompletionRejected& e) const {
        picture.set("status", under_way());
        words("findings", e.findings);
    }
    void operator()(const item::ClosedOut& e) const {
        picture.set("status", "closed_out");
        if (e.note) words("note", *e.note);
    }
    void operator()(const item::Reopened& e) const {
        picture.set("status", under_way());
        if (!e.deadline) return;
        picture.set("deadline", as_json(e.deadline));
        picture.set("deadline_basis", "stated");
    }
    void operator()(const item::Cancelled& e) const {
        picture.set("status", "cancelled");
        picture.set_members(e);
    }

    // ---- item: the year, supervision, what time brought ----
    void operator()(const item::Activated& e) const {
        picture.set("status", under_way());
        if (e.note) words("note", *e.note);
    }
    void operator()(const item::PlanFiled& e) const;
    void operator()(const item::PlanApproved& e) const {
        picture.set(plan(e.unit, "state"), "approved");
        if (e.note) words("note", *e.note);
        row.unit = e.unit;
    }
    void operator()(const item::PlanReturned& e) const {
        picture.set(plan(e.unit, "state"), "returned");
        words("findings", e.findings);
        row.unit = e.unit;
    }
    void operator()(const item::PlanMissed& e) const {
        picture.set(plan(e.unit, "state"), "missed");
        picture.set(plan(e.unit, "due"), as_json(e.due));
        row.unit = e.unit;
    }
    void operator()(const item::PairedLeaderAssigned& e) const { picture.set("paired_leader", as_json(e.leader)); }
    void operator()(const item::TaskForceFormed& e) const { picture.set("task_force", as_json(e)); }
    void operator()(const item::StageAdvanced& e) const {
        picture.set("stage", as_json(e.step));
        fact("reached_on", as_json(e.reached_on));
        if (e.note) words("note", *e.note);
    }
    void operator()(const item::Suspended& e) const {
        picture.set("status", "suspended");
        picture.set("suspended_until", as_json(e.until));
    }
    void operator()(const item::Resumed& e) const {
        picture.set("status", under_way());
        picture.set("suspended_until", nullptr);
        if (e.note) words("note", *e.note);
    }
    void operator()(const item::Merged& e) const {
        picture.set("status", "merged");
        picture.set("replaced_by", as_json(e.into));
    }
    void operator()(const item::CarriedOver& e) const {
        picture.set("status", "carried_over");
        picture.set("replaced_by", as_json(e.as));
        fact("to", as_json(e.to));
        if (e.deadline) fact("deadline", as_json(*e.deadline));
    }
    void operator()(const item::Archived& e) const {
        picture.set("archived", true);
        picture.set_members(e);
    }
    void operator()(const item::Listed& e) const {
        picture.set("listed", true);
        picture.set("listed_until", as_json(e.until));
        words("text", e.text);
    }
    void operator()(const item::Delisted& e) const {
        picture.set("listed", false);
        picture.set("listed_until", nullptr);
        words("findings", e.findings);
    }
    void operator()(const item::ConfidenceAssessed& e) const {
        picture.set("confidence", as_json(e.confidence));
        words("grounds", e.grounds);
        row.period = e.period;
    }
    void operator()(const item::FellOverdue& e) const { picture.set("overdue_since", as_json(e.deadline)); }
    void operator()(const item::MilestoneMissed& e) const {
        picture.set("milestone." + e.milestone + ".missed", true);
        picture.set("milestone." + e.milestone + ".due", as_json(e.due));
    }
    void operator()(const item::AcknowledgementOverdue& e) const {
        auto all = list("unacknowledged");
        all.push_back(as_json(e.unit));
        picture.set("unacknowledged", std::move(all));
        fact("due", as_json(e.due));
        row.unit = e.unit;
    }
    void operator()(const item::Reminded& e) const { facts(e); }

    // ---- report ----
    void operator()(const report::Submitted& e) const {
        auto filled = e;
        filled.unit = speaker(e.unit, header);
        filled.entries.clear();  // each stands with its item
        picture.set_members(filled);
        picture.set("state", "submitted");
    }
    void operator()(const report::FellDue& e) const {
        picture.set_members(e);
        picture.set("state", "owed");
    }
    void operator()(const report::Reminded& e) const { facts(e); }
    void operator()(const report::CameLate& e) const {
        picture.set("late", true);
        picture.set_members(e);
    }
    void operator()(const report::Missed& e) const {
        picture.set("missed", true);
        picture.set_members(e);
    }
    void operator()(const report::FoundFalse& e) const {
        picture.set("found_false", true);
        fact("items", as_json(e.items));
        words("findings", e.findings);
    }
    void operator()(const report::Returned& e) const {
        picture.set("state", "returned");
        words("findings", e.findings);
    }
    void operator()(const report::Accepted& e) const {
        picture.set("state", "accepted");
        if (e.note) words("note", *e.note);
    }

    json::value under_way() const { return list("acknowledged").empty() ? "entered" : "acknowledged"; }
    std::string name_key(Position position) const {
        return hidden_key(header.stream.value) + "#" + std::to_string(position);
    }
    std::string unit_key(const UnitId& unit) const { return hidden_key(header.stream.value) + "@" + unit.value; }
    std::string report_key(const ReportName& name) const { return unit_key(name.unit) + "@" + name.period.to_string(); }
    /// Only the members that are given.
};

void TellItems::operator()(const item::PlanFiled& e) const {
    const auto unit = speaker(e.unit, header);
    row.unit = unit;
    reflect::for_each_member<item::PlanFiled>([&](auto member) {
        const std::string_view name = member.name;
        if (name != "unit") picture.set(plan(unit, member.name), as_json(e.*member.pointer));
    });
    picture.set(plan(unit, "state"), "filed");
}

/// Against the unit's report before; kept both as its latest and under its month, for corrections to come.
void TellItems::operator()(const item::ProgressReported& e) const {
    auto filled = e;
    filled.unit = speaker(e.unit, header);
    const ReportName name{*filled.unit, e.period};
    row.unit = name.unit;
    row.period = name.period;
    Picture before(rows, unit_key(name.unit), &row.changes);
    before.replace_members(filled);
    before.keep();
    Picture::put_anew(rows, report_key(name), filled);
    put_row(rows, name_key(header.position), name);
}

void TellItems::operator()(const item::ProgressCorrected& e) const {
    const auto name = need_row<ReportName>(rows, name_key(e.corrects));
    row.unit = name.unit;
    row.period = name.period;
    row.corrects = e.corrects;
    const auto apply_to = [&](Picture& report) {
        const Teller of_report{rows, row, report, header};
        of_report.set_given(e);
        report.set("actuals", of_report.merged("actuals", "indicator", as_json(e.actuals).as_array()));
        report.keep();
    };
    Picture month(rows, report_key(name), &row.changes);
    apply_to(month);
    Picture latest(rows, unit_key(name.unit), nullptr);
    if (const auto* period = latest.find("period"); period && *period == as_json(name.period)) apply_to(latest);
    put_row(rows, name_key(header.position), name);
}

}  // namespace

void tell_items(const Fact& fact, const Teller& teller) {
    const TellItems tell{teller};
    on_events_of<"item">(fact, [&](const auto& event) { tell(event); });
    tell_projects(fact, teller);
    on_events_of<"report">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
