#include "src/views/projection_run.hpp"

#include "src/views/row_delta.hpp"

#include <map>

namespace taizhang {

namespace {

constexpr std::size_t known_overhead = 200;  ///< of a row's key, its place in the map and the allocator, about
constexpr std::size_t worth_parts = 1'024;   ///< bytes of text, from which on it is worth knowing where members begin
constexpr std::size_t worth_a_delta = 160;   ///< bytes of text

/// Rows grow by and by: twice the room that they take is too much to keep.
void keep_text(std::string& kept, std::string_view text) {
    if (text.size() > kept.capacity()) {
        kept = std::string();
        kept.reserve(text.size() + text.size() / 8);
    }
    kept.assign(text);
}

void check_key(std::string_view key) {
    if (key.empty() || key.find('\0') != std::string_view::npos)
        throw std::runtime_error("a row's key is empty or holds a NUL byte");
}

}  // namespace

ProjectionRun::ProjectionRun(const Projection& projection, const RowStore& store, const layout::Build& build,
                             Checkpoint checkpoint)
    : projection_(projection),
      store_(store),
      build_(build),
      generation_(layout::generation(projection.name(), build_)),
      progress_(checkpoint),
      committed_(checkpoint),
      from_nothing_(checkpoint.next == 0) {}

// ---- facts ---------------------------------------------------------------------------------------------------------

/// After a poison event, what went before it is made again from the last commit on: so nothing has to be remembered for
/// each fact that goes well.
void ProjectionRun::apply(std::span<const Record> page, std::span<const Result<Event>> events) {
    for (std::size_t i = 0; i < page.size() && !stopped(); ++i) {
        const auto& header = page[i].header;
        if (header.position < progress_.next) continue;
        if (!events[i]) return stop_at(header, "read: " + events[i].error().message);
        const auto problem = apply({header, *events[i]});
        if (!problem) continue;
        forget();
        apply(page.first(i), events.first(i));
        stop_at(header, "projected: " + *problem);
    }
}

void ProjectionRun::stop_at(const EventHeader& header, const std::string& what) {
    const auto* info = find_event(header.type);
    poison_ = {header.position, info ? std::string(info->name) : std::string(), header.stream.value};
    stop("event " + std::to_string(header.position) + " (" + (info ? poison_->event + ", " : std::string()) +
         header.stream.value + ") cannot be " + what);
}

/// What was wrong with it, if anything was.
std::optional<std::string> ProjectionRun::apply(const Fact& fact) {
    position_ = fact.header.position;
    try {
        projection_.apply(fact, *this);
        end_fact();
    } catch (const std::exception& problem) {
        return problem.what();
    }
    progress_ = {position_ + 1, fact.header.recorded};
    return std::nullopt;
}

void ProjectionRun::forget() {
    last_found_ = nullptr;
    progress_ = committed_;
    writes_.clear();
    texts_.clear();
    touched_.clear();
    hidden_.clear();
    known_.clear();
    young_bytes_ = old_bytes_ = 0;
}

void ProjectionRun::resume(Checkpoint checkpoint) {
    committed_ = checkpoint;
    stopped_because_.clear();
    poison_.reset();
    forget();
}

// ---- commits -------------------------------------------------------------------------------------------------------

void ProjectionRun::write(RowBatch& batch) {
    write_hidden(batch);
    write_versions(batch);
    batch.checkpoint(generation_, progress_);
}

/// A hidden row has no history: only its last text is worth writing, and only if it is another one.
void ProjectionRun::write_hidden(RowBatch& batch) {
    for (auto* entry : hidden_) {
        auto& row = entry->row;
        row.changed = false;
        if (row.present) {
            const auto text = new_text(row);
            if (!row.stored || row.text != text) {
                batch.put(generation_, entry->key, 0, text);
                keep_text(row.text, text);
                row.stored = true;
            }
        } else {
            batch.remove(generation_, entry->key, 0);
            row.stored = false;
        }
        row.put.reset();
        count(row);
    }
    hidden_.clear();
}

/// In the order of the store, where each finds its place beside the one before: by key, and the newest first.
void ProjectionRun::write_versions(RowBatch& batch) const {
    std::vector<const Write*> newest;
    for (const auto& write : writes_) {
        batch.changed(generation_, write.position, write.entry->key);
        if (is_newest(write)) newest.push_back(&write);
    }
    std::ranges::sort(newest, [](const Write* a, const Write* b) { return a->entry->key < b->entry->key; });
    for (const auto* write : newest) {
        write_version(batch, *write);
        for (auto before = write->before; before != 0; before = writes_[before - 1].before)
            write_version(batch, writes_[before - 1]);
    }
}

void ProjectionRun::write_version(RowBatch& batch, const Write& write) const {
    const auto& key = write.entry->key;
    const auto text = std::string_view(texts_).substr(write.at, write.size);
    switch (write.form) {
        case Form::whole:
            return batch.put(generation_, key, write.position, text);
        case Form::delta:
            return batch.put_delta(generation_, key, write.position, write.depth, text);
        case Form::removed:
            return batch.remove(generation_, key, write.position);
    }
}

void ProjectionRun::tell_changed(const Changed& tell) const {
    for (const auto& write : writes_) {
        if (!is_newest(write)) continue;
        const auto& row = write.entry->row;
        tell(write.entry->key, write.position, row.stored ? std::make_shared<const std::string>(row.text) : nullptr);
    }
}

/// A row that was put as a text and never read, such as a trail's, will not be asked for again.
void ProjectionRun::committed() {
    committed_ = progress_;
    last_found_ = nullptr;
    for (std::size_t i = 0; i < writes_.size(); ++i) {
        auto& row = writes_[i].entry->row;
        if (row.newest != i + 1) continue;  // it is looked at once, with its last version
        row.newest = 0;
        if (!row.read && !row.typed) let_go(*writes_[i].entry);
    }
    writes_.clear();
    texts_.clear();
}

void ProjectionRun::age() {
    last_found_ = nullptr;
    boost::unordered::erase_if(known_, [](const auto& one) { return !std::exchange(one.second->row.young, false); });
    old_bytes_ = std::exchange(young_bytes_, 0);
}

// ---- rows ----------------------------------------------------------------------------------------------------------

/// Often the one that was asked for before.
ProjectionRun::Entry* ProjectionRun::find_known(std::string_view key) const {
    if (last_found_ && last_found_->key == key) return last_found_;
    const auto found = known_.find(key);
    if (found == known_.end()) return nullptr;
    auto& entry = *found->second;
    if (!std::exchange(entry.row.young, true)) {
        old_bytes_ -= entry.row.counted;
        young_bytes_ += entry.row.counted;
    }
    return last_found_ = &entry;
}

ProjectionRun::Entry& ProjectionRun::add_known(std::string_view key) const {
    auto entry = std::make_unique<Entry>(key);
    auto& added = *entry;
    known_.emplace(added.key, std::move(entry));
    return added;
}

void ProjectionRun::let_go(const Entry& entry) {
    (entry.row.young ? young_bytes_ : old_bytes_) -= entry.row.counted;
    if (last_found_ == &entry) last_found_ = nullptr;
    known_.erase(known_.find(entry.key));
}

/// Nothing that is not known has been written since the last commit, so the store's newest row is the present one.
ProjectionRun::Known& ProjectionRun::known(std::string_view key) const {
    if (auto* found = find_known(key)) return found->row;
    if (from_nothing_ && !written_.may_hold(key)) {
        auto& row = add_known(key).row;
        count(row);
        return row;
    }
    auto stored = RowReader(store_).row(generation_, key, ~Position{0});
    if (!stored) throw std::runtime_error(stored.error().message);
    auto& row = add_known(key).row;
    if (*stored) {
        row.depth = (*stored)->depth;
        row.text = std::move((*stored)->json);
        row.present = row.stored = true;
    }
    count(row);
    return row;
}

void ProjectionRun::count(Known& row) const {
    constexpr std::size_t forms = 2;  // its text, and about as much in its typed form
    const auto now = known_overhead + row.text.size() * forms + row.parts.size() * sizeof(row.parts[0]);
    young_bytes_ += now;
    young_bytes_ -= row.counted;
    row.counted = static_cast<std::uint32_t>(now);
}

void ProjectionRun::touch(Entry& entry) {
    if (std::exchange(entry.row.changed, true)) return;
    if (from_nothing_ && !entry.row.stored) written_.add(entry.key);
    (hidden(entry.key) ? hidden_ : touched_).push_back(&entry);
}

ProjectionRun::Known& ProjectionRun::touch(std::string_view key) {
    auto* entry = find_known(key);
    if (!entry) {
        check_key(key);
        entry = &add_known(key);
        count(entry->row);
    }
    touch(*entry);
    return entry->row;
}

/// Of one that was changed; until the next one is asked for.
std::string_view ProjectionRun::new_text(const Known& row) const {
    if (row.put) return *row.put;
    row.typed->write(buffer_);
    return buffer_.text();
}

std::string ProjectionRun::present_text(const Known& row) const {
    return row.changed ? std::string(new_text(row)) : row.text;
}

std::optional<std::string> ProjectionRun::get(std::string_view key) const {
    auto& found = known(key);
    found.read = true;
    return found.present ? std::optional(present_text(found)) : std::nullopt;
}

void ProjectionRun::put(std::string_view key, std::string text) {
    auto& row = touch(key);
    row.present = true;
    row.typed.reset();
    row.put = std::make_unique<std::string>(std::move(text));
}

void ProjectionRun::put(std::string_view key, std::unique_ptr<TypedRow> typed) {
    auto& row = touch(key);
    row.present = true;
    row.typed = std::move(typed);
    row.put.reset();
}

void ProjectionRun::erase(std::string_view key) {
    auto& row = touch(key);
    row.present = false;
    row.typed.reset();
    row.put.reset();
}

const TypedRow* ProjectionRun::typed(std::string_view key) const {
    const auto* found = find_known(key);
    return found && found->row.present ? found->row.typed.get() : nullptr;
}

TypedRow* ProjectionRun::change(std::string_view key) {
    auto* found = find_known(key);
    if (!found || !found->row.present || !found->row.typed) return nullptr;
    touch(*found);
    found->row.put.reset();
    return found->row.typed.get();
}

void ProjectionRun::remember(std::string_view key, std::unique_ptr<TypedRow> typed) const {
    if (auto* found = find_known(key); found && found->row.present) found->row.typed = std::move(typed);
}

/// Every row that the fact changed gets one more version.
void ProjectionRun::end_fact() {
    for (auto* entry : touched_) end_version(*entry);
    touched_.clear();
}

/// The text is made where it is kept for the row's next version; what is stored of it goes behind those of others.
void ProjectionRun::end_version(Entry& entry) {
    auto& row = entry.row;
    row.changed = false;
    Write write{.entry = &entry, .position = position_, .at = texts_.size(), .before = row.newest};
    std::span<const std::uint32_t> parts;
    const auto text = row.present ? new_text(row) : std::string_view();
    if (row.typed && text.size() >= worth_parts) parts = buffer_.parts();
    const bool may = row.stored && text.size() >= worth_a_delta && row.depth < layout::max_depth;
    if (!row.present)
        write.form = Form::removed;
    else if (may && append_delta(texts_, {row.text, row.parts}, {text, parts}))
        write.form = Form::delta;
    else
        texts_.append(text);
    write.size = static_cast<std::uint32_t>(texts_.size() - write.at);
    row.depth = write.depth = write.form == Form::delta ? static_cast<std::uint8_t>(row.depth + 1) : std::uint8_t{0};
    row.stored = row.present;
    keep_text(row.text, text);
    row.parts.assign(parts.begin(), parts.end());
    row.put.reset();
    count(row);
    writes_.push_back(write);
    row.newest = static_cast<std::uint32_t>(writes_.size());
}

void ProjectionRun::scan(std::string_view prefix,
                         const std::function<void(std::string_view, std::string_view)>& visit) const {
    std::map<std::string, std::string> found;
    const auto status = RowReader(store_).visit(
        generation_, prefix, ~Position{0},
        [&](std::string_view key, Position, std::string_view json) { return found.emplace(key, json).second; });
    if (!status) throw std::runtime_error(status.error().message);
    const auto see = [&](const std::string& key) {
        if (!key.starts_with(prefix)) return;
        const auto& row = find_known(key)->row;
        if (row.present)
            found[key] = present_text(row);
        else
            found.erase(key);
    };
    for (const auto& write : writes_) see(write.entry->key);
    for (const auto* entry : touched_) see(entry->key);
    if (hidden(prefix)) {
        for (const auto* entry : hidden_) see(entry->key);
    }
    for (const auto& [key, json] : found) visit(key, json);
}

}  // namespace taizhang
