#include "events/cloud_event.hpp"

#include <taizhang/reflect/json.hpp>

#include <array>
#include <cstdio>

namespace taizhang {

namespace json = boost::json;

namespace {

/// Optional attributes are left out, not null (CloudEvents 1.0, section 3.1).
void add_optional(json::object& event, const EventHeader& header, const std::optional<Redacted>& redacted) {
    if (header.correlation) event["correlationid"] = header.correlation->to_string();
    if (header.causation) event["causationid"] = std::to_string(*header.causation);
    if (!header.reason.empty()) event["reason"] = header.reason;
    if (header.actor.unit) event["actorunit"] = header.actor.unit->value;
    if (header.actor.person) event["actorperson"] = header.actor.person->value;
    if (redacted) event["redactedby"] = std::to_string(redacted->by);
}

}  // namespace

std::string cloud_event_type(std::uint16_t number, std::uint16_t schema) {
    const auto* info = find_event(number);
    return "taizhang." + (info ? std::string(info->name) : "unknown." + std::to_string(number)) + ".v" +
           std::to_string(schema);
}

std::string cloud_event_id(std::uint64_t epoch, Position position) {
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), "%016llx-%llu", static_cast<unsigned long long>(epoch),
                  static_cast<unsigned long long>(position));
    return text.data();
}

Result<json::object> cloud_event(const LogIdentity& log, const Record& record) {
    const auto& header = record.header;
    TZ_TRY(auto event, event_of(record));
    std::array<char, 24> sequence;
    std::snprintf(sequence.data(), sequence.size(), "%020llu", static_cast<unsigned long long>(header.position));
    json::object out{{"specversion", "1.0"},
                     {"id", cloud_event_id(log.epoch, header.position)},
                     {"source", "//" + log.origin},
                     {"type", cloud_event_type(header.type, info_of(event).schema)},
                     {"subject", header.stream.value},
                     {"time", header.recorded.to_string()},
                     {"datacontenttype", "application/json"},
                     {"sequence", sequence.data()},
                     {"effectivetime", header.effective.to_string()},
                     {"streamversion", header.stream_version},
                     {"command", header.command},
                     {"commandid", header.command_id.to_string()},
                     {"authtype", header.actor.role == "system" ? "system" : "user"},
                     {"authid", header.actor.account.value},
                     {"actorname", header.actor.name},
                     {"actorrole", header.actor.role}};
    add_optional(out, header, record.redacted);
    out["data"] = event_to_json(event);
    return out;
}

}  // namespace taizhang
