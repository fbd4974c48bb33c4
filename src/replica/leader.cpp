#include "src/replica/leader.hpp"

#include "src/bus/wire.hpp"
#include "src/log/record_codec.hpp"
#include "src/transparency/log_hashes.hpp"

#include <cstring>

namespace taizhang::replica {

namespace {

using bus::wire::big_endian;

constexpr std::size_t number_bytes = 8;
constexpr std::size_t max_hashes = 64;

Error wrong_argument(const bus::Inquiry& inquiry, const std::string& expected) {
    return invalid("a question about '" + std::string(inquiry.topic) + "' has " + expected + "; this one has " +
                   std::to_string(inquiry.argument.size()) + " bytes (docs/formats/bus.md)");
}

struct TwoNumbers {
    std::uint64_t first = 0, second = 0;
};
Result<TwoNumbers> two_numbers(const bus::Inquiry& inquiry) {
    const auto both = bus::wire::decode_place(inquiry.argument);
    if (!both) return wrong_argument(inquiry, "two numbers of 8 bytes");
    return TwoNumbers{both->epoch, both->position};
}

std::string joined(const std::vector<Digest>& hashes) {
    std::string bytes;
    for (const auto& hash : hashes) bytes += hash.view();
    return bytes;
}

Result<std::string> identity_answer(const EventLog& log) {
    return big_endian(log.identity().epoch) + log.identity().origin;
}

Result<std::string> checkpoint_answer(EventLog& log, const notary::Notary* notary, const bus::Inquiry& inquiry) {
    if (inquiry.argument == "official") {
        if (!notary) return not_found("no checkpoints are signed here");
        TZ_TRY(auto official, notary->official());
        return std::move(official.note);
    }
    if (inquiry.argument.empty()) {
        TZ_TRY(auto newest, log.checkpoints().latest());
        if (newest) return std::move(newest->note);
        return not_found("no checkpoint has been signed yet");
    }
    const auto size = bus::wire::decode_number(inquiry.argument);
    if (!size) return wrong_argument(inquiry, "nothing, the word official, or a number of 8 bytes");
    TZ_TRY(auto kept, log.checkpoints().list(*size, 1));
    if (!kept.empty()) return std::move(kept.front().note);
    return not_found("no checkpoint of " + std::to_string(*size) + " records or more has been signed yet");
}

Status check_size(const EventLog& log, tlog::TreeSize size) {
    if (size <= log.end()) return {};
    return not_found("the log holds " + std::to_string(log.end()) + " records, and " + std::to_string(size) +
                     " were asked about");
}

Result<std::string> consistency_answer(const EventLog& log, const bus::Inquiry& inquiry) {
    TZ_TRY(const auto asked, two_numbers(inquiry));
    if (asked.first > asked.second) return wrong_argument(inquiry, "the smaller size in front");
    TZ_CHECK(check_size(log, asked.second));
    TZ_TRY(const auto path, tlog::consistency_path(tlog::LogHashes(log), asked.first, asked.second));
    return joined(path);
}

Result<std::string> inclusion_answer(const EventLog& log, const bus::Inquiry& inquiry) {
    TZ_TRY(const auto asked, two_numbers(inquiry));
    if (asked.first >= asked.second) return wrong_argument(inquiry, "a position below the size");
    TZ_CHECK(check_size(log, asked.second));
    TZ_TRY(const auto path, tlog::inclusion_path(tlog::LogHashes(log), asked.first, asked.second));
    return joined(path);
}

Result<std::string> record_answer(const EventLog& log, const bus::Inquiry& inquiry) {
    const auto position = bus::wire::decode_number(inquiry.argument);
    if (!position) return wrong_argument(inquiry, "a position of 8 bytes");
    TZ_TRY(const auto page, log.read(*position, {.count = 1}));
    if (page.empty()) return not_found("there is no record at position " + std::to_string(*position));
    return encode_record(page.front());
}

Result<std::vector<Digest>> split(const std::string& bytes) {
    constexpr std::size_t digest_bytes = sizeof(Digest::bytes);
    if (bytes.size() % digest_bytes != 0 || bytes.size() > max_hashes * digest_bytes)
        return invalid("expected at most 64 hashes of 32 bytes from the leader, got " + std::to_string(bytes.size()) +
                       " bytes");
    std::vector<Digest> hashes(bytes.size() / digest_bytes);
    for (std::size_t i = 0; i < hashes.size(); ++i)
        std::memcpy(hashes[i].bytes.data(), bytes.data() + i * digest_bytes, digest_bytes);
    return hashes;
}

}  // namespace

Result<std::string> answer_question(EventLog& log, const notary::Notary* notary, const bus::Inquiry& inquiry) {
    if (inquiry.topic == "identity") return identity_answer(log);
    if (inquiry.topic == "checkpoint") return checkpoint_answer(log, notary, inquiry);
    if (inquiry.topic == "consistency") return consistency_answer(log, inquiry);
    if (inquiry.topic == "inclusion") return inclusion_answer(log, inquiry);
    if (inquiry.topic == "record") return record_answer(log, inquiry);
    return invalid(
        "expected a question about identity, checkpoint, consistency, inclusion, record or credentials; got "
        "another topic of " +
        std::to_string(inquiry.topic.size()) + " bytes (docs/formats/bus.md)");
}

Result<LeaderIdentity> BusLeader::identity() {
    TZ_TRY(const auto bytes, asker_.ask("identity", ""));
    const auto epoch = bus::wire::decode_number(std::string_view(bytes).substr(0, number_bytes));
    if (epoch && bytes.size() > number_bytes) return LeaderIdentity{*epoch, bytes.substr(number_bytes)};
    return invalid("expected the epoch and the origin of the leader's log, got " + std::to_string(bytes.size()) +
                   " bytes");
}

Result<std::string> BusLeader::checkpoint(Wanted which) {
    return asker_.ask("checkpoint", which == Wanted::official ? "official" : "");
}
Result<std::string> BusLeader::checkpoint_from(tlog::TreeSize size) {
    return asker_.ask("checkpoint", big_endian(size));
}
Result<std::vector<Digest>> BusLeader::consistency(tlog::TreeSize from, tlog::TreeSize to) {
    return hashes("consistency", from, to);
}
Result<std::vector<Digest>> BusLeader::inclusion(Position position, tlog::TreeSize size) {
    return hashes("inclusion", position, size);
}
Result<std::string> BusLeader::record(Position position) {
    return asker_.ask("record", big_endian(position));
}

Result<std::optional<std::string>> BusLeader::credentials(const Digest& have) {
    TZ_TRY(auto text, asker_.ask(credentials_topic, have.view()));
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

Result<std::vector<Digest>> BusLeader::hashes(std::string_view topic, std::uint64_t first, std::uint64_t second) {
    TZ_TRY(const auto bytes, asker_.ask(topic, big_endian(first) + big_endian(second)));
    return split(bytes);
}

}  // namespace taizhang::replica
