#include "tools/simulate/written_behind.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace {

constexpr std::size_t together = 8'000;    ///< records that are written with one sync
constexpr std::size_t at_most = 40'000;    ///< records that are not written yet
constexpr std::size_t remembered = 8'000;  ///< records at the end that are read from memory

}  // namespace

WrittenBehind::WrittenBehind(EventLog& beneath)
    : beneath_(beneath), from_empty_(beneath.end() == 0), end_(beneath.end()), writer_([this] { write(); }) {}

WrittenBehind::~WrittenBehind() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    writer_.join();
}

Status WrittenBehind::append(std::span<const Record> group) {
    if (group.empty()) return {};
    auto copy = std::make_shared<const std::vector<Record>>(group.begin(), group.end());
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return failure_ || not_written_ < at_most; });
        if (failure_) return *failure_;
        not_written_ += group.size();
        waiting_.push_back(copy);
    }
    changed_.notify_all();
    note(group);
    end_ += group.size();
    keep(std::move(copy));
    if (std::ranges::none_of(group, [](const Record& record) { return record.erases.has_value(); })) return {};
    recent_.clear();  // from now on the log beneath tells what is left of a record
    recent_records_ = 0;
    return settle();
}

void WrittenBehind::note(std::span<const Record> group) {
    if (!from_empty_) return;
    const CommandId* last = nullptr;
    for (const auto& record : group) {
        const auto& header = record.header;
        if (header.stream_version == 1) streams_.insert(header.stream);
        if (!last || *last != header.command_id) commands_.insert(header.command_id);
        last = &header.command_id;
    }
}

void WrittenBehind::keep(Group group) {
    recent_records_ += group->size();
    recent_.push_back(std::move(group));
    while (recent_.size() > 1 && recent_records_ - recent_.front()->size() >= remembered) {
        recent_records_ -= recent_.front()->size();
        recent_.pop_front();
    }
}

Status WrittenBehind::settle() const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || not_written_ == 0; });
    if (failure_) return *failure_;
    return {};
}

// ---- the writer ----------------------------------------------------------------------------------------------------

/// As many as fit into one group, in order; none when there is nothing left to do.
std::vector<WrittenBehind::Group> WrittenBehind::take(std::unique_lock<std::mutex>& lock) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    std::vector<Group> groups;
    std::size_t records = 0;
    while (!waiting_.empty() && (groups.empty() || records + waiting_.front()->size() <= together)) {
        records += waiting_.front()->size();
        groups.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return groups;
}

void WrittenBehind::write() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto groups = take(lock);
        if (groups.empty() || failure_) return;
        lock.unlock();
        std::vector<Record> joined;
        for (const auto& group : groups) {
            if (groups.size() > 1) joined.insert(joined.end(), group->begin(), group->end());
        }
        const auto& all = groups.size() > 1 ? joined : *groups.front();
        const auto written = beneath_.append(all);
        lock.lock();
        if (written)
            not_written_ -= all.size();
        else
            failure_ = written.error();
        changed_.notify_all();
    }
}

// ---- reading -------------------------------------------------------------------------------------------------------

Result<std::vector<Record>> WrittenBehind::read(Position from, ReadLimit limit) const {
    std::vector<Record> page;
    if (from >= end_) return page;
    if (from < end_ - recent_records_) {
        TZ_CHECK(settle());
        return beneath_.read(from, limit);
    }
    std::size_t bytes = 0;
    Position first = end_ - recent_records_;
    for (const auto& group : recent_) {
        for (auto at = from > first ? from - first : 0; at < group->size(); ++at) {
            const auto& record = (*group)[at];
            if (page.size() == limit.count || (!page.empty() && bytes + record.payload.size() > limit.bytes))
                return page;
            bytes += record.payload.size();
            page.push_back(record);
        }
        first += group->size();
    }
    return page;
}

Result<std::vector<Record>> WrittenBehind::read_stream(const StreamId& stream, Version from, ReadLimit limit) const {
    if (from_empty_ && !streams_.contains(stream)) return std::vector<Record>();
    TZ_CHECK(settle());
    return beneath_.read_stream(stream, from, limit);
}

Result<Version> WrittenBehind::version(const StreamId& stream) const {
    if (from_empty_ && !streams_.contains(stream)) return Version(0);
    TZ_CHECK(settle());
    return beneath_.version(stream);
}

Result<std::optional<CommandOutcome>> WrittenBehind::find_command(const CommandId& id) const {
    if (from_empty_ && !commands_.contains(id)) return std::optional<CommandOutcome>();
    TZ_CHECK(settle());
    return beneath_.find_command(id);
}

Result<std::vector<Digest>> WrittenBehind::tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const {
    TZ_CHECK(settle());
    return beneath_.tree_hashes(level, first, count);
}

}  // namespace taizhang::simulate
