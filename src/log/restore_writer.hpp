// Writes what a restore has verified, on a thread of its own: into sorted files where the log can be filled, by
// appending otherwise.
//
//     RestoreWriter writer(log);
//     TZ_CHECK(writer.write(std::move(group)));    // the failure may be the group's before
//     TZ_CHECK(writer.finish());                   // everything is there, and the rules between records hold
//
// One thread. Private to restore.
#pragma once

#include "src/log/fill.hpp"

#include <future>

namespace taizhang::backup {

class RestoreWriter {
  public:
    /// The log is empty, and outlives it.
    explicit RestoreWriter(EventLog& log) : log_(log), fillable_(dynamic_cast<Fillable*>(&log)) {}

    /// Waits until the group before it was passed on.
    Status write(FillGroup group);
    /// Everything that was written is in the log.
    Status wait();
    Status finish();

  private:
    Status written();
    Status put(const FillGroup& group);
    Status append(const FillGroup& group);

    EventLog& log_;
    Fillable* const fillable_;
    std::future<Status> writing_;  ///< when this goes, it is waited for
};

}  // namespace taizhang::backup
