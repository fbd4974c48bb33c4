// A record as the outside sees it: CloudEvents 1.0 in JSON (contract.md, "Events outside").
#pragma once

#include "events/catalogue.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang {

/// Fails (ErrorCode::corrupt) only when the payload cannot be decoded.
Result<boost::json::object> cloud_event(const LogIdentity& log, const Record& record);

/// The same as text, appended to `out`: byte for byte what serializing the object gives, some times faster. `out` is as
/// it was when it fails.
Status write_cloud_event(std::string& out, const LogIdentity& log, const Record& record);

/// "taizhang.item.progress_reported.v1"
std::string cloud_event_type(std::uint16_t number, std::uint16_t schema);
/// "<epoch as 16 hex digits>-<position>"
std::string cloud_event_id(std::uint64_t epoch, Position position);

}  // namespace taizhang
