#include "src/notary/notary.hpp"

#include "src/notary/signer.hpp"
#include "src/notary/witnesses.hpp"

#include <taizhang/text.hpp>

#include <condition_variable>
#include <set>
#include <thread>

namespace taizhang::notary {

namespace {

Status check_witnesses(const NotaryOptions& options) {
    std::set<std::string> names;
    std::set<std::array<std::uint8_t, 32>> keys;
    for (const auto& witness : options.witnesses) {
        const auto& key = witness->key();
        if (key.kind != tlog::KeyKind::cosignature_v1) {
            return invalid("the key of the witness " + quote(key.name) +
                           " is not one that cosigns (kind 4); ask the office that runs the witness for its key");
        }
        if (!names.insert(key.name).second) return invalid("two witnesses have the name " + quote(key.name));
        if (!keys.insert(key.public_key).second) {
            return invalid("the witness " + quote(key.name) + " has the key of another one; they would count as one");
        }
    }
    if (options.quorum <= options.witnesses.size()) return {};
    return invalid("a quorum of " + std::to_string(options.quorum) + " cannot be reached with " +
                   std::to_string(options.witnesses.size()) + " witnesses");
}

Status check_key(const tlog::VerifierKey& key, const EventLog& log) {
    if (key.kind == tlog::KeyKind::ed25519 && key.name == log.identity().origin) return {};
    return invalid("expected a signing key (kind 1) named as the log, " + quote(log.identity().origin) +
                   ", got one of kind " + std::to_string(int(key.kind)) + " named " + quote(key.name));
}

tlog::TrustPolicy policy_of(const EventLog& log, const NotaryOptions& options) {
    tlog::TrustPolicy policy{.origin = log.identity().origin, .quorum = options.quorum};
    for (const auto& witness : options.witnesses) policy.witnesses.push_back(witness->key());
    return policy;
}

class RunningNotary final : public Notary {
  public:
    RunningNotary(const EventLog& log, const NotaryOptions& options, std::unique_ptr<Signer> signer)
        : every_(options.every),
          signer_(std::move(signer)),
          witnesses_(options.witnesses, log, options.retry, signer_->cosigned_before()) {}

    ~RunningNotary() override { stop(); }

    void start() override {
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    }

    void wake() override {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        changed_.notify_all();
    }

    void stop() override {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
            changed_.notify_all();
        }
        witnesses_.end();
        if (!thread_.joinable()) return;
        thread_.join();
        sign_or_stop();
    }

    Result<KeptCheckpoint> sign_now() override { return signer_->sign(); }

    void gather_now() override {
        gather([this](tlog::TreeSize size) { return witnesses_.lacking(size); });
    }

    Result<KeptCheckpoint> official() const override {
        if (auto official = signer_->official()) return std::move(*official);
        const auto policy = this->policy();
        return not_found("no checkpoint is official yet: " + std::to_string(policy.quorum) + " of " +
                         std::to_string(policy.witnesses.size()) + " witnesses must have cosigned it");
    }

    NotaryState state() const override {
        const auto newest = signer_->newest(), official = signer_->official();
        NotaryState state{.official_at = signer_->official_at(),
                          .stopped_because = signer_->stopped_because(),
                          .key_problems = signer_->keys().problems(),
                          .witnesses = witnesses_.state()};
        if (newest) state.signed_size = newest->size;
        if (official) state.official_size = official->size;
        return state;
    }

    const tlog::VerifierKey& key() const override { return signer_->keys().newest(); }
    tlog::TrustPolicy policy() const override {
        auto policy = signer_->policy(0);
        policy.log_keys = signer_->keys().ever();
        return policy;
    }

  private:
    /// A round, then at least `every_`, then until the log has grown or a witness is to be asked again.
    void run() {
        std::unique_lock lock(mutex_);
        while (!ending_) {
            woken_ = false;
            lock.unlock();
            const auto until = round();
            lock.lock();
            changed_.wait_for(lock, every_, [this] { return ending_; });
            const auto called = [this] { return ending_ || woken_; };
            if (until)
                changed_.wait_until(lock, *until, called);
            else
                changed_.wait(lock, called);
        }
    }

    /// When a witness is to be asked again. What throws, such as no memory, is tried again with the next wake.
    std::optional<Witnesses::Clock::time_point> round() {
        try {
            if (sign_or_stop()) gather([this](tlog::TreeSize size) { return witnesses_.due(size); });
            return next_due();
        } catch (const std::exception&) {
            return Witnesses::Clock::now() + every_;
        }
    }

    bool sign_or_stop() {
        try {
            return signer_->sign().has_value();
        } catch (const std::exception& problem) {  // a thread must not end the server
            signer_->stop({ErrorCode::internal, problem.what()});
            return false;
        }
    }

    template <class Choose>
    void gather(const Choose& choose) {
        const std::lock_guard one_at_a_time(gathering_);
        auto checkpoint = signer_->newest();
        if (!checkpoint || !signer_->stopped_because().empty()) return;
        const KeptCheckpoint asked = *checkpoint;
        witnesses_.ask(choose(asked.size), asked,
                       [&](const tlog::NoteSignature& cosignature) { return signer_->add(*checkpoint, cosignature); });
    }

    std::optional<Witnesses::Clock::time_point> next_due() const {
        const auto newest = signer_->newest();
        if (!newest || !signer_->stopped_because().empty()) return std::nullopt;
        return witnesses_.next_due(newest->size);
    }

    const std::chrono::milliseconds every_;
    const std::unique_ptr<Signer> signer_;
    Witnesses witnesses_;
    std::mutex gathering_;  ///< each witness is asked by one thread at a time
    std::mutex mutex_;      ///< over woken_ and ending_
    std::condition_variable changed_;
    bool woken_ = false, ending_ = false;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Notary>> Notary::open(EventLog& log, tlog::SigningKey key, NotaryOptions options,
                                             const Clock& clock) {
    TZ_CHECK(check_key(key.verifier(), log));
    TZ_CHECK(check_witnesses(options));
    auto policy = policy_of(log, options);
    auto keys = std::make_unique<Keys>(std::move(key), options.keys);
    auto signer =
        std::make_unique<Signer>(log, std::move(keys), std::move(policy), clock, std::move(options.on_stopped));
    TZ_CHECK(signer->load());
    return std::unique_ptr<Notary>(std::make_unique<RunningNotary>(log, options, std::move(signer)));
}

}  // namespace taizhang::notary
