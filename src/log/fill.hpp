// Filling an empty log with records that were verified one by one already: a restore's way, which goes past the
// write-ahead log, as nobody is told of a record before all of them are there.
//
//     auto* fillable = dynamic_cast<Fillable*>(log.get());
//     TZ_CHECK(fillable->fill(group));            // again and again, in order
//     TZ_CHECK(fillable->settle());               // all of them are there
//     TZ_CHECK(fillable->end_of_filling());       // only now the rules between records have been checked
//
// Until the end only the tree, the checkpoints and scan() may be asked for, after settle(). One thread at a time.
#pragma once

#include <taizhang/event_log.hpp>

#include <memory>

namespace taizhang {

/// A record as it is stored, and what the indexes need of it.
struct FilledRecord {
    std::string_view bytes;
    Digest leaf;
    StreamId stream;
    Version version = 0;
    CommandId command;
    bool redacted = false;
};

/// Records whose bytes, hashes, places, times and own rules are verified. Cuts no command in two.
struct FillGroup {
    std::vector<FilledRecord> records;
    std::shared_ptr<const std::string> bytes;  ///< of which the records are views
    Time last_recorded;                        ///< of the last of them
    bool is_old = false;                       ///< stored small rather than quick to read
};

class Fillable {
  public:
    virtual ~Fillable() = default;

    /// Adds the group behind what is there; the disk may still be at it when this returns. What fails, here or later,
    /// leaves a log that is to be thrown away.
    virtual Status fill(const FillGroup& group) = 0;
    /// Waits for the disk: what was filled in is durable, and the log ends behind it.
    virtual Status settle() = 0;
    /// Streams have no gaps and command ids come once: ErrorCode::internal names the record that breaks a rule, as
    /// append() does.
    virtual Status end_of_filling() = 0;
};

}  // namespace taizhang
