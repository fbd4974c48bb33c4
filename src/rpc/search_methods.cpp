#include "src/rpc/search_methods.hpp"

#include "src/rpc/errors.hpp"
#include "src/rpc/services.hpp"
#include "src/rpc/view_moment.hpp"
#include "src/search/search.hpp"
#include "src/views/views.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

constexpr std::uint32_t usual_limit = 20, largest_limit = 100, largest_each = 20;
constexpr std::size_t longest_text = 200;  // bytes
constexpr std::size_t at_a_time = 200;     // rows that one look into the index gives
constexpr std::size_t furthest = 2'000;    // rows that one question looks at, seen or not
constexpr std::size_t snippet_characters = 90, title_characters = 60;

Result<std::size_t> within(std::optional<std::uint32_t> given, std::uint32_t usual, std::uint32_t largest,
                           const char* path) {
    const auto count = given.value_or(usual);
    if (count >= 1 && count <= largest) return std::size_t(count);
    return invalid(std::string(path) + ": expected 1 to " + std::to_string(largest) + ", got " + std::to_string(count),
                   path);
}

/// How many of the rows that were found the pages before have looked at.
Result<std::size_t> skipped(const std::optional<std::string>& cursor) {
    std::size_t skip = 0;
    if (!cursor) return skip;
    const auto* end = cursor->data() + cursor->size();
    const auto read = std::from_chars(cursor->data(), end, skip);
    if (read.ec == std::errc() && read.ptr == end && skip < furthest) return skip;
    return invalid("/cursor: expected the next_cursor of the page before", "/cursor");
}

Result<search::Words> words_of(const std::string& text) {
    if (text.size() > longest_text)
        return over_limit("/text: at most " + std::to_string(longest_text) + " bytes can be looked for, got " +
                              std::to_string(text.size()),
                          std::int64_t(longest_text), "/text");
    auto words = search::words_of(text);
    if (!words.empty()) return words;
    return invalid("/text: expected a word of letters, digits or Chinese characters, got " + quote(text), "/text");
}

std::vector<TextPart> parts(const search::Words& words, std::string_view text, std::size_t characters) {
    std::vector<TextPart> out;
    for (auto& piece : search::snippet(words, text, characters)) out.push_back({std::move(piece.text), piece.hit});
    return out;
}

/// As this reader sees the row: part of it may be hidden, and who looks for a number that is masked must not learn from
/// the other words' hits whether it is there.
bool holds_all(const search::Words& words, const search::Document& document) {
    return std::ranges::all_of(words, [&](const std::vector<std::string>& word) {
        const search::Words one{word};
        return !search::places_of(one, document.title).empty() || !search::places_of(one, document.body).empty();
    });
}

bool any_hit(const std::vector<TextPart>& parts) {
    return std::ranges::any_of(parts, &TextPart::hit);
}

std::optional<std::string> member(const json::object& row, std::string_view name) {
    const auto* value = row.if_contains(name);
    if (!value || !value->is_string()) return std::nullopt;
    return std::string(value->get_string());
}

/// One question: reads the rows that were found, as far as whoever asks may read them.
class Asking {
  public:
    Asking(const Call& call, search::Words words, std::string ledger)
        : views_(views_for(call)),
          search_(*call.services().search),
          account_(*call.who.account),
          words_(std::move(words)),
          ledger_(std::move(ledger)) {}

    struct Page {
        std::vector<SearchHit> hits;
        std::optional<std::size_t> next;  ///< rows looked at, where there are more
    };

    Result<Page> page(const std::vector<search::Kind>& kinds, std::size_t skip, std::size_t limit) const {
        Page out;
        for (;;) {
            TZ_TRY(const auto found, search_.find({words_, kinds, ledger_, skip, at_a_time}));
            for (const auto& one : found) {
                TZ_TRY(auto hit, hit_of(one));
                if (hit && out.hits.size() == limit) return with_next(std::move(out), skip);
                if (hit) out.hits.push_back(std::move(*hit));
                ++skip;
            }
            if (found.size() < at_a_time || skip >= furthest) return out;
        }
    }

  private:
    static Page with_next(Page page, std::size_t skip) {
        page.next = skip;
        return page;
    }

    /// Nothing where the row, or the words in it, are gone by now, or where it is not for this account.
    Result<std::optional<SearchHit>> hit_of(const search::Found& found) const {
        if (!check_view(account_, found.view)) return std::optional<SearchHit>();
        TZ_TRY(const auto row, views_.get(found.view, found.key, std::nullopt));
        if (!row) return std::optional<SearchHit>();
        const auto value = json::parse(row->json);
        const auto& fields = value.as_object();
        const auto document = search::document_of(*search::source_of(found.view), fields);
        if (!document || !holds_all(words_, *document)) return std::optional<SearchHit>();
        TZ_TRY(const auto called, title_of(*document, fields));
        auto title = parts(words_, called, title_characters),
             snippet = parts(words_, document->body, snippet_characters);
        if (!any_hit(title) && !any_hit(snippet)) return std::optional<SearchHit>();
        return std::optional(SearchHit{.kind = found.kind,
                                       .view = found.view,
                                       .key = found.key,
                                       .position = row->position,
                                       .title = std::move(title),
                                       .snippet = std::move(snippet),
                                       .ledger = member(fields, "ledger"),
                                       .item = member(fields, "item"),
                                       .unit = member(fields, "unit"),
                                       .period = member(fields, "period"),
                                       .stream = member(fields, "stream"),
                                       .score = std::uint64_t(std::max(0.0, found.score * 1000))});
    }

    /// What has no title of its own is called after its item, or else its unit.
    Result<std::string> title_of(const search::Document& document, const json::object& row) const {
        if (!document.title.empty()) return document.title;
        if (const auto item = member(row, "item")) {
            return named("current_ledger", document.ledger + "/" + *item, "title");
        }
        if (const auto unit = member(row, "unit")) return named("units", *unit, "name");
        return std::string();
    }

    Result<std::string> named(std::string_view view, const std::string& key, std::string_view field) const {
        if (!views_.find(view)) return std::string();
        TZ_TRY(const auto row, views_.get(view, key, std::nullopt));
        return row ? member(json::parse(row->json).as_object(), field).value_or("") : std::string();
    }

    const ScopedViews views_;
    const search::Search& search_;
    const Account& account_;
    const search::Words words_;
    const std::string ledger_;
};

std::vector<search::Kind> every_kind() {
    std::vector<search::Kind> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<search::Kind>>(
        [&](auto kind) { all.push_back(kind.value); });
    return all;
}

Status find_each(const Asking& asking, const SearchFindParams& params, SearchFindAnswer& answer) {
    if (params.cursor) return invalid("/cursor: pages are of `limit`, not of `each`", "/cursor");
    TZ_TRY(const auto each, within(params.each, 0, largest_each, "/each"));
    for (const auto kind : params.kinds.value_or(every_kind())) {
        TZ_TRY(auto page, asking.page({kind}, 0, each));
        for (auto& hit : page.hits) answer.hits.push_back(std::move(hit));
        if (page.next) answer.more.push_back(kind);
    }
    return {};
}

Status find_best(const Asking& asking, const SearchFindParams& params, SearchFindAnswer& answer) {
    TZ_TRY(const auto limit, within(params.limit, usual_limit, largest_limit, "/limit"));
    TZ_TRY(const auto skip, skipped(params.cursor));
    TZ_TRY(auto page, asking.page(params.kinds.value_or(std::vector<search::Kind>()), skip, limit));
    answer.hits = std::move(page.hits);
    if (page.next && *page.next < furthest) answer.next_cursor = std::to_string(*page.next);
    return {};
}

}  // namespace

Result<SearchFindAnswer> SearchFind::run(Call call, Params params) {
    TZ_TRY(auto words, words_of(params.text));
    const auto* search = call.services().search;
    if (!search) return not_found("search.find: no index of words is kept here; `taizhang serve` keeps one");
    const auto state = search->state();
    const auto end = call.services().log.end(), done = state.position ? *state.position + 1 : 0;
    SearchFindAnswer answer;
    answer.position = state.position;
    answer.lag = end > done ? end - done : 0;
    if (!state.problem.empty()) answer.problem = state.problem;
    const Asking asking(call, std::move(words), params.ledger ? params.ledger->value : "");
    TZ_CHECK(params.each ? find_each(asking, params, answer) : find_best(asking, params, answer));
    return answer;
}

}  // namespace taizhang::rpc
