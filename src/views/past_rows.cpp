#include "src/views/past_rows.hpp"

#include "src/views/views_impl.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::size_t bytes_besides = 96;  ///< of a row: its place, its texts' heads

}  // namespace

std::span<const PastRows::Row> PastRows::Set::rows(std::string_view prefix) const {
    const auto key = [](const Row& row) -> std::string_view { return row.key; };
    const auto begin = std::ranges::lower_bound(rows_, prefix, {}, key);
    const auto end = std::find_if(begin, rows_.end(), [&](const Row& row) { return !row.key.starts_with(prefix); });
    return {begin, end};
}

std::shared_ptr<const PastRows::Set> PastRows::find(std::string_view generation, Position position,
                                                    std::string_view prefix) const {
    const auto found = nearest(generation, position, prefix);
    return found && found->position() == position ? found : nullptr;
}

std::shared_ptr<const PastRows::Set> PastRows::nearest(std::string_view generation, Position position,
                                                       std::string_view prefix) const {
    const std::lock_guard lock(mutex_);
    auto best = sets_.end();
    const auto distance = [&](const auto& set) {
        const auto other = set->position();
        return other < position ? position - other : other - position;
    };
    for (auto set = sets_.begin(); set != sets_.end(); ++set) {
        const auto& which = (*set)->which_;
        if (which.generation != generation || !prefix.starts_with(which.prefix)) continue;
        if (best == sets_.end() || distance(*set) < distance(*best)) best = set;
    }
    if (best == sets_.end()) return nullptr;
    sets_.splice(sets_.begin(), sets_, best);
    return sets_.front();
}

void PastRows::keep(std::shared_ptr<const Set> set) {
    const std::lock_guard lock(mutex_);
    bytes_ += set->bytes_;
    sets_.push_front(std::move(set));
    while (bytes_ > most_bytes_) {
        bytes_ -= sets_.back()->bytes_;
        sets_.pop_back();
    }
}

void PastRows::leave_but(std::string_view view, std::string_view generation) {
    const std::lock_guard lock(mutex_);
    const auto of_view = std::string(view) + '\0';
    std::erase_if(sets_, [&](const auto& set) {
        const auto& kept = set->which_.generation;
        const bool leaves = kept.starts_with(of_view) && kept != generation;
        if (leaves) bytes_ -= set->bytes_;
        return leaves;
    });
}

std::size_t PastRows::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

PastRows::Collecting::Collecting(PastRows& past, Which which) : past_(past), set_(std::make_shared<Set>()) {
    set_->which_ = std::move(which);
}

/// One moment of one view takes no more than half of the room.
void PastRows::Collecting::add(Row row) {
    if (!set_) return;
    set_->bytes_ += row.key.size() + row.json->size() + bytes_besides;
    if (set_->bytes_ > past_.most_bytes_ / 2) return set_.reset();
    set_->rows_.push_back(std::move(row));
}

void PastRows::Collecting::keep() {
    if (set_) past_.keep(std::move(set_));
}

// ---- reading as of a moment
// ------------------------------------------------------------------------------------------
//
// What somebody read there lately; or the rows of a moment near by, the present among them, with what changed in
// between; or, where that is too much, from the store.

namespace {

using Take = std::function<void(const PastRows::Row& row)>;

/// More changes than this in between, and going over the store is as cheap.
std::size_t worth_reading(std::size_t rows) {
    return 64 + rows / 4;
}

/// The rows as of `at`, in the order of their keys; false where too much changed in between.
Result<bool> carry_over(const Nearby& near, const RowReader::Stretch& between, Position at, const Take& take) {
    TZ_TRY(const auto keys, near.reader->changed_keys(between, worth_reading(near.rows.size())));
    if (!keys) return false;
    auto row = near.rows.begin();
    for (const auto& key : *keys) {
        for (; row != near.rows.end() && row->key < key; ++row) take(*row);
        if (row != near.rows.end() && row->key == key) ++row;
        TZ_TRY(auto then, near.reader->row(between.generation, key, at));
        if (then) take({key, then->position, std::make_shared<const std::string>(std::move(then->json))});
    }
    for (; row != near.rows.end(); ++row) take(*row);
    return true;
}

}  // namespace

/// Of the present and of what was read lately, what is nearer.
std::optional<Nearby> ViewsImpl::nearby(const View& view, const Glimpse& glimpse, const std::string& prefix,
                                        Position at) const {
    Nearby near;
    const auto kept = past_.nearest(glimpse.generation, at, prefix);
    std::shared_lock lock(mutex_);
    if (view.serving != glimpse.generation || !view.position || *view.position < at) return std::nullopt;
    near.reader = std::make_unique<RowReader>(*store_);
    const auto from_kept = kept ? std::max(kept->position(), at) - std::min(kept->position(), at) : ~Position{0};
    if (view.resident.present() && *view.position - at < from_kept) {
        near.position = *view.position;
        const auto& rows = view.resident.rows();
        for (auto it = rows.lower_bound(prefix); it != rows.end() && it->first.starts_with(prefix); ++it)
            near.rows.push_back({it->first, it->second.position, it->second.json});
        return near;
    }
    lock.unlock();
    if (!kept) return std::nullopt;
    near.position = kept->position();
    const auto rows = kept->rows(prefix);
    near.rows.assign(rows.begin(), rows.end());
    return near;
}

Status ViewsImpl::visit_past(const View& view, const Glimpse& glimpse, const std::string& prefix, Position at,
                             const RowReader::Visit& visit) const {
    if (const auto kept = past_.find(glimpse.generation, at, prefix)) {
        for (const auto& row : kept->rows(prefix)) {
            if (!visit(row.key, row.from, *row.json)) break;
        }
        return {};
    }
    PastRows::Collecting collecting(past_, {glimpse.generation, at, prefix});
    const auto take = [&](const PastRows::Row& row) {
        collecting.add(row);
        visit(row.key, row.from, *row.json);
    };
    bool carried = false;
    if (const auto near = nearby(view, glimpse, prefix, at)) {
        const RowReader::Stretch between{glimpse.generation, prefix, std::min(near->position, at),
                                         std::max(near->position, at)};
        TZ_TRY(carried, carry_over(*near, between, at, take));
    }
    if (!carried) {
        const auto offer = [&](std::string_view key, Position from, std::string_view json) {
            if (collecting.is_too_much()) return visit(key, from, json);
            take({std::string(key), from, std::make_shared<const std::string>(json)});
            return true;
        };
        TZ_CHECK(glimpse.reader->visit(glimpse.generation, prefix, at, offer));
    }
    const std::shared_lock lock(mutex_);
    if (view.serving == glimpse.generation) collecting.keep();  // else it may hold what has just been removed
    return {};
}

}  // namespace taizhang
