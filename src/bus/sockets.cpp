#include "src/bus/sockets.hpp"

#include <algorithm>
#include <array>

namespace taizhang::bus {

namespace {

constexpr const char* doorkeeper_endpoint = "inproc://zeromq.zap.01";
constexpr const char* security_domain = "taizhang";
constexpr std::size_t z85_key_length = 40;
constexpr std::size_t binary_key_length = 32;
// Frames of a ZAP request: version, request id, domain, address, identity, mechanism, the client's public key.
constexpr std::size_t zap_frames = 7;
constexpr std::size_t zap_request_id = 1;
constexpr std::size_t zap_mechanism = 5;
constexpr std::size_t zap_key = 6;

}  // namespace

bool Parts::receive(zmq::socket_t& socket, std::size_t limit) {
    parts.clear();
    excess = 0;
    zmq::message_t part;
    if (!socket.recv(part, zmq::recv_flags::dontwait)) return false;
    for (bool more = true; more;) {
        more = part.more();
        if (parts.size() < limit) {
            parts.push_back(std::move(part));
        } else {
            ++excess;
        }
        if (more) (void)socket.recv(part, zmq::recv_flags::dontwait);  // a message's parts arrive together
    }
    return true;
}

std::vector<std::string_view> Parts::frames() const {
    std::vector<std::string_view> views;
    views.reserve(parts.size());
    for (const auto& part : parts) views.push_back(part.to_string_view());
    return views;
}

// A ROUTER makes the first part, the client's identity, itself; the connection's properties come with the others.
std::string_view Parts::user() {
    for (auto& part : parts) {
        if (const char* found = zmq_msg_gets(part.handle(), "User-Id")) return found;
    }
    return {};
}

// Only the first part can find the pipe full or the peer gone; libzmq takes the others with it.
SendOutcome send_now(zmq::socket_t& socket, wire::Frames frames) {
    try {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
            if (!socket.send(zmq::buffer(frames[i]), more | zmq::send_flags::dontwait)) return SendOutcome::full;
        }
    } catch (const zmq::error_t& e) {
        if (e.num() == EHOSTUNREACH) return SendOutcome::gone;
        throw;
    }
    return SendOutcome::sent;
}

Status guarded(const std::string& what, const std::function<void()>& step) {
    try {
        step();
        return {};
    } catch (const zmq::error_t& e) {
        return invalid(what + ": " + e.what());
    }
}

void poll(std::span<zmq::pollitem_t> items, std::chrono::milliseconds timeout) {
    try {
        zmq::poll(items.data(), items.size(), timeout);
    } catch (const zmq::error_t& e) {
        if (e.num() != EINTR) throw;
        for (auto& item : items) item.revents = 0;
    }
}

void secure_server(zmq::socket_t& socket, const ServerKeys& keys) {
    socket.set(zmq::sockopt::zap_domain, security_domain);
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, keys.secret_key);
}

void secure_client(zmq::socket_t& socket, const ClientKeys& keys) {
    socket.set(zmq::sockopt::curve_serverkey, keys.server_public_key);
    socket.set(zmq::sockopt::curve_publickey, keys.mine.public_key);
    socket.set(zmq::sockopt::curve_secretkey, keys.mine.secret_key);
}

void keep_alive(zmq::socket_t& socket) {
    socket.set(zmq::sockopt::tcp_keepalive, 1);
    socket.set(zmq::sockopt::heartbeat_ivl, heartbeat_milliseconds);
    socket.set(zmq::sockopt::heartbeat_timeout, heartbeat_timeout_milliseconds);
    socket.set(zmq::sockopt::connect_timeout, heartbeat_timeout_milliseconds);
}

Doorkeeper::Doorkeeper(zmq::context_t& context, const ServerKeys& keys)
    : clients_(keys.clients), current_(keys.current), socket_(context, zmq::socket_type::rep) {
    socket_.bind(doorkeeper_endpoint);
}

bool Doorkeeper::allowed(const std::vector<std::string_view>& request, std::string& user) const {
    if (request.size() != zap_frames || request[zap_mechanism] != "CURVE") return false;
    if (request[zap_key].size() != binary_key_length) return false;
    std::array<char, z85_key_length + 1> text{};
    std::array<std::uint8_t, binary_key_length> key{};
    std::copy(request[zap_key].begin(), request[zap_key].end(), key.begin());
    zmq_z85_encode(text.data(), key.data(), key.size());
    if (!clients_.contains(text.data()) && !(current_ && current_().contains(text.data()))) return false;
    user = text.data();
    return true;
}

std::size_t Doorkeeper::answer() {
    std::size_t denied = 0;
    for (Parts in; in.receive(socket_, zap_frames);) {
        const auto request = in.frames();
        std::string user;
        const bool ok = allowed(request, user);
        if (!ok) ++denied;
        const std::string_view id = request.size() > zap_request_id ? request[zap_request_id] : std::string_view();
        const std::string_view code = ok ? "200" : "400";
        const std::string_view why = ok ? "OK" : "key not allowed";
        const std::array<std::string_view, 6> reply{"1.0", id, code, why, user, ""};
        send_now(socket_, reply);
    }
    return denied;
}

}  // namespace taizhang::bus
