// The deciders of supervision: inspections, rectification, accountability, reviews, bulletins. See deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {}  // namespace taizhang
