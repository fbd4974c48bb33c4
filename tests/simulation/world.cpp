#include "tests/simulation/world.hpp"

#include "tests/simulation/disk.hpp"

namespace taizhang::simulation {

namespace {

constexpr Milliseconds minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr Weather bad_weather{.lost = 80, .doubled = 60, .late = 60};

Time first_morning() {
    return *Time::parse("2014-01-13T09:00:00+08:00");
}

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

}  // namespace

World::World(Plan plan, std::filesystem::path directory, Journal& journal)
    : plan_(plan),
      directory_(std::move(directory)),
      journal_(journal),
      dice_(plan.seed * 0x2545f4914f6cdd1d + 1),
      clock_(first_morning()) {
    Violation::first().clear();
    disk::attach(directory_);
    storage_ = make_storage(plan.disk, directory_ / "log");
}

World::~World() {
    server_.reset();
    storage_.reset();
    disk::detach();
}

void World::run() {
    set_up_town();
    const std::vector<Turn> turns{{200, &World::client},   {160, &World::requests}, {160, &World::engine},
                                  {60, &World::projector}, {50, &World::keeper},    {25, &World::sign},
                                  {15, &World::gather},    {80, &World::broadcast}, {60, &World::replays},
                                  {150, &World::reader},   {50, &World::clock},     {12, &World::look},
                                  {9, &World::fault},      {6, &World::crash},      {6, &World::reader_crash}};
    weather_ = bad_weather;
    while (step_ < plan_.steps) one_step(turns);
    finish();
    final_checks();
}

void World::one_step(const std::vector<Turn>& turns) {
    journal_.begin(++step_);
    now_ += static_cast<Milliseconds>(dice_.below(dice_.chance(20) ? 2'000 : 30));
    clock_.advance(std::chrono::milliseconds(30));
    if (server_) {
        unsigned total = 0;
        for (const auto& turn : turns) total += turn.weight;
        auto chosen = dice_.below(total);
        auto turn = turns.begin();
        for (; chosen >= turn->weight; ++turn) chosen -= turn->weight;
        (this->*turn->act)();
    } else {
        start_or_not();
    }
    watch_over();
    say("end " + number(truth_.end()));
    journal_.end();
    if (!Violation::first().empty()) throw Violation(Violation::first());
}

void World::set_up_town() {
    const LogIdentity identity{"simulation.example/log", 0x5eed};
    witness_ = std::make_shared<FarWitness>(identity, clock_, dice_, weather_);
    for (const auto& person : people())
        clients_.push_back(std::make_unique<Client>(person, board_, truth_, dice_, weather_));
    for (const ReaderKind& kind : {ReaderKind{"city", bus::Kind::events}, ReaderKind{"replica", bus::Kind::records},
                                   ReaderKind{"items", bus::Kind::events, {"item/", "report/"}}})
        readers_.push_back(std::make_unique<Reader>(kind, truth_, identity, dice_, weather_));
    if (dice_.chance(200)) {
        fault_to_come_ = true;  // the machine may go off before there is a log
        disk::fail_at(dice_.below(150), disk::Fault::power);
    }
    journal_.begin(0);
    for (int attempts = 0; !start(); ++attempts) {
        if (attempts > 3) throw Violation("the server does not start");
    }
    disk::calm();
    fault_to_come_ = false;
    if (disk::dead()) crash(true), start();
    for (const auto& request : set_up(board_, dice_)) {
        std::optional<Result<CommandAnswer>> told;
        server_->engine().submit(request, [&](Result<CommandAnswer> answer) { told = std::move(answer); });
        while (server_->engine_step()) {
        }
        if (!told || !*told)
            throw Violation("the town cannot be set up: " + (told ? told->error().message : "silence"));
    }
    say(plan_.disk == Disk::memory ? "a log in memory" : "a log on RocksDB");
    journal_.end();
}

// ---- who acts ----------------------------------------------------------------------------------------------------

void World::client() {
    auto& client = *dice_.one_of(clients_);
    say(client.name() + client.step(now_, clock_.now(), false));
}

void World::requests() {
    std::size_t count = 0;
    for (const auto& one : clients_) {
        auto* client = one.get();
        while (auto request = client->take_request(now_)) {
            ++count;
            server_->engine().submit(
                *request, [this, client, request = *request, when = incarnation_](const Result<CommandAnswer>& answer) {
                    if (when == incarnation_) client->answer(request, answer, now_);
                });
        }
    }
    say("requests " + number(count));
}

void World::engine() {
    const bool worked = server_->engine_step();
    say(worked ? "engine wrote or refused" : "engine idle");
}

void World::projector() {
    auto& views = server_->views();
    if (asleep_until_[&views] > step_) return say("projector sleeps");
    if (dice_.chance(40)) asleep_until_[&views] = step_ + dice_.below(60);
    const bool worked = views.step();
    say(worked ? "projector at " + number(views.applied().value_or(0)) : "projector idle");
}

void World::keeper() {
    const auto worked = server_->keeper().step();
    const auto status = server_->keeper().status();
    say("keeper " +
        std::string(!worked   ? "fails"
                    : *worked ? "works"
                              : "idle") +
        ", acted " + number(status.acted) + ", refused " + number(status.refused));
}

void World::sign() {
    const auto checkpoint = server_->notary().sign_now();
    if (checkpoint) truth_.shown(*checkpoint, server_->log(), dice_);
    say(checkpoint ? "notary signs " + number(checkpoint->size) : "notary fails");
}

void World::gather() {
    server_->notary().gather_now();
    const auto official = server_->notary().official();
    if (official) {
        const auto opened = tlog::open_checkpoint(official->note, server_->notary().policy());
        if (!opened || !opened->official) throw Violation("a checkpoint is official that no witness has cosigned");
        truth_.shown(*official, server_->log(), dice_);
    }
    say(official ? "official " + number(official->size) : "nothing official");
}

void World::broadcast() {
    const auto done = server_->announcer().broadcast();
    say("broadcast " + number(done.taken));
}

void World::replays() {
    auto& replays = server_->announcer().replays();
    for (const auto& reader : readers_) {
        while (const auto frames = reader->take_request(now_)) {
            const std::vector<std::string_view> views(frames->begin(), frames->end());
            replays.request(reader->client(), views, bus_time(now_));
        }
    }
    replays.turn(bus_time(now_));
    say("replays " + number(replays.active()));
}

void World::reader() {
    auto& reader = *dice_.one_of(readers_);
    if (asleep_until_[&reader] > step_) return say(reader.name() + " sleeps");
    if (dice_.chance(30)) asleep_until_[&reader] = step_ + dice_.below(150);
    if (dice_.chance(25)) {
        reader.disconnect();
        reader.connect();
    }
    reader.poll(now_);
    say(reader.name() + " has " + number(reader.delivered()));
}

void World::clock() {
    const auto by = dice_.chance(100)   ? -static_cast<Milliseconds>(dice_.below(3 * day))
                    : dice_.chance(500) ? static_cast<Milliseconds>(dice_.below(3 * hour))
                                        : static_cast<Milliseconds>(dice_.below(6 * day));
    clock_.advance(std::chrono::milliseconds(by));
    say("it is " + clock_.now().to_string());
}

/// Somebody looks at the page, and an auditor at the log.
void World::look() {
    if (!server_->trouble().empty()) return say("nobody looks");
    truth_.audit(server_->log());
    truth_.audit_duties();
    const auto applied = server_->views().applied();
    compare_as_of(applied);
    if (applied) compare_as_of(dice_.below(*applied + 1));
    follow_rows();
    say("all as it should be");
}

// ---- the network -------------------------------------------------------------------------------------------------

Reader* World::reader_of(std::string_view client) {
    const auto found = std::ranges::find_if(readers_, [&](const auto& reader) { return reader->client() == client; });
    return found == readers_.end() ? nullptr : found->get();
}

bus::Announcer::World World::network() {
    return {.broadcast =
                [this](bus::Kind kind, bus::wire::Frames frames) {
                    for (const auto& reader : readers_) reader->broadcast(kind, frames, now_);
                },
            .answer =
                [this](std::string_view client, bus::wire::Frames frames) {
                    auto* reader = reader_of(client);
                    return reader ? reader->answer(frames, now_) : bus::ReplayService::Sent::gone;
                }};
}

Tally World::tally() const {
    Tally tally{.steps = step_,
                .events = truth_.end(),
                .commands = truth_.accepted_commands(),
                .crashes = crashes_,
                .checkpoints = truth_.checkpoints()};
    for (const auto& reader : readers_) tally.delivered += reader->delivered();
    return tally;
}

}  // namespace taizhang::simulation
