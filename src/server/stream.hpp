// A connection's bytes, plain or encrypted. Where nothing is encrypted each call is the socket's own after one branch.
//
//     Stream stream(std::move(socket));                                             // plain
//     auto stream = co_await Stream::encrypted(std::move(socket), certificates);    // after the handshake; or nothing
//     auto [error, size] = co_await stream->async_read_some(asio::buffer(room), token);
//
// On the connection's strand. Models Asio's AsyncReadStream and AsyncWriteStream.
#pragma once

#include "src/server/asio.hpp"
#include "src/server/tls.hpp"

#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>

namespace taizhang {

class Stream {
  public:
    using executor_type = Strand;
    using lowest_layer_type = Socket::lowest_layer_type;

    explicit Stream(Socket socket) : socket_(std::move(socket)) {}

    executor_type get_executor() { return socket_.get_executor(); }
    lowest_layer_type& lowest_layer() { return socket_.lowest_layer(); }

    /// From here on everything is encrypted; shake hands first.
    void encrypt(const TlsCertificates& certificates);
    /// Closes nothing: whoever waits for too long closes the stream.
    asio::awaitable<bool, Strand> shake_hands();
    bool encrypted() const { return tls_ != nullptr; }
    /// For plain streams alone to read from and write to.
    Socket& socket() { return socket_; }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& completion) {
        return transfer(first<asio::mutable_buffer>(buffers), completion,
                        [this, buffers](auto handler) { socket_.async_read_some(buffers, std::move(handler)); });
    }
    /// Of several buffers an encrypted stream takes the first that is not empty.
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& completion) {
        return transfer(first<asio::const_buffer>(buffers), completion,
                        [this, buffers](auto handler) { socket_.async_write_some(buffers, std::move(handler)); });
    }

    /// Never waits: asio::error::would_block instead, which for an encrypted stream may mean either direction; read
    /// until it comes, since what was decrypted makes no descriptor readable.
    std::size_t read_some(char* to, std::size_t room, boost::system::error_code& error);
    /// The same; the next write then begins with the same bytes.
    std::size_t write_some(std::string_view bytes, boost::system::error_code& error);

    void shutdown_send();
    void close();

  private:
    template <class Buffer, class Buffers>
    static Buffer first(const Buffers& buffers) {
        for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at)
            if (const Buffer buffer = *at; buffer.size() > 0) return buffer;
        return {};
    }
    static boost::system::error_code error_of(const TlsStep& step);
    TlsStep step(asio::mutable_buffer buffer) { return tls_->read(buffer.data(), buffer.size()); }
    TlsStep step(asio::const_buffer buffer) { return tls_->write(buffer.data(), buffer.size()); }

    template <class Buffer>
    auto operation(Buffer buffer) {
        return [this, buffer, done = std::optional<TlsStep>(), waited = false](
                   auto& self, boost::system::error_code error = {}, std::size_t = 0) mutable {
            if (error) return self.complete(error, 0);
            if (done) return self.complete(error_of(*done), done->size);
            const TlsStep now = step(buffer);
            if (now.need != TlsStep::Need::nothing) {
                waited = true;
                const bool readable = now.need == TlsStep::Need::readable;
                return socket_.async_wait(readable ? Socket::wait_read : Socket::wait_write, std::move(self));
            }
            if (waited) return self.complete(error_of(now), now.size);
            done = now;  // never completes within its own start
            asio::post(socket_.get_executor(), std::move(self));
        };
    }

    template <class Buffer, class Token, class Plain>
    auto transfer(Buffer buffer, Token& completion, Plain plain) {
        return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this, buffer, plain](auto handler) {
                if (!tls_) return plain(std::move(handler));
                asio::async_compose<decltype(handler), void(boost::system::error_code, std::size_t)>(operation(buffer),
                                                                                                     handler, socket_);
            },
            completion);
    }

    Socket socket_;
    std::unique_ptr<TlsSession> tls_;
};

/// Beast's websocket::stream asks for these; we close streams ourselves.
void beast_close_socket(Stream& stream);
void teardown(boost::beast::role_type, Stream& stream, boost::system::error_code& error);
template <class Handler>
void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
    boost::system::error_code error;
    teardown(role, stream, error);
    asio::post(stream.get_executor(), [handler = std::forward<Handler>(handler), error]() mutable { handler(error); });
}

}  // namespace taizhang
