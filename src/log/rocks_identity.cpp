#include "src/log/rocks_identity.hpp"

namespace taizhang {

using namespace log_layout;

namespace {

Status write(const RocksStore& store, rocksdb::WriteBatch& batch) {
    if (const auto status = store.write(batch); !status.ok()) return store_error(status, "naming the log");
    return {};
}

Result<KeptIdentity> make_identity(const RocksStore& store, const LogIdentity& identity) {
    rocksdb::WriteBatch batch;
    put_format(store, batch, format_without_redaction);
    store.put(batch, Family::meta, origin_key, identity.origin);
    store.put(batch, Family::meta, epoch_key, u64_bytes(identity.epoch));
    TZ_CHECK(write(store, batch));
    return KeptIdentity{identity, format_without_redaction};
}

/// A log has no identity only while it is being made; then it has no record either.
Result<KeptIdentity> first_identity(const RocksStore& store, const RocksLogOptions& options) {
    const Cursor records(store, Family::records, "", after_every_key);
    if (records.valid() || !records.status().ok())
        return corrupt("the log at " + options.path + " has records, but no origin and epoch");
    if (!options.create_if_missing || options.origin.empty() || options.epoch == 0) {
        return invalid("the making of the log at " + options.path +
                       " was interrupted; open it once with an origin and an epoch");
    }
    return make_identity(store, {options.origin, options.epoch});
}

Result<KeptIdentity> load_identity(const RocksStore& store, const RocksLogOptions& options) {
    TZ_TRY(const auto format, store.get(Family::meta, format_key));
    TZ_TRY(const auto epoch, store.get(Family::meta, epoch_key));
    TZ_TRY(const auto origin, store.get(Family::meta, origin_key));
    if (!format && !epoch && !origin) return first_identity(store, options);
    if (!format || !epoch || !origin)
        return corrupt("the log at " + options.path + " lacks its format, epoch or origin");
    KeptIdentity kept{{*origin, 0}, 0};
    TZ_TRY(kept.format, parse_u64(*format, "format"));
    if (kept.format < format_without_tree || kept.format > format_with_redaction) {
        return invalid("the log at " + options.path + " has format " + std::to_string(kept.format) +
                       "; this program reads the formats " + std::to_string(format_without_tree) + " to " +
                       std::to_string(format_with_redaction) + ". Use the version of taizhang that wrote it");
    }
    TZ_TRY(kept.identity.epoch, parse_u64(*epoch, "epoch"));
    return kept;
}

}  // namespace

std::string origin_of_epoch(std::string_view origin, std::uint64_t epoch) {
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::size_t digits = 16;
    const auto slash = origin.rfind('/');
    if (slash != origin.npos && origin.size() - slash - 1 == digits &&
        origin.find_first_not_of(hex, slash + 1) == origin.npos)
        origin = origin.substr(0, slash);
    return std::string(origin) + "/" + to_hex(u64_bytes(epoch));
}

Result<KeptIdentity> load_or_make_identity(const RocksStore& store, const RocksLogOptions& options) {
    TZ_TRY(KeptIdentity kept, load_identity(store, options));
    if (!options.salvage) return kept;
    const auto epoch = options.salvage->new_epoch;
    if (epoch == 0 || epoch == kept.identity.epoch) {
        return invalid("a salvaged log needs a new epoch, neither 0 nor the old one");
    }
    rocksdb::WriteBatch batch;
    kept.identity = {origin_of_epoch(kept.identity.origin, epoch), epoch};
    store.put(batch, Family::meta, epoch_key, u64_bytes(epoch));
    store.put(batch, Family::meta, origin_key, kept.identity.origin);
    TZ_CHECK(write(store, batch));
    return kept;
}

void put_format(const RocksStore& store, rocksdb::WriteBatch& batch, std::uint64_t format) {
    store.put(batch, Family::meta, format_key, u64_bytes(format));
}

Status set_format(const RocksStore& store, std::uint64_t format) {
    rocksdb::WriteBatch batch;
    put_format(store, batch, format);
    return write(store, batch);
}

}  // namespace taizhang
