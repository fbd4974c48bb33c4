#include "src/rpc/authenticator.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace json = boost::json;

namespace {

struct Flags {
    TargetFlags target;
    std::string account, name, unit, person, reason, day;
    std::vector<std::string> roles;
    bool secret_stdin = false;
};

std::string new_command_id() {
    SystemRandom random;
    return make_command_id(random).to_string();
}

json::object params_of(const Flags& flags) {
    json::object params{{"account", flags.account}, {"command_id", new_command_id()}};
    if (!flags.reason.empty()) params["reason"] = flags.reason;
    return params;
}

/// One command for each role, as the events have one role each.
Status for_each_role(const Flags& flags, std::string_view method) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    for (const auto& role : flags.roles) {
        auto params = params_of(flags);
        params["role"] = role;
        TZ_TRY(const auto answer, client->call(method, std::move(params)));
        fmt::print("{} {}: position {}\n", method, role, json::serialize(answer.at("position")));
    }
    return {};
}

Status set_secret(Client& client, const Flags& flags, const std::string& secret) {
    TZ_TRY(const auto answer,
           client.call("account.set_secret",
                       {{"account", flags.account}, {"secret", secret}, {"command_id", new_command_id()}}));
    return {};
}

Status open_account(const Flags& flags) {
    // before anything is recorded: an account without its secret would need a second try
    std::string secret;
    if (flags.secret_stdin) {
        TZ_TRY(secret, secret_from_stdin());
        TZ_CHECK(rpc::check_secret(secret, "the secret"));
    }
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target, MissingData::create));
    auto params = params_of(flags);
    params["name"] = flags.name.empty() ? flags.account : flags.name;
    params["roles"] = json::array(flags.roles.begin(), flags.roles.end());
    if (!flags.unit.empty()) params["unit"] = flags.unit;
    if (!flags.person.empty()) params["person"] = flags.person;
    TZ_TRY(const auto answer, client->call("account.open", std::move(params)));
    if (!secret.empty()) TZ_CHECK(set_secret(*client, flags, secret));
    fmt::print("opened {}{}\n", flags.account,
               secret.empty() ? "; it cannot log in before `taizhang account set-secret`" : "");
    return {};
}

Status change_secret(const Flags& flags) {
    TZ_TRY(const auto secret, secret_from_stdin());
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_CHECK(set_secret(*client, flags, secret));
    fmt::print("the secret of {} is set; its earlier logins have ended\n", flags.account);
    return {};
}

Status close_account(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto answer, client->call("account.close", params_of(flags)));
    fmt::print("closed {}: position {}\n", flags.account, json::serialize(answer.at("position")));
    return {};
}

Status list_accounts(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto rows, client->rows("accounts", {}));
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        const auto* unit = row.if_contains("unit");
        fmt::print("{:<20} {:<24} {:<16} {}{}\n", std::string_view(row.at("account").as_string()),
                   printable(row.at("name").as_string()), unit ? std::string_view(unit->as_string()) : "-",
                   json::serialize(row.at("roles")), row.at("closed").as_bool() ? "  closed" : "");
    }
    return {};
}

/// Sessions live in the server that holds them: a directory has none.
Status list_sessions(const Flags& flags) {
    if (flags.target.server.empty()) return invalid("sessions are the running server's: name it with --server");
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto answer, client->call("account.sessions", {{"account", flags.account}}));
    const auto& sessions = answer.at("sessions").as_array();
    for (const auto& one : sessions) {
        fmt::print("{}  from {:<20} since {}  last used {}  until {}\n",
                   std::string_view(one.at("session").as_string()), std::string_view(one.at("address").as_string()),
                   std::string_view(one.at("since").as_string()), std::string_view(one.at("last_used_at").as_string()),
                   std::string_view(one.at("expires_at").as_string()));
    }
    if (sessions.empty()) fmt::print("{} has no sessions\n", flags.account);
    return {};
}

Status list_refusals(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    json::object filter;
    if (!flags.day.empty()) filter["day"] = flags.day;
    TZ_TRY(const auto rows, client->rows("access_log", std::move(filter)));
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        const auto text = [&](std::string_view member) {
            const auto* value = row.if_contains(member);
            return value && value->is_string() ? printable(value->get_string()) : std::string("-");
        };
        fmt::print("{}  {:<16} {:>6} x  {:<20} from {:<20} {}\n", text("last_at"), text("why"),
                   json::serialize(row.at("count")), text("account"), text("address"), text("method"));
    }
    return {};
}

Status end_sessions(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto answer, client->call("account.revoke_sessions", params_of(flags)));
    fmt::print("all sessions of {} have ended: position {}\n", flags.account, json::serialize(answer.at("position")));
    return {};
}

CLI::App* add_one(CLI::App& account, const std::shared_ptr<Flags>& flags, Action& action, const char* name,
                  const char* help, Status (*run)(const Flags&)) {
    auto* command = account.add_subcommand(name, help);
    add_target(*command, flags->target);
    command->add_option("--reason", flags->reason, "why; kept with the event")->type_name("TEXT");
    command->callback([flags, &action, run] { action = [flags, run] { return run(*flags); }; });
    return command;
}

void add_subject(CLI::App* command, const std::shared_ptr<Flags>& flags) {
    command->add_option("ACCOUNT", flags->account, "the account's id")->required();
}

void add_roles(CLI::App* command, const std::shared_ptr<Flags>& flags) {
    command
        ->add_option("--role", flags->roles,
                     "unit_clerk, unit_leader, ledger_holder, supervision, auditor, account_admin or operations; may "
                     "be repeated. "
                     "No account holds two of account_admin, operations and auditor")
        ->type_name("ROLE")
        ->required();
}

}  // namespace

void add_account(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* account = app.add_subcommand("account", "Open and close accounts, grant roles, set secrets");
    account->require_subcommand(1);

    auto* open =
        add_one(*account, flags, action, "open", "Open an account; with --data also the first ones", open_account);
    add_subject(open, flags);
    add_roles(open, flags);
    open->add_option("--name", flags->name, "shown beside what the account does (default: its id)")->type_name("NAME");
    open->add_option("--unit", flags->unit, "the unit it acts for")->type_name("U");
    open->add_option("--person", flags->person, "who uses it")->type_name("P");
    if (auto* shared = open->get_option_no_throw("--secret-stdin")) open->remove_option(shared);
    open->add_flag("--secret-stdin", flags->secret_stdin,
                   "read the new account's secret from the first line of standard input");

    add_subject(
        add_one(*account, flags, action, "close", "Close an account for good; what it did stays", close_account),
        flags);
    auto* grant = add_one(
        *account, flags, action, "grant", "Grant roles",
        +[](const Flags& f) { return for_each_role(f, "account.grant_role"); });
    add_subject(grant, flags);
    add_roles(grant, flags);
    auto* revoke = add_one(
        *account, flags, action, "revoke", "Revoke roles; needs --reason",
        +[](const Flags& f) { return for_each_role(f, "account.revoke_role"); });
    add_subject(revoke, flags);
    add_roles(revoke, flags);
    auto* secret = add_one(*account, flags, action, "set-secret",
                           "Set the secret, read from the first line of standard input", change_secret);
    add_subject(secret, flags);
    add_subject(add_one(*account, flags, action, "sessions", "List the sessions of an account", list_sessions), flags);
    add_subject(add_one(*account, flags, action, "end-sessions",
                        "End all sessions of an account at once; it may log in again", end_sessions),
                flags);
    add_one(*account, flags, action, "refusals", "List what was refused to whom: logins, tokens, calls", list_refusals)
        ->add_option("--day", flags->day, "of one day alone, such as 2026-11-22")
        ->type_name("DATE");
    add_one(*account, flags, action, "list", "List accounts with their roles and units", list_accounts);
}

}  // namespace taizhang
