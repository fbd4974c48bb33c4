// Looking for words in everything that an account may read (src/search): items, projects, reports, people, rules.
#pragma once

#include "src/rpc/method.hpp"
#include "src/search/documents.hpp"

namespace taizhang::rpc {

struct SearchFindParams {
    std::string text;                                ///< words parted by spaces, all of which must stand there
    std::optional<std::vector<search::Kind>> kinds;  ///< absent: of every kind
    std::optional<LedgerId> ledger;                  ///< of this ledger only
    std::optional<std::uint32_t> limit;              ///< 1 to 100, 20 where absent
    std::optional<std::uint32_t> each;               ///< instead of `limit`: at most so many of each kind, 1 to 20
    std::optional<std::string> cursor;               ///< next_cursor of the page before; not with `each`
};
BOOST_DESCRIBE_STRUCT(SearchFindParams, (), (text, kinds, ledger, limit, each, cursor))

/// A part of a text: a word that was looked for, or what stands around it.
struct TextPart {
    std::string text;
    bool hit = false;
};
BOOST_DESCRIBE_STRUCT(TextPart, (), (text, hit))

struct SearchHit {
    search::Kind kind = search::Kind::item;
    std::string view;  ///< the row that it was found in
    std::string key;
    Position position = 0;        ///< from which the row holds
    std::vector<TextPart> title;  ///< of rows without one: of the item, or the unit, that they are about
    std::vector<TextPart> snippet;
    std::optional<std::string> ledger;  ///< this and the following: whose row it is, to open it
    std::optional<std::string> item;
    std::optional<std::string> unit;
    std::optional<std::string> period;
    std::optional<std::string> stream;
    std::uint64_t score = 0;  ///< the higher the better; to be compared within one answer only
};
BOOST_DESCRIBE_STRUCT(SearchHit, (),
                      (kind, view, key, position, title, snippet, ledger, item, unit, period, stream, score))

struct SearchFindAnswer {
    std::optional<Position> position;        ///< up to which words are found; null while there is nothing
    std::uint64_t lag = 0;                   ///< events since then
    std::vector<SearchHit> hits;             ///< best first; with `each` kind by kind, in the kinds' order
    std::vector<search::Kind> more;          ///< with `each`: the kinds of which there are more
    std::optional<std::string> next_cursor;  ///< absent on the last page
    std::optional<std::string> problem;      ///< why newer words cannot be found just now
};
BOOST_DESCRIBE_STRUCT(SearchFindAnswer, (), (position, lag, hits, more, next_cursor, problem))

struct SearchFind {
    static constexpr const char* name = "search.find";
    static constexpr const char* summary = "Rows of any view in which all these words stand, as they are now.";
    static constexpr Access access = Access::reader;
    using Params = SearchFindParams;
    using Answer = SearchFindAnswer;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
