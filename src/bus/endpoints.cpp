#include "src/bus/endpoints.hpp"

#include <charconv>
#include <optional>

namespace taizhang::bus {

namespace {

constexpr std::string_view tcp = "tcp://";
constexpr std::string_view ipc = "ipc://";
constexpr unsigned last_base_port = 65'533;

Error not_an_endpoint(std::string_view given) {
    return invalid(
        "expected a bus address such as tcp://127.0.0.1:5550, tcp://127.0.0.1:* or ipc:///run/taizhang/bus; got \"" +
        std::string(given) + "\"; a port must be 1 to " + std::to_string(last_base_port) +
        " because the two that follow are used as well");
}

std::optional<unsigned> port_of(std::string_view text) {
    unsigned port = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 || port > last_base_port) return {};
    return port;
}

}  // namespace

Result<Endpoints> Endpoints::from_base(std::string_view base) {
    const std::string text(base);
    if (base.starts_with(ipc) && base.size() > ipc.size()) return Endpoints{text, text + ".records", text + ".replay"};
    const auto colon = base.rfind(':');
    if (!base.starts_with(tcp) || colon < tcp.size() + 1) return not_an_endpoint(base);
    if (base.substr(colon + 1) == "*") return Endpoints{text, text, text};
    const auto port = port_of(base.substr(colon + 1));
    if (!port) return not_an_endpoint(base);
    const std::string host(base.substr(0, colon + 1));
    return Endpoints{text, host + std::to_string(*port + 1), host + std::to_string(*port + 2)};
}

bool leaves_the_machine(std::string_view endpoint) {
    if (endpoint.starts_with(ipc) || endpoint.starts_with("inproc://")) return false;
    for (std::string_view loopback : {"tcp://127.", "tcp://localhost:", "tcp://[::1]:"}) {
        if (endpoint.starts_with(loopback)) return false;
    }
    return true;
}

}  // namespace taizhang::bus
