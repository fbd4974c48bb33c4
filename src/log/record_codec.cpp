#include "src/log/record_codec.hpp"

#include "src/log/layout.hpp"

#include <taizhang/reflect/storage.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using log_layout::corrupt_at;

constexpr std::size_t length_bytes = 4;

constexpr std::size_t salt_bytes = std::tuple_size_v<Salt>;
constexpr std::size_t check_bytes = 4;
constexpr std::size_t order_bytes = sizeof(Position) + check_bytes;  ///< what stands after a redacted record's entry
static_assert(order_bytes < salt_bytes);                             // no record with a payload is so short

struct Parts {
    std::string_view entry, salt, payload;
    std::optional<Position> redacted_by = {};
};

/// What tells the order from a salt that was cut off.
std::string order_of(std::string_view entry, Position by) {
    std::string order;
    log_layout::append_be(order, by);
    order += sha256({entry, order}).view().substr(0, check_bytes);
    return order;
}

Result<Parts> split_redacted(std::string_view entry, std::string_view order) {
    const auto by = log_layout::read_be<Position>(order);
    if (order_of(entry, by) == order) return Parts{.entry = entry, .salt = {}, .payload = {}, .redacted_by = by};
    return corrupt("what follows a record's header is neither salt and payload nor the order to remove them");
}

Result<Parts> split(std::string_view bytes) {
    TZ_TRY(const auto entry, entry_of(bytes));
    const auto rest = bytes.substr(length_bytes + entry.size());
    if (rest.size() == order_bytes) return split_redacted(entry, rest);
    if (rest.size() < salt_bytes) {
        return corrupt("a record's salt needs " + std::to_string(salt_bytes) + " bytes, but " +
                       std::to_string(rest.size()) + " follow its header");
    }
    if (rest.size() - salt_bytes > max_payload_bytes) {
        return corrupt("a record's payload has " + std::to_string(rest.size() - salt_bytes) + " bytes; at most " +
                       std::to_string(max_payload_bytes) + " are allowed");
    }
    return Parts{.entry = entry, .salt = rest.substr(0, salt_bytes), .payload = rest.substr(salt_bytes)};
}

Result<Record> assemble(const Parts& parts) {
    Record record;
    TZ_TRY(record.header, reflect::load<EventHeader>(parts.entry));
    std::copy(parts.salt.begin(), parts.salt.end(), record.salt.begin());
    record.payload = parts.payload;
    if (parts.redacted_by) record.redacted = Redacted{.by = *parts.redacted_by};
    return record;
}

Status verify_leaf(Position position, std::string_view entry, const Digest& leaf) {
    const Digest found = leaf_hash(entry);
    if (found == leaf) return {};
    return corrupt_at(position,
                      "its header hashes to " + found.to_string() + ", but the leaf hash is " + leaf.to_string());
}

}  // namespace

std::string encode_record(std::string_view entry, const Salt& salt, std::string_view payload) {
    std::string bytes;
    bytes.reserve(length_bytes + entry.size() + salt.size() + payload.size());
    log_layout::append_be(bytes, static_cast<std::uint32_t>(entry.size()));
    bytes += entry;
    bytes.append(reinterpret_cast<const char*>(salt.data()), salt.size());
    bytes += payload;
    return bytes;
}

std::string encode_redacted(std::string_view entry, Position by) {
    std::string bytes;
    log_layout::append_be(bytes, static_cast<std::uint32_t>(entry.size()));
    bytes += entry;
    return bytes + order_of(entry, by);
}

std::string encode_record(const Record& record) {
    if (record.redacted) return encode_redacted(header_entry(record.header), record.redacted->by);
    return encode_record(header_entry(record.header), record.salt, record.payload);
}

Result<std::string_view> entry_of(std::string_view record) {
    if (record.size() < length_bytes)
        return corrupt("a record of " + std::to_string(record.size()) + " bytes is too short");
    const std::size_t length = log_layout::read_be<std::uint32_t>(record);
    if (length > max_header_bytes) {
        return corrupt("a record's header has " + std::to_string(length) + " bytes; at most " +
                       std::to_string(max_header_bytes) + " are allowed");
    }
    if (record.size() - length_bytes < length) {
        return corrupt("a record's header needs " + std::to_string(length) + " bytes, but " +
                       std::to_string(record.size() - length_bytes) + " follow");
    }
    return record.substr(length_bytes, length);
}

Result<Record> decode_record(std::string_view bytes) {
    TZ_TRY(const Parts parts, split(bytes));
    return assemble(parts);
}

Result<Record> decode_verified(std::string_view bytes, Position position, const Digest& leaf) {
    auto parts = split(bytes);
    if (!parts) return corrupt_at(position, parts.error().message);
    // The hash comes first: bytes that nobody vouches for are not parsed.
    TZ_CHECK(verify_leaf(position, parts->entry, leaf));
    auto record = assemble(*parts);
    if (!record) return corrupt_at(position, record.error().message);
    if (record->header.position != position) {
        return corrupt_at(position,
                          "the record found there is that of position " + std::to_string(record->header.position));
    }
    TZ_CHECK(verify_payload(*record));
    return record;
}

Status verify_record(const Record& record, const Digest& leaf) {
    TZ_CHECK(verify_leaf(record.header.position, header_entry(record.header), leaf));
    return verify_payload(record);
}

Status verify_payload(const Record& record) {
    if (record.redacted) {
        if (record.redacted->by > record.header.position) return {};
        return corrupt_at(record.header.position, "its payload was removed, but position " +
                                                      std::to_string(record.redacted->by) +
                                                      ", which is said to have ordered it, is not after it");
    }
    const Digest found = payload_digest(record.salt, record.payload);
    if (found == record.header.payload_digest) return {};
    return corrupt_at(record.header.position, "its payload hashes to " + found.to_string() + ", but its header says " +
                                                  record.header.payload_digest.to_string());
}

}  // namespace taizhang
