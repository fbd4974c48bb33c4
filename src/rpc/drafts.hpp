// Which items are drafts: entered under a regime that wants them activated (S1.1), and not activated yet. What is a
// draft now is one also where the past is read; once it is activated all of its history is open. One that was
// cancelled or merged before that stays a draft.
//
//     TZ_TRY(const auto seen, drafts.look());                      // everything before seen.until is counted
//     const auto* draft = seen.set->find("2014-009");              // nullptr: it is none
//     if (draft && !draft->is_of(unit)) ...
//
// It follows the log itself, since events are read before any view has taken them in; what was there when it began
// it learns from the view `current_ledger` and those items' streams. Any thread.
#pragma once

#include "events/event.hpp"

#include <taizhang/event_log.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace taizhang {
class Views;
}

namespace taizhang::rpc {

struct Draft {
    std::vector<UnitId> units;   ///< its parties, whoever has a part of it or followed one of them, the ledger's holder
    std::vector<UnitId> former;  ///< those that were and are no more

    bool is_of(const std::optional<UnitId>& unit) const;
    bool was_of(const std::optional<UnitId>& unit) const;
};

/// An item has ceased to be a draft, or is another unit's: other accounts than before may see it.
struct DraftTurn {
    Position at = 0;
    std::string item;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// Never changed once it is handed out.
struct DraftSet {
    std::unordered_map<std::string, Draft, TextHash, std::equal_to<>> items;
    std::vector<DraftTurn> turns;  ///< in order; all from `turns_from` on
    Position turns_from = 0;
    std::uint64_t number = 0;  ///< another one whenever anything above is

    const Draft* find(std::string_view item) const;
    /// Some draft is the unit's, or was.
    bool concerns(const std::optional<UnitId>& unit) const;
};

class Drafts {
  public:
    Drafts(const EventLog& log, const Views& views) : log_(log), views_(views) {}

    struct Seen {
        std::shared_ptr<const DraftSet> set;
        Position until = 0;
    };
    /// Takes in what has come to the log.
    Result<Seen> look() const;
    /// The same, but only tells which set it is: for what is asked for each of thousands of connections. While nothing
    /// is new it takes no lock.
    struct Known {
        std::uint64_t number = 0;  ///< DraftSet::number
        Position until = 0;
    };
    Result<Known> known() const;
    /// The same, with the turns from `from` on; ErrorCode::gone where that is too long ago to be told.
    Result<Seen> look_back(Position from) const;

  private:
    Status catch_up() const;
    Status begin() const;
    Status take_row(std::string_view row, Position last) const;
    Status take(const Record& record) const;
    Status take_item(const Record& record) const;
    void take_units(const std::string& item, std::vector<UnitId> units, Position at) const;
    Result<std::vector<UnitId>> holder_of(const LedgerId& ledger) const;
    void publish() const;

    const EventLog& log_;
    const Views& views_;
    mutable std::mutex mutex_;
    mutable bool begun_ = false, changed_ = false;
    mutable Position until_ = 0;
    mutable std::atomic<bool> shows_{false};
    mutable std::atomic<Position> shown_until_{0};  ///< written after shown_number_, read before it
    mutable std::atomic<std::uint64_t> shown_number_{0};
    mutable DraftSet working_;
    mutable std::shared_ptr<const DraftSet> shown_ = std::make_shared<DraftSet>();
};

}  // namespace taizhang::rpc
