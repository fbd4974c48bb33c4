#include "src/audit/key_history.hpp"

#include "src/transparency/log_hashes.hpp"

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
            if (change && change->key.name == log.identity().origin) changes.push_back(std::move(*change));
        }
        if (records.empty()) return changes;
        from = records.back().header.stream_version + 1;
    }
}

Result<std::vector<tlog::VerifierKey>> keys_told(const EventLog& log, const std::optional<tlog::VerifierKey>& first) {
    TZ_TRY(auto changes, key_changes(log, log.end()));
    tlog::KeyChain chain(first ? std::vector{*first} : std::vector<tlog::VerifierKey>());
    for (auto& change : changes) chain.add(std::move(change));
    return chain.ever(log.end());
}

Result<tlog::TrustPolicy> followed(EventLog& log, tlog::TrustPolicy policy, tlog::TreeSize size) {
    TZ_TRY(const auto changes, key_changes(log, size));
    if (changes.empty()) return policy;
    tlog::KeyTrust trust(policy.log_keys, changes);
    const tlog::LogHashes hashes(log);
    for (const auto& change : changes) {
        if (change.what != tlog::KeyChange::adopted) continue;
        TZ_TRY(const auto kept, log.checkpoints().list(change.position + 1, 1));
        if (kept.empty()) continue;
        const auto opened = trust.open(kept.front().note, policy);
        if (!opened) continue;  // nobody who is trusted vouches for it
        TZ_TRY(const auto root, tlog::tree_root(hashes, opened->checkpoint.size));
        if (root != opened->checkpoint.root)
            return corrupt("the log's first " + std::to_string(kept.front().size) +
                           " records are not those that were signed; run taizhang verify");
    }
    policy.log_keys = trust.trusted(size);
    return policy;
}

}  // namespace taizhang::audit
