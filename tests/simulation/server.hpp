// One process of taizhang in the simulation: the real engine, projector, keeper and notary, without their threads, and
// the real bus without its sockets. Destroying it is its crash: nothing in memory is left.
//
//     TZ_TRY(auto server, Server::start(surroundings, log, path_of_views));
//     server->engine().submit(…);  server->engine_step();  server->views().step();  …
#pragma once

#include "src/bus/announcer.hpp"
#include "src/keeper/keeper.hpp"
#include "src/notary/notary.hpp"
#include "src/views/projector.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/storage.hpp"

namespace taizhang::simulation {

inline const std::string log_key_seed(32, 'l'), witness_key_seed(32, 'w');

/// Another office's witness, which never crashes; the way to it does.
class FarWitness final : public notary::WitnessChannel {
  public:
    FarWitness(const LogIdentity& log, const Clock& clock, Dice& dice, const Weather& weather);
    const tlog::VerifierKey& key() const override { return witness_.verifier(); }
    std::string address() const override { return "simulated://witness"; }
    Result<tlog::WitnessAnswer> post(const tlog::AddCheckpoint& request) override;

  private:
    struct Store final : tlog::WitnessStore {
        Result<std::optional<tlog::Checkpoint>> latest(const std::string&) const override { return known; }
        Status keep(const tlog::Checkpoint& next) override {
            known = next;
            return {};
        }
        std::optional<tlog::Checkpoint> known;
    };
    Store store_;
    tlog::Witness witness_;
    Dice& dice_;
    const Weather& weather_;
};

/// What the server stands in, and what outlives it.
struct Surroundings {
    Truth& truth;
    const Clock& clock;
    Dice& dice;
    std::shared_ptr<FarWitness> witness;
    bus::Announcer::World network;
};

class Server {
  public:
    static Result<std::unique_ptr<Server>> start(const Surroundings& around, EventLog& log,
                                                 const std::filesystem::path& views);

    EventLog& log() { return log_; }
    Engine& engine() { return *watched_; }
    /// One group; false when nothing was queued.
    bool engine_step() { return engine_->step(); }
    SteppedViews& views() { return *views_; }
    keeper::Keeper& keeper() { return *keeper_; }
    notary::Notary& notary() { return *notary_; }
    bus::Announcer& announcer() { return announcer_; }
    /// Why it does not do its work any more; empty while all is well.
    std::string trouble() const;

  private:
    Server(const Surroundings& around, EventLog& log);

    WatchedLog log_;
    SeededRandom random_;
    bus::Announcer announcer_;
    std::unique_ptr<SteppedViews> views_;
    std::unique_ptr<SteppedEngine> engine_;
    std::unique_ptr<Engine> watched_;
    std::unique_ptr<keeper::Keeper> keeper_;
    std::unique_ptr<notary::Notary> notary_;
};

}  // namespace taizhang::simulation
