// The pure core: what an aggregate is, how events change it, and what a command may bring about.
//
//     Aggregate item{stream};                                   // version 0: does not exist yet
//     for (each event of the stream) apply(item, event, header);
//     Result<std::vector<Happening>> decided = decide(item, proposal, context);
//
// Nothing here asks for the time, reads a disk or keeps anything between calls. Same input, same output.
#pragma once

#include "events/catalogue.hpp"
#include "src/domain/states.hpp"

#include <taizhang/record.hpp>

#include <string>
#include <vector>

namespace taizhang {

/// A stream's state: the fold of its events. Which alternative it is follows from the stream's category.
struct Aggregate {
    StreamId stream;
    Version version = 0;  ///< number of events; 0 = does not exist
    State state;

    bool exists() const { return version > 0; }
};

/// An event of the log as it stands there now: of one that was redacted, what is left.
struct PlacedEvent {
    EventHeader header;
    Event event;
};

/// Other aggregates that a decision may look at, as they are just before the command. Single-threaded.
class Directory {
  public:
    virtual ~Directory() = default;
    /// Version 0 when there is none. The reference lives until the decision is made.
    virtual const Aggregate& get(const StreamId& stream) const = 0;
    /// Every item ever entered in the ledger, in the order of entering. Costs a look through the log the first time.
    virtual std::vector<ItemId> items_of(const LedgerId& ledger) const = 0;
    /// Every file ever opened for the enterprise, in the order of filing (S3.5). Costs as much the first time.
    virtual std::vector<AdmissionId> admissions_of(const UnitId& enterprise) const = 0;
    /// The durable event at a position; ErrorCode::not_found when there is none. Only redactions ask for it.
    virtual Result<PlacedEvent> event_at(Position position) const {
        return not_found("there is no event " + std::to_string(position) + " in the log");
    }
};

/// Who asks, when, why, and what else is known.
struct Context {
    Time now;        ///< what the events' recorded time will be
    Time effective;  ///< when it happened, or as of when it holds
    Actor actor;
    std::vector<Role> roles;  ///< of the actor's account; {Role::system} for the system account
    std::string reason;       ///< empty when none was given
    const Directory& directory;
    Position end = 0;  ///< of the log: what stands in it already is before this
    /// Of what another stream's command brings about: that stream. Its state is still the one before its command.
    std::optional<StreamId> brought_about_by = {};
};

/// Folds one event into the aggregate and counts the version up. `header` gives position, times and actor.
/// An event of another category is a fault of ours and is refused with ErrorCode::internal.
Status apply(Aggregate& aggregate, const Event& event, const EventHeader& header);

/// One event that a command brings about, and where.
struct Happening {
    StreamId stream;
    Event event;
};

/// What follows from the proposal: one or more events, the first being the proposal itself in this stream, perhaps
/// completed (a collective expanded, a unit filled in, lateness judged). Others may stand in other streams: a report
/// brings the progress of its items, an item carried over its successor. All of them happen, or none. Refusals:
/// ErrorCode::forbidden when the actor's roles or unit do not allow it, ErrorCode::refused with details.clause when a
/// rule says no, ErrorCode::not_found when the aggregate or one that it names does not exist, ErrorCode::invalid with
/// details.path for a field.
Result<std::vector<Happening>> decide(const Aggregate& aggregate, const Event& proposal, const Context& context);

/// The role under which the account may give this command, for the event's header; nothing if none of them allows it.
std::optional<Role> acting_role(const Aggregate& aggregate, const Event& proposal, const Context& context);

}  // namespace taizhang
