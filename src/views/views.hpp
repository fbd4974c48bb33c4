// The read side: runs the projections over the log, keeps their rows with their history, and answers reads as of any
// position, and "what changed after P", which is all that live subscriptions need.
//
//     auto views = Views::open({.path = dir / "views"}, log, all_projections());
//     views->list({.view = "current_ledger", .filter = {{"ledger", "2014"}}, .as_of = 120});
//     views->changes_since("current_ledger", filter, 120);      // upserts and removals after 120, coalesced by row
//
// A row's key in the store ends in the position from which it holds, newest first; so a read as of the past costs what
// a read now costs. Rows and checkpoint are committed in one batch, so a crash never leaves them apart. The whole store
// may be deleted at any time and is rebuilt from the log to the same bytes.
//
// Live reading is by cursor, not by queue: a subscriber keeps the position that it has seen and asks for what came
// after. A slow one therefore costs nothing, and is owed the latest row only (docs/decisions/007).
//
// Any thread may call anything. A thread of its own runs the projections, with a second one while it has much to do.
#pragma once

#include "projections/projection.hpp"

#include <taizhang/event_log.hpp>

#include <boost/json.hpp>
#include <functional>
#include <memory>

namespace taizhang {

inline constexpr std::size_t max_view_rows = 1'000;       ///< rows in one page
inline constexpr std::size_t max_snapshot_rows = 20'000;  ///< rows in a subscription's snapshot

struct ViewsOptions {
    std::string path;
    std::size_t batch_events = 4'000;         ///< applied and committed at a time
    std::size_t resident_bytes = 256 << 20;   ///< present rows kept in memory, over all views; the largest leaves first
    std::size_t projector_bytes = 256 << 20;  ///< rows that the projector keeps at hand, over all views
};

/// As a position to changes_since(): nothing has been seen yet. Also the position of a ViewChanges of an empty view.
inline constexpr Position before_first = ~Position{0};

struct ViewRow {
    std::string key;
    Position position = 0;  ///< from which the row holds
    std::string json;       ///< the row, as JSON text
};

/// Fields that must equal (a value) or be one of (an array). A field may be a member of objects in an array:
/// "units.unit". null matches an absent field. Unknown fields are told as an error (details.path).
using RowFilter = boost::json::object;

struct ViewQuery {
    std::string view;
    RowFilter filter;
    std::string order;  ///< a field, "-field" for descending, absent ones last; by key where empty
    std::size_t limit = max_view_rows;
    std::string cursor;  ///< next_cursor of the page before: the next one is read as of the same position
    std::optional<Position> as_of;
};

struct ViewPage {
    std::optional<Position> position;  ///< last event applied; nothing while the log is empty
    std::optional<Time> time;          ///< recorded time of that event
    std::vector<ViewRow> rows;
    std::string next_cursor;  ///< empty at the end
    std::size_t total = 0;    ///< rows that match, over all pages
};

struct ViewChanges {
    Position position = 0;  ///< the changes bring a reader from the position that it named to this one
    std::vector<ViewRow> upserts;
    std::vector<std::string> removals;  ///< keys that were removed, or no longer match the filter
};

struct ViewState {
    std::string name;
    std::uint32_t version = 0;
    std::optional<Position> applied;  ///< what readers see
    bool rebuilding = false;          ///< readers see the rows of another version, or rows that are still few
    std::string stopped_because;      ///< the poison event, if this projection stopped at one
};

class Views {
  public:
    static Result<std::unique_ptr<Views>> open(ViewsOptions options, const EventLog& log,
                                               std::vector<std::unique_ptr<Projection>> projections);
    virtual ~Views() = default;

    /// Tells the projector that the log has grown; returns at once.
    virtual void wake() = 0;
    /// Ends the projector's thread; reads go on as of where it stopped. Not from a callback.
    virtual void stop() = 0;

    virtual std::vector<ViewState> states() const = 0;
    virtual const Projection* find(std::string_view view) const = 0;

    /// ErrorCode::not_found for an unknown view, invalid for a wrong filter, cursor or order, gone for an as_of ahead
    /// of what is applied.
    virtual Result<ViewPage> list(const ViewQuery& query) const = 0;
    virtual Result<std::optional<ViewRow>> get(std::string_view view, std::string_view key,
                                               std::optional<Position> as_of) const = 0;
    /// Everything that matches, up to max_snapshot_rows (ErrorCode::over_limit beyond).
    virtual Result<ViewPage> snapshot(std::string_view view, const RowFilter& filter) const = 0;
    /// Rows that changed after `position`, as they are at the answer's position; that is not the latest one when more
    /// than max_snapshot_rows changed, so ask again from there. A position ahead of the view has seen no change.
    /// Across a redaction every row of which a text was removed is among them, also where it holds since long before.
    virtual Result<ViewChanges> changes_since(std::string_view view, const RowFilter& filter,
                                              Position position) const = 0;

    /// Position of the last redaction of which the rows that readers get take account; what was read before it may hold
    /// texts that are removed.
    virtual std::optional<Position> redacted(std::string_view view) const = 0;

    /// Last position that every projection has applied; those that stopped at a poison event are left out, so that they
    /// hold up nobody who reads other views (all of them, if all have stopped).
    virtual std::optional<Position> applied() const = 0;
    /// Calls back once applied() has reached `position` (at once if it has), on the projector's thread otherwise; false
    /// if a projection has stopped before `position` (its rows are older, the others' are there), if all have, or on
    /// stop().
    virtual void when_applied(Position position, std::function<void(bool)> callback) = 0;
    /// Called after each committed batch with its last position, on the projector's thread. Returns a handle for
    /// unlisten(), after which it is not called and not running (it may unlisten itself).
    virtual std::uint64_t listen(std::function<void(Position)> callback) = 0;
    virtual void unlisten(std::uint64_t handle) = 0;

    /// Deletes the rows of these views (of all, if none is named) and builds them anew; returns when they have caught
    /// up. Also gives a stopped projection another try. Not from a callback.
    virtual Status rebuild(const std::vector<std::string>& views) = 0;
    /// SHA-256 over all keys and rows of a view, histories included: equal after a rebuild.
    virtual Result<Digest> digest(std::string_view view) const = 0;
};

/// The last position whose event was recorded at or before `time`; nothing if there is none. Binary search in the log.
Result<std::optional<Position>> position_at(const EventLog& log, Time time);

}  // namespace taizhang
