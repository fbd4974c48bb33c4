#include "src/audit/order_check.hpp"

namespace taizhang::audit {

Error corrupt_at(Position position, const std::string& what) {
    return corrupt("position " + std::to_string(position) + ": " + what).with("position", position);
}

Status OrderCheck::add(const EventHeader& header) {
    TZ_CHECK(check_position(header));
    TZ_CHECK(check_version(header));
    TZ_CHECK(check_command(header));
    TZ_CHECK(check_times(header));
    next_ = header.position + 1;
    last_command_ = header.command_id;
    last_recorded_ = header.recorded;
    return {};
}

Status OrderCheck::check_position(const EventHeader& header) const {
    if (selection_.stream && header.position >= next_) return {};
    if (!selection_.stream && header.position == next_) return {};
    return corrupt_at(next_, "expected " + std::string(selection_.stream ? "it or a later one" : "the record of it") +
                                 " here, got that of position " + std::to_string(header.position));
}

Status OrderCheck::check_version(const EventHeader& header) {
    if (selection_.stream && header.stream != *selection_.stream) {
        return corrupt_at(header.position,
                          "expected an event of " + selection_.stream->value + ", got one of " + header.stream.value);
    }
    const auto [known, fresh] = versions_.try_emplace(header.stream, 0);
    // what came before a range is not known, so its first event of a stream may be of any version
    const bool any = fresh && selection_.from > 0 && header.stream_version > 0;
    if (!any && header.stream_version != known->second + 1) {
        return corrupt_at(header.position, "expected version " + std::to_string(known->second + 1) + " of " +
                                               header.stream.value + ", got version " +
                                               std::to_string(header.stream_version));
    }
    known->second = header.stream_version;
    return {};
}

Status OrderCheck::check_command(const EventHeader& header) {
    if (last_command_ == header.command_id || commands_.insert(header.command_id).second) return {};
    return corrupt_at(header.position, "command " + header.command_id.to_string() +
                                           " has been carried out before: its events stand in two places");
}

Status OrderCheck::check_times(const EventHeader& header) const {
    if (last_recorded_ && header.recorded < *last_recorded_) {
        return corrupt_at(header.position, "recorded at " + header.recorded.to_string() +
                                               ", before the event that it follows, at " + last_recorded_->to_string());
    }
    if (header.causation && *header.causation >= header.position) {
        return corrupt_at(header.position, "names position " + std::to_string(*header.causation) +
                                               " as its cause, which does not stand before it");
    }
    return {};
}

}  // namespace taizhang::audit
