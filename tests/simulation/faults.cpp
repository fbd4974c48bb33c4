// What goes wrong in the world, and how it comes to rest.
#include "tests/simulation/disk.hpp"
#include "tests/simulation/world.hpp"

namespace taizhang::simulation {

void World::fault() {
    if (fault_to_come_) return say("trouble enough");
    fault_to_come_ = true;
    say("to come: " + storage_->fail_soon(dice_));
}

void World::crash() {
    const bool power_cut = dice_.chance(500);
    say(power_cut ? "the power goes off" : "the process is killed");
    crash(power_cut);
}

void World::crash(bool power_cut) {
    if (power_cut) disk::cut_power();
    Dice dice(dice_.next());
    const disk::Loss loss{static_cast<unsigned>(dice.chance(500) ? dice.below(1001) : 1000 * dice.below(2))};
    ++incarnation_;
    ++crashes_;
    server_.reset();
    storage_->close();
    for (const auto& reader : readers_) reader->disconnect();
    if (disk::dead()) disk::recover(loss);
    disk::calm();
    disk::take_struck();
    asleep_until_.clear();
    fault_to_come_ = false;
    given_up_at_ = 0;
    restart_at_ = step_ + dice.below(25);
}

void World::reader_crash() {
    auto& reader = *dice_.one_of(readers_);
    reader.crash(now_);
    reader.connect();
    say(reader.name() + " crashes");
}

void World::start_or_not() {
    if (step_ < restart_at_) return say("down");
    if (dice_.chance(50)) {
        fault_to_come_ = true;
        say("starts, and " + storage_->fail_soon(dice_));
    }
    say(start() ? "started" : "does not start");
}

/// False when it failed for a reason that the world has given it.
bool World::start() {
    Dice dice(dice_.next());  // as many throws, however far it comes
    auto log = storage_->open();
    const auto failed = [&](const Error& why) {
        if (!fault_to_come_ && !disk::dead()) throw Violation("the server does not start: " + why.message);
        crash(false);
        return false;
    };
    if (!log) return failed(log.error());
    if (disk::dead()) return failed({ErrorCode::internal, "the power went off"});
    truth_.recovered(**log);
    auto server = Server::start({truth_, clock_, dice, witness_, network()}, **log, directory_ / "views");
    if (!server) {
        // Views whose making was interrupted are to be deleted by the operator, as the message says.
        if (!views_made_) std::filesystem::remove_all(directory_ / "views");
        return failed(server.error());
    }
    server_ = std::move(*server);
    views_made_ = true;
    for (const auto& reader : readers_) reader->connect();
    return true;
}

/// An operator: restarts what stopped, after a while.
void World::watch_over() {
    if (!server_) return;
    if (disk::dead()) {
        say("the machine went off");
        return crash(true);
    }
    const auto trouble = server_->trouble();
    if (trouble.empty()) return;
    if (!fault_to_come_) throw Violation("it stopped, though nothing had gone wrong: " + trouble);
    if (given_up_at_ == 0) given_up_at_ = step_ + dice_.below(20);
    if (step_ < given_up_at_) return;
    say("is restarted");
    crash(dice_.chance(300));
}

// ---- coming to rest ----------------------------------------------------------------------------------------------

void World::finish() {
    weather_ = {};
    if (!server_ || fault_to_come_) {
        crash(false);
        if (!start()) throw Violation("the server does not start in good weather");
    }
    constexpr int enough = 4'000;
    for (int round = 0; finish_round(); ++round) {
        if (round == enough) throw Violation("what was begun does not come to an end");
    }
}

/// Everybody once; false when nobody had anything to do.
bool World::finish_round() {
    journal_.begin(++step_);
    now_ += 100;
    bool busy = false;
    for (const auto& client : clients_) {
        client->step(now_, clock_.now(), true);
        busy |= client->waits();
    }
    requests();
    while (server_->engine_step()) busy = true;
    const auto kept = server_->keeper().step();
    if (!kept) throw Violation("the keeper fails: " + kept.error().message);
    busy |= *kept;
    busy |= server_->views().step();
    broadcast();
    replays();
    for (const auto& reader : readers_) {
        reader->poll(now_);
        busy |= !reader->complete();
    }
    journal_.end();
    if (!Violation::first().empty()) throw Violation(Violation::first());
    return busy;
}

}  // namespace taizhang::simulation
