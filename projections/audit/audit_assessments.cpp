// The trail of assessments (S5.3-S5.6, S8.7, S9.7).
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

struct TellAssessments : Teller {
    void operator()(const assessment::Opened& e) const { begin(e, "open"); }
    void operator()(const assessment::TargetsSet& e) const {
        for (const auto& target : e.targets)
            picture.set("target." + e.indicator + "." + target.unit.value, amount(target.value, e.unit_of_measure));
        if (e.difference) fact("difference", as_json(*e.difference));
    }
    void operator()(const assessment::ScoreFiled& e) const {
        // a project among those that are counted by its name, so that each is held against itself
        const auto field = "score." + e.indicator + "." + e.unit.value;
        picture.set(e.note ? field + "." + *e.note : field, amount(e.value, e.unit_of_measure));
        if (!e.evidence.empty()) fact("evidence", as_json(e.evidence));
    }
    void operator()(const assessment::ScoreCorrected& e) const {
        fact("value", as_json(e.value));
        if (!e.evidence.empty()) fact("evidence", as_json(e.evidence));
        row.corrects = e.corrects;
    }
    void operator()(const assessment::PointsGiven& e) const {
        fact("unit", as_json(e.unit));
        fact("rule", as_json(e.rule));
        fact("points", as_json(e.points));
        words("grounds", e.grounds);
    }
    void operator()(const assessment::AwardBarred& e) const {
        fact("unit", as_json(e.unit));
        fact("rule", as_json(e.rule));
        words("grounds", e.grounds);
    }
    void operator()(const assessment::Concluded& e) const {
        picture.set("state", "concluded");
        for (const auto& standing : e.standings) {
            json::object told{{"total", as_json(standing.total)}, {"rank", standing.rank}};
            picture.set("standing." + standing.unit.value, std::move(told));
        }
        if (e.note) words("note", *e.note);
    }
    void operator()(const assessment::AwardGranted& e) const {
        fact("award", as_json(e.award.award));
        fact("unit", as_json(e.award.unit));
        words("grounds", e.award.grounds);
    }
    void operator()(const assessment::Reopened& e) const {
        picture.set("state", "reopened");
        fact("because", as_json(e.because));
    }
    void operator()(const assessment::StatementFiled& e) const {
        fact("unit", as_json(e.unit));
        if (!e.indicators.empty()) fact("indicators", as_json(e.indicators));
        words("measures", e.measures);
        words("text", e.text);
    }
    void operator()(const assessment::ResultApplied& e) const {
        fact("use", as_json(e.use));
        fact("subject", as_json(e.subject));
        if (e.points) fact("points", as_json(*e.points));
        words("text", e.text);
    }

    static json::object amount(Decimal value, const std::string& unit) {
        return {{"value", as_json(value)}, {"unit", unit}};
    }
};

}  // namespace

void tell_assessments(const Fact& fact, const Teller& teller) {
    const TellAssessments tell{teller};
    on_events_of<"assessment">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
