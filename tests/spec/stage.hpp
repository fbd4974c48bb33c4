// The stage in which a thing is, by its name.
#pragma once

#include "src/domain/aggregate.hpp"

namespace taizhang::spec {

/// Nothing where it has no stages, or does not exist.
std::optional<std::string> stage_of(const Aggregate& aggregate);

}  // namespace taizhang::spec
