// Counts a page's records and bytes against a ReadLimit: the first record always fits, so that a reader always gets on.
#pragma once

#include <taizhang/event_log.hpp>

#include <algorithm>

namespace taizhang {

class PageBudget {
  public:
    explicit PageBudget(ReadLimit limit) : limit_(limit) {}

    /// False when the next record would make the page too large.
    bool takes(std::size_t bytes) {
        if (count_ > 0 && (spent() || bytes > limit_.bytes - bytes_)) return false;
        ++count_;
        bytes_ += std::min(bytes, limit_.bytes - bytes_);
        return true;
    }
    bool spent() const { return count_ >= limit_.count || bytes_ >= limit_.bytes; }

  private:
    const ReadLimit limit_;
    std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace taizhang
