#include "tools/bus_messages.hpp"

#include "events/cloud_event.hpp"
#include "src/log/record_codec.hpp"
#include "src/replica/leader.hpp"

namespace taizhang {

namespace {

constexpr std::size_t usual_bytes = 1'024;

using Body = std::shared_ptr<const std::string>;

Result<Body> event_body(const LogIdentity& log, const Record& record) {
    std::string text;
    text.reserve(usual_bytes);
    TZ_CHECK(write_cloud_event(text, log, record));
    return std::make_shared<const std::string>(std::move(text));
}

Body record_body(const Record& record) {
    return std::make_shared<const std::string>(encode_record(record));
}

bus::Message envelope(const Record& record) {
    bus::Message message;
    message.stream = record.header.stream.value;
    message.position = record.header.position;
    return message;
}

}  // namespace

Result<bus::Message> bus_message(const LogIdentity& log, const Record& record) {
    auto message = envelope(record);
    TZ_TRY(message.cloud_event, event_body(log, record));
    message.record = record_body(record);
    return message;
}

Result<std::vector<bus::Message>> LogReplay::read(Position from, std::size_t count, bus::Kind kind) const {
    TZ_TRY(const auto records, log_.read(from, {.count = count}));
    std::vector<bus::Message> messages;
    messages.reserve(records.size());
    for (const auto& record : records) {
        auto message = envelope(record);
        if (kind == bus::Kind::records) {
            message.record = record_body(record);
        } else {
            TZ_TRY(message.cloud_event, event_body(log_.identity(), record));
        }
        messages.push_back(std::move(message));
    }
    return messages;
}

Result<std::string> LogReplay::tell(const bus::Inquiry& inquiry) const {
    if (inquiry.topic != replica::credentials_topic) return replica::answer_question(log_, others_.notary, inquiry);
    if (others_.credentials) return others_.credentials(inquiry);
    return forbidden("the accounts' secrets are not handed out here");
}

}  // namespace taizhang
