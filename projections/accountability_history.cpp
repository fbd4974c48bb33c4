#include "projections/accountability_history.hpp"

#include "events/schedule.hpp"
#include "projections/fold.hpp"
#include "projections/item_figures.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::AccountabilityKind;
using rows::AccountabilityRow;

/// Hidden, by the item's stream: whom it concerns now, and who reported what where.
struct Concerned {
    struct Reported {
        Position at = 0;  ///< of the report or of a correction
        UnitId unit;
        Period period;
    };
    LedgerId ledger;
    std::vector<Party> units;
    std::optional<PersonId> leader;
    std::optional<PersonId> person;
    std::vector<Reported> reports;
};
BOOST_DESCRIBE_STRUCT(Concerned::Reported, (), (at, unit, period))
BOOST_DESCRIBE_STRUCT(Concerned, (), (ledger, units, leader, person, reports))

/// Hidden, by the report's stream.
struct ReportOf {
    LedgerId ledger;
    UnitId unit;
    Period period;
};
BOOST_DESCRIBE_STRUCT(ReportOf, (), (ledger, unit, period))

namespace {

/// Writes the rows of one fact.
struct Writer {
    Rows& rows;
    const EventHeader& header;

    void operator()(const StreamId& subject, AccountabilityKind kind, std::string text,
                    const AccountabilityRow& about = {}) const {
        if (subject.id().empty()) return;
        AccountabilityRow row = about;
        row.position = header.position;
        row.subject = subject;
        row.kind = kind;
        row.recorded = header.recorded;
        row.actor_name = header.actor.name;
        if (!header.reason.empty()) row.reason = header.reason;
        row.text = std::move(text);
        put_row(rows, subject.value + "/" + padded<20>(header.position), std::move(row));
    }
};

struct TellItem {
    template <class E>
    void operator()(const E&) const {}  // PENDING
    Concerned& item;
    const Writer& write;
    const EventHeader& header;

    void operator()(const item::Entered& e) const {
        item.ledger = e.ledger;
        item.units = e.units;
        name_people(e.responsible_leader, e.responsible_person);
    }
    void operator()(const item::UnitsAssigned& e) const { item.units = e.units; }
    void operator()(const item::PeopleAssigned& e) const { name_people(e.responsible_leader, e.responsible_person); }
    void operator()(const item::Transferred& e) const {
        tell(e.from, AccountabilityKind::transferred_away, e.to.value);
        std::erase_if(item.units, [&](const Party& party) { return party.unit == e.to; });
        for (auto& party : item.units) {
            if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
        }
        write(StreamId::of(e.to), AccountabilityKind::transferred_in, e.from.value, about());
    }
    void operator()(const item::ProgressReported& e) const {
        const auto unit = speaker(e.unit, header);
        item.reports.push_back({header.position, unit, e.period});
        if (behind_schedule(e.percent, e.period))
            tell(unit, AccountabilityKind::behind_schedule, e.reasons.value_or(e.percent.to_string() + "%"), e.period);
    }
    void operator()(const item::ProgressCorrected& e) const {
        const auto found = std::ranges::find(item.reports, e.corrects, &Concerned::Reported::at);
        if (found == item.reports.end())
            throw std::runtime_error("event " + std::to_string(e.corrects) + " is no report of this item");
        const auto corrected = *found;
        item.reports.push_back({header.position, corrected.unit, corrected.period});
        tell(corrected.unit, AccountabilityKind::progress_corrected,
             e.percent ? e.percent->to_string() + "%" : e.progress.value_or(""), corrected.period);
    }
    void operator()(const item::Urged& e) const { tell(e.unit ? *e.unit : lead(), AccountabilityKind::urged, e.text); }
    void operator()(const item::ExtensionRequested& e) const {
        tell(lead(), AccountabilityKind::extension_requested, e.to.to_string());
    }
    void operator()(const item::ExtensionGranted& e) const {
        tell(lead(), AccountabilityKind::extension_granted, e.to.to_string());
    }
    void operator()(const item::ExtensionRefused& e) const {
        tell(lead(), AccountabilityKind::extension_refused, e.advice.value_or(""));
    }
    void operator()(const item::CompletionRejected& e) const {
        tell(lead(), AccountabilityKind::completion_rejected, e.findings);
    }
    void operator()(const item::Reopened& e) const {
        tell(lead(), AccountabilityKind::reopened, e.deadline ? e.deadline->to_string() : "");
    }
    // What follows says nothing about anybody's account.
    void operator()(const item::Acknowledged&) const {}
    void operator()(const item::Revised&) const {}
    void operator()(const item::TargetSet&) const {}
    void operator()(const item::MilestonePlanned&) const {}
    void operator()(const item::MilestoneReached&) const {}
    void operator()(const item::ProblemRaised&) const {}
    void operator()(const item::ProblemEscalated&) const {}
    void operator()(const item::ProblemResolved&) const {}
    void operator()(const item::CompletionClaimed&) const {}
    void operator()(const item::CompletionVerified&) const {}
    void operator()(const item::ClosedOut&) const {}
    void operator()(const item::Cancelled&) const {}

    void name_people(const std::optional<NamedPerson>& leader, const std::optional<NamedPerson>& person) const {
        if (leader) item.leader = leader->person;
        if (person) item.person = person->person;
    }
    UnitId lead() const {
        const auto* party = lead_of(item.units);
        return party ? party->unit : UnitId{};
    }
    AccountabilityRow about(std::optional<Period> period = {}) const {
        AccountabilityRow row;
        row.item = ItemId{std::string(header.stream.id())};
        row.ledger = item.ledger;
        row.period = period;
        return row;
    }
    void tell(const UnitId& unit, AccountabilityKind kind, const std::string& text,
              std::optional<Period> period = {}) const {
        write(StreamId::of(unit), kind, text, about(period));
        if (unit != lead()) return;
        if (item.leader) write(StreamId::of(*item.leader), kind, text, about(period));
        if (item.person && item.person != item.leader) write(StreamId::of(*item.person), kind, text, about(period));
    }
};

struct TellReport {
    template <class E>
    void operator()(const E&) const {}  // PENDING
    ReportOf& report;
    const Writer& write;
    const EventHeader& header;

    void operator()(const report::Submitted& e) const {
        report = {e.ledger, speaker(e.unit, header), e.period};
        if (header.stream_version == 1 && e.late.value_or(false)) tell(AccountabilityKind::report_late, e.summary);
    }
    void operator()(const report::Returned& e) const { tell(AccountabilityKind::report_returned, e.findings); }
    void operator()(const report::Accepted&) const {}

    void tell(AccountabilityKind kind, const std::string& text) const {
        AccountabilityRow about;
        about.ledger = report.ledger;
        about.period = report.period;
        write(StreamId::of(report.unit), kind, text, about);
    }
};

void tell_unit(const Event& event, const Writer& write, const StreamId& unit) {
    if (const auto* merged = std::get_if<unit::Merged>(&event)) {
        write(unit, AccountabilityKind::merged_into, merged->into.value);
        write(StreamId::of(merged->into), AccountabilityKind::took_over, std::string(unit.id()));
    }
    if (const auto* dissolved = std::get_if<unit::Dissolved>(&event)) {
        write(unit, AccountabilityKind::dissolved, dissolved->successor ? dissolved->successor->value : "");
        if (dissolved->successor)
            write(StreamId::of(*dissolved->successor), AccountabilityKind::took_over, std::string(unit.id()));
    }
}

/// Folds one fact into the hidden row of its stream while rows are written.
template <WireName Category, class Memory, class Tell>
void tell_stream(const Fact& fact, Rows& rows, const Writer& write) {
    on_events_of<Category>(fact, [&](const auto& event) {
        const auto key = hidden_key(fact.header.stream.value);
        auto memory = fact.header.stream_version == 1 ? Memory{} : need_row<Memory>(rows, key);
        Tell{memory, write, fact.header}(event);
        put_row(rows, key, std::move(memory));
    });
}

}  // namespace

boost::json::object AccountabilityHistoryView::row_schema() const {
    return reflect::schema<AccountabilityRow>();
}

void AccountabilityHistoryView::apply(const Fact& fact, Rows& rows) const {
    const Writer write{rows, fact.header};
    tell_stream<"item", Concerned, TellItem>(fact, rows, write);
    tell_stream<"report", ReportOf, TellReport>(fact, rows, write);
    tell_unit(fact.event, write, fact.header.stream);
}

}  // namespace taizhang
