#include "tools/simulate/rig.hpp"

#include "projections/projection.hpp"
#include "src/log/rocks_log.hpp"
#include "tools/epoch.hpp"

#include <future>

namespace taizhang::simulate {

namespace {

constexpr std::size_t group = 4'000;
constexpr std::size_t kept_states = 2'000'000;  ///< so that none is folded from the log again

}  // namespace

void PacedClock::give() {
    const auto longest = std::max<std::size_t>(1, static_cast<std::size_t>(2 * pace_.count()));
    clock_.advance(std::chrono::milliseconds(1 + dice_.below(longest)));
    given_.push_back(clock_.now());
}

Time PacedClock::now() const {
    if (given_.empty()) return clock_.now();
    const auto moment = given_.front();
    given_.pop_front();
    return moment;
}

Rig::Rig(const RigOptions& options, VirtualClock& clock)
    : clock_(clock), paced_(clock, options.seed, options.pace), salts_(options.seed ^ 0x5A17ULL) {}

Rig::~Rig() {
    if (keeper_) keeper_->stop();
    if (engine_) engine_->stop();
    if (views_) views_->stop();
}

Result<std::unique_ptr<Rig>> Rig::open(const RigOptions& options, VirtualClock& clock) {
    std::unique_ptr<Rig> rig(new Rig(options, clock));
    TZ_TRY(rig->kept_, open_rocks_log({.path = (options.data / "log").string(), .create_if_missing = false}));
    if (!options.views) rig->behind_ = std::make_unique<WrittenBehind>(*rig->kept_);
    rig->log_ = std::make_unique<SubstitutingLog>(rig->behind_ ? *rig->behind_ : *rig->kept_);
    if (options.views) {
        TZ_TRY(rig->views_, Views::open({.path = (options.data / "views").string()}, *rig->log_, all_projections()));
    }
    EngineOptions engine{.queue_limit = 2 * group, .group_records = 2 * group, .cached_aggregates = kept_states};
    auto* self = rig.get();
    rig->engine_ = Engine::stepped(engine, *rig->log_, rig->paced_, rig->salts_, {[self](std::span<const Record> made) {
                                       if (self->views_) self->views_->wake();
                                       if (!self->listener_) return;
                                       for (const auto& record : made) self->listener_(record);
                                   }});
    rig->keeper_ = std::make_unique<keeper::Keeper>(*rig->log_, *rig->engine_, clock);
    return rig;
}

void Rig::submit(CommandRequest request, Engine::Answer answer) {
    paced_.give();
    engine_->submit(std::move(request), std::move(answer));
    if (++queued_ >= group) (void)flush();  // a log that cannot be written tells so in the answers
}

Status Rig::flush() {
    queued_ = 0;
    while (engine_->step()) {
    }
    const auto counters = engine_->counters();
    if (counters.writable) return {};
    return Error{ErrorCode::not_writable, "the log cannot be written: " + counters.stopped_because};
}

Status Rig::settle() const {
    return behind_ ? behind_->settle() : Status();
}

Status Rig::go_on_until(Time moment) {
    const auto next = keeper_->status().next;
    if (!next || *next <= moment) return keep_until(moment);
    if (moment > clock_.now()) clock_.set(moment);
    return {};
}

Status Rig::keep_until(Time moment) {
    TZ_CHECK(flush());
    for (;;) {
        TZ_TRY(const bool worked, keeper_->step());
        if (worked) {
            TZ_CHECK(flush());
            continue;
        }
        const auto next = keeper_->status().next;
        if (!next || *next > moment || *next <= clock_.now()) break;
        clock_.set(*next);
    }
    if (moment > clock_.now()) clock_.set(moment);
    return {};
}

Result<Views*> Rig::views() {
    TZ_CHECK(flush());
    const auto promise = std::make_shared<std::promise<bool>>();
    auto done = promise->get_future();
    views_->when_applied(log_->end() - 1, [promise](bool applied) { promise->set_value(applied); });
    if (done.get()) return views_.get();
    return Error{ErrorCode::internal, "the views stopped before they had caught up"};
}

}  // namespace taizhang::simulate
