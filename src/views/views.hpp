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
inline constexpr std::size_t max_diff_rows = 500;         ///< rows in one page of a diff
inline constexpr std::size_t max_diff_changes = 20'000;   ///< rows that differ, over all pages of a diff

struct ViewsOptions {
    std::string path;
    std::size_t batch_events = 4'000;         ///< applied and committed at a time
    std::size_t resident_bytes = 256 << 20;   ///< present rows kept in memory, over all views; the largest leaves first
    std::size_t projector_bytes = 256 << 20;  ///< rows that the projector keeps at hand, over all views
    std::size_t past_bytes = 128 << 20;       ///< rows of the past that were read lately, over all views
    std::size_t diff_changes = 100'000;       ///< read by a diff, before it compares all rows instead
    std::size_t diff_rows = 100'000;          ///< compared by a diff at most
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
    RowFilter filter = {};
    std::string order = {};  ///< a field, "-field" for descending, absent ones last; by key where empty
    std::size_t limit = max_view_rows;
    std::string cursor = {};  ///< next_cursor of the page before: the next one is read as of the same position
    std::optional<Position> as_of = {};
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

/// What is asked of two moments. The filter is for rows that match at either: one that has ceased to match was removed
/// from those that do, one that has begun to was added.
struct DiffQuery {
    std::string view;
    RowFilter filter = {};
    std::optional<Position> from = {};  ///< nothing: before the first event
    Position to = 0;
    std::size_t limit = max_diff_rows;
    std::string cursor = {};  ///< next_cursor of the page before, whose moments hold for all pages
};

struct RowDifference {
    std::string key;
    std::optional<ViewRow> before;  ///< nothing: the row was added
    std::optional<ViewRow> after;   ///< nothing: it was removed
};

struct ViewDiff {
    std::optional<Position> from = {};
    Position to = 0;
    std::vector<RowDifference> rows = {};             ///< in the order of their keys
    std::string next_cursor = {};                     ///< empty at the end
    std::size_t added = 0, removed = 0, changed = 0;  ///< over all pages
};

/// A build of rows that is under way: the first one, a later version's, or one that was asked for.
struct ViewBuilding {
    Position next = 0;                ///< the first event that is not in it yet
    bool beside = false;              ///< readers see other rows, which are whole, until this one takes over
    double seconds = 0;               ///< that this program has worked at it
    double events_per_second = 0;     ///< lately
    std::optional<double> left = {};  ///< seconds, once that can be told
};

/// The event that a projection cannot digest.
struct PoisonEvent {
    Position position = 0;
    std::string event;  ///< its type's name; empty for one that this program does not know
    std::string stream;
};

struct ViewState {
    std::string name;
    std::uint32_t version = 0;
    std::optional<Position> applied;  ///< what readers see
    bool rebuilding = false;          ///< readers see the rows of another version, or rows that are still few
    std::string stopped_because;      ///< the poison event, if this projection stopped at one
    std::uint64_t lag = 0;            ///< events in the log that readers do not see yet
    std::optional<ViewBuilding> building = {};
    std::optional<PoisonEvent> poison = {};  ///< if one event was the cause
    double stopped_seconds = 0;              ///< for so long, as far as this program knows
    std::string rebuild_failed = {};         ///< why the last rebuild was given up; readers see the rows from before
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

    /// Rows whose texts differ between two moments. ErrorCode::invalid for a `from` after `to`, over_limit where more
    /// than max_diff_changes differ or too many would have to be compared, gone for a cursor that cannot go on.
    virtual Result<ViewDiff> diff(const DiffQuery& query) const = 0;

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

    /// Builds these views (all, if none is named) anew beside the rows that readers see, which go on with the log until
    /// the new ones have caught up and take their place; returns then. Not from a callback.
    virtual Status rebuild(const std::vector<std::string>& views) = 0;
    /// The same, but returns at once; states() tell how it goes, also after a restart.
    virtual Status begin_rebuild(const std::vector<std::string>& views) = 0;
    /// Lets a projection that stopped go on from where it stands; returns at once. ErrorCode::invalid if it has not
    /// stopped.
    virtual Status retry(std::string_view view) = 0;
    /// The version of the projection that made the rows which readers get now: where it has become another, what was
    /// read before is to be forgotten.
    virtual std::uint32_t shown_version(std::string_view view) const = 0;
    /// SHA-256 over all keys and rows of a view, histories included: equal after a rebuild.
    virtual Result<Digest> digest(std::string_view view) const = 0;
};

/// The last position whose event was recorded at or before `time`; nothing if there is none. Binary search in the log.
Result<std::optional<Position>> position_at(const EventLog& log, Time time);

}  // namespace taizhang
