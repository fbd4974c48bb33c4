#include "src/log/record_codec.hpp"

#include "src/log/layout.hpp"

#include <taizhang/reflect/storage.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using log_layout::corrupt_at;

constexpr std::size_t length_bytes = 4;

struct Parts {
    std::string_view entry, salt, payload;
};

Result<Parts> split(std::string_view bytes) {
    if (bytes.size() < length_bytes)
        return corrupt("a record of " + std::to_string(bytes.size()) + " bytes is too short");
    const std::size_t entry = log_layout::read_be<std::uint32_t>(bytes);
    const auto rest = bytes.substr(length_bytes);
    constexpr std::size_t salt = std::tuple_size_v<Salt>;
    if (entry > max_header_bytes) {
        return corrupt("a record's header has " + std::to_string(entry) + " bytes; at most " +
                       std::to_string(max_header_bytes) + " are allowed");
    }
    if (rest.size() < entry + salt) {
        return corrupt("a record's header and salt need " + std::to_string(entry + salt) + " bytes, but " +
                       std::to_string(rest.size()) + " follow");
    }
    if (rest.size() - entry - salt > max_payload_bytes) {
        return corrupt("a record's payload has " + std::to_string(rest.size() - entry - salt) + " bytes; at most " +
                       std::to_string(max_payload_bytes) + " are allowed");
    }
    return Parts{rest.substr(0, entry), rest.substr(entry, salt), rest.substr(entry + salt)};
}

Result<Record> assemble(const Parts& parts) {
    Record record;
    TZ_TRY(record.header, reflect::load<EventHeader>(parts.entry));
    std::copy(parts.salt.begin(), parts.salt.end(), record.salt.begin());
    record.payload = parts.payload;
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

std::string encode_record(const Record& record) {
    return encode_record(header_entry(record.header), record.salt, record.payload);
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
    const Digest found = payload_digest(record.salt, record.payload);
    if (found == record.header.payload_digest) return {};
    return corrupt_at(record.header.position, "its payload hashes to " + found.to_string() + ", but its header says " +
                                                  record.header.payload_digest.to_string());
}

}  // namespace taizhang
