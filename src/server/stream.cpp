#include "src/server/stream.hpp"

#include <boost/asio/error.hpp>

namespace taizhang {

void Stream::encrypt(const TlsCertificates& certificates) {
    boost::system::error_code ignored;
    socket_.native_non_blocking(true, ignored);
    tls_ = std::make_unique<TlsSession>(certificates, socket_.native_handle());
}

asio::awaitable<bool, Strand> Stream::shake_hands() {
    for (;;) {
        const TlsStep step = tls_->shake_hands();
        if (step.failed || step.ended) co_return false;
        if (step.need == TlsStep::Need::nothing) co_return true;
        const auto wanted = step.need == TlsStep::Need::readable ? Socket::wait_read : Socket::wait_write;
        auto [error] = co_await socket_.async_wait(wanted, token);
        if (error) co_return false;
    }
}

boost::system::error_code Stream::error_of(const TlsStep& step) {
    if (step.failed) return asio::error::connection_reset;
    if (step.ended) return asio::error::eof;
    if (step.need != TlsStep::Need::nothing) return asio::error::would_block;
    return {};
}

std::size_t Stream::read_some(char* to, std::size_t room, boost::system::error_code& error) {
    if (!tls_) return socket_.read_some(asio::buffer(to, room), error);
    const TlsStep step = tls_->read(to, room);
    error = error_of(step);
    return step.size;
}

std::size_t Stream::write_some(std::string_view bytes, boost::system::error_code& error) {
    if (!tls_) return socket_.write_some(asio::buffer(bytes), error);
    const TlsStep step = tls_->write(bytes.data(), bytes.size());
    error = error_of(step);
    return step.size;
}

void Stream::shutdown_send() {
    boost::system::error_code ignored;
    if (tls_) tls_->say_end();
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::close() {
    boost::system::error_code ignored;
    if (tls_ && socket_.is_open()) tls_->say_end();
    socket_.close(ignored);
}

void beast_close_socket(Stream& stream) {
    stream.close();
}

void teardown(boost::beast::role_type, Stream& stream, boost::system::error_code& error) {
    stream.shutdown_send();
    error = {};
}

}  // namespace taizhang
