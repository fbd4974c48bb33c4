// The views without their thread: whoever drives them says when the projector works. For simulations and tests.
//
//     TZ_TRY(auto views, SteppedViews::open({.path = dir / "views"}, log, all_projections()));
//     while (views->step()) {
//     }
//     views->list(…);                        // and everything else that Views can do; wake() does nothing
//
// step(), rebuild() and stop() on one thread; callbacks come within them. Reading from any thread.
#pragma once

#include "src/views/views.hpp"

namespace taizhang {

class SteppedViews : public Views {
  public:
    static Result<std::unique_ptr<SteppedViews>> open(ViewsOptions options, const EventLog& log,
                                                      std::vector<std::unique_ptr<Projection>> projections);
    /// One batch of the log for all that have not seen it; false when there was nothing to do.
    virtual bool step() = 0;
    /// Of rows in memory, about: those that are kept for readers and those that the projector may need again.
    virtual std::size_t bytes() const = 0;
};

}  // namespace taizhang
