// The trail of admissions (S3).
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

struct TellAdmissions : Teller {
    void operator()(const admission::Filed& e) const { begin(e, "filed"); }
    void operator()(const admission::Refiled& e) const {
        picture.set("state", "filed");
        picture.set("passed", nullptr);
        picture.set("findings", nullptr);
        set_given(e);
        if (!e.qualifications.empty()) picture.set("qualifications", as_json(e.qualifications));
        picture.set("figures", merged("figures", "key", as_json(e.figures).as_array()));
        picture.set("expected", merged("expected", "key", as_json(e.expected).as_array()));
        picture.set("missing", as_json(e.missing));
    }
    void operator()(const admission::MaterialAttached& e) const {
        const auto of = e.period ? "@" + e.period->to_string() : std::string();
        picture.set("material." + e.material + of, as_json(e.document));
        picture.set("missing", as_json(e.missing));
        row.period = e.period;
    }
    void operator()(const admission::Passed& e) const {
        auto passed = list("passed");
        passed.push_back(as_json(e.level));
        picture.set("passed", std::move(passed));
        picture.set("next", e.next ? as_json(*e.next) : json::value());
        if (e.decided_on) fact("decided_on", as_json(*e.decided_on));
        if (e.note) words("note", *e.note);
    }
    void operator()(const admission::Returned& e) const { judged(e.level, "returned", e.findings); }
    void operator()(const admission::Rejected& e) const { judged(e.level, "rejected", e.findings); }
    void operator()(const admission::Admitted& e) const {
        picture.set("state", "admitted");
        picture.set_members(e);
    }
    void operator()(const admission::Removed& e) const {
        picture.set("removed_on", as_json(e.removed_on));
        ruled("removed", e.findings);
    }
    /// Held against what was reported of the month before.
    void operator()(const admission::StatisticReported& e) const {
        for (const auto& figure : e.figures) {
            json::object told{{"value", as_json(figure.value)}, {"unit", figure.unit}};
            picture.set("statistic." + e.period.to_string() + "." + figure.key, std::move(told));
        }
        if (!e.corrects && e.late) fact("late", as_json(*e.late));
        row.corrects = e.corrects;
        row.period = e.period;
    }
    void operator()(const admission::MisreportingFound& e) const {
        fact("misreporting", as_json(e.kind));
        if (!e.evidence.empty()) fact("evidence", as_json(e.evidence));
        words("findings", e.findings);
        row.period = e.period;
    }

    void judged(const std::string& level, const char* state, const std::string& findings) const {
        fact("level", as_json(level));
        ruled(state, findings);
    }
};

}  // namespace

void tell_admissions(const Fact& fact, const Teller& teller) {
    const TellAdmissions tell{teller};
    on_events_of<"admission">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
