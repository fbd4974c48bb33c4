#include "projections/audit_trail.hpp"

#include "projections/audit_picture.hpp"
#include "projections/fold.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace json = boost::json;
using rows::TrailRow;

namespace {

template <class T>
json::value as_json(const T& value) {
    return reflect::to_json(value);
}

/// Hidden, by "<item's stream>#<position>": which report an event made or corrected.
struct ReportName {
    UnitId unit;
    Period period;
};
BOOST_DESCRIBE_STRUCT(ReportName, (), (unit, period))

/// Notes what one event changed. Events without an overload set the fields that they name.
struct Tell {
    Rows& rows;
    TrailRow& row;
    Picture& picture;
    const EventHeader& header;

    template <class E>
    void operator()(const E& e) const {
        picture.set_members(e);
    }

    // ---- unit, person, account, regime, ledger ----
    void operator()(const unit::Confirmed& e) const {
        picture.set("confirmed", true);
        picture.set_members(e);
    }
    void operator()(const unit::Moved& e) const { picture.set("parent", as_json(e.parent)); }
    void operator()(const unit::Merged& e) const { end("merged", e.into); }
    void operator()(const unit::Dissolved& e) const { end("dissolved", e.successor); }
    void operator()(const person::Relieved& e) const {
        const auto* unit = picture.find("unit");
        const auto* post = picture.find("post");
        if (!unit || *unit != as_json(e.unit) || !post || *post != as_json(e.post))
            return fact("relieved", as_json(e));  // of a post held besides the one shown
        picture.set("unit", nullptr);
        picture.set("post", nullptr);
    }
    void operator()(const account::RoleGranted& e) const {
        auto roles = list("roles");
        if (std::ranges::find(roles, as_json(e.role)) == roles.end()) roles.push_back(as_json(e.role));
        picture.set("roles", std::move(roles));
    }
    void operator()(const account::RoleRevoked& e) const {
        json::array left;
        for (const auto& role : list("roles")) {
            if (role != as_json(e.role)) left.push_back(role);
        }
        picture.set("roles", std::move(left));
    }
    void operator()(const account::CredentialChanged& e) const { fact("credential", as_json(e.kind)); }
    void operator()(const account::Closed& e) const {
        picture.set("closed", true);
        picture.set_members(e);
    }
    void operator()(const regime::Repealed& e) const {
        picture.set("repealed", true);
        picture.set_members(e);
    }
    void operator()(const ledger::Checked& e) const {
        fact("quarter", as_json(e.quarter));
        words("findings", e.findings);
    }
    void operator()(const ledger::Closed& e) const {
        picture.set("status", "closed");
        words("summary", e.summary);
    }

    // ---- item ----
    void operator()(const item::Entered& e) const {
        picture.set_members(e);
        picture.set("status", "entered");
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
        json::array targets;
        bool replaced = false;
        for (auto& target : list("targets")) {
            const bool same = target.as_object().at("indicator") == as_json(e.target.indicator);
            if (!same) targets.push_back(target);
            if (same && !replaced) targets.push_back(as_json(e.target));
            replaced = replaced || same;
        }
        if (!replaced) targets.push_back(as_json(e.target));
        picture.set("targets", std::move(targets));
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

    // ---- report ----
    void operator()(const report::Submitted& e) const {
        auto filled = e;
        filled.unit = speaker(e.unit, header);
        picture.set_members(filled);
        picture.set("state", "submitted");
    }
    void operator()(const report::Returned& e) const {
        picture.set("state", "returned");
        words("findings", e.findings);
    }
    void operator()(const report::Accepted& e) const {
        picture.set("state", "accepted");
        if (e.note) words("note", *e.note);
    }

    // ---- helpers ----
    json::array list(std::string_view field) const {
        const auto* found = picture.find(field);
        return found && found->is_array() ? found->get_array() : json::array();
    }
    json::value under_way() const { return list("acknowledged").empty() ? "entered" : "acknowledged"; }
    template <class Successor>
    void end(const char* status, const Successor& successor) const {
        picture.set("status", status);
        picture.set("successor", as_json(successor));
    }
    void changed(std::string_view field, json::value before, json::value after) const {
        row.changes.push_back({std::string(field), std::move(before), std::move(after)});
    }
    void fact(std::string_view field, json::value value) const { changed(field, nullptr, std::move(value)); }
    void words(std::string_view field, const std::string& text) const {
        if (text.empty()) return;
        fact(field, as_json(text));
        row.summary = text;
    }
    std::string name_key(Position position) const {
        return hidden_key(header.stream.value) + "#" + std::to_string(position);
    }
    std::string unit_key(const UnitId& unit) const { return hidden_key(header.stream.value) + "@" + unit.value; }
    std::string report_key(const ReportName& name) const { return unit_key(name.unit) + "@" + name.period.to_string(); }
};

/// A correction replaces the figures of the indicators that it names.
json::array merged_actuals(Picture& report, const std::vector<Actual>& corrected) {
    const auto* found = report.find("actuals");
    json::array merged;
    for (const auto& actual : found ? found->as_array() : json::array()) {
        const auto named = [&](const Actual& one) { return actual.at("indicator") == as_json(one.indicator); };
        if (std::ranges::none_of(corrected, named)) merged.push_back(actual);
    }
    for (const auto& actual : corrected) merged.push_back(as_json(actual));
    return merged;
}

/// Against the unit's report before; kept both as its latest and under its month, for corrections to come.
void Tell::operator()(const item::ProgressReported& e) const {
    auto filled = e;
    filled.unit = speaker(e.unit, header);
    const ReportName name{*filled.unit, e.period};
    row.unit = name.unit;
    row.period = name.period;
    Picture before(rows, unit_key(name.unit), row.changes);
    before.replace_members(filled);
    before.keep();
    std::vector<reflect::Change> unshown;
    Picture month(rows, report_key(name), unshown);
    month.replace_members(filled);
    month.keep();
    put_row(rows, name_key(header.position), name);
}

void Tell::operator()(const item::ProgressCorrected& e) const {
    const auto name = need_row<ReportName>(rows, name_key(e.corrects));
    row.unit = name.unit;
    row.period = name.period;
    row.corrects = e.corrects;
    const auto apply_to = [&](Picture& report) {
        reflect::for_each_member<item::ProgressCorrected>([&](auto member) {
            const auto& value = e.*member.pointer;
            if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(value)>>) {
                if (value) report.set(member.name, as_json(*value));
            }
        });
        report.set("actuals", merged_actuals(report, e.actuals));
        report.keep();
    };
    Picture month(rows, report_key(name), row.changes);
    apply_to(month);
    std::vector<reflect::Change> unshown;
    Picture latest(rows, unit_key(name.unit), unshown);
    if (const auto* period = latest.find("period"); period && *period == as_json(name.period)) apply_to(latest);
    put_row(rows, name_key(header.position), name);
}

TrailRow row_of(const Fact& fact) {
    const auto& header = fact.header;
    TrailRow row;
    row.position = header.position;
    row.stream = header.stream;
    row.version = header.stream_version;
    row.type = info_of(fact.event).name;
    row.recorded = header.recorded;
    row.effective = header.effective;
    row.actor = header.actor;
    row.command = header.command;
    row.command_id = header.command_id;
    if (!header.reason.empty()) row.reason = header.reason;
    return row;
}

}  // namespace

boost::json::object AuditTrailView::row_schema() const {
    return reflect::schema<TrailRow>();
}

void AuditTrailView::apply(const Fact& fact, Rows& rows) const {
    if ((fact.header.stream.category() == "account") != (of_ == TrailOf::accounts)) return;
    auto row = row_of(fact);
    Picture picture(rows, hidden_key(fact.header.stream.value), row.changes);
    std::visit(Tell{rows, row, picture, fact.header}, fact.event);
    picture.keep();
    rows.put(row.stream.value + "/" + padded<10>(row.version), row_text(row));
}

}  // namespace taizhang
