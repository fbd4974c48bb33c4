// Who the log on the disk is and in which format: the keys of the family `default` (layout.hpp).
//
//     TZ_TRY(const KeptIdentity kept, load_or_make_identity(store, options));
//     if (kept.format == format_without_tree) …;
//     TZ_CHECK(set_format(store, format_without_redaction));
//
// Called while the log is being opened. Private to this folder.
#pragma once

#include "src/log/rocks_store.hpp"

namespace taizhang {

struct KeptIdentity {
    LogIdentity identity;
    std::uint64_t format = log_layout::format_without_redaction;  ///< or one of the others that are named there
};

/// Names a log that has been made just now; gives a salvaged one its new epoch. ErrorCode::invalid for a format that
/// this program does not read.
Result<KeptIdentity> load_or_make_identity(const RocksStore& store, const RocksLogOptions& options);

/// Says, durably, in which format the log is; once it is.
Status set_format(const RocksStore& store, std::uint64_t format);
void put_format(const RocksStore& store, rocksdb::WriteBatch& batch, std::uint64_t format);

}  // namespace taizhang
