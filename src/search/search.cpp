#include "src/search/search.hpp"

#include "src/views/views.hpp"

#include <boost/json.hpp>

namespace taizhang::search {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto between_rounds = 200ms;          // what comes meanwhile is one transaction
constexpr auto after_a_problem = 2s;            // a full disk is not asked more often
constexpr Position unwritten_at_most = 20'000;  // positions without words that may have to be looked at again

KeyedDocument keyed(const Source& source, const ViewRow& row) {
    boost::system::error_code problem;
    const auto value = json::parse(row.json, problem);
    const auto* object = value.if_object();
    return {row.key, object ? document_of(source, *object) : std::nullopt};
}

std::optional<Position> position_of(const ViewChanges& changes) {
    return changes.position == before_first ? std::nullopt : std::optional(changes.position);
}

}  // namespace

Result<std::unique_ptr<Search>> Search::open(SearchOptions options) {
    TZ_TRY(auto index, Index::open(options.folder, options.origin));
    return std::unique_ptr<Search>(new Search(std::move(options), std::move(index)));
}

Search::Search(SearchOptions options, std::shared_ptr<Index> index)
    : options_(std::move(options)), index_(std::move(index)) {
    for (const auto& [view, mark] : index_->marks()) followed_[view].seen = mark.position;
}

Search::~Search() {
    stop();
}

void Search::start() {
    listening_ = options_.views.listen([this](Position) {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        wanted_.notify_one();
    });
    thread_ = std::thread([this] { follow(); });
}

void Search::stop() {
    if (!thread_.joinable()) return;
    options_.views.unlisten(listening_);
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        wanted_.notify_one();
    }
    thread_.join();
}

void Search::follow() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            wanted_.wait(lock, [this] { return woken_ || stopping_; });
            if (stopping_) return;
            woken_ = false;
        }
        const auto round = bring_all();
        tell(round);
        std::unique_lock lock(mutex_);
        if (!round) woken_ = true;
        const auto pause = round ? between_rounds : std::chrono::milliseconds(after_a_problem);
        if (wanted_.wait_for(lock, pause, [this] { return stopping_; })) return;
    }
}

void Search::tell(const Status& round) {
    if (!round && round.error().code == ErrorCode::corrupt) begin_anew();
    const std::lock_guard lock(mutex_);
    problem_ = round ? "" : round.error().message;
}

/// A damaged index is worth nothing, and is made again from the views. Who is reading the old one reads it to the end.
void Search::begin_anew() {
    auto made = Index::open(options_.folder, options_.origin, Begin::anew);
    if (!made) return;
    const std::lock_guard lock(mutex_);
    index_ = std::move(*made);
    followed_.clear();
}

std::shared_ptr<Index> Search::index() const {
    const std::lock_guard lock(mutex_);
    return index_;
}

Status Search::catch_up() {
    const auto round = bring_all();
    tell(round);
    return round;
}

Status Search::bring_all() {
    // as of before the rows are taken: of what is removed while they are, the next round sees to it
    std::map<std::string, std::optional<Position>> redacted;
    for (const auto& state : options_.views.states()) redacted[state.name] = options_.views.redacted(state.name);
    for (const auto& state : options_.views.states()) {
        const auto* source = source_of(state.name);
        if (!source || state.rebuilding) continue;
        TZ_CHECK(bring(*source, state.version));
        const std::lock_guard lock(mutex_);
        followed_[state.name].stopped = !state.stopped_because.empty();
        if (stopping_) return {};
    }
    return clean_after_redactions(redacted);
}

Status Search::bring(const Source& source, std::uint32_t version) {
    const auto index = this->index();
    const std::string view(source.view);
    const auto known = index->marks().find(view);
    auto mark = known == index->marks().end() ? Mark{} : known->second;
    if (known != index->marks().end() && mark.version != version) {
        TZ_CHECK(index->forget(view));  // other rows, though of the same events
        TZ_CHECK(index->clean());       // among the old ones may be words that are removed since
        mark = {};
    }
    if (!mark.position) mark.redacted = options_.views.redacted(view);  // nothing older was ever taken
    mark.version = version;
    for (bool more = true; more;) {
        TZ_CHECK(take(source, mark, more));
    }
    return {};
}

/// The next changes of a view. `more`: there may be further ones.
Status Search::take(const Source& source, Mark& mark, bool& more) {
    const std::string view(source.view);
    TZ_TRY(const auto changes, options_.views.changes_since(view, {}, mark.position.value_or(before_first)));
    const auto position = position_of(changes);
    more = position != mark.position && !changes.upserts.empty();
    Changes out{.view = view, .mark = mark, .documents = {}};
    out.mark.position = position;
    for (const auto& row : changes.upserts) out.documents.push_back(keyed(source, row));
    for (const auto& key : changes.removals) out.documents.push_back({key, std::nullopt});
    const bool far = position && *position - mark.position.value_or(0) > unwritten_at_most;
    if (!out.documents.empty() || far) {
        TZ_CHECK(index()->apply(out));
        mark = out.mark;
    }
    const std::lock_guard lock(mutex_);
    followed_[view].seen = position;
    if (stopping_) more = false;
    return {};
}

Status Search::clean_after_redactions(const std::map<std::string, std::optional<Position>>& known) {
    const auto index = this->index();
    std::vector<Changes> cleaned;
    for (const auto& [view, mark] : index->marks()) {
        const auto found = known.find(view);
        const auto redacted = found == known.end() ? std::nullopt : found->second;
        if (!mark.position || redacted <= mark.redacted) continue;
        cleaned.push_back({.view = view, .mark = mark, .documents = {}});
        cleaned.back().mark.redacted = redacted;
    }
    if (cleaned.empty()) return {};
    TZ_CHECK(index->clean());
    for (const auto& one : cleaned) {
        TZ_CHECK(index->apply(one));
    }
    return {};
}

SearchState Search::state() const {
    const std::lock_guard lock(mutex_);
    SearchState out{.position = std::nullopt, .documents = index_->documents(), .problem = problem_};
    bool first = true;
    for (const auto& source : sources()) {
        if (!options_.views.find(source.view)) continue;
        const auto known = followed_.find(source.view);
        if (known != followed_.end() && known->second.stopped) continue;
        const auto seen = known == followed_.end() ? std::nullopt : known->second.seen;
        out.position = first ? seen : std::min(out.position, seen);  // nothing is less than any position
        first = false;
    }
    return out;
}

Result<std::vector<Found>> Search::find(const Query& query) const {
    return index()->find(query);
}

}  // namespace taizhang::search
