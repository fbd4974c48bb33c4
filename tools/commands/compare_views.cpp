#include "src/views/views.hpp"
#include "tools/commands/verification.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <future>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

/// A new folder within another, gone with this.
class TemporaryFolder {
  public:
    static Result<std::unique_ptr<TemporaryFolder>> make(const fs::path& within) {
        std::string path = (within / "views-anew-XXXXXX").string();
        if (::mkdtemp(path.data())) return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(path));
        return Error{ErrorCode::not_writable, "no folder can be made in " + within.string() + " to build views anew: " +
                                                  std::strerror(errno) + "; with --no-views none is needed"};
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

  private:
    explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
    const std::string path_;
};

/// Waits until all that can apply the log's last event have done so; one that stopped before it is told by states().
void catch_up(Views& views, const EventLog& log) {
    const auto end = log.end();
    if (end == 0) return;
    const auto promise = std::make_shared<std::promise<void>>();
    auto done = promise->get_future();
    views.when_applied(end - 1, [promise](bool) { promise->set_value(); });
    done.wait();
}

class Comparison {
  public:
    Comparison(const Views& kept, const Views& anew) : kept_(kept), anew_(anew) {}

    Status compare(const std::string& view) const {
        TZ_TRY(const auto kept, kept_.digest(view));
        TZ_TRY(const auto anew, anew_.digest(view));
        if (kept == anew) return {};
        return first_difference(view);
    }

  private:
    /// The first present row that differs, in the order of keys; the digests cover what rows have been before, too.
    Error first_difference(const std::string& view) const {
        ViewQuery kept{.view = view, .filter = {}, .order = {}, .cursor = {}, .as_of = {}}, anew = kept;
        do {
            const auto ours = kept_.list(kept), theirs = anew_.list(anew);
            if (!ours) return ours.error();
            if (!theirs) return theirs.error();
            for (std::size_t i = 0; i < std::max(ours->rows.size(), theirs->rows.size()); ++i) {
                const auto* a = i < ours->rows.size() ? &ours->rows[i] : nullptr;
                const auto* b = i < theirs->rows.size() ? &theirs->rows[i] : nullptr;
                if (!a || !b || a->key != b->key || a->json != b->json || a->position != b->position)
                    return differs(view, a, b);
            }
            kept.cursor = ours->next_cursor;
            anew.cursor = theirs->next_cursor;
        } while (!kept.cursor.empty() && !anew.cursor.empty());
        return corrupt("the view " + view + " shows what the log gives now, but not what it gave before: " + remedy);
    }

    static Error differs(const std::string& view, const ViewRow* kept, const ViewRow* anew) {
        const bool extra = !anew || (kept && kept->key < anew->key), lost = !kept || (anew && anew->key < kept->key);
        const auto& row = extra || !lost ? *kept : *anew;
        const auto* what = extra  ? "is in the view, but not in what the log gives"
                           : lost ? "is missing in the view"
                                  : "is not what the log gives";
        return corrupt(fmt::format("position {}: the row '{}' of the view {} {}: {}", row.position, row.key, view, what,
                                   remedy))
            .with("position", row.position);
    }

    static constexpr const char* remedy = "run 'taizhang rebuild', and find out who changed it";

    const Views& kept_;
    const Views& anew_;
};

}  // namespace

Result<std::optional<std::size_t>> compare_views(const std::string& data, const EventLog& log,
                                                 std::vector<std::string>& remarks) {
    const auto kept_path = fs::path(data) / "views";
    if (!fs::exists(kept_path)) {
        remarks.emplace_back("no views are kept here, so none were compared");
        return std::optional<std::size_t>();
    }
    TZ_TRY(const auto folder, TemporaryFolder::make(data));
    TZ_TRY(const auto kept, Views::open({.path = kept_path.string()}, log, all_projections()));
    TZ_TRY(const auto anew, Views::open({.path = folder->path()}, log, all_projections()));
    catch_up(*kept, log);
    catch_up(*anew, log);
    const Comparison comparison(*kept, *anew);
    std::size_t compared = 0;
    for (const auto& state : anew->states()) {
        TZ_CHECK(comparison.compare(state.name));
        ++compared;
        if (!state.stopped_because.empty())
            remarks.push_back("the view " + state.name + " equals the log only so far: " + state.stopped_because);
    }
    return std::optional(compared);
}

}  // namespace taizhang
