#include "src/bus/announcer.hpp"

#include <array>

namespace taizhang::bus {

Announcer::Broadcast Announcer::broadcast() {
    const auto batch = queue_.take(broadcast_batch);
    Broadcast done{.taken = batch.size()};
    for (const Message& message : batch) {
        if (world_.lose && world_.lose(message)) continue;
        const std::string place = wire::encode({epoch_, message.position});
        send(message, place, Kind::events);
        send(message, place, Kind::records);
        ++done.published;
    }
    return done;
}

void Announcer::send(const Message& message, const std::string& place, Kind kind) const {
    const auto& body = message.body(kind);
    if (!body) return;
    const std::array<std::string_view, 3> frames{message.stream, place, *body};
    world_.broadcast(kind, frames);
}

}  // namespace taizhang::bus
