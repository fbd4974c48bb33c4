#include "events/catalogue.hpp"

#include "events/version.hpp"

#include <taizhang/reflect/schema.hpp>

#include <array>

namespace taizhang {

namespace mp = boost::mp11;

namespace {

constexpr std::size_t table_size = mp::mp_size<Catalogue>::value;

template <class Line>
using number_of = std::integral_constant<std::uint16_t, Line::number>;
static_assert(mp::mp_is_set<mp::mp_transform<number_of, Catalogue>>::value,
              "an event number stands in the table twice");

template <class Line>
EventInfo info_line() {
    const std::string_view name = Line::name;
    return {Line::number,
            name,
            Line::schema,
            Line::command,
            name.substr(0, name.find('.')),
            &reflect::schema<typename Line::type>};
}

const std::array<EventInfo, table_size>& table() {
    static const auto lines = [] {
        std::array<EventInfo, table_size> made;
        std::size_t i = 0;
        mp::mp_for_each<Catalogue>([&](auto line) { made[i++] = info_line<decltype(line)>(); });
        return made;
    }();
    return lines;
}

template <class Match>
const EventInfo* find_line(Match match) {
    const auto& lines = table();
    const auto found = std::find_if(lines.begin(), lines.end(), match);
    return found == lines.end() ? nullptr : &*found;
}

using Decoder = Result<Event> (*)(std::uint16_t, std::string_view);

template <class Line>
Result<Event> decode_line(std::uint16_t schema, std::string_view payload) {
    TZ_TRY(auto event, load_version<typename Line::type>(schema, Line::schema, payload));
    return Event(std::move(event));
}

template <class... Lines>
constexpr std::array<Decoder, sizeof...(Lines)> decoders(mp::mp_list<Lines...>) {
    return {&decode_line<Lines>...};
}
std::size_t index_of(const EventInfo& info) {
    return static_cast<std::size_t>(&info - table().data());
}

}  // namespace

std::span<const EventInfo> event_table() {
    return table();
}

const EventInfo* find_event(std::uint16_t number) {
    return find_line([&](const EventInfo& info) { return info.number == number; });
}

const EventInfo* find_event_by_name(std::string_view name) {
    return find_line([&](const EventInfo& info) { return info.name == name; });
}

const EventInfo* find_event_by_command(std::string_view command) {
    return find_line([&](const EventInfo& info) { return info.command == command; });
}

const EventInfo& info_of(const Event& event) {
    return table()[event.index()];
}

Result<Event> decode_event(std::uint16_t number, std::uint16_t schema, std::string_view payload) {
    static constexpr auto by_line = decoders(Catalogue{});
    const auto* info = find_event(number);
    if (!info)
        return corrupt("event type " + std::to_string(number) + " is not known to this program; run a newer taizhang");
    return by_line[index_of(*info)](schema, payload);
}

Result<Event> event_of(const Record& record) {
    const auto& header = record.header;
    if (!record.redacted) return decode_event(header.type, header.schema, record.payload);
    if (record.redacted->schema != 0) return decode_event(header.type, record.redacted->schema, record.payload);
    return corrupt("the payload of event " + std::to_string(header.position) + " was removed by event " +
                   std::to_string(record.redacted->by) + ", and what is left of it was not asked for");
}

std::string encode_event(const Event& event) {
    return std::visit([](const auto& e) { return reflect::store(e); }, event);
}

Result<Comparator> Comparator::parse(std::string_view text) {
    for (std::string_view known : {">=", ">", "<=", "<", "=", "~"}) {
        if (text == known) return Comparator{std::string(text)};
    }
    return invalid("expected one of >=, >, <=, <, =, ~, got '" + std::string(text.substr(0, 16)) + "'");
}

boost::json::object Comparator::json_schema() {
    return {{"type", "string"}, {"enum", {">=", ">", "<=", "<", "=", "~"}}};
}

}  // namespace taizhang
