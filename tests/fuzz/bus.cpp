// What comes over the bus's sockets (docs/formats/bus.md). Input: frames, each with a byte of its length before it.
#include "src/bus/wire.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace taizhang::fuzz {
namespace {

std::vector<std::string_view> frames_in(std::string_view input) {
    std::vector<std::string_view> frames;
    while (!input.empty()) {
        const auto size = static_cast<unsigned char>(input.front());
        frames.push_back(input.substr(1, size));
        input.remove_prefix(1 + frames.back().size());
    }
    return frames;
}

void check_request(bus::wire::Frames frames) {
    const auto request = bus::wire::parse_request(frames);
    const auto id = bus::wire::id_of(frames);
    if (!request) return;
    const auto again = bus::wire::frames_of(*request);
    require(std::vector<std::string_view>(again.begin(), again.end()) ==
                std::vector<std::string_view>(frames.begin(), frames.end()),
            "a request has one spelling");
    require(id.has_value() && bus::wire::big_endian(*id) == frames[1], "a request's id is found without the rest");
}

void check_delivery(const bus::Delivery& message, std::string_view stream, std::string_view place,
                    std::string_view body) {
    require(message.stream == stream && message.bytes == body, "a message is handed over as it came");
    same(bus::wire::encode({message.epoch, message.position}), place, "a place has one spelling");
}

void check_answer(bus::wire::Frames frames, bus::Kind kind) {
    const auto answer = bus::wire::parse_answer(frames, kind);
    if (!answer) return;
    if (const auto* replayed = std::get_if<bus::wire::Replayed>(&*answer)) {
        same(frames[0], bus::wire::word_of(kind), "only what was asked for is taken");
        same(bus::wire::big_endian(replayed->id), frames[1], "an answer names its request");
        check_delivery(replayed->message, frames[2], frames[3], frames[4]);
    }
    if (const auto* caught_up = std::get_if<bus::wire::CaughtUp>(&*answer))
        same(bus::wire::encode(caught_up->end), frames[2], "the end has one spelling");
    if (const auto* refusal = std::get_if<bus::wire::Refusal>(&*answer))
        require(refusal->code == frames[2] && refusal->message == frames[3], "a refusal is told as it came");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    const auto frames = fuzz::frames_in(input);
    fuzz::check_request(frames);
    if (const auto message = bus::wire::parse_broadcast(frames))
        fuzz::check_delivery(*message, frames[0], frames[1], frames[2]);
    fuzz::check_answer(frames, bus::Kind::events);
    fuzz::check_answer(frames, bus::Kind::records);
}
