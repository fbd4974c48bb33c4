#include "tools/commands/backup_server.hpp"

#include "src/log/record_codec.hpp"
#include "tools/client/files.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr int attempts = 50;  ///< to see a checkpoint of what was just redacted
constexpr auto between_attempts = std::chrono::milliseconds(200);

Error at(Position position, const std::string& what) {
    return corrupt("position " + std::to_string(position) + ": " + what).with("position", position);
}

Result<std::uint64_t> parse_epoch(std::string_view text) {
    std::uint64_t epoch = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), epoch, 16);
    if (problem == std::errc() && end == text.data() + text.size()) return epoch;
    return invalid("the server's epoch should be 16 hexadecimal digits, got " + std::string(text));
}

Result<Digest> digest_of_base64(std::string_view text) {
    TZ_TRY(const auto bytes, bytes_of_base64(text));
    Digest digest;
    if (bytes.size() != digest.bytes.size()) return invalid("a hash should have 32 bytes, got " + std::string(text));
    std::ranges::copy(bytes, reinterpret_cast<char*>(digest.bytes.data()));
    return digest;
}

/// An answer of log.record, verified as if it came from the disk.
Result<backup::StoredRecord> stored(const json::value& answer, Position position) {
    const auto part = [&](const char* member) { return bytes_of_base64(answer.at(member).as_string()); };
    TZ_TRY(const auto entry, part("entry"));
    std::string bytes;
    if (const auto* by = answer.as_object().if_contains("redacted_by"); by && !by->is_null()) {
        TZ_TRY(const auto order, reflect::from_json<Position>(*by));
        bytes = encode_redacted(entry, order);
    } else {
        TZ_TRY(const auto payload, part("payload"));
        TZ_TRY(const auto given, part("salt"));
        Salt salt{};
        if (given.size() != salt.size()) return at(position, "its salt is not of 16 bytes");
        std::ranges::copy(given, salt.begin());
        bytes = encode_record(entry, salt, payload);
    }
    TZ_TRY(const auto decoded, decode_verified(bytes, position, leaf_hash(entry)));
    auto record = backup::stored_record(decoded);
    if (record.entry != entry) return at(position, "its header, written again, is another");
    return record;
}

}  // namespace

Result<std::unique_ptr<ServerSource>> ServerSource::open(const ClientTarget& target,
                                                         std::vector<tlog::VerifierKey> keys,
                                                         std::filesystem::path directory) {
    std::unique_ptr<ServerSource> source(new ServerSource);
    source->directory_ = std::move(directory);
    source->keys_ = std::move(keys);
    TZ_TRY(source->client_, Client::open(target));
    if (source->keys_.empty()) {
        TZ_TRY(const auto answer, source->client_->call("log.keys", {}));
        for (const auto& text : answer.at("keys").as_array()) {
            TZ_TRY(auto key, tlog::VerifierKey::parse(text.as_string()));
            source->keys_.push_back(std::move(key));
        }
    }
    TZ_CHECK(source->ask_for_checkpoint());
    return source;
}

Status ServerSource::ask_for_checkpoint() {
    TZ_TRY(const auto answer, client_->call("log.checkpoint", {}));
    identity_.origin = answer.at("origin").as_string();
    TZ_TRY(identity_.epoch, parse_epoch(answer.at("epoch").as_string()));
    note_ = answer.at("note").as_string();
    TZ_TRY(const auto opened, tlog::open_checkpoint(note_, {.origin = identity_.origin, .log_keys = keys_}));
    newest_ = opened.checkpoint;
    return {};
}

Status ServerSource::check_root(tlog::TreeSize size, const Digest& root) {
    std::vector<Digest> path;
    if (size > 0 && size < newest_.size) {
        TZ_TRY(const auto answer, client_->call("log.prove_consistency", {{"from", size}, {"to", newest_.size}}));
        for (const auto& hash : answer.at("path").as_array()) {
            TZ_TRY(const Digest digest, digest_of_base64(hash.as_string()));
            path.push_back(digest);
        }
    }
    return tlog::verify_consistency(size, root, newest_.size, newest_.root, path);
}

Result<tlog::Frontier> ServerSource::frontier(tlog::TreeSize size) {
    if (size == 0) return tlog::Frontier();
    return backup::rehash(directory_);
}

/// The server signs within moments what it has written.
Status ServerSource::wait_for(Position order) {
    for (int i = 0; i < attempts && order >= newest_.size; ++i) {
        if (i > 0) std::this_thread::sleep_for(between_attempts);
        TZ_CHECK(ask_for_checkpoint());
    }
    if (order < newest_.size) return {};
    return Error{ErrorCode::busy, "the server's newest checkpoint does not cover position " + std::to_string(order) +
                                      ", which redacted a record, yet; run this again in a moment"};
}

Result<std::vector<backup::StoredRecord>> ServerSource::read(Position from, std::size_t most) {
    std::vector<Client::Call> calls;
    for (auto position = from; position < newest_.size && calls.size() < most; ++position)
        calls.push_back({"log.record", {{"position", position}}});
    TZ_TRY(const auto answers, client_->call_all(calls));
    std::vector<backup::StoredRecord> page;
    for (const auto& answer : answers) {
        const auto position = from + page.size();
        if (!answer) return at(position, "the server says: " + answer.error().message);
        TZ_TRY(auto record, stored(*answer, position));
        if (record.redacted_by) TZ_CHECK(wait_for(*record.redacted_by));
        page.push_back(std::move(record));
    }
    return page;
}

Result<std::vector<KeptCheckpoint>> ServerSource::checkpoints(std::uint64_t from, std::size_t limit) {
    std::vector<KeptCheckpoint> found;
    if (from <= newest_.size && limit > 0) found.push_back({newest_.size, note_});
    return found;
}

}  // namespace taizhang
