#include "src/server/server.hpp"

#include "src/server/connection.hpp"
#include "src/server/lent_work.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <thread>

namespace taizhang {

namespace {

using Acceptor = asio::basic_socket_acceptor<tcp, Strand>;

constexpr std::chrono::milliseconds accept_pause{100};

class RunningServer final : public Server {
  public:
    RunningServer(ServerOptions options, rpc::Services& services, StaticFiles files,
                  std::unique_ptr<TlsCertificates> tls)
        : context_(std::move(options), services, std::move(files), std::move(tls)),
          strand_(asio::make_strand(io_.get_executor())),
          acceptor_(strand_) {}

    ~RunningServer() override { stop(); }

    Status open() {
        boost::system::error_code error;
        const auto address = asio::ip::make_address(context_.options.address, error);
        if (error) {
            return invalid("expected an IP address to listen on, such as 127.0.0.1, got '" + context_.options.address +
                           "'");
        }
        const tcp::endpoint endpoint(address, context_.options.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            return invalid("cannot listen on " + context_.options.address + ":" +
                           std::to_string(context_.options.port) + ": " + error.message() +
                           "; choose another with --listen");
        }
        port_ = acceptor_.local_endpoint().port();
        return {};
    }

    void run() {
        asio::co_spawn(strand_, accept_loop(), asio::detached);
        asio::co_spawn(strand_, write_access_log(), asio::detached);
        if (context_.tls) asio::co_spawn(strand_, watch_certificates(), asio::detached);
        news_ = context_.services.news.listen([this](rpc::NewsOf what) { context_.connections.wake_all(what); });
        lend_threads();
        for (unsigned i = 0; i < std::max(1u, context_.options.threads); ++i) {
            threads_.emplace_back([this] { io_.run(); });
        }
    }

    std::uint16_t port() const override { return port_; }
    std::size_t connections() const override { return context_.connections.count(); }

    void reload_certificates() override {
        if (!context_.tls) return;
        const auto loaded = context_.tls->reload(context_.services.clock.now());
        if (context_.options.on_certificates) context_.options.on_certificates(loaded);
    }

    void stop() override {
        if (std::exchange(stopped_, true)) return;
        context_.services.news.unlisten(news_);
        context_.stopping = true;
        asio::post(strand_, [this] {
            boost::system::error_code ignored;
            acceptor_.close(ignored);
        });
        context_.connections.goodbye_all();
        wait_for_goodbyes();
        context_.services.lend({});
        io_.stop();
        for (auto& thread : threads_) thread.join();
        context_.connections.abandon_all();
        context_.services.refusals.write(context_.services.engine, context_.services.clock.now());
    }

  private:
    /// A command that comes to an idle server is decided, written and answered by the thread that read it. While that
    /// one waits for the disk, the others go on reading; so there must be others. None of them waits for an answer.
    void lend_threads() {
        if (context_.options.threads < 2) return;
        context_.services.lend([this] { lent_.soon(); });
    }

    /// What was refused of access goes into the log now and then, so that no flood of it does.
    Task write_access_log() {
        Timer timer(strand_);
        while (!context_.stopping) {
            timer.expires_after(context_.options.limits.access_log_every);
            co_await timer.async_wait(token);
            context_.services.refusals.write(context_.services.engine, context_.services.clock.now());
        }
    }

    /// Whoever renews the certificate need not tell us.
    Task watch_certificates() {
        Timer timer(strand_);
        while (!context_.stopping) {
            timer.expires_after(context_.options.limits.certificates_every);
            co_await timer.async_wait(token);
            if (context_.tls->files_changed()) reload_certificates();
        }
    }

    Task accept_loop() {
        while (!context_.stopping) {
            const auto strand = asio::make_strand(io_.get_executor());
            Socket socket(strand);
            auto [error] = co_await acceptor_.async_accept(socket, token);
            if (error) {
                if (context_.stopping) co_return;
                // such as out of file descriptors: let some close, then go on
                Timer pause(strand_, accept_pause);
                co_await pause.async_wait(token);
                continue;
            }
            try {
                admit(std::move(socket));
            } catch (const std::exception&) {
                // no memory for one more: it is turned away, and the next may find some
            }
        }
    }

    void admit(Socket socket) {
        boost::system::error_code error;
        const auto peer = socket.remote_endpoint(error);
        if (error) return;
        socket.set_option(tcp::no_delay(true), error);  // small frames must not wait for each other's acknowledgement
        const auto address = peer.address().to_string();
        const auto strand = socket.get_executor();
        if (!context_.connections.enter(address)) {  // the socket closes here
            const bool full = context_.connections.count() >= context_.options.limits.connections;
            return context_.services.refusals.count(full ? rpc::Refusal::too_many_connections
                                                         : rpc::Refusal::too_many_from_address);
        }
        asio::co_spawn(strand, serve_connection(context_, std::move(socket), address),
                       [this, address](std::exception_ptr) {
                           context_.connections.leave(address);
                           const std::lock_guard lock(mutex_);
                           left_.notify_all();
                       });
    }

    void wait_for_goodbyes() {
        std::unique_lock lock(mutex_);
        left_.wait_for(lock, context_.options.limits.stop_grace, [this] { return context_.connections.count() == 0; });
    }

    ServerContext context_;
    asio::io_context io_;
    LentWork lent_{io_, context_.services};
    Strand strand_;
    Acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::uint64_t news_ = 0;
    std::vector<std::thread> threads_;
    std::mutex mutex_;
    std::condition_variable left_;
    bool stopped_ = false;  ///< the caller's
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, rpc::Services& services) {
    TZ_TRY(auto files, StaticFiles::load(options.page));
    std::unique_ptr<TlsCertificates> tls;
    if (options.tls) {
        TZ_TRY(tls, TlsCertificates::load(*options.tls, services.clock.now()));
    }
    auto server = std::make_unique<RunningServer>(std::move(options), services, std::move(files), std::move(tls));
    TZ_CHECK(server->open());
    server->run();
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace taizhang
