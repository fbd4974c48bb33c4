#include "src/server/tls.hpp"

#include <taizhang/durable_file.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>
#include <chrono>
#include <cstring>

namespace taizhang {

namespace {

using Context = std::shared_ptr<SSL_CTX>;

constexpr std::size_t max_key_bytes = 64 << 10;

/// ECDHE for forward secrecy and AEAD alone; those of TLS 1.3 are so by themselves.
constexpr const char* ciphers_of_1_2 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

/// The first of OpenSSL's reasons, from which the others follow; none are left for whoever asks next.
std::string reason() {
    const auto code = ERR_peek_error();
    ERR_clear_error();
    if (ERR_SYSTEM_ERROR(code)) return std::strerror(ERR_GET_REASON(code));
    const char* text = ERR_reason_error_string(code);
    return text ? text : "no reason given";
}

Error wrong(const char* what, const std::string& file, const std::string& why, const char* mend) {
    return {ErrorCode::invalid, std::string(what) + " " + file + ": " + why + "; " + mend};
}

Context new_context() {
    Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), ciphers_of_1_2);
    SSL_CTX_set_options(context.get(),
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);      // an idle connection keeps no buffers
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // what resumes is the client's ticket
    return context;
}

std::optional<Time> time_of(const ASN1_TIME* given) {
    std::tm tm{};
    if (!given || ASN1_TIME_to_tm(given, &tm) != 1) return std::nullopt;
    const auto seconds = timegm(&tm);
    return Time{std::int64_t(seconds) * 1000};
}

Result<Time> check_dates(X509* certificate, const std::string& file, Time now) {
    const auto from = time_of(X509_get0_notBefore(certificate)), until = time_of(X509_get0_notAfter(certificate));
    constexpr auto mend = "get a new one, or look at this machine's clock";
    if (!from || !until) return wrong("the certificate", file, "has no dates that can be read", mend);
    if (now < *from) return wrong("the certificate", file, "is not valid before " + from->to_string(), mend);
    if (now >= *until) return wrong("the certificate", file, "expired at " + until->to_string(), mend);
    return *until;
}

Status use_key(SSL_CTX* context, const TlsFiles& files) {
    constexpr auto mend = "name the unencrypted PEM key of this certificate with --tls-key";
    if (auto key = read_private_file(files.key, max_key_bytes); !key) return key.error();
    // who asks for a passphrase would wait for a terminal
    SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });
    const bool loaded = SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1;
    if (loaded && SSL_CTX_check_private_key(context) == 1) return {};
    const auto code = ERR_GET_REASON(ERR_peek_last_error());
    // a key of another kind than the certificate's is one that has no certificate yet
    const bool readable = loaded || code == X509_R_KEY_VALUES_MISMATCH || code == X509_R_KEY_TYPE_MISMATCH;
    if (!readable) return wrong("cannot use the key", files.key, reason(), mend);
    ERR_clear_error();
    return wrong("the key", files.key, "belongs to another certificate than " + files.certificate.string(), mend);
}

struct Loaded {
    Context context;
    Time expires;
};

Result<Loaded> load_pair(const TlsFiles& files, Time now) {
    ERR_clear_error();
    auto context = new_context();
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1)
        return wrong("cannot use the certificate", files.certificate, reason(),
                     "name a PEM file, the server's certificate first and those between it and the CA after it");
    TZ_CHECK(use_key(context.get(), files));
    TZ_TRY(const auto until, check_dates(SSL_CTX_get0_certificate(context.get()), files.certificate, now));
    return Loaded{std::move(context), until};
}

/// Inode, size and time: another file under the same name is another one, too.
std::string stamp_of(const std::filesystem::path& path) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) return "none";
    return std::to_string(info.st_ino) + "/" + std::to_string(info.st_size) + "/" +
           std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec);
}

}  // namespace

Result<std::unique_ptr<TlsCertificates>> TlsCertificates::load(TlsFiles files, Time now) {
    std::unique_ptr<TlsCertificates> certificates(new TlsCertificates(std::move(files)));
    TZ_CHECK(certificates->reload(now));
    return certificates;
}

Status TlsCertificates::reload(Time now) {
    const auto tried = stamp();
    auto loaded = load_pair(files_, now);
    const std::lock_guard lock(mutex_);
    tried_ = tried;
    if (!loaded) return loaded.error();
    context_ = std::move(loaded->context);
    expires_ = loaded->expires;
    return {};
}

std::string TlsCertificates::stamp() const {
    return stamp_of(files_.certificate) + " " + stamp_of(files_.key);
}

bool TlsCertificates::files_changed() const {
    const auto now = stamp();
    const std::lock_guard lock(mutex_);
    return now != tried_;
}

std::shared_ptr<SSL_CTX> TlsCertificates::context() const {
    const std::lock_guard lock(mutex_);
    return context_;
}

Time TlsCertificates::expires() const {
    const std::lock_guard lock(mutex_);
    return expires_;
}

TlsSession::TlsSession(const TlsCertificates& certificates, int descriptor)
    : ssl_(SSL_new(certificates.context().get()), SSL_free) {
    broken_ = !ssl_ || SSL_set_fd(ssl_.get(), descriptor) != 1;
}

TlsStep TlsSession::step_of(int outcome, std::size_t size) {
    if (outcome == 1) return {.size = size};
    switch (SSL_get_error(ssl_.get(), outcome)) {
        case SSL_ERROR_WANT_READ:
            return {.need = TlsStep::Need::readable};
        case SSL_ERROR_WANT_WRITE:
            return {.need = TlsStep::Need::writable};
        case SSL_ERROR_ZERO_RETURN:
            return {.ended = true};
        default:
            broken_ = true;
            ERR_clear_error();
            return {.failed = true};
    }
}

TlsStep TlsSession::shake_hands() {
    if (broken_) return {.failed = true};
    ERR_clear_error();
    return step_of(SSL_accept(ssl_.get()), 0);
}

TlsStep TlsSession::read(void* to, std::size_t size) {
    if (broken_) return {.failed = true};
    if (size == 0) return {};
    ERR_clear_error();
    std::size_t done = 0;
    const int outcome = SSL_read_ex(ssl_.get(), to, size, &done);
    return step_of(outcome, done);
}

TlsStep TlsSession::write(const void* from, std::size_t size) {
    if (broken_) return {.failed = true};
    if (size == 0) return {};
    ERR_clear_error();
    std::size_t done = 0;
    const int outcome = SSL_write_ex(ssl_.get(), from, size, &done);
    return step_of(outcome, done);
}

void TlsSession::say_end() {
    if (broken_ || !SSL_is_init_finished(ssl_.get())) return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
}

}  // namespace taizhang
