// What every unit of this folder needs of Asio. Included by .cpp files and private headers of this folder only.
//
// Coroutines take errors as values: `auto [error, n] = co_await socket.async_read_some(buffer, token);`
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace taizhang {

namespace asio = boost::asio;
using boost::asio::ip::tcp;

/// Every I/O object here lives on its connection's strand; naming the executor's type spares the type-erased one.
using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<tcp, Strand>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Strand>;

inline constexpr auto token = asio::as_tuple(asio::use_awaitable_t<Strand>{});
using Task = asio::awaitable<void, Strand>;

}  // namespace taizhang
