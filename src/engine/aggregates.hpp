// The engine's memory: states of streams as the commands so far have left them, durable or not yet.
//
// A cold stream is folded from the log; the least recently used durable ones are forgotten when there are too many.
// What is decided but not yet durable is never forgotten, since the log could not bring it back. The engine's thread
// only.
#pragma once

#include "src/domain/aggregate.hpp"

#include <taizhang/event_log.hpp>

#include <list>
#include <unordered_map>

namespace taizhang {

class Aggregates final : public Directory {
  public:
    Aggregates(const EventLog& log, std::size_t limit) : log_(log), limit_(limit) {}

    const Aggregate& get(const StreamId& stream) const override;
    std::vector<ItemId> items_of(const LedgerId& ledger) const override;
    std::vector<AdmissionId> admissions_of(const UnitId& enterprise) const override;

    Result<PlacedEvent> event_at(Position position) const override;

    /// Texts of the event at `target`, of that stream, are removed by the record at `by`: the stream's state is folded
    /// again once that is durable, so that nothing is decided on what is gone; until then nobody is given the event.
    void forget_redacted(StreamId stream, Position target, Position by) {
        redacted_.push_back({std::move(stream), target, by});
    }

    /// Folds the event into its stream's state; a refusal has changed nothing.
    Status advance(const Event& event, const EventHeader& header);

    /// A cold stream that could not be read since the last call: the decision that met it must be refused. Such a
    /// stream is not kept as one that does not exist; it is read again when it is asked for again.
    std::optional<Error> take_failure();

    /// Forgets what is beyond the limit. References from get() end here.
    void trim();

    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        Aggregate aggregate;
        Position last = 0;
        std::list<StreamId>::iterator use;
    };

    using Entries = std::unordered_map<StreamId, Entry>;

    Entry& entry(const StreamId& stream) const;
    std::list<StreamId>::iterator forget(Entries::iterator found) const;
    Status fold(Aggregate& aggregate, Position& last) const;
    void need_index() const;
    Status index_streams() const;
    void join_index(const StreamId& stream, const Aggregate& aggregate, bool is_new) const;
    void trim_redacted(Position durable);

    const EventLog& log_;
    std::size_t limit_;
    mutable Entries entries_;
    mutable Entries::value_type* last_ = nullptr;  ///< that was asked for: a decision asks for one again and again
    mutable std::list<StreamId> uses_;             // most recent first
    struct Redacted {
        StreamId stream;
        Position target = 0, by = 0;
    };
    std::vector<Redacted> redacted_;  // by records that may not be durable yet
    mutable std::optional<Error> failure_;
    mutable std::vector<StreamId> unread_;  // streams behind failure_
    // of what began before indexed_
    mutable std::unordered_map<LedgerId, std::vector<ItemId>> items_;
    mutable std::unordered_map<UnitId, std::vector<AdmissionId>> admissions_;
    mutable std::optional<Position> indexed_;  // nothing: nobody has asked yet
};

}  // namespace taizhang
