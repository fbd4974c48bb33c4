// CloudEvents as text, member by member as cloud_event() has them: what thousands of events a second are answered with.
#include "events/cloud_event.hpp"

#include <taizhang/reflect/json_text.hpp>

namespace taizhang {

namespace {

using reflect::write_json_number;
using reflect::write_json_string;

/// Members are written in order; names and plain values need no escaping.
class Members {
  public:
    explicit Members(std::string& out) : out_(out) {}

    Members& text(std::string_view name, std::string_view value) {
        begin(name);
        write_json_string(out_, value);
        return *this;
    }
    /// What has no character that needs escaping, in parts.
    Members& plain(std::string_view name, std::initializer_list<std::string_view> parts) {
        begin(name);
        out_ += '"';
        for (const auto part : parts) out_ += part;
        out_ += '"';
        return *this;
    }
    Members& number(std::string_view name, std::uint64_t value) {
        begin(name);
        write_json_number(out_, value);
        return *this;
    }

  private:
    void begin(std::string_view name) { out_.append(",\"").append(name).append("\":"); }

    std::string& out_;
};

std::string twenty_digits(Position position) {
    const auto digits = std::to_string(position);
    return std::string(20 - digits.size(), '0') + digits;
}

/// The log's name may hold anything that a URL may, so it is escaped as any text.
std::string source_of(const LogIdentity& log) {
    return "//" + log.origin;
}

void write_optional(Members& members, const EventHeader& header, const std::optional<Redacted>& redacted) {
    if (header.correlation) members.plain("correlationid", {header.correlation->to_string()});
    if (header.causation) members.plain("causationid", {std::to_string(*header.causation)});
    if (!header.reason.empty()) members.text("reason", header.reason);
    if (header.actor.unit) members.text("actorunit", header.actor.unit->value);
    if (header.actor.person) members.text("actorperson", header.actor.person->value);
    if (redacted) members.plain("redactedby", {std::to_string(redacted->by)});
}

void write_header(std::string& out, const LogIdentity& log, const Record& record, std::string_view type) {
    const auto& header = record.header;
    out += R"({"specversion":"1.0")";
    Members members(out);
    members.plain("id", {cloud_event_id(log.epoch, header.position)})
        .text("source", source_of(log))
        .text("type", type)
        .text("subject", header.stream.value)
        .plain("time", {header.recorded.to_string()})
        .plain("datacontenttype", {"application/json"})
        .plain("sequence", {twenty_digits(header.position)})
        .plain("effectivetime", {header.effective.to_string()})
        .number("streamversion", header.stream_version)
        .text("command", header.command)
        .plain("commandid", {header.command_id.to_string()})
        .plain("authtype", {header.actor.role == "system" ? "system" : "user"})
        .text("authid", header.actor.account.value)
        .text("actorname", header.actor.name)
        .text("actorrole", header.actor.role);
    write_optional(members, header, record.redacted);
}

}  // namespace

Status write_cloud_event(std::string& out, const LogIdentity& log, const Record& record) {
    TZ_TRY(const auto event, event_of(record));
    write_header(out, log, record, cloud_event_type(record.header.type, info_of(event).schema));
    out += R"(,"data":)";
    std::visit([&](const auto& fields) { reflect::write_json(out, fields); }, event);
    out += '}';
    return {};
}

}  // namespace taizhang
