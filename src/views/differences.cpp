// What changed between two moments. Where few rows changed they are found by what the projector noted at each position;
// where that would be more than to look at every row, each row's history tells whether it changed.
#include "src/views/page_cursor.hpp"
#include "src/views/views_impl.hpp"

namespace taizhang {

namespace {

/// The differences of one page as they are found; those that follow are counted where the page is the first.
class Page {
  public:
    Page(const DiffQuery& query, const CompiledFilter& filter, ViewDiff& diff, bool counts)
        : query_(query), filter_(filter), diff_(diff), counts_(counts) {}

    Result<bool> take(std::string_view key, std::optional<StoredRow> before, std::optional<StoredRow> after) {
        if (before && !filter_.matches(before->json)) before.reset();
        if (after && !filter_.matches(after->json)) after.reset();
        if (before ? after && before->json == after->json : !after) return true;
        if (counts_) {
            TZ_CHECK(count(before.has_value(), after.has_value()));
        }
        if (diff_.rows.size() == query_.limit) {
            more_ = true;
            return counts_;
        }
        diff_.rows.push_back({std::string(key), shown(std::move(before)), shown(std::move(after))});
        return true;
    }
    bool more() const { return more_; }

  private:
    Status count(bool before, bool after) {
        ++(!before ? diff_.added : !after ? diff_.removed : diff_.changed);
        if (diff_.added + diff_.removed + diff_.changed <= max_diff_changes) return {};
        return Error{ErrorCode::over_limit,
                     "more than " + std::to_string(max_diff_changes) + " rows of the view " + query_.view +
                         " differ between these moments; name moments closer to each other, or narrow the filter"}
            .with("limit", max_diff_changes);
    }
    static std::optional<ViewRow> shown(std::optional<StoredRow> row) {
        if (!row) return std::nullopt;
        return ViewRow{std::move(row->key), row->position, std::move(row->json)};
    }

    const DiffQuery& query_;
    const CompiledFilter& filter_;
    ViewDiff& diff_;
    const bool counts_;
    bool more_ = false;
};

Error too_many_rows(const std::string& view, std::size_t limit) {
    return Error{ErrorCode::over_limit,
                 "between these moments more than " + std::to_string(limit) + " rows of the view " + view +
                     " would have to be compared; name moments closer to each other, or filter by the fields with "
                     "which its keys begin"}
        .with("limit", limit);
}

/// Those that the projector noted, each read as of both moments.
Status compare_noted(const RowReader& reader, const RowReader::Stretch& stretch, const std::vector<std::string>& keys,
                     std::string_view behind, Page& page) {
    for (auto key = std::ranges::upper_bound(keys, behind); key != keys.end(); ++key) {
        std::optional<StoredRow> before;
        if (stretch.from) {
            TZ_TRY(before, reader.row(stretch.generation, *key, *stretch.from));
        }
        TZ_TRY(auto after, reader.row(stretch.generation, *key, stretch.to));
        TZ_TRY(const bool on, page.take(*key, std::move(before), std::move(after)));
        if (!on) break;
    }
    return {};
}

Status check_limit(std::size_t limit) {
    const auto most = std::to_string(max_diff_rows);
    if (limit == 0) return invalid("limit is 0; ask for 1 to " + most + " rows", "/limit");
    if (limit <= max_diff_rows) return {};
    return Error{ErrorCode::over_limit, "limit is " + std::to_string(limit) + ", a page of a diff has at most " + most +
                                            " rows; go on with the cursor"}
        .with("limit", max_diff_rows)
        .with("path", "/limit");
}

Status check_moments(const DiffQuery& query) {
    if (!query.from || *query.from <= query.to) return {};
    return invalid("from is position " + std::to_string(*query.from) + ", which is after to, position " +
                       std::to_string(query.to) + "; name the earlier moment first",
                   "/from");
}

/// What holds for all pages: from + 1 (0: before the first event), to, and the counts.
std::vector<std::uint64_t> numbers_of(const ViewDiff& diff) {
    return {diff.from ? *diff.from + 1 : 0, diff.to, diff.added, diff.removed, diff.changed};
}

ViewDiff going_on(const std::vector<std::uint64_t>& numbers) {
    ViewDiff diff;
    if (numbers[0] > 0) diff.from = numbers[0] - 1;
    diff.to = numbers[1];
    diff.added = numbers[2];
    diff.removed = numbers[3];
    diff.changed = numbers[4];
    return diff;
}

}  // namespace

Result<ViewDiff> ViewsImpl::diff(const DiffQuery& query) const {
    TZ_CHECK(check_limit(query.limit));
    TZ_TRY(const auto* view, need(query.view));
    TZ_TRY(const auto filter, CompiledFilter::make(view->projection, query.filter));
    const auto glimpse = look(*view);
    const CursorMarks marks{cursor_mark({query.view, "\n", boost::json::serialize(query.filter), "\ndiff"}),
                            glimpse.mark(log_.identity())};
    ViewDiff diff{.from = query.from, .to = query.to, .rows = {}, .next_cursor = {}};
    std::string behind;
    if (query.cursor.empty()) {
        TZ_CHECK(check_moments(query));
    } else {
        TZ_TRY(auto cursor, read_cursor(query.cursor, numbers_of(diff).size(), marks));
        diff = going_on(cursor.numbers);
        behind = std::move(cursor.key);
    }
    TZ_CHECK(resolve(*view, glimpse, diff.to));
    Page page(query, filter, diff, behind.empty());
    const RowReader::Stretch stretch{glimpse.generation, filter.key_prefix(), diff.from, diff.to};
    TZ_TRY(const auto noted, glimpse.reader->changed_keys(stretch, options_.diff_changes));
    if (noted) {
        TZ_CHECK(compare_noted(*glimpse.reader, stretch, *noted, behind, page));
    } else {
        const RowReader::VisitBoth take = [&](std::string_view key, auto before, auto after) {
            return page.take(key, std::move(before), std::move(after));
        };
        TZ_TRY(const bool all, glimpse.reader->visit_changed(stretch, behind, options_.diff_rows, take));
        if (!all) return too_many_rows(query.view, options_.diff_rows);
    }
    if (page.more()) diff.next_cursor = cursor_text({numbers_of(diff), diff.rows.back().key}, marks);
    return diff;
}

}  // namespace taizhang
