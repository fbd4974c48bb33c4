// The trail of redactions and of the log's keys.
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace {

struct TellLaw : Teller {
    void operator()(const redaction::Requested& e) const { begin(e, "requested"); }
    /// The substitute is for machines; what was removed is told in the row of the event itself.
    void operator()(const redaction::Approved& e) const {
        picture.set("state", "approved");
        if (!e.execution) return;
        fact("stream", as_json(e.execution->stream));
        fact("stream_version", as_json(e.execution->stream_version));
    }
    void operator()(const redaction::Declined&) const { picture.set("state", "declined"); }

    void operator()(const log::KeyAdopted& e) const { fact("adopted", as_json(e.key)); }
    void operator()(const log::KeyRetired& e) const { fact("retired", as_json(e.key)); }
};

}  // namespace

void tell_law(const Fact& fact, const Teller& teller) {
    const TellLaw tell{teller};
    on_events_of<"redaction">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"log">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
