#include "fakes.hpp"

#include "events/catalogue.hpp"
#include "tests/unit/transparency/naive_tree.hpp"

#include <algorithm>

namespace taizhang::rpc::test {

Position MemoryLog::end() const {
    const std::lock_guard lock(mutex_);
    return records_.size();
}

Status MemoryLog::append(std::span<const Record> group) {
    const std::lock_guard lock(mutex_);
    records_.insert(records_.end(), group.begin(), group.end());
    return {};
}

Result<std::vector<Record>> MemoryLog::read(Position from, ReadLimit limit) const {
    const std::lock_guard lock(mutex_);
    std::vector<Record> page;
    const auto most = std::min(limit.count, largest_page);
    for (auto i = from; i < records_.size() && page.size() < most; ++i) page.push_back(records_[i]);
    return page;
}

Result<std::vector<Record>> MemoryLog::read_stream(const StreamId& stream, Version from, ReadLimit) const {
    const std::lock_guard lock(mutex_);
    std::vector<Record> page;
    for (const auto& record : records_) {
        if (record.header.stream == stream && record.header.stream_version >= from) page.push_back(record);
    }
    return page;
}

Result<Version> MemoryLog::version(const StreamId& stream) const {
    const std::lock_guard lock(mutex_);
    return Version(std::count_if(records_.begin(), records_.end(),
                                 [&](const Record& record) { return record.header.stream == stream; }));
}

Result<std::vector<Digest>> MemoryLog::tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const {
    if (tree_trouble) return *tree_trouble;
    const std::lock_guard lock(mutex_);
    tlog::naive::NaiveTree tree(0);
    for (const auto& record : records_) {
        const auto entry = header_entry(record.header);
        const bool spoiled = level == 0 && spoiled_.contains(record.header.position);
        tree.leaves.push_back(spoiled ? sha256({entry}) : leaf_hash(entry));
    }
    const std::uint64_t width = std::uint64_t{1} << (8 * level);
    std::vector<Digest> found;
    for (auto i = first; i < first + count && (i + 1) * width <= records_.size(); ++i)
        found.push_back(tree.mth(i * width, (i + 1) * width));
    return found;
}

Result<std::optional<KeptCheckpoint>> MemoryCheckpoints::at_most(std::uint64_t size) const {
    const std::lock_guard lock(mutex_);
    auto after = kept_.upper_bound(size);
    if (after == kept_.begin()) return std::optional<KeptCheckpoint>();
    --after;
    return std::optional(KeptCheckpoint{after->first, after->second});
}

Result<std::vector<KeptCheckpoint>> MemoryCheckpoints::list(std::uint64_t from, std::size_t limit) const {
    const std::lock_guard lock(mutex_);
    std::vector<KeptCheckpoint> found;
    for (auto at = kept_.lower_bound(from); at != kept_.end() && found.size() < limit; ++at)
        found.push_back({at->first, at->second});
    return found;
}

Status MemoryCheckpoints::advance(std::optional<std::uint64_t>, const KeptCheckpoint& next) {
    const std::lock_guard lock(mutex_);
    kept_[next.size] = next.note;
    return {};
}

Position MemoryLog::add(const StreamId& stream, const Event& event, Time recorded, const std::string& account,
                        const std::string& unit) {
    Record record;
    auto& header = record.header;
    header.position = end();
    header.stream = stream;
    header.stream_version = *version(stream) + 1;
    header.type = info_of(event).number;
    header.schema = info_of(event).schema;
    header.recorded = header.effective = recorded;
    header.actor = {AccountId{account}, {}, UnitId{unit}, account, "unit_clerk"};
    header.command = std::string(info_of(event).command);
    record.payload = encode_event(event);
    (void)append({&record, 1});
    return header.position;
}

Result<CommandAnswer> FakeEngine::decide(const CommandRequest& request) {
    if (refusal) return *refusal;
    if (const auto known = known_.find(request.id); known != known_.end()) {
        auto again = known->second;
        again.duplicate = true;
        return again;
    }
    const auto position = log_.add(request.stream, request.proposal, clock_.now(), request.account.value);
    CommandAnswer answer{
        position, request.stream, *log_.version(request.stream), {std::string(info_of(request.proposal).name)}, false};
    known_[request.id] = answer;
    return answer;
}

void FakeEngine::submit(CommandRequest request, Answer answer) {
    requests.push_back(request);
    auto decided = decide(request);
    if (!holds_answers) return answer(std::move(decided));
    held_.push_back([answer, decided] { answer(decided); });
}

void FakeEngine::release() {
    for (auto& answer : std::exchange(held_, {})) answer();
}

namespace {

class FakeProjection final : public Projection {
  public:
    std::string_view name() const override { return "fake"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override { return {{"type", "object"}}; }
    void apply(const Fact&, Rows&) const override {}
};

bool matches(const std::string& row, const RowFilter& filter) {
    const auto parsed = boost::json::parse(row);
    return std::all_of(filter.begin(), filter.end(), [&](const auto& wanted) {
        const auto* value = parsed.as_object().if_contains(wanted.key());
        return value && *value == wanted.value();
    });
}

ViewPage page_of(const std::map<std::string, ViewRow>& rows, std::optional<Position> position) {
    ViewPage page;
    page.position = position;
    if (position) page.time = Time{std::int64_t(*position)};
    for (const auto& [key, row] : rows) page.rows.push_back(row);
    page.total = rows.size();
    return page;
}

}  // namespace

std::vector<ViewState> FakeViews::states() const {
    auto states = more_states;
    for (const auto& name : names_)
        states.push_back({.name = name, .version = version, .applied = applied_, .stopped_because = {}});
    return states;
}

const Projection* FakeViews::find(std::string_view view) const {
    static const FakeProjection projection;
    return std::find(names_.begin(), names_.end(), view) == names_.end() ? nullptr : &projection;
}

std::map<std::string, ViewRow> FakeViews::rows_at(std::string_view view, const RowFilter& filter,
                                                  std::optional<Position> as_of) const {
    std::map<std::string, ViewRow> rows;
    if (!applied_) return rows;
    for (const auto& change : changes_) {
        if (change.view != view || change.position > as_of.value_or(*applied_)) continue;
        rows.erase(change.key);
        if (change.json && matches(*change.json, filter))
            rows[change.key] = {change.key, change.position, *change.json};
    }
    return rows;
}

Result<ViewPage> FakeViews::list(const ViewQuery& query) const {
    if (query.order == "wrong") return invalid("/order: no such field", "/order");
    auto page = page_of(rows_at(query.view, query.filter, query.as_of), query.as_of ? query.as_of : applied_);
    const auto begin = query.cursor.empty() ? std::size_t{0} : std::size_t(std::stoul(query.cursor));
    page.rows.erase(page.rows.begin(), page.rows.begin() + std::ptrdiff_t(std::min(begin, page.rows.size())));
    if (page.rows.size() > query.limit) {
        page.rows.resize(query.limit);
        page.next_cursor = std::to_string(begin + query.limit);
    }
    return page;
}

Result<std::optional<ViewRow>> FakeViews::get(std::string_view view, std::string_view key,
                                              std::optional<Position> as_of) const {
    const auto rows = rows_at(view, {}, as_of);
    const auto found = rows.find(std::string(key));
    return found == rows.end() ? std::optional<ViewRow>() : std::optional(found->second);
}

Result<ViewPage> FakeViews::snapshot(std::string_view view, const RowFilter& filter) const {
    return page_of(rows_at(view, filter, {}), applied_);
}

Result<ViewChanges> FakeViews::changes_since(std::string_view view, const RowFilter& filter, Position position) const {
    ++asked_for_changes;
    if (filter.contains("wrong")) return invalid("/filter/wrong: no such field", "/filter/wrong");
    ViewChanges changes{applied_.value_or(before_first), {}, {}};
    const auto now = rows_at(view, filter, {});
    std::map<std::string, bool> touched;
    for (const auto& change : changes_) {
        const bool is_new = position == before_first || change.position > position;
        if (change.view == view && applied_ && change.position <= *applied_ && is_new) touched[change.key] = true;
    }
    for (const auto& [key, yes] : touched) {
        if (const auto row = now.find(key); row != now.end())
            changes.upserts.push_back(row->second);
        else
            changes.removals.push_back(key);
    }
    return changes;
}

Result<ViewDiff> FakeViews::diff(const DiffQuery& query) const {
    ViewDiff diff{.from = query.from, .to = query.to, .rows = {}, .next_cursor = query.cursor};
    auto before = query.from ? rows_at(query.view, query.filter, query.from) : std::map<std::string, ViewRow>();
    for (const auto& [key, row] : rows_at(query.view, query.filter, query.to)) {
        const auto old = before.extract(key);
        if (old.empty())
            diff.rows.push_back({key, {}, row});
        else if (old.mapped().json != row.json)
            diff.rows.push_back({key, old.mapped(), row});
    }
    for (const auto& [key, row] : before) diff.rows.push_back({key, row, {}});
    for (const auto& one : diff.rows) ++(!one.before ? diff.added : !one.after ? diff.removed : diff.changed);
    return diff;
}

void FakeViews::when_applied(Position position, std::function<void(bool)> callback) {
    if (applied_ && *applied_ >= position) return callback(true);
    waiters_.emplace(position, std::move(callback));
}

std::uint64_t FakeViews::listen(std::function<void(Position)> callback) {
    listener_ = std::move(callback);
    return 1;
}

void FakeViews::apply_until(Position position) {
    applied_ = position;
    for (auto waiter = waiters_.begin(); waiter != waiters_.end() && waiter->first <= position;) {
        waiter->second(true);
        waiter = waiters_.erase(waiter);
    }
    if (listener_) listener_(position);
}

void FakeViews::give_up_waiters() {
    for (auto& [position, callback] : std::exchange(waiters_, {})) callback(false);
}

}  // namespace taizhang::rpc::test
