// Problems, extensions, completion claims, verification and closing out.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// Around the middle of a month.
Status meet_problems(Theatre& theatre, unsigned month);
/// Items that are through claim completion; some claims are sent back; what is verified is closed out a month later.
Status finish_some(Theatre& theatre);

}  // namespace taizhang::simulate
