// simulation: the whole of taizhang in one thread, on a simulated disk, network and clock (docs/simulation.md).
#include "tests/simulation/world.hpp"

#include <stdlib.h>

#include <charconv>
#include <cstring>
#include <iostream>
#include <random>

namespace taizhang::simulation {
namespace {

constexpr const char* usage =
    R"(usage: simulation [--seed N] [--steps N] [--seconds N | --seeds N] [--disk memory|rocksdb] [--trace FILE]

Plays the server, its clients, readers and faults by seed, and checks the invariants all along.
  --seed N      the first seed (default: a random one); alone, it is the only one
  --steps N     steps of each, before everything comes to rest (default 1000)
  --seconds N   one seed after the other, for about so long (default TAIZHANG_SIMULATION_SECONDS, or 60)
  --seeds N     that many seeds
  --disk KIND   where the log is kept (default: every third seed on RocksDB, the others in memory)
  --trace FILE  one line for each step, with a running hash: the same in every run of a seed
)";

struct Arguments {
    std::optional<std::uint64_t> seed, seconds, seeds;
    std::uint64_t steps = 1000;
    std::optional<Disk> disk;
    std::string trace;
};

[[noreturn]] void misused(const std::string& why) {
    std::cerr << "simulation: " << why << "\n" << usage;
    std::exit(2);
}

std::uint64_t number(const std::string& text, const std::string& of) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) misused(of + " needs a number, got '" + text + "'");
    return value;
}

Arguments parse(const std::vector<std::string>& words) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); i += 2) {
        const auto& name = words[i];
        if (name == "--help") {
            std::cout << usage;
            std::exit(0);
        }
        if (i + 1 == words.size()) misused(name + " needs a value");
        const auto& value = words[i + 1];
        if (name == "--seed")
            arguments.seed = number(value, name);
        else if (name == "--steps")
            arguments.steps = number(value, name);
        else if (name == "--seconds")
            arguments.seconds = number(value, name);
        else if (name == "--seeds")
            arguments.seeds = number(value, name);
        else if (name == "--trace")
            arguments.trace = value;
        else if (name == "--disk" && (value == "memory" || value == "rocksdb"))
            arguments.disk = value == "memory" ? Disk::memory : Disk::rocksdb;
        else
            misused("unknown option '" + name + " " + value + "'");
    }
    if (arguments.seed && !arguments.seconds && !arguments.seeds) arguments.seeds = 1;
    if (!arguments.seconds && !arguments.seeds) {
        const char* set = std::getenv("TAIZHANG_SIMULATION_SECONDS");
        arguments.seconds = set ? number(set, "TAIZHANG_SIMULATION_SECONDS") : 60;
    }
    return arguments;
}

/// A directory of this process, emptied for each seed. In memory where there is such a place: nothing need last.
class Place {
  public:
    Place() {
        const std::filesystem::path memory("/dev/shm");
        const auto parent = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        std::string name = (parent / "taizhang-simulation-XXXXXX").string();
        if (!::mkdtemp(name.data())) misused("no directory can be made in " + parent.string());
        path_ = name;
    }
    ~Place() { std::filesystem::remove_all(path_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    std::filesystem::path fresh() const {
        std::filesystem::remove_all(path_ / "data");
        std::filesystem::create_directory(path_ / "data");
        return path_ / "data";
    }

  private:
    std::filesystem::path path_;
};

const char* name_of(Disk disk) {
    return disk == Disk::memory ? "memory" : "rocksdb";
}

void add(Tally& all, const Tally& one) {
    all.steps += one.steps;
    all.events += one.events;
    all.commands += one.commands;
    all.crashes += one.crashes;
    all.checkpoints += one.checkpoints;
    all.delivered += one.delivered;
}

/// False when an invariant did not hold.
bool play(const Plan& plan, const Place& place, std::FILE* trace, Tally& all) {
    Journal journal(trace);
    World world(plan, place.fresh(), journal);
    try {
        world.run();
    } catch (const std::exception& violation) {
        std::cout << "FAILED: seed " << plan.seed << ", step " << world.step() << ": " << violation.what() << "\n  "
                  << journal.line() << "\nreplay: simulation --seed " << plan.seed << " --steps " << plan.steps
                  << " --disk " << name_of(plan.disk) << " --trace trace.txt" << std::endl;
        return false;
    }
    add(all, world.tally());
    return true;
}

int run(const Arguments& arguments) {
    std::FILE* trace = arguments.trace.empty() ? nullptr : std::fopen(arguments.trace.c_str(), "w");
    if (!arguments.trace.empty() && !trace) misused("cannot write " + arguments.trace);
    const Place place;
    Tally all;
    const auto first = arguments.seed ? *arguments.seed : std::random_device{}() % 1'000'000'000ULL;
    const auto begun = std::chrono::steady_clock::now();
    const auto time_left = [&](std::uint64_t played) {
        if (arguments.seeds) return played < *arguments.seeds;
        return std::chrono::steady_clock::now() - begun < std::chrono::seconds(*arguments.seconds);
    };
    std::uint64_t played = 0;
    bool well = true;
    for (; well && time_left(played); ++played) {
        const auto seed = first + played;
        const auto disk = arguments.disk.value_or(seed % 3 == 0 ? Disk::rocksdb : Disk::memory);
        well = play({seed, arguments.steps, disk}, place, trace, all);
    }
    if (trace) std::fclose(trace);
    std::cout << played << " seeds from " << first << ": " << all.steps << " steps, " << all.commands
              << " commands acknowledged, " << all.events << " events, " << all.delivered << " delivered, "
              << all.checkpoints << " checkpoints, " << all.crashes << " crashes" << std::endl;
    return well ? 0 : 1;
}

}  // namespace
}  // namespace taizhang::simulation

int main(int argc, char** argv) {
    return taizhang::simulation::run(taizhang::simulation::parse({argv + 1, argv + argc}));
}
