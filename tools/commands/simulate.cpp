#include "src/interop/breakdown.hpp"
#include "src/rpc/authenticator.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/entering.hpp"
#include "tools/import_plan.hpp"
#include "tools/simulate/opening.hpp"
#include "tools/simulate/year.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

namespace taizhang {

namespace {

constexpr std::size_t max_regime_bytes = 1 << 20;

struct Flags {
    std::string data, document, regime, calendar, secret = "taizhang-demo";
    std::uint64_t seed = 2014;
    unsigned months = 12;
    std::size_t filler = 0;
};

Status import_document(Node& node, const interop::Breakdown& breakdown, const std::string& bytes, const Flags& flags,
                       ImportPlan& plan) {
    TZ_TRY(const auto client, Client::over(node));
    TZ_TRY(const auto known, known_units(*client));
    TZ_TRY(plan, plan_import(breakdown, bytes, known,
                             {{}, false, std::filesystem::path(flags.document).filename().string()}));
    for (auto& command : plan.commands) {
        if (command.method == "ledger.open" && !flags.regime.empty()) command.params["regime"] = "key-work";
        TZ_TRY(const auto answer, client->call(command.method, command.params));
    }
    return node.settle();
}

Result<UnitId> holder_of(Node& node, const std::string& ledger) {
    TZ_TRY(const auto rows, simulate::rows_of(node, "ledgers", {{"ledger", ledger}}));
    if (rows.empty()) return Error{ErrorCode::internal, "the imported ledger is not in the view"};
    return UnitId{std::string(rows.front().at("holder").as_string())};
}

/// A second ledger with many short items, to see how the page and the views bear ten times the data and more.
/// Under rules they stay drafts, which owe nothing yet: they are to be looked at, not worked on.
Status enter_filler(simulate::Player& player, const UnitId& government, int year, std::size_t count, bool regime) {
    const LedgerId ledger{std::to_string(year) + "-filler"};
    ledger::Opened opened;
    opened.title = "大规模台账（压力样例）";
    opened.year = static_cast<std::uint16_t>(year);
    opened.holder = government;
    if (regime) opened.regime = RegimeId{"key-work"};
    TZ_CHECK(player.act_as_system(StreamId::of(ledger), opened));
    TZ_TRY(const auto units, simulate::rows_of(player.node(), "units"));
    for (std::size_t i = 1; i <= count; ++i) {
        const auto& row = units[i % units.size()];
        item::Entered entered;
        entered.ledger = ledger;
        entered.number = std::to_string(i);
        entered.title = "样例事项" + std::to_string(i);
        entered.text = "用于检验大规模台账的样例事项，编号" + std::to_string(i) + "。";
        entered.units = {{UnitId{std::string(row.at("unit").as_string())},
                          std::string(row.at("name").as_string()),
                          PartyRole::lead,
                          false,
                          row.at("kind").as_string() == "collective",
                          {}}};
        entered.deadline = Date(year, 12, 31);
        TZ_CHECK(
            player.act_as_system(StreamId::of(ItemId{ledger.value + "-" + std::to_string(i)}), std::move(entered)));
    }
    return {};
}

Status set_secrets(Node& node, const std::vector<simulate::DemoAccount>& accounts, const std::string& secret) {
    TZ_TRY(const auto client, Client::over(node));
    SystemRandom random;
    for (const auto& account : accounts) {
        TZ_TRY(const auto answer,
               client->call("account.set_secret", {{"account", account.account},
                                                   {"secret", secret},
                                                   {"command_id", make_command_id(random).to_string()}}));
    }
    return {};
}

/// A document of this year can be played as far as the year has come.
Status check_is_over(int year, const Flags& flags, Time now) {
    if (simulate::end_of_play(year, flags.months) <= now) return {};
    unsigned over = flags.months;
    while (over > 0 && simulate::end_of_play(year, over) > now) --over;
    const auto asked = std::to_string(flags.months) + (flags.months == 1 ? " month" : " months") + " of " +
                       std::to_string(year) + " cannot be played before " +
                       simulate::end_of_play(year, flags.months).to_string() + ", when they are reported on; ";
    if (over == 0) return refused(asked + "choose an older document");
    return refused(asked + "play fewer with --months " + std::to_string(over) + ", or choose an older document");
}

Status simulate_year(const Flags& flags) {
    TZ_TRY(const auto bytes, read_file(flags.document, interop::BreakdownLimits{}.max_bytes));
    TZ_TRY(const auto breakdown, interop::read_breakdown(bytes));
    const auto begin = breakdown.document.written_on.value_or(Date(2014, 1, 13));
    const auto now = SystemClock().now();
    TZ_CHECK(check_is_over(begin.year(), flags, now));
    VirtualClock clock(start_of_day(begin) + std::chrono::hours(9));
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = flags.data}, clock, random));
    if (node->log().end() != 0)
        return invalid(flags.data + " holds a ledger already; simulate into an empty directory");
    simulate::Player player(*node, clock, {.seed = flags.seed, .latest = now});

    simulate::YearOptions year;
    year.year = begin.year();
    year.months = flags.months;
    if (!flags.regime.empty()) {
        TZ_TRY(const auto rules, read_file(flags.regime, max_regime_bytes));
        TZ_TRY(const auto calendar, read_file(flags.calendar, max_regime_bytes));
        TZ_TRY(year.rules, simulate::adopt_rules(player, rules, calendar));
        year.regime = true;
    }
    TZ_CHECK(simulate::settle_districts(player));
    ImportPlan plan;
    TZ_CHECK(import_document(*node, breakdown, bytes, flags, plan));
    TZ_TRY(const auto government, holder_of(*node, plan.ledger));
    TZ_TRY(auto city, simulate::staff_units(player, government));
    for (const auto& [unit, staff] : city.units) {
        if (city.visited.size() < 3) city.visited.push_back(unit);
    }
    TZ_TRY(const auto lead, simulate::busiest_lead(*node, plan.ledger));
    if (std::ranges::find(city.visited, lead) == city.visited.end() && city.units.contains(lead))
        city.visited.push_back(lead);
    year.ledger = LedgerId{plan.ledger};
    TZ_CHECK(simulate::play_year(player, city, year));
    if (flags.filler > 0) TZ_CHECK(enter_filler(player, government, begin.year(), flags.filler, year.regime));
    const auto accounts = simulate::demo_accounts(city);
    TZ_CHECK(set_secrets(*node, accounts, flags.secret));
    TZ_CHECK(node->settle());

    fmt::print(
        "played {} months of {} in {}: {} items, {} units, {} events\n\naccounts to try, all with the secret {}:\n",
        flags.months, begin.year(), flags.data, breakdown.items.size(), city.units.size(), node->log().end(),
        flags.secret);
    for (const auto& account : accounts) fmt::print("  {:<14} {}\n", account.account, account.what);
    return {};
}

}  // namespace

void add_simulate(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand(
        "simulate", "Play a year of a city's work on a document into an empty data directory, with a virtual clock");
    command->add_option("--data", flags->data, "data directory; must be empty or absent")->type_name("DIR")->required();
    command->add_option("--document", flags->document, "the task breakdown to play")->type_name("FILE")->required();
    auto* regime =
        command->add_option("--regime", flags->regime, "rules that the ledger runs under (regimes/key-work.toml)")
            ->type_name("FILE");
    auto* calendar = command->add_option("--calendar", flags->calendar, "its working days (regimes/working-days.toml)")
                         ->type_name("FILE");
    regime->needs(calendar);
    calendar->needs(regime);
    command->add_option("--seed", flags->seed, "the same seed plays the same year (default 2014)")->type_name("N");
    command->add_option("--months", flags->months, "months to play, 1 to 12 (default 12)")
        ->check(CLI::Range(1, 12))
        ->type_name("N");
    command->add_option("--secret", flags->secret, "secret of the accounts to try (default taizhang-demo)")
        ->type_name("TEXT");
    command->add_option("--filler", flags->filler, "items of a second, large ledger (default 0)")
        ->check(CLI::Range(0, 1'000'000))
        ->type_name("N");
    command->callback([flags, &action] { action = [flags] { return simulate_year(*flags); }; });
}

}  // namespace taizhang
