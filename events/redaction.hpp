// Stream redaction/<position>: 依法删除, texts of one event removed by law. One account asks, another approves (four
// eyes); the approval removes salt and payload of the event at that position from the log, while its header, its leaf
// and every proof stay (docs/formats/record.md). What other rules go on working with is the substitute: the same event
// with the named texts blanked, kept here.
#pragma once

#include "events/common.hpp"

namespace taizhang::redaction {

/// Stands where a text was.
inline constexpr std::string_view removed_text = "〔依法删除〕";

struct Requested {
    std::string rule;                  ///< the law's clause that demands it, as its reader would look it up
    std::vector<std::string> members;  ///< texts of the event's data: JSON pointers (RFC 6901), such as "/text"
};
BOOST_DESCRIBE_STRUCT(Requested, (), (rule, members))

/// What was carried out, complete in itself: an auditor needs no other event to read it.
struct Execution {
    AccountId requested_by;      ///< the first of the two accounts; the second is the header's actor
    std::string requester_name;  ///< as it was at the request
    Time requested;
    std::string request_reason;
    std::string rule;
    std::vector<std::string> members;  ///< as requested
    StreamId stream;                   ///< of the event whose payload is removed
    Version stream_version = 0;
    std::uint16_t schema = 0;  ///< version of the struct in which the substitute is stored
    std::string substitute;    ///< base64 of the stored form of what is left (docs/formats/storage.md)
};
BOOST_DESCRIBE_STRUCT(Execution, (),
                      (requested_by, requester_name, requested, request_reason, rule, members, stream, stream_version,
                       schema, substitute))

struct Approved {
    std::optional<Execution> execution;  ///< filled in when it is decided; a command leaves it out
};
BOOST_DESCRIBE_STRUCT(Approved, (), (execution))

/// The request is withdrawn or turned down; another one may follow.
struct Declined {};
BOOST_DESCRIBE_STRUCT(Declined, (), ())

}  // namespace taizhang::redaction
