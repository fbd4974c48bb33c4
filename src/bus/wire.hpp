// The frames of docs/formats/bus.md, as values: no sockets here.
//
//     auto frames = wire::frames_of(wire::ReplayRequest{.id = 1, .kind = Kind::events, .from = 0, .credit = 1000});
//     Result<wire::Request> request = wire::parse_request(frames);
//
// place         = epoch(8) position(8)            big-endian
// broadcast     = [stream, place, body]
// replay        = ["replay", id(8), "events" | "records", from(8), credit(4), prefix...]
// more credit   = ["credit", id(8), credit(4)]
// question      = ["ask", id(8), topic, argument]
// answer        = ["event" | "record", id(8), stream, place, body]
//               | ["caught_up", id(8), epoch(8) end(8)]
//               | ["told", id(8), body]                       to a question
//               | ["error", id(8) or empty, code, message]
#pragma once

#include "src/bus/limits.hpp"
#include "src/bus/message.hpp"

#include <optional>
#include <span>
#include <variant>

namespace taizhang::bus::wire {

/// Frames as they lie in somebody else's memory.
using Frames = std::span<const std::string_view>;

inline constexpr std::size_t fixed_replay_frames = 5;
inline constexpr std::size_t max_request_frames = fixed_replay_frames + max_prefixes;

struct Place {
    std::uint64_t epoch = 0;
    Position position = 0;
};

struct ReplayRequest {
    std::uint64_t id = 0;
    Kind kind = Kind::events;
    Position from = 0;
    std::uint32_t credit = 0;
    std::vector<std::string> prefixes = {};  ///< none: every stream
};
struct CreditGrant {
    std::uint64_t id = 0;
    std::uint32_t credit = 0;
};
struct Question {
    std::uint64_t id = 0;
    std::string topic;
    std::string argument;
};
using Request = std::variant<ReplayRequest, CreditGrant, Question>;

struct Replayed {
    std::uint64_t id = 0;
    Delivery message;
};
struct CaughtUp {
    std::uint64_t id = 0;
    Place end;
};
/// An error frame. Codes: "invalid" (the request is wrong), "busy" (too many replays), "unavailable" (the history could
/// not be read).
struct Refusal {
    std::optional<std::uint64_t> id;
    std::string code;
    std::string message;
};
using Answer = std::variant<Replayed, CaughtUp, Refusal>;
struct Told {
    std::uint64_t id = 0;
    std::string body;
};
/// To a question.
using Reply = std::variant<Told, Refusal>;

std::string big_endian(std::uint64_t value);
std::string big_endian(std::uint32_t value);
std::string encode(const Place& place);
/// Nothing unless `bytes` has exactly 8 (16).
std::optional<std::uint64_t> decode_number(std::string_view bytes);
std::optional<Place> decode_place(std::string_view bytes);

/// The word in front of a replayed message: "event" or "record".
std::string_view word_of(Kind kind);

std::vector<std::string> frames_of(const Request& request);
Result<Request> parse_request(Frames frames);
/// The id of a request that could not be read, if that much is there.
std::optional<std::uint64_t> id_of(Frames frames);

Result<Delivery> parse_broadcast(Frames frames);
Result<Answer> parse_answer(Frames frames, Kind expected);
Result<Reply> parse_reply(Frames frames);

}  // namespace taizhang::bus::wire
