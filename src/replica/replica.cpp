#include "src/replica/replica.hpp"

#include "src/bus/subscriber.hpp"

#include <taizhang/text.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace taizhang::replica {

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::milliseconds catching_up_after{2000};

struct Received {
    std::string stream;
    Position position = 0;
    std::string bytes;
};

class RunningReplica final : public Replica {
  public:
    RunningReplica(ReplicaOptions options, EventLog& log, ReadableLog& readable, std::shared_ptr<Mark> mark,
                   const Clock& clock, Intake intake)
        : options_(std::move(options)),
          log_(log),
          readable_(readable),
          clock_(clock),
          mark_(std::move(mark)),
          intake_(std::move(intake)),
          heard_(Steady::now()),
          heard_at_(clock.now()),
          level_(Steady::now()),
          refusal_(mark_->content().refused),
          policy_(intake_.policy()) {}
    ~RunningReplica() override { stop(); }

    Status connect();
    void start() override;
    void wake() override {}
    void stop() override;

    Result<KeptCheckpoint> sign_now() override {
        return Error{ErrorCode::not_writable, "a replica signs nothing; ask the leader for a checkpoint"};
    }
    void gather_now() override {}
    Result<KeptCheckpoint> official() const override;
    notary::NotaryState state() const override;
    const tlog::VerifierKey& key() const override { return options_.policy.log_keys.front(); }
    tlog::TrustPolicy policy() const override {
        const std::lock_guard lock(mutex_);
        return policy_;
    }
    ReplicaStatus status() const override;

  private:
    Status receive(const bus::Delivery& message);
    void work();
    bool round();
    Status stage_received();
    void advance();
    void tell_others();
    void shown(const std::vector<Record>& appended);
    void failed(const Error& error);
    void refuse(const Error& error);
    void wait();

    const ReplicaOptions options_;
    EventLog& log_;
    ReadableLog& readable_;
    const Clock& clock_;
    std::unique_ptr<bus::Asker> asker_;
    std::unique_ptr<bus::Subscriber> subscriber_;
    std::thread thread_;

    // the working thread's alone
    const std::shared_ptr<Mark> mark_;
    Intake intake_;
    Steady::time_point told_ = {};

    mutable std::mutex mutex_;  ///< over all below
    std::condition_variable changed_;
    std::deque<Received> received_;
    std::size_t waiting_bytes_ = 0;  ///< received or staged
    bool stopping_ = false;
    std::optional<Error> bus_fault_;
    Steady::time_point heard_;  ///< when the leader last answered
    Time heard_at_;
    Steady::time_point level_;  ///< when nothing was known to be missing
    struct {
        Position end = 0;
        Steady::time_point at;
    } ahead_ = {0, Steady::now()};  ///< where the leader was; when we are there, we were level with it then
    Position known_end_ = 0;        ///< of the leader, as far as it was heard
    std::string problem_;           ///< of the last round; empty after one that went well
    std::optional<Refusal> refusal_;
    bool stopped_ = false;  ///< our own disk or log
    tlog::TrustPolicy policy_;
    std::optional<Time> official_at_;
};

Status RunningReplica::connect() {
    readable_.show_below(intake_.hold().from);
    if (refusal_) return {};
    TZ_TRY(asker_, bus::Asker::connect({.replay = options_.leader.replay, .curve = options_.curve}));
    return {};
}

void RunningReplica::start() {
    if (refusal_ || thread_.joinable()) return;
    auto subscriber = bus::Subscriber::start({.live = options_.leader.records,
                                              .replay = options_.leader.replay,
                                              .kind = bus::Kind::records,
                                              .from = intake_.next(),
                                              .epoch = log_.identity().epoch,
                                              .curve = options_.curve},
                                             {.on_message = [this](const bus::Delivery& d) { return receive(d); },
                                              .on_fault =
                                                  [this](const Error& error) {
                                                      if (error.code == ErrorCode::gone) return;  // our own word
                                                      const std::lock_guard lock(mutex_);
                                                      bus_fault_ = error;
                                                      changed_.notify_all();
                                                  }});
    if (subscriber)
        subscriber_ = std::move(*subscriber);
    else
        bus_fault_ = subscriber.error();
    thread_ = std::thread([this] { work(); });
}

void RunningReplica::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
    }
    if (asker_) asker_->stop();
    if (subscriber_) subscriber_->stop();
    if (thread_.joinable()) thread_.join();
}

/// On the bus's thread. Waiting here holds up nobody but this replica: the leader gives no more than was asked for.
Status RunningReplica::receive(const bus::Delivery& message) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
        return stopping_ || refusal_ || stopped_ || waiting_bytes_ == 0 || waiting_bytes_ < options_.waiting_bytes;
    });
    if (stopping_ || refusal_ || stopped_) return Error{ErrorCode::gone, "this replica takes nothing more"};
    received_.push_back({std::string(message.stream), message.position, std::string(message.bytes)});
    waiting_bytes_ += message.bytes.size();
    known_end_ = std::max(known_end_, message.position + 1);
    changed_.notify_all();
    return {};
}

void RunningReplica::work() {
    while (round()) {
    }
}

/// False when there is nothing more to do.
bool RunningReplica::round() {
    try {
        if (const auto staged = stage_received(); !staged) {
            failed(staged.error());
        } else {
            advance();
        }
    } catch (const std::exception& problem) {  // no memory: a thread must not end the server
        failed({ErrorCode::busy, problem.what()});
    }
    tell_others();
    wait();
    const std::lock_guard lock(mutex_);
    return !stopping_ && !refusal_ && !stopped_;
}

Status RunningReplica::stage_received() {
    std::deque<Received> taken;
    std::optional<Error> fault;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(received_);
        fault = bus_fault_;
    }
    for (const auto& one : taken) TZ_CHECK(intake_.stage(one.stream, one.position, one.bytes));
    if (fault) return forged("the bus cannot be followed any further: " + fault->message);
    return {};
}

void RunningReplica::advance() {
    BusLeader leader(*asker_);
    for (bool more = true; more;) {
        const auto appended = intake_.advance(leader);
        if (!appended) return failed(appended.error());
        shown(*appended);
        more = !appended->empty() && intake_.staged() > 0;
    }
}

void RunningReplica::shown(const std::vector<Record>& appended) {
    readable_.show_below(intake_.hold().from);
    {
        const std::lock_guard lock(mutex_);
        heard_ = Steady::now();
        heard_at_ = clock_.now();
        problem_.clear();
        std::size_t received = 0;
        for (const auto& one : received_) received += one.bytes.size();
        waiting_bytes_ = received + intake_.staged_bytes();
        known_end_ = std::max<Position>(known_end_, intake_.signed_size());
        if (log_.end() >= ahead_.end) {
            level_ = ahead_.at;
            ahead_ = {known_end_, heard_};
        }
        policy_ = intake_.policy();
        if (!appended.empty()) official_at_ = heard_at_;
        changed_.notify_all();
    }
    if (!appended.empty() && options_.on_appended) options_.on_appended(appended);
}

void RunningReplica::failed(const Error& error) {
    if (is_forged(error)) return refuse(error);
    const std::lock_guard lock(mutex_);
    problem_ = error.message;
    const bool ours =
        error.code == ErrorCode::not_writable || error.code == ErrorCode::corrupt || error.code == ErrorCode::internal;
    if (ours) stopped_ = true;
    if (error.code == ErrorCode::not_found || error.code == ErrorCode::forbidden) {
        heard_ = Steady::now();  // it answered, though not with what we need
        heard_at_ = clock_.now();
    }
    changed_.notify_all();
}

/// Remembered before anybody sees it, so that a restart finds it.
void RunningReplica::refuse(const Error& error) {
    Refusal refusal{.what = error.message, .position = {}, .at = clock_.now()};
    if (const auto* position = error.details.if_contains("position"))
        refusal.position = position->to_number<Position>();
    const auto kept = mark_->refuse(refusal);
    if (!kept) refusal.what += "; this could not be remembered: " + kept.error().message;
    const std::lock_guard lock(mutex_);
    refusal_ = std::move(refusal);
    changed_.notify_all();
}

void RunningReplica::tell_others() {
    const auto now = Steady::now();
    if (!options_.also || now - told_ < options_.every_so_often) return;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || refusal_ || stopped_ || now - heard_ > options_.cut_off_after) return;
    }
    told_ = now;
    BusLeader leader(*asker_);
    options_.also(leader);
}

void RunningReplica::wait() {
    std::unique_lock lock(mutex_);
    const auto over = [&] { return stopping_ || refusal_ || stopped_; };
    if (intake_.staged() > 0) {
        changed_.wait_for(lock, options_.eager, over);
    } else {
        changed_.wait_for(lock, options_.quiet, [&] { return over() || !received_.empty() || bus_fault_.has_value(); });
    }
}

Result<KeptCheckpoint> RunningReplica::official() const {
    TZ_TRY(auto kept, log_.checkpoints().at_most(readable_.end()));
    if (kept) return std::move(*kept);
    return not_found("this replica has not come to the end of any of the leader's checkpoints yet");
}

notary::NotaryState RunningReplica::state() const {
    notary::NotaryState state;
    if (const auto kept = official()) state.signed_size = state.official_size = kept->size;
    const std::lock_guard lock(mutex_);
    state.official_at = official_at_;
    return state;
}

ReplicaStatus RunningReplica::status() const {
    const std::lock_guard lock(mutex_);
    const auto now = Steady::now();
    const auto silence = now - heard_;
    ReplicaStatus status;
    status.state = "following";
    status.source = options_.leader.events;
    status.end = readable_.end();
    status.silent_ms = std::uint64_t(std::chrono::duration_cast<std::chrono::milliseconds>(silence).count());
    status.problem = problem_;
    status.behind = known_end_ > status.end ? known_end_ - status.end : 0;
    if (refusal_) {
        status.state = "refused";
        status.since = refusal_->at;
        status.problem = refusal_->what;
        status.position = refusal_->position;
    } else if (stopped_) {
        status.state = "stopped";
    } else if (silence > options_.cut_off_after) {
        status.state = "cut_off";
        status.since = heard_at_;
    } else if (now - level_ > catching_up_after) {
        status.state = "catching_up";
    }
    return status;
}

}  // namespace

/// A hold that ends shows nothing yet: shown() does, after all of the group is in the log.
std::function<Status(const Hold&)> holding(std::shared_ptr<Mark> mark, ReadableLog& readable) {
    return [mark = std::move(mark), &readable](const Hold& hold) -> Status {
        TZ_CHECK(mark->hold(hold));
        if (hold.until > 0) readable.show_below(hold.from);
        return {};
    };
}

Result<std::unique_ptr<Replica>> Replica::open(ReplicaOptions options, EventLog& log, ReadableLog& readable, Mark mark,
                                               const Clock& clock) {
    if (options.policy.log_keys.empty())
        return invalid("name the key that signs the leader's checkpoints, with --leader-key");
    for (const auto& key : options.policy.log_keys) {
        if (key.name != log.identity().origin) {
            return invalid("the leader's key is that of " + quote(key.name) +
                           ", and the log that is followed here is " + quote(log.identity().origin));
        }
    }
    const auto shared = std::make_shared<Mark>(std::move(mark));
    TZ_TRY(
        auto intake,
        Intake::open(log, {.policy = options.policy, .hold = shared->hold(), .remember = holding(shared, readable)}));
    auto replica =
        std::make_unique<RunningReplica>(std::move(options), log, readable, shared, clock, std::move(intake));
    TZ_CHECK(replica->connect());
    return std::unique_ptr<Replica>(std::move(replica));
}

Result<LeaderIdentity> identity_of(const ReplicaOptions& options, std::chrono::milliseconds patience) {
    TZ_TRY(const auto asker,
           bus::Asker::connect({.replay = options.leader.replay, .curve = options.curve, .timeout = patience}));
    return BusLeader(*asker).identity();
}

}  // namespace taizhang::replica
