// Views on a directory of their own, over a log in memory.
#pragma once

#include "src/views/views.hpp"
#include "tests/unit/views/memory_log.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <future>

namespace taizhang::test {

/// Gone with the object.
class Directory {
  public:
    Directory() {
        std::string name = (std::filesystem::temp_directory_path() / "taizhang-views-XXXXXX").string();
        path_ = ::mkdtemp(name.data()) ? name : throw std::runtime_error("no directory " + name);
    }
    ~Directory() { std::filesystem::remove_all(path_); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    std::string views() const { return path_ + "/views"; }

  private:
    std::string path_;
};

using Projections = std::vector<std::unique_ptr<Projection>>;

inline std::unique_ptr<Views> open_views(const Directory& directory, const EventLog& log,
                                         Projections projections = all_projections(), ViewsOptions options = {}) {
    options.path = directory.views();
    auto views = Views::open(options, log, std::move(projections));
    if (!views) throw std::runtime_error(views.error().message);
    return std::move(*views);
}

/// Waits until all that is in the log is applied; says whether every projection came so far.
inline bool catch_up(Views& views, const EventLog& log) {
    views.wake();
    if (log.end() == 0) return true;
    std::promise<bool> done;
    views.when_applied(log.end() - 1, [&](bool whole) { done.set_value(whole); });
    return done.get_future().get();
}

inline std::map<std::string, std::string> contents(const std::vector<ViewRow>& rows) {
    std::map<std::string, std::string> found;
    for (const auto& row : rows) found[row.key] = row.json;
    return found;
}

inline std::map<std::string, std::string> rows_as_of(const Views& views, std::string_view view, Position position) {
    std::map<std::string, std::string> found;
    ViewQuery query;
    query.view = view;
    query.as_of = position;
    do {
        const auto page = views.list(query);
        if (!page) throw std::runtime_error(page.error().message);
        found.merge(contents(page->rows));
        query.cursor = page->next_cursor;
    } while (!query.cursor.empty());
    return found;
}

inline std::map<std::string, Digest> digests(const Views& views) {
    std::map<std::string, Digest> found;
    for (const auto& state : views.states()) found[state.name] = views.digest(state.name).value();
    return found;
}

}  // namespace taizhang::test
