// The three addresses of a bus, made from the one that `--bus` names.
//
//     TZ_TRY(bus::Endpoints at, bus::Endpoints::from_base("tcp://127.0.0.1:5550"));
//     at.events   // tcp://127.0.0.1:5550   PUB, CloudEvents
//     at.records  // tcp://127.0.0.1:5551   PUB, stored records
//     at.replay   // tcp://127.0.0.1:5552   ROUTER
#pragma once

#include <taizhang/result.hpp>

#include <string>
#include <string_view>

namespace taizhang::bus {

struct Endpoints {
    std::string events;
    std::string records;
    std::string replay;

    /// tcp://HOST:PORT takes PORT, PORT + 1 and PORT + 2; tcp://HOST:* takes three free ports; ipc://PATH takes PATH,
    /// PATH.records and PATH.replay.
    static Result<Endpoints> from_base(std::string_view base);
};

/// Whether other machines can reach what is bound there; such an endpoint needs keys.
bool leaves_the_machine(std::string_view endpoint);

}  // namespace taizhang::bus
