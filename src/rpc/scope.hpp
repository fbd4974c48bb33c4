// What an account may read of what the views and the log hold: pure, made anew for each call (access.hpp has the
// table).
//
//     const auto scope = scope_of(account);
//     TZ_TRY(const auto seen, services.drafts.look());
//     if (scope.hides(*seen.set, "2014-009")) ...            // a draft of other units
//
// What is hidden is the draft itself: its events and records, and whatever rows and parts of rows are about it. That
// something else names its id (the item of last year that goes on in it) is none of that.
#pragma once

#include "src/rpc/accounts.hpp"
#include "src/rpc/drafts.hpp"
#include "src/rpc/masking.hpp"

#include <boost/json.hpp>

namespace taizhang::rpc {

struct Scope {
    bool accounts = false;         ///< sees accounts, and what was refused to them
    bool drafts = false;           ///< sees every unit's drafts
    bool telephones = false;       ///< sees telephone numbers whole
    std::optional<UnitId> unit{};  ///< whose drafts it sees in any case

    bool operator==(const Scope&) const = default;
    bool hides(const DraftSet& set, std::string_view item) const;
    /// Of all items, some.
    bool may_hide(const DraftSet& set) const { return !drafts && !set.items.empty(); }
    /// The scope for what many are sent together: its unit counts only while that has drafts.
    Scope shared(const DraftSet& set) const;
    /// Equal for equal scopes.
    std::string key() const;
};

Scope scope_of(const Account& account);

/// The row as this scope sees it; nothing where the row is about a hidden draft: its `item` or `stream` is one.
/// Elements of lists that are about one, or are its id, are left out.
std::optional<std::string> row_in(const Scope& scope, const DraftSet& set, std::string_view json);
/// Whether the key of a row, "2014/2014-009/fgw", names a hidden draft.
bool key_is_hidden(const Scope& scope, const DraftSet& set, std::string_view key);
/// Whether the text names a hidden draft in any place.
bool names_hidden(const Scope& scope, const DraftSet& set, std::string_view json);
/// Whether the row names one of these items in any place.
bool names_any(std::string_view json, const std::vector<DraftTurn>& turns);

/// ErrorCode::invalid, with the path, for a text with a masked number, from whom numbers are masked.
Status check_not_masked(const Scope& scope, const boost::json::object& params);

/// Members whose values are read again: ids, amounts, dates, as events and rows have them.
const ExactMembers& exact_members();

/// Tells of events, as they are read, whether they are hidden. One thread, one reading.
class EventGuard {
  public:
    EventGuard(const EventLog& log, const Drafts& drafts, Scope scope)
        : log_(log), drafts_(drafts), scope_(std::move(scope)) {}

    bool hides(const EventHeader& header);
    /// The event itself, as a CloudEvent, is about a hidden draft whatever its stream: something that was found on it.
    bool hides_text(const EventHeader& header, std::string_view event);
    /// Of whatever could not be looked up; all was hidden then.
    const Status& status() const { return status_; }

  private:
    /// False, and all is to be hidden, where it could not be told.
    bool look(Position position);
    bool hides_item(const EventHeader& header);

    const EventLog& log_;
    const Drafts& drafts_;
    const Scope scope_;
    Drafts::Seen seen_;
    Status status_;
};

}  // namespace taizhang::rpc
