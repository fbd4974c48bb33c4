#include "tools/name_lookup.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace taizhang {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

Result<std::uint16_t> port_number(const std::string& text) {
    std::uint16_t port = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, port);
    if (error == std::errc() && end == last) return port;
    return invalid("expected a port from 0 to 65535, got '" + text + "'");
}

}  // namespace

struct NameLookup::Pending {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<Result<Endpoints>> found;
};

NameLookup::NameLookup(std::string host, std::string port, Resolve resolve)
    : host_(std::move(host)), port_(std::move(port)), resolve_(std::move(resolve)) {}

Result<Endpoints> NameLookup::find(std::chrono::milliseconds limit) {
    boost::system::error_code no_digits;
    const auto address = asio::ip::make_address(host_, no_digits);
    if (!no_digits) {
        TZ_TRY(const auto port, port_number(port_));
        return Endpoints{tcp::endpoint(address, port)};
    }
    if (!pending_) {
        pending_ = std::make_shared<Pending>();
        std::thread([pending = pending_, resolve = resolve_, host = host_, port = port_] {
            auto found = resolve(host, port);
            const std::lock_guard lock(pending->mutex);
            pending->found = std::move(found);
            pending->done.notify_all();
        }).detach();
    }
    std::unique_lock lock(pending_->mutex);
    if (!pending_->done.wait_for(lock, limit, [this] { return pending_->found.has_value(); }))
        return Error{ErrorCode::busy, fmt::format("the name {} was not found within {} seconds", host_,
                                                  std::chrono::duration<double>(limit).count())};
    auto found = std::move(*pending_->found);
    lock.unlock();
    pending_.reset();  // names move: the next time it is looked up anew
    return found;
}

NameLookup::Resolve NameLookup::by_system() {
    return [](const std::string& host, const std::string& port) -> Result<Endpoints> {
        asio::io_context io;
        boost::system::error_code error;
        const auto found = tcp::resolver(io).resolve(host, port, error);
        if (error) return Error{ErrorCode::busy, "the name " + host + " was not found: " + error.message()};
        Endpoints endpoints;
        for (const auto& entry : found) endpoints.push_back(entry.endpoint());
        return endpoints;
    };
}

}  // namespace taizhang
