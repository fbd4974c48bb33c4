#include "src/log/simulated_log.hpp"

#include "src/log/page_budget.hpp"
#include "src/log/record_codec.hpp"

#include <algorithm>
#include <mutex>

namespace taizhang {

void SimulatedLog::fail_next_append(SimulatedFault fault) {
    const std::unique_lock lock(mutex_);
    next_fault_ = fault;
}

std::unique_ptr<SimulatedLog> SimulatedLog::restart() const {
    const std::shared_lock lock(mutex_);
    auto next = std::make_unique<SimulatedLog>(identity_);
    next->disk_ = disk_;
    next->end_ = disk_.values.size();
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

Status SimulatedLog::append(std::span<const Record> group) {
    const std::unique_lock lock(mutex_);
    const Error stopped{ErrorCode::not_writable,
                        "the simulated log stopped writing at position " + std::to_string(end_) + "; restart it"};
    if (failed_) return stopped;
    if (group.empty()) return {};
    TZ_TRY(PreparedGroup prepared, prepare(group));  // the rules come before the fault, as in the real log
    failed_ = next_fault_ != SimulatedFault::none;
    if (next_fault_ != SimulatedFault::before_persisting) persist(group, std::move(prepared));
    if (failed_) return stopped;
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
    disk_.last_recorded = prepared.last_recorded;
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

Result<std::vector<Digest>> SimulatedLog::leaf_hashes(Position from, std::size_t count) const {
    const std::shared_lock lock(mutex_);
    if (from >= end_) return std::vector<Digest>();
    const auto first = disk_.leaves.begin() + static_cast<std::ptrdiff_t>(from);
    return std::vector<Digest>(first, first + static_cast<std::ptrdiff_t>(std::min<Position>(count, end_ - from)));
}

}  // namespace taizhang
