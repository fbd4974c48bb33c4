#include "src/bus/wire.hpp"

#include <type_traits>

namespace taizhang::bus::wire {

namespace {

template <class Number>
std::string to_bytes(Number value) {
    std::string bytes(sizeof(Number), '\0');
    for (std::size_t i = sizeof(Number); i-- > 0; value = static_cast<Number>(value >> 8)) {
        bytes[i] = static_cast<char>(value & 0xFF);
    }
    return bytes;
}

template <class Number>
std::optional<Number> from_bytes(std::string_view bytes) {
    if (bytes.size() != sizeof(Number)) return {};
    Number value = 0;
    for (const char byte : bytes) value = static_cast<Number>(value << 8 | static_cast<unsigned char>(byte));
    return value;
}

std::string_view plural(Kind kind) {
    return kind == Kind::events ? "events" : "records";
}

std::optional<Kind> kind_of(std::string_view text) {
    for (const Kind kind : {Kind::events, Kind::records}) {
        if (text == plural(kind)) return kind;
    }
    return {};
}

Error wrong_size(std::string_view what, std::size_t expected, std::size_t came) {
    return invalid(std::string(what) + " must have " + std::to_string(expected) + " bytes, big-endian; it has " +
                   std::to_string(came) + " (docs/formats/bus.md)");
}

Error wrong_count(std::string_view what, std::string_view expected, std::size_t came) {
    return invalid(std::string(what) + " has " + std::string(expected) + " frames; this one has " +
                   std::to_string(came) + " (docs/formats/bus.md)");
}

template <class Number>
Result<Number> number(std::string_view bytes, std::string_view what) {
    if (auto value = from_bytes<Number>(bytes)) return *value;
    return wrong_size(what, sizeof(Number), bytes.size());
}

Result<Place> place(std::string_view bytes, std::string_view what) {
    if (auto value = decode_place(bytes)) return *value;
    return wrong_size(what, 16, bytes.size());
}

Result<std::uint32_t> credit(std::string_view bytes) {
    TZ_TRY(const std::uint32_t value, number<std::uint32_t>(bytes, "credit"));
    if (value >= 1 && value <= max_credit) return value;
    return invalid("credit must be 1 to " + std::to_string(max_credit) + "; it is " + std::to_string(value));
}

Status check_prefix(std::string_view prefix) {
    if (prefix.size() <= max_prefix_bytes) return {};
    return invalid("a stream prefix has at most " + std::to_string(max_prefix_bytes) + " bytes; this one has " +
                   std::to_string(prefix.size()));
}

Result<Request> parse_replay(Frames frames) {
    if (frames.size() < fixed_replay_frames || frames.size() > max_request_frames) {
        return wrong_count("a replay request", "5 to " + std::to_string(max_request_frames), frames.size());
    }
    ReplayRequest request;
    TZ_TRY(request.id, number<std::uint64_t>(frames[1], "the request id"));
    const auto kind = kind_of(frames[2]);
    if (!kind) return invalid("the third frame of a replay request must be \"events\" or \"records\"");
    request.kind = *kind;
    TZ_TRY(request.from, number<std::uint64_t>(frames[3], "the position to replay from"));
    TZ_TRY(request.credit, credit(frames[4]));
    for (const auto prefix : frames.subspan(fixed_replay_frames)) {
        TZ_CHECK(check_prefix(prefix));
        request.prefixes.emplace_back(prefix);
    }
    return Request(std::move(request));
}

Result<Request> parse_grant(Frames frames) {
    if (frames.size() != 3) return wrong_count("a credit request", "3", frames.size());
    CreditGrant grant;
    TZ_TRY(grant.id, number<std::uint64_t>(frames[1], "the request id"));
    TZ_TRY(grant.credit, credit(frames[2]));
    return Request(grant);
}

Result<Request> parse_question(Frames frames) {
    if (frames.size() != 4) return wrong_count("a question", "4", frames.size());
    TZ_TRY(const std::uint64_t id, number<std::uint64_t>(frames[1], "the request id"));
    return Request(Question{id, std::string(frames[2]), std::string(frames[3])});
}

Result<Answer> parse_replayed(Frames frames) {
    if (frames.size() != 5) return wrong_count("a replayed message", "5", frames.size());
    TZ_TRY(const std::uint64_t id, number<std::uint64_t>(frames[1], "the request id"));
    TZ_TRY(const Delivery message, parse_broadcast(frames.subspan(2)));
    return Answer(Replayed{id, message});
}

Result<Answer> parse_caught_up(Frames frames) {
    if (frames.size() != 3) return wrong_count("caught_up", "3", frames.size());
    TZ_TRY(const std::uint64_t id, number<std::uint64_t>(frames[1], "the request id"));
    TZ_TRY(const Place end, place(frames[2], "epoch and end"));
    return Answer(CaughtUp{id, end});
}

Result<Refusal> parse_refusal(Frames frames) {
    if (frames.size() != 4) return wrong_count("an error", "4", frames.size());
    return Refusal{decode_number(frames[1]), std::string(frames[2]), std::string(frames[3])};
}

}  // namespace

std::string big_endian(std::uint64_t value) {
    return to_bytes(value);
}
std::string big_endian(std::uint32_t value) {
    return to_bytes(value);
}
std::string encode(const Place& at) {
    return to_bytes(at.epoch) + to_bytes(at.position);
}
std::optional<std::uint64_t> decode_number(std::string_view bytes) {
    return from_bytes<std::uint64_t>(bytes);
}

std::optional<Place> decode_place(std::string_view bytes) {
    if (bytes.size() != 16) return {};
    return Place{*decode_number(bytes.substr(0, 8)), *decode_number(bytes.substr(8))};
}

std::string_view word_of(Kind kind) {
    return kind == Kind::events ? "event" : "record";
}

std::vector<std::string> frames_of(const Request& request) {
    if (const auto* grant = std::get_if<CreditGrant>(&request)) {
        return {"credit", big_endian(grant->id), big_endian(grant->credit)};
    }
    if (const auto* question = std::get_if<Question>(&request)) {
        return {"ask", big_endian(question->id), question->topic, question->argument};
    }
    const auto& replay = std::get<ReplayRequest>(request);
    std::vector<std::string> frames{"replay", big_endian(replay.id), std::string(plural(replay.kind)),
                                    big_endian(replay.from), big_endian(replay.credit)};
    frames.insert(frames.end(), replay.prefixes.begin(), replay.prefixes.end());
    return frames;
}

Result<Request> parse_request(Frames frames) {
    const std::string_view verb = frames.empty() ? std::string_view() : frames.front();
    if (verb == "replay") return parse_replay(frames);
    if (verb == "credit") return parse_grant(frames);
    if (verb == "ask") return parse_question(frames);
    return invalid(
        "the first frame of a request must be \"replay\", \"credit\" or \"ask\" (docs/formats/bus.md); use a DEALER "
        "socket, without an empty frame in front");
}

std::optional<std::uint64_t> id_of(Frames frames) {
    return frames.size() < 2 ? std::nullopt : decode_number(frames[1]);
}

Result<Delivery> parse_broadcast(Frames frames) {
    if (frames.size() != 3) return wrong_count("a broadcast", "3", frames.size());
    TZ_TRY(const Place at, place(frames[1], "epoch and position"));
    return Delivery{frames[0], at.epoch, at.position, frames[2]};
}

Result<Answer> parse_answer(Frames frames, Kind expected) {
    const std::string_view word = frames.empty() ? std::string_view() : frames.front();
    if (word == word_of(expected)) return parse_replayed(frames);
    if (word == "caught_up") return parse_caught_up(frames);
    if (word == "error") {
        TZ_TRY(auto refusal, parse_refusal(frames));
        return Answer(std::move(refusal));
    }
    return invalid("expected \"" + std::string(word_of(expected)) +
                   "\", \"caught_up\" or \"error\" from the replay socket; got " + std::to_string(word.size()) +
                   " other bytes: is this endpoint a taizhang replay socket?");
}

Result<Reply> parse_reply(Frames frames) {
    const std::string_view word = frames.empty() ? std::string_view() : frames.front();
    if (word == "error") {
        TZ_TRY(auto refusal, parse_refusal(frames));
        return Reply(std::move(refusal));
    }
    if (word != "told" || frames.size() != 3) {
        return invalid("expected \"told\" with 3 frames or \"error\" from the replay socket; got " +
                       std::to_string(frames.size()) + " other frames: is this endpoint a taizhang replay socket?");
    }
    TZ_TRY(const std::uint64_t id, number<std::uint64_t>(frames[1], "the request id"));
    return Reply(Told{id, std::string(frames[2])});
}

}  // namespace taizhang::bus::wire
