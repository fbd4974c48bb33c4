// Changes of views as text, made once and shared by all subscriptions that are owed the same.
#pragma once

#include <taizhang/ids.hpp>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace taizhang::rpc {

/// What brings a reader of a view from one position to another.
struct ViewDelta {
    Position position = 0;
    bool is_empty = true;
    std::string text;  ///< "upserts":[…],"removals":[…]
};

/// The last few deltas. Any thread.
class ViewDeltas {
  public:
    struct Key {
        std::string view;
        std::string filter;  ///< JSON text
        Position from = 0;
        std::optional<Position> redacted = {};  ///< Views::redacted() before the changes were asked for
        bool operator==(const Key&) const = default;
    };

    std::shared_ptr<const ViewDelta> find(const Key& key) const {
        const std::lock_guard lock(mutex_);
        for (const auto& [kept, delta] : kept_) {
            if (kept == key) return delta;
        }
        return nullptr;
    }
    /// Those of the view that were made before a redaction go: they hold what was removed.
    void keep(Key key, std::shared_ptr<const ViewDelta> delta) {
        const std::lock_guard lock(mutex_);
        std::erase_if(kept_, [&](const auto& kept) {
            return kept.first.view == key.view && kept.first.redacted != key.redacted;
        });
        if (kept_.size() == max_kept) kept_.pop_back();
        kept_.emplace_front(std::move(key), std::move(delta));
    }

  private:
    static constexpr std::size_t max_kept = 32;

    mutable std::mutex mutex_;
    std::deque<std::pair<Key, std::shared_ptr<const ViewDelta>>> kept_;
};

}  // namespace taizhang::rpc
