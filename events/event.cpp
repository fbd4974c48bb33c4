// What copies, moves, makes and destroys an event: once for all files (docs/decisions/017-event.md).
#include "events/event.hpp"

#include <utility>

namespace taizhang {

namespace mp = boost::mp11;

Event::Event() = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

Event::Event(std::size_t index, void* value)
    : EventVariant(mp::mp_with_index<mp::mp_size<EventVariant>::value>(index, [value](auto at) {
          return EventVariant(std::in_place_index<at>,
                              std::move(*static_cast<mp::mp_at<EventVariant, decltype(at)>*>(value)));
      })) {}

}  // namespace taizhang
