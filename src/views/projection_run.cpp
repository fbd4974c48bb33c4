#include "src/views/projection_run.hpp"

namespace taizhang {

namespace {

constexpr std::size_t known_bytes = 48 << 20;  ///< of row text, for each of the two generations of known rows
constexpr std::size_t known_overhead = 128;

std::size_t cost(const auto& known) {
    return known_overhead + (known.json ? known.json->size() : 0);
}

void check_key(std::string_view key) {
    if (key.empty() || key.find('\0') != std::string_view::npos)
        throw std::runtime_error("a row's key is empty or holds a NUL byte");
}

}  // namespace

ProjectionRun::ProjectionRun(const Projection& projection, const RowStore& store, Position begun, Checkpoint checkpoint)
    : projection_(projection),
      store_(store),
      build_{projection.version(), begun},
      generation_(layout::generation(projection.name(), build_)),
      progress_(checkpoint) {}

bool ProjectionRun::apply(const Fact& fact) {
    if (stopped()) return false;
    if (fact.header.position < progress_.next) return true;
    const auto writes_before = writes_.size();
    undo_.clear();
    position_ = fact.header.position;
    try {
        projection_.apply(fact, *this);
    } catch (const std::exception& problem) {
        roll_back(writes_before);
        stop("event " + std::to_string(position_) + " (" + std::string(info_of(fact.event).name) + ", " +
             fact.header.stream.value + ") cannot be projected: " + problem.what());
        return false;
    }
    progress_ = {position_ + 1, fact.header.recorded};
    return true;
}

void ProjectionRun::roll_back(std::size_t writes) {
    writes_.resize(writes);
    for (auto it = undo_.rbegin(); it != undo_.rend(); ++it) {
        if (it->second)
            it->first->second = std::move(*it->second);
        else
            young_.erase(it->first->first);
    }
    undo_.clear();
    last_put_ = nullptr;
}

void ProjectionRun::begin_anew(Position begun) {
    build_.begun = begun;
    generation_ = layout::generation(projection_.name(), build_);
    progress_ = {};
    stopped_because_.clear();
    writes_.clear();
    undo_.clear();
    last_put_ = nullptr;
    young_.clear();
    old_.clear();
    young_bytes_ = 0;
}

void ProjectionRun::write(RowBatch& batch) const {
    for (const auto& write : writes_) {
        // A hidden row has no history: only its last text is worth writing.
        if (hidden(write.key) && known(write.key).json != write.json) continue;
        if (write.json)
            batch.put(generation_, write.key, write.position, *write.json);
        else
            batch.remove(generation_, write.key, write.position);
    }
    batch.checkpoint(generation_, progress_);
}

/// A row that was put without its typed form and never read, such as a trail's, will not be asked for again.
void ProjectionRun::committed() {
    undo_.clear();
    last_put_ = nullptr;
    for (const auto& write : writes_) {
        const auto found = young_.find(write.key);
        if (found == young_.end() || found->second.read || found->second.typed.has_value()) continue;
        young_bytes_ -= std::min(young_bytes_, cost(found->second));
        young_.erase(found);
    }
    writes_.clear();
    if (young_bytes_ < known_bytes) return;
    old_ = std::move(young_);
    young_.clear();
    young_bytes_ = 0;
}

// ---- rows --------------------------------------------------------------------------------------------------------

ProjectionRun::Entry* ProjectionRun::find_known(std::string_view key) const {
    if (const auto found = young_.find(key); found != young_.end()) return &*found;
    const auto found = old_.find(key);
    if (found == old_.end()) return nullptr;
    young_bytes_ += cost(found->second);
    return &*young_.insert(old_.extract(found)).position;
}

/// Nothing that is not known has been written since the last commit, so the store's newest row is the present one.
ProjectionRun::Known& ProjectionRun::known(std::string_view key) const {
    if (auto* found = find_known(key)) return found->second;
    auto row = RowReader(store_).row(generation_, key, ~Position{0});
    if (!row) throw std::runtime_error(row.error().message);
    Known found;
    if (*row) found.json = std::make_shared<const std::string>(std::move((**row).json));
    young_bytes_ += cost(found);
    return young_.emplace(key, std::move(found)).first->second;
}

std::optional<std::string> ProjectionRun::get(std::string_view key) const {
    auto& found = known(key);
    found.read = true;
    return found.json ? std::optional(*found.json) : std::nullopt;
}

void ProjectionRun::note(std::string_view key, Text json) {
    check_key(key);
    auto* entry = find_known(key);
    if (entry) {
        undo_.emplace_back(entry, std::move(entry->second));
        entry->second = Known{std::move(json), {}, undo_.back().second->read};
    } else {
        entry = &*young_.emplace(key, Known{std::move(json), {}, false}).first;
        undo_.emplace_back(entry, std::nullopt);
    }
    young_bytes_ += cost(entry->second);
    last_put_ = entry;
    writes_.push_back({entry->first, position_, entry->second.json});
}

void ProjectionRun::put(std::string_view key, std::string row) {
    note(key, std::make_shared<const std::string>(std::move(row)));
}

void ProjectionRun::erase(std::string_view key) {
    note(key, nullptr);
}

const std::any* ProjectionRun::recall(std::string_view key) const {
    const auto* found = find_known(key);
    return found && found->second.json ? &found->second.typed : nullptr;
}

void ProjectionRun::remember(std::string_view key, std::any typed) {
    auto& row = last_put_ && last_put_->first == key ? last_put_->second : known(key);
    row.typed = std::move(typed);
}

void ProjectionRun::scan(std::string_view prefix,
                         const std::function<void(std::string_view, std::string_view)>& visit) const {
    std::map<std::string, std::string> found;
    const auto status = RowReader(store_).visit(
        generation_, prefix, ~Position{0},
        [&](std::string_view key, Position, std::string_view json) { found.emplace(key, json); });
    if (!status) throw std::runtime_error(status.error().message);
    for (const auto& write : writes_) {
        if (!write.key.starts_with(prefix)) continue;
        if (write.json)
            found[write.key] = *write.json;
        else
            found.erase(write.key);
    }
    for (const auto& [key, json] : found) visit(key, json);
}

}  // namespace taizhang
