// Looking for words in everything that the views show: an index that follows them.
//
//     TZ_TRY(auto search, Search::open({dir / "search", views, {identity.origin, identity.epoch}}));
//     search->start();                                    // a thread that follows the views
//     TZ_TRY(auto found, search->find({.words = words_of("葛店 电商"), .limit = 20}));
//     search->stop();                                     // before the views go
//
// or, without the thread: search->catch_up().
//
// The index is brought on view by view, each to a position that is written with it; position() is the least of them.
// Texts that were removed by law leave the index with the rows, and its files are overwritten then. What find() gives
// are keys of rows: whoever asks reads the rows, as far as they may be read (src/rpc/search_methods.cpp).
//
// Any thread may call anything.
#pragma once

#include "src/search/index.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace taizhang {
class Views;
}

namespace taizhang::search {

struct SearchOptions {
    std::filesystem::path folder;  ///< made if it is not there; may be deleted while nothing runs
    Views& views;                  ///< outlives the search
    Origin origin;
};

struct SearchState {
    std::optional<Position> position;  ///< up to which every view's words can be found; nothing: none yet
    std::uint64_t documents = 0;
    std::string problem;  ///< why it cannot go on just now; empty while all is well
};

class Search {
  public:
    static Result<std::unique_ptr<Search>> open(SearchOptions options);
    ~Search();
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

    void start();
    void stop();
    /// Brings the index to what the views show now. Not while the thread runs.
    Status catch_up();

    SearchState state() const;
    Result<std::vector<Found>> find(const Query& query) const;

  private:
    struct Followed {
        std::optional<Position> seen;  ///< may be ahead of the index's mark where nothing had words
        bool stopped = false;          ///< at a poison event: it holds up nobody else's position
    };

    Search(SearchOptions options, std::shared_ptr<Index> index);
    void follow();
    void tell(const Status& round);
    Status bring_all();
    Status bring(const Source& source, std::uint32_t version);
    Status take(const Source& source, Mark& mark, bool& more);
    /// `known`: the last redaction of which the rows that were taken take account, by view.
    Status clean_after_redactions(const std::map<std::string, std::optional<Position>>& known);
    void begin_anew();
    std::shared_ptr<Index> index() const;

    const SearchOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable wanted_;
    std::shared_ptr<Index> index_;
    std::map<std::string, Followed, std::less<>> followed_;
    std::string problem_;
    bool woken_ = true, stopping_ = false;
    std::uint64_t listening_ = 0;
    std::thread thread_;
};

}  // namespace taizhang::search
