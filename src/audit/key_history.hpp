// What a log says of the keys that sign its checkpoints (events/log.hpp), for whoever signs and whoever verifies.
//
//     TZ_TRY(const auto changes, key_changes(log, log.end()));
//     tlog::KeyTrust trust({first_key}, changes);
#pragma once

#include "events/catalogue.hpp"
#include "src/transparency/key_chain.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang::audit {

/// In which the keys' events stand.
inline constexpr std::string_view keys_stream = "log/keys";

/// Nothing for other events. ErrorCode::corrupt when the event holds no key.
Result<std::optional<tlog::KeyChange>> key_change(const EventHeader& header, const Event& event);
/// Those of the log's first `size` records, in order; reads that one stream.
Result<std::vector<tlog::KeyChange>> key_changes(const EventLog& log, tlog::TreeSize size);

}  // namespace taizhang::audit
