#include "src/redaction/removal.hpp"

#include "events/catalogue.hpp"
#include "src/transparency/lines.hpp"

#include <charconv>

namespace taizhang {

namespace {

Error bad_order(const EventHeader& header, const std::string& why) {
    return corrupt("position " + std::to_string(header.position) + ": this redaction in " + header.stream.value + " " +
                   why)
        .with("position", header.position);
}

bool is_order(const EventHeader& header) {
    static const auto number = find_event_by_name("redaction.approved")->number;
    return header.type == number;
}

Result<Position> target_of(const EventHeader& header) {
    const auto id = header.stream.id();
    Position position = 0;
    const auto [end, failed] = std::from_chars(id.data(), id.data() + id.size(), position);
    const bool whole = failed == std::errc() && end == id.data() + id.size() && std::to_string(position) == id;
    if (header.stream.category() != "redaction" || !whole)
        return bad_order(header, "stands in a stream that is not redaction/<position>");
    if (position < header.position) return position;
    return bad_order(header, "is of a record that is not before it");
}

}  // namespace

std::string Removal::text() const {
    return "redacted by " + execution.requester_name + " and " + approver_name + " on " + approved.to_string() +
           " under " + execution.rule + " (position " + std::to_string(by) + ")";
}

Result<std::optional<Removal>> removal_of(const Record& record) {
    const auto& header = record.header;
    if (!is_order(header)) return std::optional<Removal>();
    TZ_TRY(const auto position, target_of(header));
    if (record.redacted) return bad_order(header, "was itself redacted, which no rule allows");
    const auto event = event_of(record);
    if (!event) return bad_order(header, "cannot be read: " + event.error().message);
    const auto& execution = std::get<redaction::Approved>(*event).execution;
    if (!execution) return bad_order(header, "does not say what was carried out");
    if (execution->requested_by == header.actor.account)
        return bad_order(header, "was approved by the account that asked for it, " + header.actor.account.value);
    return std::optional(Removal{.position = position,
                                 .by = header.position,
                                 .execution = *execution,
                                 .approved_by = header.actor.account,
                                 .approver_name = header.actor.name,
                                 .approved = header.recorded,
                                 .reason = header.reason});
}

Error not_ordered(Position redacted, Position by, const std::string& why) {
    return corrupt("position " + std::to_string(redacted) +
                   ": its payload is gone, and is said to have been redacted by "
                   "position " +
                   std::to_string(by) + ", but " + why)
        .with("position", redacted);
}

Result<std::string> substitute_of(const EventHeader& redacted, const Removal& removal) {
    const auto& execution = removal.execution;
    const auto wrong = [&](const std::string& why) { return not_ordered(redacted.position, removal.by, why); };
    if (removal.position != redacted.position)
        return wrong("that one is of position " + std::to_string(removal.position));
    if (execution.stream != redacted.stream || execution.stream_version != redacted.stream_version) {
        return wrong("that one is of version " + std::to_string(execution.stream_version) + " of " +
                     execution.stream.value + ", and this is version " + std::to_string(redacted.stream_version) +
                     " of " + redacted.stream.value);
    }
    auto bytes = tlog::parse_base64(execution.substitute, "the substitute");
    if (!bytes) return wrong(bytes.error().message);
    const auto event = decode_event(redacted.type, execution.schema, *bytes);
    if (!event) return wrong("its substitute is not such an event: " + event.error().message);
    return bytes;
}

Status substitute(Record& redacted, const Record& order) {
    const auto position = redacted.header.position;
    const auto by = order.header.position;
    if (!redacted.redacted || redacted.redacted->by != by)
        return not_ordered(position, by, "its record names another position");
    const auto removal = removal_of(order);
    if (!removal) return not_ordered(position, by, removal.error().message);
    if (!*removal) return not_ordered(position, by, "what stands there is no approved redaction");
    TZ_TRY(redacted.payload, substitute_of(redacted.header, **removal));
    redacted.redacted->schema = (*removal)->execution.schema;
    return {};
}

}  // namespace taizhang
