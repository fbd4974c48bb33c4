// The event table at run time: looking up a type, and events from and to bytes and JSON.
//
//     TZ_TRY(Event event, decode_event(header.type, header.schema, payload));
//     boost::json::object fields = event_to_json(event);
//
// Pure; any thread.
#pragma once

#include "events/event.hpp"

#include <taizhang/record.hpp>

#include <boost/json.hpp>
#include <span>

namespace taizhang {

/// The table at run time.
struct EventInfo {
    std::uint16_t number = 0;
    std::string_view name;                           ///< "item.progress_reported"
    std::uint16_t schema = 0;                        ///< current version
    std::string_view command;                        ///< "item.report_progress"
    std::string_view category;                       ///< "item"
    boost::json::object (*json_schema)() = nullptr;  ///< of the struct
};

std::span<const EventInfo> event_table();
/// nullptr when there is none.
const EventInfo* find_event(std::uint16_t number);
const EventInfo* find_event_by_name(std::string_view name);
const EventInfo* find_event_by_command(std::string_view command);
const EventInfo& info_of(const Event& event);

/// The stored payload as an event of the current version; older versions are lifted (upcast). ErrorCode::corrupt when
/// the bytes are not that event, when the number is unknown, or when the version is newer than this program.
Result<Event> decode_event(std::uint16_t number, std::uint16_t schema, std::string_view payload);
std::string encode_event(const Event& event);
/// The record's event; of a redacted record what is left of it. ErrorCode::corrupt also where a redacted record comes
/// without its substitute (src/redaction/substituting_log.hpp fills it in).
Result<Event> event_of(const Record& record);

/// Strict (reflect/json.hpp): what a command's fields must look like.
Result<Event> event_from_json(const EventInfo& info, const boost::json::value& fields);
boost::json::object event_to_json(const Event& event);

}  // namespace taizhang
