#include "src/log/simulated_log.hpp"

#include "src/log/checkpoint_check.hpp"
#include "src/log/page_budget.hpp"
#include "src/log/record_codec.hpp"
#include "src/log/tree_levels.hpp"

#include <algorithm>
#include <mutex>

namespace taizhang {

void SimulatedLog::fail_next_append(SimulatedFault fault) {
    const std::unique_lock lock(mutex_);
    next_fault_ = fault;
}

void SimulatedLog::fail_next_checkpoint(SimulatedFault fault) {
    const std::unique_lock lock(mutex_);
    next_checkpoint_fault_ = fault;
}

std::unique_ptr<SimulatedLog> SimulatedLog::restart() const {
    const std::shared_lock lock(mutex_);
    auto next = std::make_unique<SimulatedLog>(identity_);
    next->disk_ = disk_;
    erase(next->disk_, std::exchange(next->disk_.unseen, {}));
    next->end_ = disk_.values.size();
    next->checkpoints_ = disk_.checkpoints;
    return next;
}

void SimulatedLog::flip_bit(Position position, std::size_t offset) {
    const std::unique_lock lock(mutex_);
    auto& value = disk_.values.at(position);
    value[offset % value.size()] ^= 1;
}

Position SimulatedLog::end() const {
    const std::shared_lock lock(mutex_);
    return end_;
}

Error SimulatedLog::stopped() const {
    return {ErrorCode::not_writable,
            "the simulated log stopped writing at position " + std::to_string(end_) + "; restart it"};
}

Status SimulatedLog::append(std::span<const Record> group) {
    const std::unique_lock lock(mutex_);
    if (failed_) return stopped();
    if (group.empty()) return {};
    TZ_TRY(PreparedGroup prepared, prepare(group));  // the rules come before the fault, as in the real log
    failed_ = next_fault_ != SimulatedFault::none;
    if (next_fault_ != SimulatedFault::before_persisting) persist(group, std::move(prepared));
    if (failed_) return stopped();
    end_ = disk_.values.size();
    return {};
}

Result<PreparedGroup> SimulatedLog::prepare(std::span<const Record> group) const {
    const auto version = [this](const StreamId& stream) -> Result<Version> { return version_below(stream, end_); };
    const auto knows = [this](const CommandId& id) -> Result<bool> { return disk_.commands.contains(id); };
    return prepare_group(group, {end_, disk_.last_recorded, version, knows});
}

void SimulatedLog::persist(std::span<const Record> group, PreparedGroup prepared) {
    for (const auto& record : group) disk_.streams[record.header.stream].push_back(record.header.position);
    disk_.commands.insert(prepared.commands.begin(), prepared.commands.end());
    std::move(prepared.values.begin(), prepared.values.end(), std::back_inserter(disk_.values));
    disk_.leaves.insert(disk_.leaves.end(), prepared.leaves.begin(), prepared.leaves.end());
    auto grown = grow(disk_.frontier, prepared.leaves);
    for (const auto& node : grown.completed) {
        if (disk_.levels.size() < node.level) disk_.levels.emplace_back();
        disk_.levels[node.level - 1].push_back(node.hash);
    }
    disk_.frontier = std::move(grown.frontier);
    disk_.last_recorded = prepared.last_recorded;
    if (failed_)
        disk_.unseen = std::move(prepared.erasures);
    else
        erase(disk_, prepared.erasures);
}

void SimulatedLog::erase(Disk& disk, const std::vector<Erasure>& erasures) {
    for (const auto& [target, by] : erasures) {
        auto& value = disk.values.at(target);
        if (const auto entry = entry_of(value)) value = encode_redacted(*entry, by);
    }
}

Result<Record> SimulatedLog::record_at(Position position) const {
    return decode_verified(disk_.values[position], position, disk_.leaves[position]);
}

Version SimulatedLog::version_below(const StreamId& stream, Position end) const {
    const auto found = disk_.streams.find(stream);
    if (found == disk_.streams.end()) return 0;
    const auto& positions = found->second;
    return static_cast<Version>(std::lower_bound(positions.begin(), positions.end(), end) - positions.begin());
}

Result<std::vector<Record>> SimulatedLog::read(Position from, ReadLimit limit) const {
    const std::shared_lock lock(mutex_);
    std::vector<Record> page;
    PageBudget budget(limit);
    for (Position position = from; position < end_ && budget.takes(disk_.values[position].size()); ++position) {
        TZ_TRY(Record record, record_at(position));
        page.push_back(std::move(record));
        if (budget.spent()) break;
    }
    return page;
}

Result<std::vector<Record>> SimulatedLog::read_stream(const StreamId& stream, Version from, ReadLimit limit) const {
    const std::shared_lock lock(mutex_);
    std::vector<Record> page;
    PageBudget budget(limit);
    const Version last = version_below(stream, end_);
    for (Version version = std::max<Version>(from, 1); version <= last; ++version) {
        TZ_TRY(Record record, record_at(disk_.streams.at(stream)[version - 1]));
        if (!budget.takes(record.payload.size())) break;
        page.push_back(std::move(record));
        if (budget.spent()) break;
    }
    return page;
}

Result<Version> SimulatedLog::version(const StreamId& stream) const {
    const std::shared_lock lock(mutex_);
    return version_below(stream, end_);
}

Result<std::optional<CommandOutcome>> SimulatedLog::find_command(const CommandId& id) const {
    const std::shared_lock lock(mutex_);
    const auto found = disk_.commands.find(id);
    if (found == disk_.commands.end() || found->second.first >= end_) return std::optional<CommandOutcome>();
    return std::optional(found->second);
}

Result<std::vector<Digest>> SimulatedLog::tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const {
    const std::shared_lock lock(mutex_);
    const auto end = level_size(level, end_);
    if (first >= end) return std::vector<Digest>();
    const auto& hashes = level == 0 ? disk_.leaves : disk_.levels.at(level - 1);
    const auto from = hashes.begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<Digest>(from, from + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(count, end - first)));
}

Result<std::optional<KeptCheckpoint>> SimulatedLog::latest() const {
    return at_most(std::numeric_limits<std::uint64_t>::max());
}

Result<std::optional<KeptCheckpoint>> SimulatedLog::at_most(std::uint64_t size) const {
    const std::shared_lock lock(mutex_);
    const auto after = checkpoints_.upper_bound(size);
    if (after == checkpoints_.begin()) return std::optional<KeptCheckpoint>();
    const auto& [kept, note] = *std::prev(after);
    return std::optional(KeptCheckpoint{kept, note});
}

Result<std::vector<KeptCheckpoint>> SimulatedLog::list(std::uint64_t from, std::size_t limit) const {
    const std::shared_lock lock(mutex_);
    std::vector<KeptCheckpoint> page;
    for (auto it = checkpoints_.lower_bound(from); it != checkpoints_.end() && page.size() < limit; ++it)
        page.push_back({it->first, it->second});
    return page;
}

Status SimulatedLog::advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) {
    const std::unique_lock lock(mutex_);
    if (failed_) return stopped();
    const auto latest = checkpoints_.empty() ? std::nullopt : std::optional(checkpoints_.rbegin()->first);
    TZ_CHECK(check_advance(latest, expected, next, end_));
    failed_ = next_checkpoint_fault_ != SimulatedFault::none;
    if (next_checkpoint_fault_ != SimulatedFault::before_persisting) disk_.checkpoints[next.size] = next.note;
    if (failed_) return stopped();
    checkpoints_[next.size] = next.note;
    return {};
}

}  // namespace taizhang
