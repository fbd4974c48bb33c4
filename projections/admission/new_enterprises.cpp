#include "projections/admission/new_enterprises.hpp"

#include "projections/fold.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

#include <algorithm>

namespace taizhang {

using rows::NewEnterprise;
using rows::NewEnterprisesRow;

/// Hidden, by the admission's stream: what its line of the list will tell.
struct EnterpriseToCome {
    UnitId region;
    NewEnterprise enterprise;
};
BOOST_DESCRIBE_STRUCT(EnterpriseToCome, (), (region, enterprise))

namespace {

struct TellEnterprise {
    Rows& rows;
    const EventHeader& header;

    template <class E>
    void operator()(const E&) const {}

    void operator()(const admission::Filed& e) const {
        EnterpriseToCome to_come;
        to_come.region = e.region;
        auto& one = to_come.enterprise;
        one.admission = AdmissionId{std::string(header.stream.id())};
        one.ledger = e.ledger;
        one.enterprise = e.enterprise;
        one.name = e.name;
        one.code = e.code;
        one.procedure = e.procedure;
        one.situation = e.situation;
        one.department = e.department;
        judged(one, e.eligibility);
        keep(std::move(to_come));
    }
    void operator()(const admission::Refiled& e) const {
        auto to_come = known();
        take(to_come.enterprise.procedure, e.procedure);
        take(to_come.enterprise.situation, e.situation);
        judged(to_come.enterprise, e.eligibility);
        keep(std::move(to_come));
    }
    void operator()(const admission::Admitted& e) const {
        auto to_come = known();
        to_come.enterprise.admitted_on = e.admitted_on;
        to_come.enterprise.from = e.from;
        const auto key = key_of(to_come);
        auto row = get_row<NewEnterprisesRow>(rows, key).value_or(NewEnterprisesRow{});
        row.year = static_cast<std::uint16_t>(e.admitted_on.year());
        row.region = to_come.region;
        ++row.admitted;
        row.enterprises.push_back(to_come.enterprise);
        put_row(rows, key, std::move(row));
        keep(std::move(to_come));
    }
    void operator()(const admission::Removed& e) const {
        const auto key = key_of(known());
        auto row = need_row<NewEnterprisesRow>(rows, key);
        const AdmissionId id{std::string(header.stream.id())};
        const auto found = std::ranges::find(row.enterprises, id, &NewEnterprise::admission);
        if (found == row.enterprises.end()) return;
        found->removed_on = e.removed_on;
        ++row.removed;
        put_row(rows, key, std::move(row));
    }

    static void judged(NewEnterprise& one, const std::optional<admission::Eligibility>& eligibility) {
        if (eligibility) one.admission_class = eligibility->admission_class;
    }
    EnterpriseToCome known() const { return need_row<EnterpriseToCome>(rows, hidden_key(header.stream.value)); }
    void keep(EnterpriseToCome to_come) const { put_row(rows, hidden_key(header.stream.value), std::move(to_come)); }
    static std::string key_of(const EnterpriseToCome& to_come) {
        const auto year = static_cast<std::uint64_t>(to_come.enterprise.admitted_on.year());
        return padded<4>(year) + "/" + to_come.region.value;
    }
};

}  // namespace

boost::json::object NewEnterprisesView::row_schema() const {
    return reflect::schema<NewEnterprisesRow>();
}

void NewEnterprisesView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"admission">(fact, [&](const auto& event) { TellEnterprise{rows, fact.header}(event); });
}

}  // namespace taizhang
