// A view as it was when somebody looked: stays whole while the projector goes on.
//
//     const auto glimpse = look(view);
//     glimpse.reader->row(glimpse.generation, key, at);
//
// One thread; short-lived, as its reader is.
#pragma once

#include "src/views/past_rows.hpp"
#include "src/views/resident_rows.hpp"
#include "src/views/row_store.hpp"

namespace taizhang {

struct Glimpse {
    std::string generation;
    std::optional<Position> position;
    Time time;
    std::optional<Position> redacted;  ///< the last redaction that is in the rows
    std::unique_ptr<RowReader> reader;

    /// Stands for which rows answer. Another build of the same version, without a redaction in between, has the same.
    std::string mark(const LogIdentity& log) const;
};

/// Rows from memory as of a moment near to the one that is wanted, and a reader that can tell what changed in between.
struct Nearby {
    Position position = 0;
    std::vector<PastRows::Row> rows;
    std::unique_ptr<RowReader> reader;
};

/// A row of the present, from memory.
struct Candidate {
    std::string key;
    ResidentRows::Row row;
};

}  // namespace taizhang
