// A small file beside the database that remembers how far the log has been acknowledged.
//
// The write-ahead log alone cannot tell a group that was never synced from a synced one that somebody cut off: both
// look like a torn tail. So after each sync, and before append() returns, the new end is written here, without a sync
// of its own. The mark is therefore never ahead of what was durable, and may be behind after a power cut: a log that
// ends before its mark has lost acknowledged records. Replaced by nothing: the signed checkpoints tell the same to
// outsiders.
//
// One line of text: epoch as 16 hex digits, space, end as 20 decimal digits, newline. What cannot be read counts as no
// mark. Not thread-safe: belongs to the one who appends.
#pragma once

#include <taizhang/ids.hpp>

#include <optional>

namespace taizhang {

class AcknowledgedMark {
  public:
    /// Opens or makes the file; an error only if neither is possible.
    static Result<AcknowledgedMark> open(const std::string& file);
    AcknowledgedMark(AcknowledgedMark&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    AcknowledgedMark& operator=(AcknowledgedMark&&) = delete;
    ~AcknowledgedMark();

    /// The acknowledged end of the log of this epoch; nothing if there is no mark of it.
    std::optional<Position> read(std::uint64_t epoch) const;
    /// ErrorCode::corrupt when the log of this epoch ends before its mark: it has lost what was acknowledged.
    Status check(std::uint64_t epoch, Position end) const;
    /// A failure is ignored: the group is durable already, and an old mark is only a weaker guard.
    void write(std::uint64_t epoch, Position end) const noexcept;

  private:
    explicit AcknowledgedMark(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace taizhang
