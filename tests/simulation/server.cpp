#include "tests/simulation/server.hpp"

#include "tests/simulation/journal.hpp"
#include "tools/bus_messages.hpp"

namespace taizhang::simulation {

namespace {

bool by_the_rules(ErrorCode code) {
    return code != ErrorCode::not_writable && code != ErrorCode::busy && code != ErrorCode::corrupt;
}

/// Every answer is held against the Truth at the moment at which it is given, whether or not it ever arrives.
class WatchedEngine final : public Engine {
  public:
    WatchedEngine(Engine& engine, Truth& truth) : engine_(engine), truth_(truth) {}

    void submit(CommandRequest request, Answer answer) override {
        engine_.submit(request, [&truth = truth_, request, answer = std::move(answer)](Result<CommandAnswer> result) {
            if (!Violation::first().empty()) return;  // it is over; also for engines that answer as they go
            if (result)
                truth.accepted(request, *result);
            else if (by_the_rules(result.error().code))
                truth.refused(request);
            answer(std::move(result));
        });
    }
    void stop() override { engine_.stop(); }
    EngineCounters counters() const override { return engine_.counters(); }

  private:
    Engine& engine_;
    Truth& truth_;
};

EngineOptions engine_options(Dice& dice) {
    EngineOptions options;
    options.queue_limit = dice.chance(300) ? 4 : 64;
    options.group_records = dice.chance(300) ? 3 : 4'096;
    options.cached_aggregates = dice.chance(300) ? 4 : 1'000;
    return options;
}

ViewsOptions views_options(const std::filesystem::path& path, Dice& dice) {
    ViewsOptions options;
    options.path = path.string();
    options.batch_events = 1 + dice.below(40);  // too few for a second thread
    options.resident_bytes = dice.chance(300) ? 2'000 : 64 << 20;
    return options;
}

}  // namespace

FarWitness::FarWitness(const LogIdentity& log, const Clock& clock, Dice& dice, const Weather& weather)
    : witness_(
          *tlog::SigningKey::from_seed("witness.example/w", tlog::KeyKind::cosignature_v1, witness_key_seed),
          {{log.origin, {tlog::SigningKey::from_seed(log.origin, tlog::KeyKind::ed25519, log_key_seed)->verifier()}}},
          store_, clock),
      dice_(dice),
      weather_(weather) {}

Result<tlog::WitnessAnswer> FarWitness::post(const tlog::AddCheckpoint& request) {
    const Error nobody{ErrorCode::busy, "the witness did not answer"};
    if (dice_.chance(weather_.lost)) return nobody;
    auto answer = witness_.add_checkpoint(request.text());
    if (dice_.chance(weather_.lost)) return nobody;
    if (answer.status != 200 && answer.status != 409)
        throw Violation("the witness refused a checkpoint: " + std::to_string(answer.status) + " " + answer.body);
    return answer;
}

Server::Server(const Surroundings& around, EventLog& log)
    : log_(log, around.truth),
      random_(around.dice.next()),
      announcer_(log.identity().epoch, {.messages = 8}, std::make_shared<LogReplay>(log_), around.network) {}

Result<std::unique_ptr<Server>> Server::start(const Surroundings& around, EventLog& log,
                                              const std::filesystem::path& views) {
    std::unique_ptr<Server> server(new Server(around, log));
    TZ_TRY(server->views_, SteppedViews::open(views_options(views, around.dice), server->log_, all_projections()));
    const auto tell = [&bus = server->announcer_, &log = server->log_](std::span<const Record> group) {
        for (const auto& record : group) bus.push(*bus_message(log.identity(), record));
    };
    server->engine_ = Engine::stepped(engine_options(around.dice), server->log_, around.clock, server->random_, {tell});
    server->watched_ = std::make_unique<WatchedEngine>(*server->engine_, around.truth);
    server->keeper_ = std::make_unique<keeper::Keeper>(server->log_, *server->watched_, around.clock);
    TZ_TRY(server->notary_,
           notary::Notary::open(
               server->log_, *tlog::SigningKey::from_seed(log.identity().origin, tlog::KeyKind::ed25519, log_key_seed),
               {.witnesses = {around.witness}, .quorum = 1}, around.clock));
    return server;
}

std::string Server::trouble() const {
    if (const auto why = engine_->counters().stopped_because; !why.empty()) return "the engine: " + why;
    if (const auto why = notary_->state().stopped_because; !why.empty()) return "the notary: " + why;
    if (const auto why = keeper_->status().stopped_because; !why.empty()) return "the keeper: " + why;
    for (const auto& view : views_->states()) {
        if (!view.stopped_because.empty()) return "the view " + view.name + ": " + view.stopped_because;
    }
    return {};
}

}  // namespace taizhang::simulation
