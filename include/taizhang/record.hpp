// What the log keeps for one event. Byte grammar: docs/formats/record.md.
//
// The Merkle leaf commits to the header alone, and the header commits to the payload by
// payload_digest = SHA-256(salt ‖ payload). So a payload can be redacted by law while every proof still holds.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <optional>
#include <string>

namespace taizhang {

inline constexpr std::size_t max_header_bytes = 65'535;    ///< tlog-tiles entry limit
inline constexpr std::size_t max_payload_bytes = 1 << 20;  ///< 1 MiB
inline constexpr std::size_t max_reason_characters = 4'000;

/// Who acted, as known at that moment: names stay what they were although people and units are renamed later.
struct Actor {
    AccountId account;
    std::optional<PersonId> person;
    std::optional<UnitId> unit;
    std::string name;  ///< the account's display name at the time
    std::string role;  ///< the role under which it was allowed to act
};
BOOST_DESCRIBE_STRUCT(Actor, (), (account, person, unit, name, role))

struct EventHeader {
    Position position = 0;
    StreamId stream;
    Version stream_version = 0;  ///< from 1
    std::uint16_t type = 0;      ///< number in the event table (events/event.hpp)
    std::uint16_t schema = 1;    ///< version of the payload's struct
    Time recorded;               ///< server's clock, never goes back along the log
    Time effective;              ///< when it happened or as of when it holds
    Actor actor;
    CommandId command_id;
    std::string command;                   ///< the method, such as "item.report_progress"
    std::string reason;                    ///< at most max_reason_characters
    std::optional<CommandId> correlation;  ///< the command that began the whole
    std::optional<Position> causation;     ///< the event that brought this one about
    Digest payload_digest;
};
BOOST_DESCRIBE_STRUCT(EventHeader, (),
                      (position, stream, stream_version, type, schema, recorded, effective, actor, command_id, command,
                       reason, correlation, causation, payload_digest))

using Salt = std::array<std::uint8_t, 16>;

/// Salt and payload of this record were removed by law.
struct Redacted {
    Position by = 0;           ///< of the event that ordered it
    std::uint16_t schema = 0;  ///< in which the substitute is stored; 0: the payload is empty, the log alone was asked
};

struct Record {
    EventHeader header;
    Salt salt{};
    std::string payload;  ///< stored form of the event's struct (reflect/storage.hpp); of a redacted one its substitute
    std::optional<Redacted> redacted = {};
    std::optional<Position> erases = {};  ///< appending this record removes salt and payload of the one there
};

/// SHA-256(salt ‖ payload).
Digest payload_digest(const Salt& salt, std::string_view payload);
/// The leaf's entry: the header in storage form.
std::string header_entry(const EventHeader& header);
/// RFC 6962 leaf hash: SHA-256(0x00 ‖ entry).
Digest leaf_hash(std::string_view entry);

}  // namespace taizhang
