// Records for the log's tests: valid ones, made in one line, so that a test shows only what it is about.
//
//     GroupBuilder build(log);
//     auto group = build.event("item/a").event("item/a").command().event("unit/b").take();
#pragma once

#include <taizhang/event_log.hpp>

#include <map>

namespace taizhang::test {

inline CommandId command_id(std::uint64_t number) {
    CommandId id;
    for (int i = 0; i < 8; ++i) id.bytes[std::size_t(15 - i)] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

inline Record make_record(Position position, const std::string& stream, Version version, CommandId command) {
    Record record;
    record.header.position = position;
    record.header.stream = {stream};
    record.header.stream_version = version;
    record.header.type = 301;
    record.header.recorded = Time{1'400'000'000'000 + std::int64_t(position)};
    record.header.effective = Time{1'399'000'000'000};
    record.header.actor = {
        .account = {"li"}, .person = PersonId{"p1"}, .unit = UnitId{"u1"}, .name = "李一", .role = "unit_clerk"};
    record.header.command_id = command;
    record.header.command = "item.report_progress";
    record.header.reason = "五月报账";
    record.salt.fill(static_cast<std::uint8_t>(position));
    record.payload = "payload " + std::to_string(position);
    record.header.payload_digest = payload_digest(record.salt, record.payload);
    return record;
}

/// After a test has changed the payload on purpose.
inline void seal(Record& record) {
    record.header.payload_digest = payload_digest(record.salt, record.payload);
}

/// Continues where the log ends. A new command begins with the first event, after command(), and when the stream
/// changes.
class GroupBuilder {
  public:
    explicit GroupBuilder(const EventLog& log) : log_(log), next_(log.end()) {}

    GroupBuilder& command() {
        ++command_;
        return *this;
    }
    GroupBuilder& event(const std::string& stream) {
        if (stream != stream_) command();
        stream_ = stream;
        auto [version, fresh] = versions_.try_emplace(stream, 0);
        if (fresh) version->second = log_.version({stream}).value();
        group_.push_back(make_record(next_++, stream, ++version->second, command_id((log_.end() << 20) + command_)));
        return *this;
    }
    GroupBuilder& events(const std::string& stream, int count) {
        for (int i = 0; i < count; ++i) event(stream);
        return *this;
    }
    std::vector<Record> take() { return std::move(group_); }

  private:
    const EventLog& log_;
    Position next_;
    std::uint64_t command_ = 0;
    std::string stream_;
    std::map<std::string, Version> versions_;
    std::vector<Record> group_;
};

}  // namespace taizhang::test
