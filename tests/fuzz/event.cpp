// Events as they are stored, and as commands and exports carry them. Input: the event's number, two bytes big-endian,
// and then its stored form (docs/formats/storage.md) or, when that begins with '{', its fields as JSON.
//
// The table's own code is linked as it is, since compiling all events again with a fuzzer's eyes takes minutes. The
// structs of `Watched`, which have between them every kind of member, are compiled so here.
#include "events/catalogue.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <taizhang/reflect/json.hpp>
#include <taizhang/reflect/storage.hpp>

namespace taizhang::fuzz {
namespace {

namespace json = boost::json;

using Watched = boost::mp11::mp_list<item::Entered, item::ProgressReported, report::Submitted, bulletin::Issued,
                                     accountability::Proposed, unit::Registered>;

json::value parsed(std::string_view text) {
    boost::system::error_code problem;
    auto value = json::parse(text, problem);
    return problem ? json::value() : value;
}

/// Whether bytes can have been read from these with no member left at its default: an old event has fewer members, and
/// is written with all of them, which is longer. What a default of an id says cannot be read again.
bool is_whole(std::string_view written, std::string_view read) {
    return written.size() <= read.size();
}

void check_stored(const EventInfo& info, std::string_view payload) {
    const auto event = decode_event(info.number, info.schema, payload);
    if (!event) return;
    const auto bytes = encode_event(*event);
    if (!is_whole(bytes, payload)) return;
    same(encode_event(must(decode_event(info.number, info.schema, bytes), "a stored event can be read again")), bytes,
         "an event is stable");
    const auto fields = event_to_json(*event);
    if (const auto again = event_from_json(info, fields))
        same(encode_event(*again), bytes, "JSON says all of an event");
}

void check_fields(const EventInfo& info, const json::value& fields) {
    const auto event = event_from_json(info, fields);
    if (!event) return;
    const auto bytes = encode_event(*event);
    const auto again = must(decode_event(info.number, info.schema, bytes), "an event that was given can be stored");
    same(encode_event(again), bytes, "an event is stored whole");
    const auto shown = event_to_json(again);
    same(encode_event(must(event_from_json(info, parsed(json::serialize(shown))), "an event's JSON can be read again")),
         bytes, "an event's JSON says all of it");
}

template <class E>
void watch_stored(std::string_view payload) {
    const auto event = reflect::load<E>(payload);
    if (!event) return;
    const auto bytes = reflect::store(*event);
    if (!is_whole(bytes, payload)) return;
    same(reflect::store(must(reflect::load<E>(bytes), "a stored event can be read again")), bytes,
         "an event is stable");
}

template <class E>
void watch_fields(const json::value& fields) {
    const auto event = reflect::from_json<E>(fields);
    if (!event) return;
    const auto bytes = reflect::store(*event);
    same(reflect::store(must(reflect::load<E>(bytes), "an event that was given can be stored")), bytes,
         "an event is stored whole");
    same(reflect::store(must(reflect::from_json<E>(reflect::to_json(*event)), "an event's JSON can be read again")),
         bytes, "an event's JSON says all of it");
}

void check(const EventInfo& info, std::string_view rest) {
    const bool is_json = rest.starts_with('{');
    const auto fields = is_json ? parsed(rest) : json::value();
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Watched>>([&](auto type) {
        using E = typename decltype(type)::type;
        if (info.number != event_line<E>::number) return;
        is_json ? watch_fields<E>(fields) : watch_stored<E>(rest);
    });
    is_json ? check_fields(info, fields) : check_stored(info, rest);
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang;
    if (input.size() < 2) return;
    const auto byte = [&](std::size_t i) { return unsigned(static_cast<unsigned char>(input[i])); };
    if (const auto* info = find_event(static_cast<std::uint16_t>(byte(0) << 8 | byte(1))))
        fuzz::check(*info, input.substr(2));
}
