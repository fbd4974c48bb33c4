// The trail of supervision: inspections, orders, measures, reviews, bulletins.
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

struct TellSupervision : Teller {
    template <class E>
    void operator()(const E& e) const {
        picture.set_members(e);
    }

    // ---- inspection, rectification, review, bulletin ----
    void operator()(const inspection::Scheduled& e) const { begin(e, "scheduled"); }
    void operator()(const inspection::Held& e) const {
        picture.set("state", "held");
        picture.set("held_on", as_json(e.held_on));
        words("summary", e.summary);
    }
    void operator()(const inspection::FindingRecorded& e) const {
        picture.set("finding." + e.finding, as_json(e));
        row.unit = e.unit;
        row.summary = e.text;
    }
    void operator()(const inspection::Cancelled& e) const { cancelled(e.note); }
    void operator()(const rectification::Ordered& e) const {
        begin(e, "open");
        row.unit = e.unit;
        row.summary = e.demand;
    }
    void operator()(const rectification::Reported& e) const {
        if (e.finished) picture.set("state", "reported");
        words("result", e.result);
    }
    void operator()(const rectification::Accepted& e) const { ruled("accepted", e.findings); }
    void operator()(const rectification::Rejected& e) const {
        if (e.deadline) picture.set("deadline", as_json(*e.deadline));
        ruled("open", e.findings);
    }
    void operator()(const rectification::Extended& e) const { picture.set("deadline", as_json(e.to)); }
    void operator()(const rectification::Withdrawn& e) const {
        picture.set("state", "withdrawn");
        if (e.note) words("note", *e.note);
    }
    void operator()(const rectification::Reminded& e) const { facts(e); }
    void operator()(const rectification::FellOverdue& e) const { picture.set("overdue_since", as_json(e.deadline)); }
    void operator()(const review::Scheduled& e) const { begin(e, "scheduled"); }
    void operator()(const review::Rescheduled& e) const {
        if (e.on) picture.set("on", as_json(*e.on));
        if (e.host) picture.set("host", as_json(*e.host));
        if (!e.objects.empty()) picture.set("objects", as_json(e.objects));
    }
    void operator()(const review::Held& e) const {
        picture.set("state", "held");
        picture.set("held_on", as_json(e.held_on));
        picture.set("present", as_json(e.present));
        words("summary", e.summary);
    }
    void operator()(const review::RemarkMade& e) const {
        picture.set("remark." + e.remark, as_json(e));
        row.unit = e.unit;
        row.summary = e.text;
    }
    void operator()(const review::Cancelled& e) const { cancelled(e.note); }
    /// The body stands in the log and in the view `bulletins`; the digest vouches for it here.
    void operator()(const bulletin::Issued& e) const {
        auto head = e;
        head.body.clear();
        begin(head, "issued");
        row.summary = e.title;
    }
    void operator()(const bulletin::Published& e) const {
        picture.set("state", "published");
        fact("where", as_json(e.where));
    }
    void operator()(const bulletin::Withdrawn& e) const {
        picture.set("state", "withdrawn");
        picture.set_members(e);
    }

    // ---- accountability ----
    void operator()(const accountability::Proposed& e) const {
        begin(e, "proposed");
        row.summary = e.grounds;
    }
    void operator()(const accountability::Confirmed& e) const {
        if (e.deadline) picture.set("deadline", as_json(*e.deadline));
        ruled("confirmed", e.note.value_or(""));
    }
    void operator()(const accountability::Dismissed& e) const { ruled("dismissed", e.findings); }
    void operator()(const accountability::Approved& e) const {
        picture.set("authority", as_json(e.authority));
        ruled("approved", e.note.value_or(""));
    }
    void operator()(const accountability::CardIssued& e) const { begin(e, "card_issued"); }
    void operator()(const accountability::CardLifted& e) const { ruled("card_lifted", e.findings); }
    void operator()(const accountability::CriticismCirculated& e) const {
        if (e.bulletin) picture.set("bulletin", as_json(*e.bulletin));
        picture.set("state", "criticism_circulated");
        words("text", e.text);
    }
    void operator()(const accountability::SummonsHeld& e) const {
        picture.set("held_on", as_json(e.held_on));
        picture.set("present", as_json(e.present));
        picture.set("state", "summons_held");
        words("record", e.record);
    }
    void operator()(const accountability::StatementMade& e) const {
        picture.set("made_on", as_json(e.made_on));
        picture.set("state", "statement_made");
        words("text", e.text);
    }
    void operator()(const accountability::Referred& e) const {
        picture.set("to", as_json(e.to));
        picture.set("state", "referred");
        words("text", e.text);
    }
    void operator()(const accountability::OutcomeRecorded& e) const {
        if (e.document) picture.set("document", as_json(*e.document));
        picture.set("state", "outcome_recorded");
        words("outcome", e.outcome);
    }
    void operator()(const accountability::ReconsiderationRequested& e) const {
        picture.set("reconsideration.state", "requested");
        picture.set("reconsideration.decide_by", as_json(e.decide_by));
        words("grounds", e.grounds);
    }
    void operator()(const accountability::ReconsiderationDecided& e) const {
        picture.set("reconsideration.state", as_json(e.ruling));
        if (e.ruling == accountability::Ruling::revoked) picture.set("state", "revoked");
        words("findings", e.findings);
    }
    void operator()(const accountability::ReconsiderationOverdue& e) const {
        picture.set("reconsideration.state", "overdue");
        fact("due", as_json(e.due));
    }
};

}  // namespace

void tell_supervision(const Fact& fact, const Teller& teller) {
    const TellSupervision tell{teller};
    on_events_of<"inspection">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"rectification">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"accountability">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"review">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"bulletin">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
