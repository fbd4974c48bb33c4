#include "src/audit/key_history.hpp"

namespace taizhang::audit {

namespace {

Result<std::optional<tlog::KeyChange>> change_of(const EventHeader& header, const std::string& text,
                                                 tlog::KeyChange::What what) {
    auto key = tlog::VerifierKey::parse(text);
    if (!key)
        return corrupt("event " + std::to_string(header.position) + " (" + header.stream.value +
                       ") names no key: " + key.error().message)
            .with("position", header.position);
    return std::optional(tlog::KeyChange{header.position, std::move(*key), what});
}

}  // namespace

Result<std::optional<tlog::KeyChange>> key_change(const EventHeader& header, const Event& event) {
    if (const auto* adopted = std::get_if<log::KeyAdopted>(&event))
        return change_of(header, adopted->key, tlog::KeyChange::adopted);
    if (const auto* retired = std::get_if<log::KeyRetired>(&event))
        return change_of(header, retired->key, tlog::KeyChange::retired);
    return std::optional<tlog::KeyChange>();
}

Result<std::vector<tlog::KeyChange>> key_changes(const EventLog& log, tlog::TreeSize size) {
    const StreamId stream{std::string(keys_stream)};
    std::vector<tlog::KeyChange> changes;
    for (Version from = 1;;) {
        TZ_TRY(const auto records, log.read_stream(stream, from, {}));
        for (const auto& record : records) {
            if (record.header.position >= size) return changes;
            TZ_TRY(const auto event, event_of(record));
            TZ_TRY(auto change, key_change(record.header, event));
            if (change) changes.push_back(std::move(*change));
        }
        if (records.empty()) return changes;
        from = records.back().header.stream_version + 1;
    }
}

}  // namespace taizhang::audit
