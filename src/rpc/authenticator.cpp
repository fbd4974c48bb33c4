#include "src/rpc/authenticator.hpp"

#include "src/rpc/credential_file.hpp"
#include "src/rpc/errors.hpp"
#include "src/rpc/tokens.hpp"

#include <sodium.h>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace taizhang::rpc {

namespace {

constexpr std::int64_t queue_retry_ms = 1'000;

struct CostLimits {
    unsigned long long operations;
    std::size_t memory;
};

CostLimits limits_of(HashCost cost) {
    if (cost == HashCost::least) return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

Error wrong_secret() {
    return not_logged_in("the account or the secret is wrong");
}

/// A secret that is wiped when it is no longer needed.
struct Secret {
    explicit Secret(std::string text) : value(std::move(text)) {}
    Secret(Secret&&) = default;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { sodium_memzero(value.data(), value.size()); }

    std::string value;
};

class SodiumAuthenticator final : public Authenticator {
  public:
    SodiumAuthenticator(AuthenticatorOptions options, const Clock& clock, CredentialFile file)
        : options_(std::move(options)),
          clock_(clock),
          tokens_(options_.token_life, options_.token_idle, options_.max_tokens),
          file_(std::move(file)),
          by_account_(options_.throttle, options_.throttle.free_failures),
          by_address_(options_.throttle, options_.throttle.free_address_failures),
          worker_([this] { work(); }) {}

    ~SodiumAuthenticator() override {
        {
            const std::lock_guard lock(queue_mutex_);
            stopping_ = true;
        }
        queue_changed_.notify_all();
        worker_.join();
        for (auto& job : queue_) job(true);
    }

    void verify(Attempt attempt, Done done) override {
        if (attempt.account.size() > max_id_length) attempt.account.resize(max_id_length + 1);  // no account's, still
        if (auto turned_away = throttled(attempt)) return done(std::move(*turned_away));
        auto secret = std::make_shared<Secret>(std::move(attempt.secret));
        enqueue(done, [this, attempt, secret, done] { done(verify_now(attempt, secret->value)); });
    }

    void set_secret(AccountId account, std::string text, Done done) override {
        if (auto good = check_secret(text, "/secret"); !good) return done(good);
        auto secret = std::make_shared<Secret>(std::move(text));
        enqueue(done, [this, account, secret, done] { done(set_secret(account, secret->value)); });
    }

    Status set_secret(const AccountId& account, std::string_view secret) override {
        TZ_CHECK(check_secret(secret, "/secret"));
        TZ_TRY(auto hash, hash_of(secret));
        {
            const std::lock_guard lock(file_mutex_);
            TZ_CHECK(file_.set(account, std::move(hash), clock_.now()));
        }
        tokens_.revoke_all(account);
        return {};
    }

    Token issue(const AccountId& account, const LoginFrom& from) override {
        return tokens_.issue(account, from, clock_.now());
    }

    Status reload() override {
        TZ_TRY(auto next, CredentialFile::open(options_.path));
        const std::lock_guard lock(file_mutex_);
        for (const auto& account : file_.changed_in(next)) tokens_.revoke_all(account);
        file_ = std::move(next);
        return {};
    }

    Result<Grant> check(std::string_view token, Use use) override {
        if (auto grant = tokens_.find(token, use, clock_.now())) return *grant;
        return not_logged_in("the token is unknown, expired or revoked; log in again");
    }

    std::uint64_t ended() const override { return tokens_.ended(); }
    void revoke(std::string_view token) override { tokens_.revoke(token); }
    void revoke_all(const AccountId& account) override { tokens_.revoke_all(account); }
    Status revoke_session(const AccountId& account, const std::string& session) override {
        if (tokens_.revoke_session(account, session)) return {};
        return not_found("there is no such session of this account; it may have ended");
    }
    std::vector<Grant> sessions(const AccountId& account) const override { return tokens_.of(account, clock_.now()); }
    std::vector<AccountId> with_secret() const override {
        const std::lock_guard lock(file_mutex_);
        return file_.accounts();
    }

  private:
    using Job = std::function<void(bool stopped)>;

    template <class Work>
    void enqueue(const Done& done, Work work_item) {
        {
            const std::lock_guard lock(queue_mutex_);
            if (!stopping_ && queue_.size() < options_.queue_limit) {
                queue_.push_back([done, work_item](bool stopped) {
                    if (stopped) return done(busy("the server is stopping; try again later", queue_retry_ms));
                    work_item();
                });
                queue_changed_.notify_one();
                return;
            }
        }
        done(busy(std::to_string(options_.queue_limit) + " logins wait already; try again", queue_retry_ms));
    }

    void work() {
        if (auto hash = hash_of("nobody's secret")) nobody_ = *hash;  // before the first attempt needs it
        for (std::unique_lock lock(queue_mutex_);;) {
            queue_changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (stopping_) return;
            auto job = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            job(false);
            job = nullptr;
            lock.lock();
        }
    }

    std::optional<Error> throttled(const Attempt& attempt) {
        const std::lock_guard lock(throttle_mutex_);
        const auto now = clock_.now();
        auto wait = by_account_.wait(attempt.account, now);
        if (auto other = by_address_.wait(throttle_key(attempt.remote), now); other && (!wait || *other > *wait))
            wait = other;
        if (!wait) return std::nullopt;
        return busy("too many failed logins; wait before trying again", wait->count());
    }

    /// On the worker's thread: failures of attempts that stood before this one in the queue count already.
    Status verify_now(const Attempt& attempt, std::string_view secret) {
        if (auto turned_away = throttled(attempt)) return std::move(*turned_away);
        TZ_TRY(const bool right, is_right(attempt.account, secret));
        const std::lock_guard lock(throttle_mutex_);
        if (right) {
            by_account_.succeeded(attempt.account);
            return {};
        }
        by_account_.failed(attempt.account, clock_.now());
        by_address_.failed(throttle_key(attempt.remote), clock_.now());
        return wrong_secret();
    }

    /// An unknown account costs the same time: its secret is held against a hash that belongs to nobody.
    Result<bool> is_right(const std::string& account, std::string_view secret) {
        std::string hash;
        {
            const std::lock_guard lock(file_mutex_);
            if (const auto* known = file_.find(AccountId{account})) hash = *known;
        }
        const bool exists = !hash.empty();
        if (!exists) {
            if (nobody_.empty()) {
                TZ_TRY(nobody_, hash_of("nobody's secret"));
            }
            hash = nobody_;
        }
        const bool same = crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
        return same && exists;
    }

    Result<std::string> hash_of(std::string_view secret) const {
        std::array<char, crypto_pwhash_STRBYTES> hash{};
        const auto cost = limits_of(options_.cost);
        if (crypto_pwhash_str(hash.data(), secret.data(), secret.size(), cost.operations, cost.memory) != 0)
            return busy("no memory to hash the secret; try again", queue_retry_ms);
        return std::string(hash.data());
    }

    const AuthenticatorOptions options_;
    const Clock& clock_;
    Tokens tokens_;

    mutable std::mutex file_mutex_;
    CredentialFile file_;
    std::string nobody_;  ///< the worker's alone

    std::mutex throttle_mutex_;
    Throttle by_account_;
    Throttle by_address_;

    std::mutex queue_mutex_;
    std::condition_variable queue_changed_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::thread worker_;  ///< last: it uses all of the above
};

}  // namespace

Result<std::unique_ptr<Authenticator>> Authenticator::open(AuthenticatorOptions options, const Clock& clock) {
    if (sodium_init() < 0) return Error{ErrorCode::internal, "libsodium cannot be used on this machine"};
    TZ_TRY(auto file, CredentialFile::open(options.path));
    return std::unique_ptr<Authenticator>(
        std::make_unique<SodiumAuthenticator>(std::move(options), clock, std::move(file)));
}

Status check_secret(std::string_view secret, std::string_view path) {
    if (secret.size() >= min_secret_bytes && secret.size() <= max_secret_bytes) return {};
    return invalid("a secret has " + std::to_string(min_secret_bytes) + " to " + std::to_string(max_secret_bytes) +
                       " bytes; this one has " + std::to_string(secret.size()),
                   std::string(path));
}

}  // namespace taizhang::rpc
