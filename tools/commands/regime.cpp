#include "src/regime/read.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/regime_summary.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <filesystem>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr std::size_t max_file_bytes = 4u
                                       << 20;  // whatever is over the reader's own limit is refused by it, with words

struct RegimeFlags {
    TargetFlags target;
    std::vector<std::string> files;
    std::string file, id, reason, as_of;
};

std::string new_command_id() {
    SystemRandom random;
    return make_command_id(random).to_string();
}

/// One line for each, as compilers print them.
void print_faults(const std::string& file, const std::vector<regime::Fault>& faults) {
    for (const auto& fault : faults)
        fmt::print(stderr, "{}:{}: {}{}\n", file, fault.line, fault.key.empty() ? "" : printable(fault.key) + ": ",
                   printable(fault.message));
}

/// The rules of a file's text; its faults are printed.
Result<regime::Rules> rules_of(const std::string& file, const std::string& text) {
    auto rules = regime::read(text, file);
    if (rules) return rules;
    const auto faults = regime::check(text);
    print_faults(file, faults);
    return invalid(fmt::format("{} has {} fault{}; mend {} first", file, faults.size(), faults.size() == 1 ? "" : "s",
                               faults.size() == 1 ? "it" : "them"));
}

Status check_file(const std::string& file) {
    TZ_TRY(const auto text, read_file(file, max_file_bytes));
    TZ_TRY(const auto rules, rules_of(file, text));
    fmt::print("{}\n{}", printable(file), regime_summary(rules));
    return {};
}

/// All files are looked at, also after a bad one.
Status check_files(const RegimeFlags& flags) {
    std::vector<std::string> wrong;
    for (const auto& file : flags.files) {
        if (const auto status = check_file(file); !status) wrong.push_back(status.error().message);
    }
    if (wrong.empty()) return {};
    for (std::size_t i = 0; i + 1 < wrong.size(); ++i) fmt::print(stderr, "taizhang: {}\n", printable(wrong[i]));
    return invalid(wrong.back());
}

Result<std::optional<json::object>> find_row(Client& client, const std::string& id, const std::string& as_of) {
    TZ_TRY(const auto rows, client.rows("regimes", {{"regime", id}}, as_of));
    if (rows.empty()) return std::optional<json::object>();
    return std::optional(rows.front().at("row").as_object());
}

Status amend(Client& client, const RegimeFlags& flags, const json::object& row, const std::string& text) {
    if (flags.reason.empty())
        return invalid("regime '" + flags.id +
                       "' is adopted already, with another text; to amend it say why with "
                       "--reason, or adopt this one under another --id");
    TZ_TRY(const auto answer, client.call("regime.amend", {{"regime", flags.id},
                                                           {"text", text},
                                                           {"reason", flags.reason},
                                                           {"expected_version", row.at("version")},
                                                           {"command_id", new_command_id()}}));
    fmt::print("amended {}: position {}\n", flags.id, json::serialize(answer.at("position")));
    return {};
}

Status adopt_new(Client& client, const RegimeFlags& flags, const regime::Rules& rules, const std::string& text) {
    json::object params{{"regime", flags.id},
                        {"title", rules.title},
                        {"system", rules.system},
                        {"text", text},
                        {"command_id", new_command_id()}};
    if (!flags.reason.empty()) params["reason"] = flags.reason;
    TZ_TRY(const auto answer, client.call("regime.adopt", std::move(params)));
    fmt::print("adopted {}: position {}\n", flags.id, json::serialize(answer.at("position")));
    return {};
}

/// The file's name without its ending is the id, unless another is told.
Status adopt_rules(RegimeFlags flags) {
    if (flags.id.empty()) flags.id = std::filesystem::path(flags.file).stem().string();
    if (const auto good = check_id(flags.id); !good)
        return invalid("the id '" + flags.id + "' cannot be one; name one with --id: " + good.error().message);
    TZ_TRY(const auto text, read_file(flags.file, max_file_bytes));
    TZ_TRY(const auto rules, rules_of(flags.file, text));
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target, MissingData::create));
    TZ_TRY(const auto row, find_row(*client, flags.id, {}));
    if (!row) return adopt_new(*client, flags, rules, text);
    if (row->at("digest").as_string() != sha256({text}).to_string()) return amend(*client, flags, *row, text);
    fmt::print("unchanged {}: the same text is adopted already\n", flags.id);
    return {};
}

Status list_regimes(const RegimeFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto rows, client->rows("regimes", {}, flags.as_of));
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        fmt::print("{:<20} {:<12} {}  {}{}\n", std::string_view(row.at("regime").as_string()),
                   std::string_view(row.at("system").as_string()),
                   std::string_view(row.at("digest").as_string()).substr(0, 12), printable(row.at("title").as_string()),
                   row.at("repealed").as_bool() ? "  repealed" : "");
    }
    return {};
}

/// The text itself, so that what is printed is the file again.
Status show(const RegimeFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto row, find_row(*client, flags.id, flags.as_of));
    if (!row) return not_found("there is no regime '" + flags.id + "'; `taizhang regime list` names those that are");
    const auto& text = row->at("text").as_string();
    std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
}

template <class Run>
CLI::App* add_regime_command(CLI::App& regime, const std::shared_ptr<RegimeFlags>& flags, Action& action,
                             const char* name, const char* help, Run run) {
    auto* command = regime.add_subcommand(name, help);
    command->callback([flags, &action, run] { action = [flags, run] { return run(*flags); }; });
    return command;
}

void add_moment(CLI::App* command, const std::shared_ptr<RegimeFlags>& flags) {
    command->add_option("--as-of", flags->as_of, "a position, or an RFC 3339 time")->type_name("P|TIME");
}

}  // namespace

void add_regime(CLI::App& app, Action& action) {
    auto flags = std::make_shared<RegimeFlags>();
    auto* regime = app.add_subcommand("regime", "Check, adopt and amend the rules of ledgers (docs/formats/regime.md)");
    regime->require_subcommand(1);

    auto* check =
        add_regime_command(*regime, flags, action, "check", "Read files and tell every fault in them", check_files);
    check->add_option("FILE", flags->files, "rules, in TOML")->required();

    auto* adopted = add_regime_command(*regime, flags, action, "adopt",
                                       "Adopt a file's rules; with --reason amend what was adopted under the id before",
                                       adopt_rules);
    adopted->add_option("FILE", flags->file, "rules, in TOML")->required();
    adopted->add_option("--id", flags->id, "the regime's id (default: the file's name without its ending)")
        ->type_name("ID");
    adopted->add_option("--reason", flags->reason, "why; kept with the event")->type_name("TEXT");
    add_target(*adopted, flags->target);

    auto* listed =
        add_regime_command(*regime, flags, action, "list", "List regimes: id, system, digest, title", list_regimes);
    add_moment(listed, flags);
    add_target(*listed, flags->target);

    auto* shown = add_regime_command(*regime, flags, action, "show", "Print a regime's text", show);
    shown->add_option("ID", flags->id, "the regime's id")->required();
    add_moment(shown, flags);
    add_target(*shown, flags->target);
}

}  // namespace taizhang
