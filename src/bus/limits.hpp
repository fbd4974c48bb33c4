// The bus's limits: everything that a peer could make grow has one (docs/formats/bus.md, "Limits").
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace taizhang::bus {

// What a replay client may ask.
inline constexpr std::uint32_t max_credit = 10'000;   ///< outstanding messages that one client may be owed
inline constexpr std::size_t max_prefixes = 64;       ///< stream prefixes in one request
inline constexpr std::size_t max_prefix_bytes = 128;  ///< length of one of them
inline constexpr std::size_t max_request_frame_bytes = 4096;
inline constexpr std::size_t max_replays = 1024;        ///< replays under way at once, one for each client
inline constexpr std::chrono::seconds replay_idle{60};  ///< a replay without credit is forgotten after this

// How the publisher's thread divides its time: nobody gets more than one of these before everybody else had a turn.
inline constexpr std::size_t broadcast_batch = 1024;         ///< messages to the PUB sockets
inline constexpr std::size_t request_batch = 64;             ///< requests from the ROUTER
inline constexpr std::size_t replay_page = 256;              ///< records read for one replay
inline constexpr std::chrono::milliseconds replay_retry{2};  ///< until a client whose pipe is full is tried again,
inline constexpr std::chrono::milliseconds replay_retry_at_most{500};  ///< doubling up to this

// What waits in memory.
inline constexpr std::size_t default_queue_messages = 65'536;
inline constexpr std::size_t default_queue_bytes = 64 << 20;
inline constexpr int default_pipe_messages = 20'000;     ///< for each subscriber; what does not fit is lost to that one
inline constexpr int replay_pipe_messages = 1024;        ///< for each replay client
inline constexpr std::size_t max_ahead_messages = 4096;  ///< received behind a hole, kept until it is healed
inline constexpr std::size_t max_ahead_bytes = 64 << 20;
inline constexpr int handshake_milliseconds = 10'000;  ///< a connection that does not finish its handshake is closed
inline constexpr int stop_linger_milliseconds = 250;   ///< what stop() may wait for slow peers

// What a subscriber does.
inline constexpr std::uint32_t default_credit = 1000;
inline constexpr std::chrono::milliseconds default_quiet{1000};           ///< silence after which it asks for the end
inline constexpr std::chrono::milliseconds default_replay_timeout{2000};  ///< a replay without an answer is asked again
inline constexpr std::chrono::milliseconds least_ask_interval{5};         ///< between two questions

inline constexpr int heartbeat_milliseconds = 1'000;          ///< between two signs of life that a client asks for
inline constexpr int heartbeat_timeout_milliseconds = 3'000;  ///< without one the connection is made anew
inline constexpr std::chrono::milliseconds default_question_timeout{2000};
inline constexpr std::chrono::milliseconds unreachable_retry{
    50};  ///< until a publisher that is not there is tried again

}  // namespace taizhang::bus
