// Walks a family whose keys are positions and insists that none is missing. Private to this folder.
//
//     PositionCursor records(store, Family::records, from, end);
//     TZ_TRY(std::string_view value, records.at(position));     // positions in order, one after the other
//
// The thread that made it.
#pragma once

#include "src/log/rocks_store.hpp"

namespace taizhang {

class PositionCursor {
  public:
    PositionCursor(const RocksStore& store, Family family, Position from, Position end,
                   Cursor::Use use = Cursor::Use::page)
        : cursor_(store, family, log_layout::u64_bytes(from), log_layout::u64_bytes(end), use) {}

    /// The value at `position`, valid until the next call.
    Result<std::string_view> at(Position position) {
        if (started_) cursor_.next();
        started_ = true;
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
    bool started_ = false;
};

}  // namespace taizhang
