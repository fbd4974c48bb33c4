// The simulated world: one thread, in which the dice say who acts next, what goes wrong, and how late it is.
//
//     World world({.seed = 7, .steps = 400, .disk = Disk::rocksdb}, directory, journal);
//     world.run();          // throws Violation at the first invariant that does not hold
//
// First the town is set up; then `steps` steps of everything at once, with faults; then the weather clears, all that
// was begun is finished, and everything is held against everything.
#pragma once

#include "tests/simulation/clients.hpp"
#include "tests/simulation/followers.hpp"
#include "tests/simulation/journal.hpp"
#include "tests/simulation/server.hpp"

namespace taizhang::simulation {

struct Plan {
    std::uint64_t seed = 0;
    std::uint64_t steps = 400;
    Disk disk = Disk::memory;
};

struct Tally {
    std::uint64_t steps = 0, events = 0, commands = 0, crashes = 0, checkpoints = 0, delivered = 0;
};

class World {
  public:
    World(Plan plan, std::filesystem::path directory, Journal& journal);
    ~World();
    void run();
    std::uint64_t step() const { return step_; }
    Tally tally() const;

  private:
    using Act = void (World::*)();
    struct Turn {
        unsigned weight;
        Act act;
    };

    // world.cpp: who acts
    void set_up_town();
    void one_step(const std::vector<Turn>& turns);
    void client();
    void requests();
    void engine();
    void projector();
    void keeper();
    void sign();
    void gather();
    void broadcast();
    void replays();
    void reader();
    void clock();
    void look();

    // faults.cpp: what goes wrong, and what comes after
    void fault();
    void crash();
    void crash(bool power_cut);
    void reader_crash();
    void start_or_not();
    bool start();
    void watch_over();
    void finish();
    bool finish_round();

    // final.cpp: everything against everything
    void compare_views();
    void compare_as_of(std::optional<Position> position);
    void follow_rows();
    void check_duties();
    void final_checks();

    void say(const std::string& what) { journal_.add(what); }
    Reader* reader_of(std::string_view client);
    bus::Announcer::World network();

    const Plan plan_;
    const std::filesystem::path directory_;
    Journal& journal_;
    Dice dice_;
    Weather weather_;
    Milliseconds now_ = 3'600'000;  ///< never goes back
    VirtualClock clock_;            ///< what the machine thinks; goes back now and then
    Truth truth_;
    Board board_;
    std::uint64_t step_ = 0;

    std::unique_ptr<Storage> storage_;
    std::shared_ptr<FarWitness> witness_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::vector<std::unique_ptr<Reader>> readers_;
    std::unique_ptr<Server> server_;
    std::uint64_t incarnation_ = 0, crashes_ = 0;
    std::uint64_t restart_at_ = 0;   ///< while it is down
    std::uint64_t given_up_at_ = 0;  ///< while it is in trouble: when somebody restarts it
    bool fault_to_come_ = false;     ///< what goes wrong now has a reason
    bool views_made_ = false;
    std::map<const void*, std::uint64_t> asleep_until_;

    // a page that follows the ledger's rows
    std::map<std::string, std::string> rows_;
    Position rows_position_ = before_first;
};

}  // namespace taizhang::simulation
