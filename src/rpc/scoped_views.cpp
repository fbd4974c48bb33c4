#include "src/rpc/scoped_views.hpp"

#include <taizhang/reflect/json.hpp>

#include <algorithm>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

/// What is asked of a view as a filter does: with `member` being one of the hidden items, or nothing where the filter
/// leaves none of them.
std::optional<RowFilter> narrowed(const RowFilter& filter, const char* member, const std::vector<std::string>& values) {
    json::array wanted;
    const auto* asked = filter.if_contains(member);
    const auto is_asked = [&](const json::value& value) {
        if (!asked) return true;
        if (!asked->is_array()) return *asked == value;
        return std::ranges::find(asked->get_array(), value) != asked->get_array().end();
    };
    for (const auto& text : values) {
        if (json::value value(text); is_asked(value)) wanted.push_back(std::move(value));
    }
    if (wanted.empty()) return std::nullopt;
    auto narrow = filter;
    narrow[member] = std::move(wanted);
    return narrow;
}

/// How to find the rows that are about hidden items: by their `item` or `stream`, all of them, and by what else may
/// make them so, each of which is to be looked at. Not found, and counted in totals, are rows that tell of something
/// about a draft without a field for it: a trail's line on a finding.
class HiddenRows {
  public:
    HiddenRows(const Scope& scope, const DraftSet& set) {
        for (const auto& [item, draft] : set.items) {
            if (!scope.hides(set, item)) continue;
            items_.push_back(item);
            streams_.push_back("item/" + item);
        }
    }
    bool none() const { return items_.empty(); }

    /// Calls count(filter, sign), which adds what stands under the filter or takes it away, and look(filter).
    template <class Count, class Look>
    Status each(const RowFilter& filter, Count count, Look look) const {
        const auto by_item = narrowed(filter, "item", items_), by_stream = narrowed(filter, "stream", streams_);
        if (by_item) TZ_CHECK(known(count(*by_item, 1)));
        if (by_stream) TZ_CHECK(known(count(*by_stream, 1)));
        const auto by_both = by_item ? narrowed(*by_item, "stream", streams_) : std::nullopt;
        if (by_both) TZ_CHECK(known(count(*by_both, -1)));
        const auto by_list = narrowed(filter, "items", items_);
        return by_list ? known(look(*by_list)) : Status();
    }
    /// Among those that were counted.
    bool is_counted(std::string_view row) const {
        const auto parsed = json::parse(row);
        const auto is = [&](const char* member, const std::vector<std::string>& hidden) {
            const auto* value = parsed.as_object().if_contains(member);
            return value && value->is_string() &&
                   std::ranges::find(hidden, std::string_view(value->get_string())) != hidden.end();
        };
        return is("item", items_) || is("stream", streams_);
    }

  private:
    static Status known(Status status) {
        return !status && status.error().code == ErrorCode::invalid ? Status() : status;
    }

    std::vector<std::string> items_, streams_;
};

}  // namespace

Result<ScopedViews::Set> ScopedViews::drafts() const {
    static const Set none = std::make_shared<const DraftSet>();
    if (scope_.drafts) return none;
    TZ_TRY(auto seen, drafts_.look());
    return std::move(seen.set);
}

/// A filter must not tell a reader whose number it is that he guesses: masked, it matches no row's text.
RowFilter ScopedViews::asked(const RowFilter& filter) const {
    if (scope_.telephones || filter.empty()) return filter;
    auto text = json::serialize(filter);
    if (!mask_telephones(text, exact_members())) return filter;
    return json::parse(text).as_object();
}

std::optional<ViewRow> ScopedViews::seen(const DraftSet& set, ViewRow row) const {
    if (scope_.may_hide(set)) {
        auto text = row_in(scope_, set, row.json);
        if (!text) return std::nullopt;
        row.json = std::move(*text);
    }
    if (!scope_.telephones) mask_telephones(row.json, exact_members());
    return row;
}

void ScopedViews::keep_seen(const DraftSet& set, std::vector<ViewRow>& rows) const {
    std::erase_if(rows, [&](ViewRow& row) {
        auto kept = seen(set, std::move(row));
        if (kept) row = std::move(*kept);
        return !kept;
    });
}

bool ScopedViews::keep_seen(const DraftSet& set, RowDifference& row) const {
    for (auto* one : {&row.before, &row.after}) {
        if (*one) *one = seen(set, std::move(**one));
    }
    return row.before || row.after;
}

Result<std::optional<ViewRow>> ScopedViews::get(std::string_view view, std::string_view key,
                                                std::optional<Position> as_of) const {
    TZ_TRY(auto row, views_.get(view, key, as_of));
    if (!row || (scope_.drafts && scope_.telephones)) return std::move(row);
    TZ_TRY(const auto set, drafts());
    return seen(*set, std::move(*row));
}

/// Pages are filled up, so that one that is not the last has as many rows as were asked for.
Result<ViewPage> ScopedViews::list(const ViewQuery& query) const {
    if (scope_.drafts && scope_.telephones) return views_.list(query);
    auto more = query;
    more.filter = asked(query.filter);
    TZ_TRY(auto page, views_.list(more));
    TZ_TRY(const auto set, drafts());
    keep_seen(*set, page.rows);
    if (!scope_.may_hide(*set) || !page.position) return std::move(page);
    while (page.rows.size() < query.limit && !page.next_cursor.empty()) {
        more.cursor = page.next_cursor;
        more.limit = query.limit - page.rows.size();
        TZ_TRY(auto next, views_.list(more));
        keep_seen(*set, next.rows);
        std::ranges::move(next.rows, std::back_inserter(page.rows));
        page.next_cursor = std::move(next.next_cursor);
    }
    TZ_TRY(const auto hidden, hidden_rows(*set, more, query.as_of ? query.as_of : page.position));
    page.total -= std::min(page.total, hidden);
    return std::move(page);
}

/// How many rows under the query's filter are about hidden items.
Result<std::size_t> ScopedViews::hidden_rows(const DraftSet& set, const ViewQuery& query,
                                             std::optional<Position> at) const {
    const HiddenRows hidden(scope_, set);
    std::size_t rows = 0;
    if (hidden.none()) return rows;
    const auto count = [&](const RowFilter& filter, int sign) -> Status {
        TZ_TRY(const auto one, views_.list({.view = query.view, .filter = filter, .limit = 1, .as_of = at}));
        sign > 0 ? rows += one.total : rows -= one.total;
        return {};
    };
    std::set<std::string> looked_at;
    const auto look = [&](const RowFilter& filter) -> Status {
        ViewQuery all{.view = query.view, .filter = filter, .as_of = at};
        do {
            TZ_TRY(const auto page, views_.list(all));
            for (const auto& row : page.rows) {
                if (row_in(scope_, set, row.json) || hidden.is_counted(row.json)) continue;
                if (looked_at.insert(row.key).second) ++rows;
            }
            all.cursor = page.next_cursor;
        } while (!all.cursor.empty());
        return {};
    };
    TZ_CHECK(hidden.each(query.filter, count, look));
    return rows;
}

Result<ViewPage> ScopedViews::snapshot(std::string_view view, const RowFilter& filter) const {
    TZ_TRY(auto page, views_.snapshot(view, asked(filter)));
    if (scope_.drafts && scope_.telephones) return std::move(page);
    TZ_TRY(const auto set, drafts());
    keep_seen(*set, page.rows);
    page.total = page.rows.size();
    return std::move(page);
}

Result<ViewChanges> ScopedViews::changes_since(std::string_view view, const RowFilter& filter,
                                               Position position) const {
    const auto wanted = asked(filter);
    TZ_TRY(auto changes, views_.changes_since(view, wanted, position));
    if (scope_.drafts && scope_.telephones) return std::move(changes);
    if (scope_.drafts || position == before_first || changes.position == before_first) {
        TZ_TRY(const auto set, drafts());
        keep_seen(*set, changes.upserts);
        return std::move(changes);
    }
    TZ_TRY(const auto now, drafts_.look_back(position + 1));
    keep_seen(*now.set, changes.upserts);
    std::erase_if(changes.removals, [&](const std::string& key) { return key_is_hidden(scope_, *now.set, key); });
    TZ_CHECK(add_turned(*now.set, {.view = std::string(view), .filter = wanted, .as_of = changes.position}, position,
                        changes));
    return std::move(changes);
}

/// Rows that stood before, and that this reader may see, or may see no more, since `since`.
Status ScopedViews::add_turned(const DraftSet& set, const ViewQuery& all, Position since, ViewChanges& changes) const {
    std::vector<DraftTurn> turns;
    for (const auto& turn : set.turns) {
        if (turn.at > since && turn.at <= changes.position) turns.push_back(turn);
    }
    auto query = all;
    std::set<std::string> told(changes.removals.begin(), changes.removals.end());
    for (const auto& row : changes.upserts) told.insert(row.key);
    for (bool done = turns.empty(); !done;) {
        TZ_TRY(auto page, views_.list(query));
        for (auto& row : page.rows) {
            if (told.contains(row.key) || !names_any(row.json, turns)) continue;
            const auto was_seen = std::ranges::any_of(turns, [&](const DraftTurn& turn) {
                const auto* draft = set.find(turn.item);
                return draft && draft->was_of(scope_.unit);
            });
            auto key = row.key;
            if (auto kept = seen(set, std::move(row))) {
                changes.upserts.push_back(std::move(*kept));
            } else if (was_seen) {
                changes.removals.push_back(std::move(key));
            }
        }
        query.cursor = page.next_cursor;
        done = query.cursor.empty();
    }
    return {};
}

/// Counts again, without what is about hidden items.
Status ScopedViews::leave_out(const DraftSet& set, const DiffQuery& query, ViewDiff& page) const {
    const HiddenRows hidden(scope_, set);
    if (hidden.none()) return {};
    const auto query_of = [&](const RowFilter& filter) {
        return DiffQuery{.view = query.view, .filter = filter, .from = page.from, .to = page.to};
    };
    std::size_t added = 0, removed = 0, changed = 0;
    const auto count = [&](const RowFilter& filter, int sign) -> Status {
        TZ_TRY(const auto one, views_.diff(query_of(filter)));
        if (sign > 0)
            added += one.added, removed += one.removed, changed += one.changed;
        else
            added -= one.added, removed -= one.removed, changed -= one.changed;
        return {};
    };
    std::set<std::string> looked_at;
    const auto look = [&](const RowFilter& filter) -> Status {
        auto all = query_of(filter);
        do {
            TZ_TRY(auto found, views_.diff(all));
            for (auto& row : found.rows) {
                const auto text = (row.after ? row.after : row.before)->json;
                if (hidden.is_counted(text) || !looked_at.insert(row.key).second) continue;
                auto& counter = !row.before ? added : !row.after ? removed : changed;
                if (!keep_seen(set, row)) ++counter;
            }
            all.cursor = found.next_cursor;
        } while (!all.cursor.empty());
        return {};
    };
    TZ_CHECK(hidden.each(query.filter, count, look));
    page.added -= added, page.removed -= removed, page.changed -= changed;
    return {};
}

Result<ViewDiff> ScopedViews::diff(const DiffQuery& query) const {
    if (scope_.drafts && scope_.telephones) return views_.diff(query);
    auto more = query;
    more.filter = asked(query.filter);
    TZ_TRY(auto page, views_.diff(more));
    TZ_TRY(const auto set, drafts());
    const auto keep = [&](std::vector<RowDifference>& rows) {
        std::erase_if(rows, [&](RowDifference& row) { return !keep_seen(*set, row); });
    };
    keep(page.rows);
    if (!scope_.may_hide(*set)) return std::move(page);
    while (page.rows.size() < query.limit && !page.next_cursor.empty()) {
        more.cursor = page.next_cursor;
        more.limit = query.limit - page.rows.size();
        TZ_TRY(auto next, views_.diff(more));
        keep(next.rows);
        std::ranges::move(next.rows, std::back_inserter(page.rows));
        page.next_cursor = std::move(next.next_cursor);
    }
    TZ_CHECK(leave_out(*set, more, page));
    return std::move(page);
}

}  // namespace taizhang::rpc
