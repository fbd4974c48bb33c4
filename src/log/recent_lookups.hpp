// What was looked up lately and is still so: streams' versions, and command ids that the log does not hold. It spares
// the appender, and whoever asks for every command, a search through the index.
//
//     const Position end = log.end();
//     ... read the index ...
//     recent.learn(stream, version, [&] { return log.end() == end; });     // nothing was appended meanwhile
//     recent.appended(versions, commands, [&] { move_end(); });
//
// Bounded; beyond it everything is forgotten. Any thread.
#pragma once

#include <taizhang/event_log.hpp>

#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace taizhang {

class RecentLookups {
  public:
    std::optional<Version> version(const StreamId& stream) const {
        const std::lock_guard lock(mutex_);
        const auto found = versions_.find(stream);
        return found == versions_.end() ? std::nullopt : std::optional(found->second);
    }
    bool is_absent(const CommandId& id) const {
        const std::lock_guard lock(mutex_);
        return absent_.contains(id);
    }

    /// `holds` is asked under the lock that appended() takes: what was read before an append is not learned after it.
    template <class Holds>
    void learn(const StreamId& stream, Version version, const Holds& holds) {
        const std::lock_guard lock(mutex_);
        if (!holds()) return;
        if (versions_.size() >= most_versions) versions_.clear();
        versions_.try_emplace(stream, version);
    }
    template <class Holds>
    void learn_absent(const CommandId& id, const Holds& holds) {
        const std::lock_guard lock(mutex_);
        if (!holds()) return;
        if (absent_.size() >= most_absent) absent_.clear();
        absent_.insert(id);
    }

    /// `show` moves the log's end, under the lock: who has seen the new end is told no version of before it.
    template <class Show>
    void appended(const std::unordered_map<StreamId, Version>& versions,
                  const std::vector<std::pair<CommandId, CommandOutcome>>& commands, const Show& show) {
        const std::lock_guard lock(mutex_);
        show();
        if (versions_.size() + versions.size() > most_versions) versions_.clear();
        for (const auto& [stream, version] : versions) versions_.insert_or_assign(stream, version);
        for (const auto& [id, outcome] : commands) absent_.erase(id);
    }

    /// The same for records that nobody has looked at: whatever was known may have changed.
    template <class Show>
    void filled(const Show& show) {
        const std::lock_guard lock(mutex_);
        show();
        versions_.clear();
        absent_.clear();
    }

  private:
    static constexpr std::size_t most_versions = 65'536, most_absent = 16'384;  ///< about 9 MB

    mutable std::mutex mutex_;
    std::unordered_map<StreamId, Version> versions_;
    std::unordered_set<CommandId> absent_;
};

}  // namespace taizhang
