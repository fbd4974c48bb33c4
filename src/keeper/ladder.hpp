// The ladder (S1.7; domain.md, rule 6): which step of the regime answers what happened, and whether that still stands
// when the step's time has come.
//
//     Ladder ladder;
//     ladder.observe(book, occurrences_of(book, header, event, before));   // after the event was applied to the book
//     ladder.due(book, stream)                       // the step that is to be proposed in this accountability stream
//
// What happened is held against the steps of the rules in force at that moment, so that an amended regime judges from
// its amendment on. An occurrence counts towards a step once: three late reports bring one card, and three more
// another; a month whose figure proves not to be behind after all is taken back, unless a measure rests on it already.
// A measure's id follows from the step and the position of the event that it answers, so it is never taken
// twice. Nor does a step answer what follows from itself: two kinds of card that called for each other would never end.
// Pure. One thread at a time.
#pragma once

#include "src/keeper/duty.hpp"
#include "src/keeper/occurrence.hpp"

namespace taizhang::keeper {

/// A measure that is to be proposed at `at`, if what it answers still stands then.
struct Answer {
    Time at;
    Occurrence occurrence;
    std::optional<ItemId> item;      ///< that it is about
    std::vector<Position> evidence;  ///< all that was counted
    regime::RulesPtr rules;          ///< those that held; they keep the step
    std::size_t step = 0;
    std::set<std::string> follows;  ///< the steps that led here, by name, and this one

    const regime::Step& rule() const { return rules->steps[step]; }
};

class Ladder {
  public:
    /// Returns the streams of the measures that have become due at some time.
    std::vector<StreamId> observe(const Book& book, const std::vector<Occurrence>& occurrences);

    /// Forgets what was to be answered before `now` and does not stand any more; its streams. Called before what
    /// happens at `now` is applied, so that the judgement does not depend on when somebody looks.
    std::vector<StreamId> settle(const Book& book, Time now);

    /// nullptr when the stream is no measure of ours.
    const Answer* find(const StreamId& stream) const;
    /// The step that is to be proposed in this stream, or to be confirmed where it is taken by itself.
    std::optional<Due> due(const Book& book, const StreamId& stream) const;
    void forget(const StreamId& stream) { answers_.erase(stream); }

    template <class F>
    void each_stream(F&& visit) const {
        for (const auto& [stream, answer] : answers_) visit(stream);
    }

  private:
    struct Counted {
        Position position = 0;
        Time recorded;
        std::optional<Period> period;
        StreamId stream;
        bool used = false;
    };
    using History = std::vector<Counted>;

    std::optional<StreamId> consider(const Book& book, const Occurrence& occurrence, const regime::RulesPtr& rules,
                                     std::size_t step, const std::optional<ItemId>& item);
    void take_back(const Occurrence& corrected, const regime::Step& step, const std::optional<ItemId>& item);
    static std::vector<Counted*> reached(const Book& book, History& history, const Occurrence& occurrence,
                                         const regime::Step& step, const regime::Rules& rules);

    std::unordered_map<StreamId, Answer> answers_;
    std::set<std::pair<Time, StreamId>> waiting_;         ///< answers whose time has not come, as far as we know
    std::unordered_map<std::string, History> histories_;  ///< by step and subject
};

/// Whether what the answer is about still holds: not handed in, not reached, not lifted since. A step without a term
/// answers the fact itself, which no later deed undoes.
bool stands(const Book& book, const Answer& answer, Time now);

/// What the supervision office is asked to confirm; the deadline of its demand counts from `now`.
accountability::Proposed proposal_of(const Book& book, const Answer& answer, Time now);

/// Measures on persons and inquiries never are (rule 6).
bool is_automatic(const regime::Step& step);

/// "<step>-<position>", the step by its name where an id can hold it, else by its digest. `which` tells apart the
/// measures that answer one event: an item, a unit.
AccountabilityId measure_id(const regime::Step& step, Position position, const std::string& which);

}  // namespace taizhang::keeper
