#include "src/rpc/authenticator.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/simulate/play.hpp"
#include "tools/simulate/year.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

namespace taizhang {

namespace {

constexpr std::size_t max_regime_bytes = 1 << 20;
constexpr std::array systems{"S3", "S5", "S6", "S8", "S9"};  ///< beside the key work's S1, S2, S4 and S7

struct Flags {
    std::string data, document, regime, calendar, regimes, secret = "taizhang-demo";
    std::uint64_t seed = 2014;
    unsigned months = 12, years = 1;
    int from = 2014;
    std::size_t districts = 6, bureaus = 40, items = 60, projects = 60, enterprises = 60, filler = 0;
    bool current = false, drafts = false, quiet = false;
};

Result<std::string> read_text(const std::filesystem::path& file) {
    return read_file(file.string(), max_regime_bytes);
}

/// The rules by which the city's ledgers run: all of a folder's, those of the key work alone, or none.
Status read_regimes(const Flags& flags, simulate::PlayPlan& plan) {
    if (!flags.regimes.empty()) {
        const std::filesystem::path folder(flags.regimes);
        TZ_TRY(plan.regimes["working-days"], read_text(folder / "working-days.toml"));
        TZ_TRY(plan.regimes["key-work"], read_text(folder / "key-work.toml"));
        for (const auto* system : systems) {
            TZ_TRY(plan.regimes[system], read_text(folder / (std::string(system) + ".toml")));
        }
        plan.all_systems = true;
    } else if (!flags.regime.empty()) {
        TZ_TRY(plan.regimes["key-work"], read_text(flags.regime));
        TZ_TRY(plan.regimes["working-days"], read_text(flags.calendar));
    }
    return {};
}

/// Years that are not over can be played as far as they have come.
Status check_is_over(const simulate::PlayPlan& plan, Time now) {
    const int last = plan.from + static_cast<int>(plan.years) - 1;
    if (simulate::end_of_play(last, plan.months) <= now) return {};
    unsigned over = plan.months;
    while (over > 0 && simulate::end_of_play(last, over) > now) --over;
    const auto* other = plan.document ? "choose an older document" : "begin earlier (--from)";
    const auto asked = std::to_string(plan.months) + (plan.months == 1 ? " month" : " months") + " of " +
                       std::to_string(last) + " cannot be played before " +
                       simulate::end_of_play(last, plan.months).to_string() + ", when they are reported on; ";
    if (over == 0) return refused(asked + other);
    return refused(asked + "play fewer with --months " + std::to_string(over) + ", or " + other);
}

/// The year under way as far as it can be played and no further than asked for, and the years before it that are asked
/// for; in its first weeks, the year that has just ended.
void play_until(simulate::PlayPlan& plan, Time now) {
    const auto gone = [&](int year) {
        unsigned months = 12;
        while (months > 0 && simulate::end_of_play(year, months) > now) --months;
        return months;
    };
    int last = china_date(now).year();
    if (gone(last) == 0) --last;
    plan.from = last - static_cast<int>(plan.years) + 1;
    plan.months = std::min(plan.months, gone(last));
}

Result<simulate::PlayPlan> plan_of(const Flags& flags) {
    simulate::PlayPlan plan;
    plan.data = flags.data;
    plan.seed = flags.seed;
    plan.from = flags.from;
    plan.years = flags.years;
    plan.months = flags.months;
    plan.districts = flags.districts;
    plan.bureaus = flags.bureaus;
    plan.items = flags.items;
    plan.projects = flags.projects;
    plan.enterprises = flags.enterprises;
    plan.filler = flags.filler;
    if (!flags.document.empty()) {
        simulate::PlayedDocument document;
        TZ_TRY(document.bytes, read_file(flags.document, interop::BreakdownLimits{}.max_bytes));
        TZ_TRY(document.breakdown, interop::read_breakdown(document.bytes));
        document.name = std::filesystem::path(flags.document).filename().string();
        plan.from = document.breakdown.document.written_on.value_or(Date(2014, 1, 13)).year();
        plan.document = std::move(document);
        if (plan.years != 1)
            return invalid("a document is of one year; leave --years out, or leave --document out to play " +
                           std::to_string(plan.years) + " years of made-up tasks");
    } else if (flags.regimes.empty()) {
        return invalid(
            "without a document the rules of all systems are played; name their folder with --regimes, or a "
            "document with --document");
    }
    TZ_CHECK(read_regimes(flags, plan));
    plan.latest = SystemClock().now();
    if (flags.current) play_until(plan, plan.latest);
    plan.drafts = flags.drafts || flags.current;
    TZ_CHECK(check_is_over(plan, plan.latest));
    return plan;
}

Status set_secrets(const simulate::PlayPlan& plan, const simulate::Played& played, const std::string& secret) {
    const auto accounts = simulate::demo_accounts(played.city);
    VirtualClock clock(played.end);
    SeededRandom random(plan.seed ^ 0x5EC2E7ULL);  // the same seed, the same log, to the last event
    TZ_TRY(const auto node, Node::open({.data = plan.data, .create = false}, clock, random));
    TZ_TRY(const auto client, Client::over(*node));
    for (const auto& account : accounts) {
        TZ_TRY(const auto answer,
               client->call("account.set_secret", {{"account", account.account},
                                                   {"secret", secret},
                                                   {"command_id", make_command_id(random).to_string()}}));
    }
    // small plays are ready to be looked at; the views of large ones are built by whoever asks for them first
    constexpr std::uint64_t soon_built = 100'000;
    return node->log().end() < soon_built ? node->settle() : Status();
}

/// One line, on a terminal alone.
class Progress {
  public:
    explicit Progress(bool quiet) : told_(!quiet && ::isatty(STDERR_FILENO) == 1) {}
    void operator()(Date day) {
        if (told_ && day.day() == 1) fmt::print(stderr, "\r  {} ", day.to_string().substr(0, 7));
    }
    void end() const {
        if (told_) fmt::print(stderr, "\r           \r");
    }

  private:
    bool told_;
};

void tell(const Flags& flags, const simulate::PlayPlan& plan, const simulate::Played& played, double seconds) {
    fmt::print("played {} {} in {}: {} items, {} units, {} events\n",
               plan.years == 1 ? fmt::format("{} months of", plan.months) : fmt::format("{} years from", plan.years),
               plan.from, flags.data, played.items, played.city.units.size(), played.events);
    std::map<std::string, std::uint64_t> by_category;
    for (const auto& [number, count] : played.counts) by_category[std::string(find_event(number)->category)] += count;
    std::string line;
    for (const auto& [category, count] : by_category)
        line += fmt::format("{}{} {}", line.empty() ? "" : ", ", category, count);
    fmt::print("events: {}\n", line);
    fmt::print("{} commands, {} of them refused as the rules have it, in {:.1f} s: {:.0f} events/s\n", played.commands,
               played.refused_as_meant, seconds, static_cast<double>(played.events) / std::max(seconds, 0.001));
    if (played.keeper_refused > 0)
        fmt::print("{} things that fell due were refused, the last: {}\n", played.keeper_refused, played.keeper_told);
    fmt::print("\naccounts to try, all with the secret {}:\n", flags.secret);
    for (const auto& account : simulate::demo_accounts(played.city))
        fmt::print("  {:<14} {}\n", account.account, account.what);
}

/// A city's states are made, and grow, until the play is over, and none is given back meanwhile: the heap is extended
/// by large pieces, and small blocks are not kept apart only to be gathered again at every larger one.
void keep_memory() {
    constexpr int piece = 64 << 20, never = 1 << 30;
    mallopt(M_TOP_PAD, piece);
    mallopt(M_TRIM_THRESHOLD, never);
    mallopt(M_MXFAST, 0);
}

Status simulate_city(const Flags& flags) {
    keep_memory();
    TZ_TRY(const auto plan, plan_of(flags));
    const auto begun = std::chrono::steady_clock::now();
    Progress progress(flags.quiet);
    TZ_TRY(const auto played, simulate::play(plan, [&](Date day) { progress(day); }));
    progress.end();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    TZ_CHECK(set_secrets(plan, played, flags.secret));
    tell(flags, plan, played, took.count());
    return {};
}

void add_sizes(CLI::App& command, Flags& flags) {
    const auto size = [&](const char* name, std::size_t& value, const char* what, std::size_t least, std::size_t most) {
        command.add_option(name, value, what + fmt::format(" (default {})", value))
            ->check(CLI::Range(least, most))
            ->type_name("N");
    };
    size("--districts", flags.districts, "districts, without a document", 1, 200);
    size("--bureaus", flags.bureaus, "bureaus, the eleven that the rules name among them, without a document", 11,
         2'000);
    size("--items", flags.items, "tasks a year in the key-work ledger, without a document", 1, 100'000);
    size("--projects", flags.projects, "projects a year in each of the four ledgers of projects", 4, 100'000);
    size("--enterprises", flags.enterprises, "enterprises that come to be admitted, over all years", 1, 100'000);
    size("--filler", flags.filler, "items of a further, large ledger", 0, 1'000'000);
    command.add_option("--years", flags.years, "years to play, 1 to 20, without a document (default 1)")
        ->check(CLI::Range(1, 20))
        ->type_name("N");
    command.add_option("--from", flags.from, "the first year, 2001 to 2100, without a document (default 2014)")
        ->check(CLI::Range(2001, 2100))
        ->type_name("YEAR");
    command.add_option("--months", flags.months, "months to play of the last year, 1 to 12 (default 12)")
        ->check(CLI::Range(1, 12))
        ->type_name("N");
    command
        .add_flag("--current", flags.current,
                  "the year under way as the last, as far as it has come, instead of --from")
        ->excludes("--document")
        ->excludes("--from");
    command.add_flag("--drafts", flags.drafts,
                     "draft circulars from the views, as with --current and --document: slower; else they are "
                     "marked as written by hand");
}

}  // namespace

void add_simulate(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand(
        "simulate",
        "Play years of a city's work into an empty data directory, with a virtual clock: a document's year of key "
        "work, "
        "or tasks that are made up, and under --regimes projects, admissions and assessments besides");
    command->add_option("--data", flags->data, "data directory; must be empty or absent")->type_name("DIR")->required();
    command->add_option("--document", flags->document, "the task breakdown to play")->type_name("FILE");
    auto* regimes = command
                        ->add_option("--regimes", flags->regimes,
                                     "folder with the rules of all nine systems, each played in a ledger of its own "
                                     "(regimes/)")
                        ->type_name("DIR");
    auto* regime = command
                       ->add_option("--regime", flags->regime,
                                    "rules that the document's ledger runs under, and no other "
                                    "ledger (regimes/key-work.toml)")
                       ->type_name("FILE")
                       ->excludes(regimes);
    auto* calendar = command->add_option("--calendar", flags->calendar, "its working days (regimes/working-days.toml)")
                         ->type_name("FILE");
    regime->needs(calendar);
    calendar->needs(regime);
    command->add_option("--seed", flags->seed, "the same seed plays the same events, byte for byte (default 2014)")
        ->type_name("N");
    add_sizes(*command, *flags);
    command->add_option("--secret", flags->secret, "secret of the accounts to try (default taizhang-demo)")
        ->type_name("TEXT");
    command->add_flag("--quiet", flags->quiet, "do not tell how far the play has come");
    command->callback([flags, &action] { action = [flags] { return simulate_city(*flags); }; });
}

}  // namespace taizhang
