// The words of the views on disk: SQLite's FTS5 with a way of our own to cut Chinese text (tokens.hpp). It can always
// be thrown away: it is made of the views, which are made of the log.
//
//     TZ_TRY(auto index, Index::open(dir / "search", {"example.org/ledger", epoch}));
//     TZ_CHECK(index->apply({.view = "units", .version = 1, .position = 41, .documents = {{"fgw", document}}}));
//     TZ_TRY(auto found, index->find({.words = words_of("发改"), .limit = 20}));
//
// What is applied and up to which position is written in one transaction, so that a crash leaves the index behind the
// views, never beside them. Files that are damaged, of another format or of another log are made anew.
//
// One thread applies; any thread may find meanwhile.
#pragma once

#include "src/search/documents.hpp"
#include "src/search/tokens.hpp"

#include <taizhang/ids.hpp>
#include <taizhang/result.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

namespace taizhang::search {

/// Whose log the words are of.
struct Origin {
    std::string name;
    std::uint64_t epoch = 0;
};

/// How far a view's rows are in the index.
struct Mark {
    std::uint32_t version = 0;
    std::optional<Position> position;
    std::optional<Position> redacted;  ///< the last redaction after which the files were cleaned
};

struct KeyedDocument {
    std::string key;
    std::optional<Document> document;  ///< absent: there is none any more
};

/// What brings the index from one position of a view to another.
struct Changes {
    std::string view;
    Mark mark;  ///< afterwards
    std::vector<KeyedDocument> documents;
};

struct Query {
    Words words = {};
    std::vector<Kind> kinds = {};  ///< empty: of any
    std::string ledger = {};       ///< empty: of any
    std::size_t skip = 0, limit = 20;
};

struct Found {
    std::string view, key;
    Kind kind = Kind::item;
    double score = 0;  ///< the higher the better
};

enum class Begin { with_what_is_there, anew };

class Index {
  public:
    static Result<std::unique_ptr<Index>> open(const std::filesystem::path& folder, const Origin& origin,
                                               Begin begin = Begin::with_what_is_there);
    virtual ~Index() = default;

    virtual const std::map<std::string, Mark>& marks() const = 0;
    virtual Status apply(const Changes& changes) = 0;
    /// Forgets a view, to be filled anew.
    virtual Status forget(const std::string& view) = 0;
    /// Overwrites what was taken out of the index, in all its files.
    virtual Status clean() = 0;

    /// Best first. ErrorCode::over_limit where so much matches that ranking it would take too long.
    virtual Result<std::vector<Found>> find(const Query& query) const = 0;
    virtual std::uint64_t documents() const = 0;
};

}  // namespace taizhang::search
