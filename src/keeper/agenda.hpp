// What the calendar brings and when (domain.md, rules 3, 5 and 6): a pure fold of all events, and the duties of the
// deadline keeper that follow from it.
//
//     Agenda agenda;
//     for (each record of the log) agenda.apply(header, event);
//     while (auto duty = agenda.take(now)) {
//         // give duty->proposal to duty->stream as the system account, then apply what came of it
//     }
//     sleep_until(agenda.next());
//
// A duty is given once: it leaves the agenda when it is taken, and for good when the event that it asked for is
// applied. A reminder tells how many days are left when it is sent; what is over is not reminded of. A duty that was
// refused comes back only after something else happened in its stream. Two agendas that were fed the same log offer the
// same duties under the same command ids, whenever each was made; so whoever crashed between giving a command and
// hearing of it may give it again (same id, one effect).
//
// Pure: the only clock is the `now` that take() is given. One thread at a time.
#pragma once

#include "src/keeper/book.hpp"
#include "src/keeper/duty.hpp"
#include "src/keeper/ladder.hpp"

#include <set>
#include <unordered_map>
#include <unordered_set>

namespace taizhang::keeper {

class Agenda {
  public:
    /// Every event, in the order of the log.
    void apply(const EventHeader& header, const Event& event);

    /// When the next thing may fall due; nothing while nobody owes anything.
    std::optional<Time> next();

    /// The earliest of what is due at `now`, by (at, kind, stream); of what fell due at `until` or before.
    std::optional<Duty> take(Time now) { return take(now, now); }
    std::optional<Duty> take(Time now, Time until);

    /// It could not be given now, and is offered again.
    void put_back(const Duty& duty);

    /// Of the record that was applied last; nothing before the first. The engine's clock never goes behind it.
    std::optional<Time> last_recorded() const { return last_recorded_; }
    const Book& book() const { return book_; }

  private:
    struct Entry {
        Due due;
        StreamId stream;
        auto operator<=>(const Entry& other) const {
            return std::tie(due.at, due.kind, stream, due) <=>
                   std::tie(other.due.at, other.due.kind, other.stream, other.due);
        }
    };

    void changed(const StreamId& stream);
    void give_back(const StreamId& stream, const Due& due);
    void refresh_all();
    void refresh(const StreamId& stream);
    std::optional<Due> earliest(const StreamId& stream) const;
    std::optional<Duty> make(const Entry& entry, Time now);

    Book book_;
    Ladder ladder_;
    std::set<Entry> entries_;                                     ///< the earliest of each stream
    std::unordered_map<StreamId, std::set<Entry>::iterator> at_;  ///< by stream
    std::unordered_map<StreamId, std::set<Due>> taken_;           ///< given out since the stream last changed
    std::vector<Entry> passed_over_;                              ///< steps that did not stand when they were looked at
    std::unordered_set<StreamId> stale_;                          ///< to be looked at again
    bool all_stale_ = false;
    std::optional<Time> last_recorded_;
};

}  // namespace taizhang::keeper
