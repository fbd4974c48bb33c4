// Events from and to JSON, as commands and exports carry them.
#include "events/catalogue.hpp"

#include <taizhang/reflect/json.hpp>

#include <array>

namespace taizhang {

namespace mp = boost::mp11;

namespace {

using Reader = Result<Event> (*)(const boost::json::value&);

template <class Line>
Result<Event> read_line(const boost::json::value& fields) {
    TZ_TRY(auto event, reflect::from_json<typename Line::type>(fields));
    return Event(std::move(event));
}

template <class... Lines>
constexpr std::array<Reader, sizeof...(Lines)> readers(mp::mp_list<Lines...>) {
    return {&read_line<Lines>...};
}

}  // namespace

Result<Event> event_from_json(const EventInfo& info, const boost::json::value& fields) {
    static constexpr auto by_line = readers(Catalogue{});
    return by_line[static_cast<std::size_t>(&info - event_table().data())](fields);
}

boost::json::object event_to_json(const Event& event) {
    return std::visit([](const auto& e) { return reflect::to_json(e).as_object(); }, event);
}

}  // namespace taizhang
