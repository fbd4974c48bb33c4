// A view's present rows in memory, so that lists and snapshots of now need no disk. Only where somebody reads them, and
// as long as they fit: a view that has grown too large for its part of the memory is read from the store, as the past
// always is.
//
// Guarded by its owner: one writer or many readers.
#pragma once

#include "src/views/projection_run.hpp"

#include <map>

namespace taizhang {

class ResidentRows {
  public:
    struct Row {
        Position position = 0;
        ProjectionRun::Text json;
    };
    using Map = std::map<std::string, Row, std::less<>>;

    /// Reads them from the store as of `at`; empty and absent when they take more than `limit` bytes.
    Status load(const RowReader& reader, const std::string& generation, Position at, std::size_t limit);
    /// What changed since the last commit.
    void apply(const ProjectionRun& run);
    /// Gives the memory back; reads go to the store from now on.
    void leave();

    bool present() const { return present_; }
    std::size_t bytes() const { return bytes_; }
    const Map& rows() const { return rows_; }

  private:
    void put(const std::string& key, Row row);
    void erase(const std::string& key);

    Map rows_;
    std::size_t bytes_ = 0;
    bool present_ = false;
};

}  // namespace taizhang
