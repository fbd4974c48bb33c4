#include "src/views/page_cursor.hpp"
#include "src/views/views_impl.hpp"

#include <set>

namespace taizhang {

namespace {

constexpr Position newest = ~Position{0};

std::string query_mark(const ViewQuery& query) {
    return cursor_mark({query.view, "\n", boost::json::serialize(query.filter), "\n", query.order});
}

Error over_limit(const std::string& what, std::size_t limit) {
    return Error{ErrorCode::over_limit, what}.with("limit", limit);
}

ViewRow view_row(StoredRow row) {
    return {std::move(row.key), row.position, std::move(row.json)};
}

}  // namespace

Result<std::unique_ptr<Views>> Views::open(ViewsOptions options, const EventLog& log,
                                           std::vector<std::unique_ptr<Projection>> projections) {
    TZ_TRY(auto views, ViewsImpl::make(std::move(options), log, std::move(projections)));
    views->start();
    return std::unique_ptr<Views>(std::move(views));
}

// ---- what is there -----------------------------------------------------------------------------------------------

const Projection* ViewsImpl::find(std::string_view name) const {
    for (const auto& view : views_) {
        if (view->projection.name() == name) return &view->projection;
    }
    return nullptr;
}

Result<const ViewsImpl::View*> ViewsImpl::need(std::string_view name) const {
    std::string names;
    for (const auto& view : views_) {
        if (view->projection.name() == name) return view.get();
        names += (names.empty() ? "" : ", ") + std::string(view->projection.name());
    }
    return not_found("there is no view '" + std::string(name) + "'; there are: " + names).with("path", "/view");
}

/// mutex_ is held.
bool ViewsImpl::all_stopped() const {
    return std::ranges::none_of(views_, [](const auto& view) { return view->stopped_because.empty(); });
}

std::optional<Position> ViewsImpl::applied() const {
    const std::shared_lock lock(mutex_);
    const bool none_runs = all_stopped();
    std::optional<Position> least;
    bool first = true;
    for (const auto& view : views_) {
        if (!none_runs && !view->stopped_because.empty()) continue;
        if (first || view->position < least) least = view->position;  // nothing is less than any position
        first = false;
    }
    return least;
}

std::optional<Position> ViewsImpl::redacted(std::string_view name) const {
    const auto view = need(name);
    if (!view) return std::nullopt;
    const std::shared_lock lock(mutex_);
    return (*view)->redacted;
}

/// Nobody need wait longer: it is applied, or nothing will ever be.
bool ViewsImpl::is_over(Position position) const {
    const auto now = applied();
    const std::shared_lock lock(mutex_);
    return (now && *now >= position) || all_stopped();
}

bool ViewsImpl::whole_until(Position position) const {
    const std::shared_lock lock(mutex_);
    return std::ranges::all_of(views_, [&](const auto& view) { return view->position && *view->position >= position; });
}

std::string Glimpse::mark(const LogIdentity& log) const {
    const std::string_view of = generation;  // there from the beginning
    const auto build = layout::read_build(of.substr(of.size() - layout::build_size));
    return cursor_mark(
        {layout::u64(log.epoch), layout::u32(build.version), redacted ? layout::u64(*redacted) : std::string()});
}

// ---- reading -----------------------------------------------------------------------------------------------------

Glimpse ViewsImpl::look(const View& view) const {
    const std::shared_lock lock(mutex_);
    return {view.serving, view.position, view.time, view.redacted, std::make_unique<RowReader>(*store_)};
}

Result<Position> ViewsImpl::resolve(const View& view, const Glimpse& glimpse, std::optional<Position> as_of) const {
    if (as_of && (!glimpse.position || *as_of > *glimpse.position)) {
        const auto shown = glimpse.position ? "stands at " + std::to_string(*glimpse.position) : "is empty";
        return Error{ErrorCode::gone, "as_of " + std::to_string(*as_of) + " is ahead of the view " +
                                          std::string(view.projection.name()) + ", which " + shown +
                                          "; ask again later or for an earlier position"}
            .with("path", "/as_of");
    }
    return as_of ? *as_of : glimpse.position.value_or(newest);
}

Result<std::optional<Time>> ViewsImpl::time_at(const Glimpse& glimpse, std::optional<Position> at) const {
    if (!at) return std::optional<Time>();
    if (at == glimpse.position) return std::optional(glimpse.time);
    TZ_TRY(const auto records, log_.read(*at, {.count = 1}));
    return records.empty() ? std::optional<Time>() : std::optional(records.front().header.recorded);
}

/// The rows from memory, if they are there and of that position; the texts are shared, not copied.
std::optional<std::vector<Candidate>> ViewsImpl::resident(const View& view, std::string_view prefix,
                                                          std::optional<Position> at, Glimpse& glimpse) const {
    const std::shared_lock lock(mutex_);
    glimpse = {view.serving, view.position, view.time, view.redacted, nullptr};
    if (!view.resident.present() || (at && at != view.position)) {
        glimpse.reader = std::make_unique<RowReader>(*store_);
        return std::nullopt;
    }
    std::vector<Candidate> found;
    const auto& rows = view.resident.rows();
    for (auto it = rows.lower_bound(prefix); it != rows.end() && it->first.starts_with(prefix); ++it)
        found.push_back({it->first, it->second});
    return found;
}

/// Who reads from the store now need not do so the next time.
void ViewsImpl::want_resident(const View& view) const {
    if (view.wanted.exchange(true)) return;
    {
        const std::lock_guard lock(control_mutex_);
        woken_ = true;
    }
    work_.notify_one();
}

Result<ViewPage> ViewsImpl::select(const View& view, const CompiledFilter& filter, std::optional<Position> at,
                                   RowSelection& selection, Glimpse& glimpse) const {
    const auto in_memory = resident(view, filter.key_prefix(), at, glimpse);
    TZ_TRY(const auto position, resolve(view, glimpse, at));
    const auto offer = [&](std::string_view key, Position from, std::string_view json) {
        if (filter.matches(json)) selection.offer(key, from, json);
        return true;
    };
    if (!in_memory && !at) want_resident(view);
    if (in_memory) {
        for (const auto& one : *in_memory) offer(one.key, one.row.position, *one.row.json);
    } else if (glimpse.position) {
        TZ_CHECK(at ? visit_past(view, glimpse, filter.key_prefix(), position, offer)
                    : glimpse.reader->visit(glimpse.generation, filter.key_prefix(), position, offer));
    }
    ViewPage page;
    page.position = at ? at : glimpse.position;
    TZ_TRY(page.time, time_at(glimpse, page.position));
    page.total = selection.total();
    return page;
}

Result<ViewPage> ViewsImpl::list(const ViewQuery& query) const {
    TZ_TRY(const auto* view, need(query.view));
    const auto& projection = view->projection;
    if (query.limit == 0)
        return invalid("limit is 0; ask for 1 to " + std::to_string(max_view_rows) + " rows", "/limit");
    if (query.limit > max_view_rows)
        return over_limit("limit is " + std::to_string(query.limit) + ", a page has at most " +
                              std::to_string(max_view_rows) + " rows; go on with the cursor",
                          max_view_rows);
    TZ_TRY(const auto filter, CompiledFilter::make(projection, query.filter));
    TZ_TRY(const auto order, CompiledOrder::make(projection, query.order));
    auto at = query.as_of;
    const auto mark = query_mark(query);
    std::optional<PagePlace> after;
    Glimpse glimpse;
    if (!query.cursor.empty()) {
        glimpse = look(*view);
        TZ_TRY(auto cursor, read_cursor(query.cursor, 1, {mark, glimpse.mark(log_.identity())}));
        at = cursor.numbers.front();
        TZ_CHECK(resolve(*view, glimpse, at));
        TZ_TRY(const auto row, glimpse.reader->row(glimpse.generation, cursor.key, *at));
        after = PagePlace{row ? order.value(row->json) : SortValue{}, std::move(cursor.key)};
    }
    RowSelection selection(order, query.limit, std::move(after));
    TZ_TRY(auto page, select(*view, filter, at, selection, glimpse));
    if (!query.cursor.empty()) {  // the rows may have been made anew meanwhile
        TZ_CHECK(read_cursor(query.cursor, 1, {mark, glimpse.mark(log_.identity())}));
    }
    const bool more = selection.more();
    page.rows = selection.take();
    if (more && page.position)
        page.next_cursor = cursor_text({{*page.position}, page.rows.back().key}, {mark, glimpse.mark(log_.identity())});
    return page;
}

Result<ViewPage> ViewsImpl::snapshot(std::string_view name, const RowFilter& rows) const {
    TZ_TRY(const auto* view, need(name));
    TZ_TRY(const auto filter, CompiledFilter::make(view->projection, rows));
    const CompiledOrder by_key;
    RowSelection selection(by_key, max_snapshot_rows, std::nullopt);
    Glimpse glimpse;
    TZ_TRY(auto page, select(*view, filter, std::nullopt, selection, glimpse));
    if (page.total > max_snapshot_rows)
        return over_limit(std::to_string(page.total) + " rows match, a snapshot has at most " +
                              std::to_string(max_snapshot_rows) + "; narrow the filter",
                          max_snapshot_rows);
    page.rows = selection.take();
    return page;
}

Result<std::optional<ViewRow>> ViewsImpl::get(std::string_view name, std::string_view key,
                                              std::optional<Position> as_of) const {
    TZ_TRY(const auto* view, need(name));
    const auto glimpse = look(*view);
    TZ_TRY(const auto at, resolve(*view, glimpse, as_of));
    if (key.empty() || hidden(key) || key.find('\0') != std::string_view::npos || !glimpse.position)
        return std::optional<ViewRow>();
    TZ_TRY(auto row, glimpse.reader->row(glimpse.generation, key, at));
    return row ? std::optional(view_row(std::move(*row))) : std::nullopt;
}

Result<ViewChanges> ViewsImpl::changes_since(std::string_view name, const RowFilter& rows, Position position) const {
    TZ_TRY(const auto* view, need(name));
    TZ_TRY(const auto filter, CompiledFilter::make(view->projection, rows));
    const auto glimpse = look(*view);
    ViewChanges changes{position, {}, {}};
    if (!glimpse.position || (position != before_first && position >= *glimpse.position)) return changes;
    const auto from = position + 1;  // before_first + 1 is 0
    const auto& reader = *glimpse.reader;
    TZ_TRY(const auto changed, reader.changed(glimpse.generation, from, *glimpse.position, max_snapshot_rows));
    changes.position = changed.upto;
    for (const auto& key : changed.keys) {
        TZ_TRY(auto now, reader.row(glimpse.generation, key, changed.upto));
        if (now && filter.matches(now->json)) {
            changes.upserts.push_back(view_row(std::move(*now)));
            continue;
        }
        if (position == before_first) continue;
        TZ_TRY(const auto before, reader.row(glimpse.generation, key, position));
        if (before && filter.matches(before->json)) changes.removals.push_back(key);
    }
    const bool across = glimpse.redacted && position != before_first && position < *glimpse.redacted;
    if (across && *glimpse.redacted <= changes.position) {
        TZ_CHECK(add_redacted(glimpse, filter, changes));
    }
    return changes;
}

/// The reader may still show what was removed: in such rows something stands in its place now.
Status ViewsImpl::add_redacted(const Glimpse& glimpse, const CompiledFilter& filter, ViewChanges& changes) {
    std::set<std::string, std::less<>> there;
    for (const auto& row : changes.upserts) there.insert(row.key);
    return glimpse.reader->visit(glimpse.generation, filter.key_prefix(), changes.position,
                                 [&](std::string_view key, Position from, std::string_view json) {
                                     const bool redacted = json.find(redaction::removed_text) != std::string_view::npos;
                                     if (redacted && !there.contains(key) && filter.matches(json))
                                         changes.upserts.push_back({std::string(key), from, std::string(json)});
                                     return true;
                                 });
}

Result<Digest> ViewsImpl::digest(std::string_view name) const {
    TZ_TRY(const auto* view, need(name));
    std::unique_ptr<RowReader> reader;
    std::string generation;
    {
        const std::lock_guard committing(commit_mutex_);
        auto glimpse = look(*view);
        reader = std::move(glimpse.reader);
        generation = std::move(glimpse.generation);
    }
    // Each entry is hashed together with the digest of all before it: as binding as one long hash, in little memory.
    Digest sum = sha256({});
    TZ_CHECK(reader->visit_all(generation, [&](std::string_view key, std::string_view value) {
        sum = sha256({sum.view(), layout::u64(key.size()), key, value});
    }));
    return sum;
}

Result<std::optional<Position>> position_at(const EventLog& log, Time time) {
    Position first_after = 0, end = log.end();
    while (first_after < end) {
        const auto middle = first_after + (end - first_after) / 2;
        TZ_TRY(const auto records, log.read(middle, {.count = 1}));
        if (records.empty() || records.front().header.recorded > time)
            end = middle;
        else
            first_after = middle + 1;
    }
    return first_after == 0 ? std::optional<Position>() : std::optional(first_after - 1);
}

}  // namespace taizhang
