// A stored record (docs/formats/record.md), and the entry in it alone.
#include "src/log/record_codec.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <taizhang/reflect/storage.hpp>

namespace taizhang::fuzz {
namespace {

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

/// An entry is written again as the same bytes, but for two things that are taken and never written: capital letters in
/// hex digits, and fewer members, as an old program's.
void check_entry(std::string_view bytes) {
    const auto header = reflect::load<EventHeader>(bytes);
    if (!header) return;
    const auto entry = header_entry(*header);
    if (entry.size() > bytes.size()) return;
    same(small_letters(entry), small_letters(bytes), "a header has one spelling");
    same(header_entry(must(reflect::load<EventHeader>(entry), "a header that was written can be read")), entry,
         "a header is stable");
}

/// A record that is given its right digests is verified, and is not with one bit changed, whichever that is.
void check_verified(Record record, std::size_t bit) {
    record.header.payload_digest = payload_digest(record.salt, record.payload);
    const auto entry = header_entry(record.header);
    if (entry.size() > max_header_bytes) return;
    auto bytes = encode_record(entry, record.salt, record.payload);
    const auto leaf = leaf_hash(entry);
    const auto again =
        must(decode_verified(bytes, record.header.position, leaf), "a record that was written is verified");
    same(encode_record(again), bytes, "a verified record is the one that was written");
    char& changed = bytes[bit / 8 % bytes.size()];
    changed = static_cast<char>(changed ^ (1 << bit % 8));
    require(!decode_verified(bytes, record.header.position, leaf), "a record with a changed bit is refused");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    fuzz::check_entry(input);
    const auto record = decode_record(input);
    if (!record) return;
    const auto bytes = encode_record(*record);
    if (bytes.size() > input.size()) return;  // an entry of fewer members
    fuzz::same(encode_record(fuzz::must(decode_record(bytes), "a record that was written can be read")), bytes,
               "a record is stable");
    fuzz::check_verified(*record, std::hash<std::string_view>()(input));
}
