// A record as bytes, format 1 (docs/formats/record.md): in the log, and on the bus for replicas.
//
//     record  = entry length:u32 big-endian ‖ entry ‖ salt:16 ‖ payload
//             | entry length:u32 big-endian ‖ entry ‖ by:u64 ‖ check:4       a redacted one
//     entry   = EventHeader in storage form (docs/formats/storage.md); what the Merkle leaf commits to
//     payload = the event's struct in storage form, to the end; the header commits to it by SHA-256(salt ‖ payload)
//     by      = position of the record that ordered to remove salt and payload; check = SHA-256(entry ‖ by)[0..4)
//
//     std::string bytes = encode_record(record);
//     Result<Record> again = decode_verified(bytes, 17, leaf);   // re-hashes header and payload
//
// Pure functions: any thread.
#pragma once

#include <taizhang/record.hpp>

namespace taizhang {

/// Of a redacted record without its substitute, which is not kept here.
std::string encode_record(const Record& record);
/// The same, for who has made the header's entry already (it is what the leaf hash is made of).
std::string encode_record(std::string_view entry, const Salt& salt, std::string_view payload);
/// A record whose salt and payload the one at `by` removes.
std::string encode_redacted(std::string_view entry, Position by);

/// The entry in a record's bytes; ErrorCode::corrupt when it is cut off.
Result<std::string_view> entry_of(std::string_view record);

/// Takes the shape apart and checks nothing but the shape and the size limits.
Result<Record> decode_record(std::string_view bytes);

/// decode_record, and the record must be what was written at `position`: its entry hashes to `leaf`, its payload to the
/// digest in its header; of a redacted one the order comes after it, and whether it is one is for those to say who
/// know events. ErrorCode::corrupt with details.position otherwise. This is how stored and received bytes are read.
Result<Record> decode_verified(std::string_view bytes, Position position, const Digest& leaf);

/// Re-hashes header and payload of a record that is at hand in parts.
Status verify_record(const Record& record, const Digest& leaf);

/// SHA-256(salt ‖ payload) is the header's payload_digest, or the record is redacted, by a later one.
Status verify_payload(const Record& record);

}  // namespace taizhang
