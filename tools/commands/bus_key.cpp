// taizhang bus key: the key pair of a machine's bus, and the list of those whom it lets in (docs/replicas.md).
// taizhang replica: how a copy of another ledger does, and letting it go on after it has refused to.
#include "src/replica/mark.hpp"
#include "tools/bus_keys.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct Flags {
    std::string data, name, key;
    bool replica = false;
    TargetFlags target;
};

Status make(const Flags& flags) {
    TZ_TRY(const auto pair, BusKeys(flags.data).make());
    fmt::print("{}\n", pair.public_key);
    fmt::print(stderr, "made {}; the line above is its public half, to be given to others\n",
               (fs::path(flags.data) / "bus" / "key.json").string());
    return {};
}

Status show(const Flags& flags) {
    TZ_TRY(const auto pair, BusKeys(flags.data).pair());
    if (!pair)
        return not_found("no key for the bus has been made in " + flags.data + "; taizhang bus key new --data " +
                         flags.data + " makes one");
    fmt::print("{}\n", pair->public_key);
    return {};
}

Status allow(const Flags& flags) {
    const BusKeys keys(flags.data);
    TZ_TRY(const auto mine, keys.pair());
    TZ_CHECK(
        keys.allow({.name = flags.name, .key = flags.key, .replica = flags.replica, .allowed = SystemClock().now()}));
    fmt::print("{} is let in from now on{}\n", flags.name,
               flags.replica ? ", and may have the accounts' secrets' hashes" : "");
    if (!mine) fmt::print(stderr, "taizhang: warning: this side has no key yet; make it: taizhang bus key new\n");
    return {};
}

Status list(const Flags& flags) {
    TZ_TRY(const auto clients, BusKeys(flags.data).clients());
    for (const auto& one : clients)
        fmt::print("{}  {}  {}  {}\n", one.allowed.to_string(), one.key, one.replica ? "replica" : "events ", one.name);
    if (clients.empty()) fmt::print("nobody is let in; taizhang bus key allow NAME KEY adds somebody\n");
    return {};
}

Status revoke(const Flags& flags) {
    TZ_CHECK(BusKeys(flags.data).revoke(flags.name));
    fmt::print("{} is not let in any more\n", flags.name);
    fmt::print(stderr, "a connection that is open goes on until it ends; restart taizhang serve to end it now\n");
    return {};
}

CLI::App* add_to(CLI::App& parent, const std::shared_ptr<Flags>& flags, Action& action, const char* name,
                 const char* help, Status (*run)(const Flags&)) {
    auto* command = parent.add_subcommand(name, help);
    command->add_option("--data", flags->data, "data directory; a server may run on it")->type_name("DIR")->required();
    command->callback([flags, &action, run] { action = [flags, run] { return run(*flags); }; });
    return command;
}

void print_refusal(const replica::Refusal& refusal) {
    fmt::print("refused since {}: {}\n", refusal.at.to_string(), printable(refusal.what));
}

/// Of a directory only what is kept in it is known: a server may run on it.
Status status_of_data(const std::string& data) {
    TZ_TRY(const auto mark, replica::Mark::open(fs::path(data) / "replica.json"));
    if (!mark) return not_found(data + " is not the directory of a replica");
    fmt::print("follows {}\n", printable(mark->content().follows));
    if (mark->content().refused)
        print_refusal(*mark->content().refused);
    else
        fmt::print("has refused nothing\n");
    return {};
}

Status replica_status(const Flags& flags) {
    if (!flags.target.data.empty()) return status_of_data(flags.target.data);
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto health, client->call("system.health", {}));
    const auto* found = health.as_object().if_contains("replica");
    if (!found || !found->is_object()) return not_found("this server is no replica: changes are made here");
    const auto& replica = found->as_object();
    for (const auto& [name, value] : replica) {
        if (value.is_null() || (value.is_string() && value.as_string().empty())) continue;
        fmt::print("{:<10} {}\n", std::string_view(name),
                   printable(value.is_string() ? std::string(value.as_string()) : json::serialize(value)));
    }
    return {};
}

Status go_on(const Flags& flags) {
    TZ_TRY(auto mark, replica::Mark::open(fs::path(flags.data) / "replica.json"));
    if (!mark) return not_found(flags.data + " is not the directory of a replica");
    if (!mark->content().refused) return invalid("this replica has refused nothing");
    print_refusal(*mark->content().refused);
    TZ_CHECK(mark->forgive());
    fmt::print("forgotten; at its next start it goes on from what it had verified, and looks as closely as before\n");
    return {};
}

}  // namespace

void add_bus(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* bus = app.add_subcommand("bus", "Keys of the bus, by which other machines are let in");
    bus->require_subcommand(1);
    auto* key = bus->add_subcommand("key", "Make and exchange CURVE keys");
    key->require_subcommand(1);
    add_to(*key, flags, action, "new", "Make this machine's key pair and print its public half", make);
    add_to(*key, flags, action, "show", "Print the public half of this machine's key", show);
    auto* allowed = add_to(*key, flags, action, "allow", "Let a client in, at once", allow);
    allowed->add_option("NAME", flags->name, "what you call it")->required();
    allowed->add_option("KEY", flags->key, "its public key, 40 characters")->required();
    allowed->add_flag("--replica", flags->replica,
                      "a replica: may also have the hashes of the accounts' secrets, so that people can log in there");
    add_to(*key, flags, action, "list", "Who is let in", list);
    auto* revoked = add_to(*key, flags, action, "revoke", "Let a client in no more", revoke);
    revoked->add_option("NAME", flags->name, "its name or its key")->required();
}

void add_replica(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* replica = app.add_subcommand("replica", "How a copy of another ledger does");
    replica->require_subcommand(1);
    auto* status = replica->add_subcommand("status", "Following or not, how far behind, and what is wrong");
    add_target(*status, flags->target);
    status->callback([flags, &action] { action = [flags] { return replica_status(*flags); }; });
    add_to(*replica, flags, action, "go-on",
           "Forget that it refused to follow, once you know why; while it does not run", go_on);
}

}  // namespace taizhang
