// Walks a family whose keys are positions and insists that what is asked for is there. Private to this folder.
//
//     PositionCursor records(store, Family::records, from, end);
//     TZ_TRY(std::string_view value, records.at(position));     // from `from` on; the one behind the last costs least
//
// The thread that made it.
#pragma once

#include "src/log/rocks_store.hpp"

namespace taizhang {

class PositionCursor {
  public:
    PositionCursor(const RocksStore& store, Family family, Position from, Position end,
                   Cursor::Use use = Cursor::Use::page)
        : cursor_(store, family, log_layout::u64_bytes(from), log_layout::u64_bytes(end), use), from_(from) {}

    /// The value at `position`, valid until the next call.
    Result<std::string_view> at(Position position) {
        if (last_ && position == *last_ + 1)
            cursor_.next();
        else if (last_ || position != from_)
            cursor_.seek(log_layout::u64_bytes(position));
        last_ = position;
        if (cursor_.valid()) {
            const auto key = cursor_.key();
            if (key.size() == sizeof position && log_layout::read_be<Position>(key) == position) return cursor_.value();
        } else if (!cursor_.status().ok()) {
            return log_layout::corrupt_at(position, "it cannot be read (" + cursor_.status().ToString() + ")");
        }
        return log_layout::corrupt_at(position, "it is missing");
    }

  private:
    Cursor cursor_;
    const Position from_;           ///< where the cursor stands at first
    std::optional<Position> last_;  ///< what was asked for last
};

}  // namespace taizhang
