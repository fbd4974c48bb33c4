// TLS 1.2 and 1.3 by OpenSSL, directly on a connection's descriptor: no second copy of what is read and written.
//
//     TZ_TRY(auto certificates, TlsCertificates::load({.certificate = "server.crt", .key = "server.key"}, now));
//     TlsSession session(*certificates, socket.native_handle());      // of a non-blocking socket
//     const TlsStep step = session.read(buffer, size);                // did `step.size` bytes, or says what to wait
//     for
//
// TlsCertificates: any thread. TlsSession: its connection's strand.
#pragma once

#include "src/server/server.hpp"

#include <openssl/types.h>
#include <mutex>

namespace taizhang {

/// What new connections are offered. Loading again replaces it for those that come later.
class TlsCertificates {
  public:
    /// Refused, with the file and what is wrong with it: a file that cannot be read, a key that belongs to another
    /// certificate or that others may read, a certificate that has expired or is not yet valid.
    static Result<std::unique_ptr<TlsCertificates>> load(TlsFiles files, Time now);

    /// After an error the ones from before stay in use.
    Status reload(Time now);
    /// Whether the files are others than those that were loaded last, or tried last.
    bool files_changed() const;

    std::shared_ptr<SSL_CTX> context() const;
    Time expires() const;

  private:
    explicit TlsCertificates(TlsFiles files) : files_(std::move(files)) {}
    std::string stamp() const;

    const TlsFiles files_;
    mutable std::mutex mutex_;
    std::shared_ptr<SSL_CTX> context_;
    Time expires_;
    std::string tried_;  ///< stamp of the files when they were last looked into
};

/// What one call came to: bytes done, or what must happen first.
struct TlsStep {
    enum class Need { nothing, readable, writable };
    std::size_t size = 0;
    Need need = Need::nothing;
    bool ended = false;   ///< the peer sends nothing more
    bool failed = false;  ///< broken: only closing is left
};

class TlsSession {
  public:
    TlsSession(const TlsCertificates& certificates, int descriptor);

    /// Done when nothing is needed any more.
    TlsStep shake_hands();
    TlsStep read(void* to, std::size_t size);
    /// After a need the next write begins with the same bytes.
    TlsStep write(const void* from, std::size_t size);
    /// Tells the peer that nothing more comes, as far as that goes without waiting.
    void say_end();

  private:
    TlsStep step_of(int outcome, std::size_t size);

    std::shared_ptr<SSL> ssl_;
    bool broken_ = false;
};

}  // namespace taizhang
