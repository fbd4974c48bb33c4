// A small history that a program of this kind could have written, its records to be tampered with, and keys.
//
//     auto records = history(20);                  // events of three streams, some commands of two events
//     records[7].payload[0] ^= 1;
//     EXPECT_EQ(fault_of(records), …);
#pragma once

#include "events/catalogue.hpp"
#include "src/log/simulated_log.hpp"
#include "src/transparency/checkpoint.hpp"

namespace taizhang::audit::test {

inline const LogIdentity identity{"ledger.example.gov/2014", 0x1122334455667788};

inline CommandId numbered_command(std::uint64_t number) {
    CommandId id;
    for (int i = 0; i < 8; ++i) id.bytes[std::size_t(15 - i)] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

/// Makes the digest right again, after the payload or the salt was changed on purpose.
inline void seal(Record& record) {
    record.header.payload_digest = payload_digest(record.salt, record.payload);
}

/// Streams unit/u0, unit/u1, unit/u2 by turns; every third command has two events.
inline std::vector<Record> history(std::size_t count) {
    std::vector<Record> records;
    std::map<std::string, Version> versions;
    std::uint64_t command = 0;
    for (Position position = 0; position < count; ++position) {
        Record record;
        auto& header = record.header;
        const auto stream = "unit/u" + std::to_string(position % 3);
        const bool second = position % 4 == 3;
        if (!second) ++command;
        const Event event = unit::Renamed{.name = "单位" + std::to_string(position), .aliases = {"旧名"}};
        header.position = position;
        header.stream = {stream};
        header.stream_version = ++versions[stream];
        header.type = info_of(event).number;
        header.schema = info_of(event).schema;
        header.recorded = Time{1'400'000'000'000 + std::int64_t(position)};
        header.effective = Time{1'399'000'000'000};
        header.actor = {.account = {"li"}, .person = {}, .unit = UnitId{"u1"}, .name = "李一", .role = "unit_clerk"};
        header.command_id = numbered_command(command);
        header.command = "unit.rename";
        header.reason = "机构改革";
        if (position > 0 && second) header.causation = position - 1;
        record.salt.fill(static_cast<std::uint8_t>(position));
        record.payload = encode_event(event);
        seal(record);
        records.push_back(std::move(record));
    }
    return records;
}

inline tlog::SigningKey key_of(const std::string& name, char seed, tlog::KeyKind kind = tlog::KeyKind::ed25519) {
    return *tlog::SigningKey::from_seed(name, kind, std::string(32, seed));
}
inline const tlog::SigningKey& log_key() {
    static const auto key = key_of(identity.origin, 'l');
    return key;
}
inline const tlog::SigningKey& witness_key() {
    static const auto key = key_of("witness.example.gov/audit", 'w', tlog::KeyKind::cosignature_v1);
    return key;
}
inline tlog::TrustPolicy trusted() {
    return {.origin = identity.origin, .log_keys = {log_key().verifier()}};
}

inline Digest root_of(std::span<const Record> records) {
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
    for (const auto& record : records) frontier.push(leaf_hash(header_entry(record.header)), completed);
    return frontier.root();
}

/// The signed checkpoint of the first `size` records.
inline std::string note_of(std::span<const Record> records, std::size_t size, const tlog::SigningKey& key = log_key()) {
    const std::array keys{&key};
    return tlog::sign_note(tlog::Checkpoint{identity.origin, size, root_of(records.first(size))}.text(), keys);
}

/// A log with these records, each command a group of its own.
inline std::unique_ptr<SimulatedLog> log_of(const std::vector<Record>& records) {
    auto log = std::make_unique<SimulatedLog>(identity);
    const auto done = log->append(records);
    if (!done) throw std::runtime_error(done.error().message);
    return log;
}

/// What an error says that it is about, or -1.
inline std::int64_t position_of(const Error& error) {
    const auto* position = error.details.if_contains("position");
    return position ? position->to_number<std::int64_t>() : -1;
}

}  // namespace taizhang::audit::test
