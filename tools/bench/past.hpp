// Measures what reading the views as of the past costs beside reading them now: the same questions, of a ledger that is
// there, now and as of five moments of its history.
//
// Each question is asked over and over; told are the medians in microseconds, and for the past also what the first look
// at that moment took, when nothing of it was at hand, and what one step of fifty events from there took, as when a
// film is played.
#pragma once

#include <taizhang/result.hpp>

#include <string>

namespace taizhang::bench {

/// Prints one JSON line for each question. The data directory stays as it is, but for views that lag behind.
Status run_past(const std::string& data);

}  // namespace taizhang::bench
