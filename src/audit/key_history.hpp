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
/// Those of the log's first `size` records, in order; reads that one stream. A log that was restored has another name
/// than before: what it says of keys of its old name is not about its own checkpoints.
Result<std::vector<tlog::KeyChange>> key_changes(const EventLog& log, tlog::TreeSize size);

/// Every key that the log's checkpoints may have been signed with, in the order of adoption, on the log's own word;
/// `first` where it is known. Proves nothing.
Result<std::vector<tlog::VerifierKey>> keys_told(const EventLog& log, const std::optional<tlog::VerifierKey>& first);

/// The policy for a checkpoint of so many records: of its keys those that are not retired there, and those for which
/// they vouch, under checkpoints that the log keeps and whose roots are its own.
Result<tlog::TrustPolicy> followed(EventLog& log, tlog::TrustPolicy policy, tlog::TreeSize size);

}  // namespace taizhang::audit
