// The trail of units, persons, accounts, regimes and ledgers.
#include "projections/audit/audit_tell.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

struct TellRegisters : Teller {
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
    void operator()(const account::SessionsRevoked&) const { fact("sessions", "revoked"); }
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
    void operator()(const ledger::Consolidated& e) const {
        fact("period", as_json(e.period));
        fact("reported", as_json(e.reported));
        fact("missing", as_json(e.missing));
        words("summary", e.summary);
        row.period = e.period;
    }
    void operator()(const ledger::CheckOverdue& e) const { facts(e); }
    void operator()(const ledger::RhythmKept& e) const { facts(e); }
    void operator()(const ledger::RhythmMissed& e) const { facts(e); }
    void operator()(const ledger::RhythmReminded& e) const { facts(e); }
    void operator()(const ledger::Closed& e) const {
        picture.set("status", "closed");
        words("summary", e.summary);
    }
};

}  // namespace

void tell_registers(const Fact& fact, const Teller& teller) {
    const TellRegisters tell{teller};
    on_events_of<"unit">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"person">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"account">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"regime">(fact, [&](const auto& event) { tell(event); });
    on_events_of<"ledger">(fact, [&](const auto& event) { tell(event); });
}

}  // namespace taizhang
