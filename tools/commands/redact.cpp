// taizhang redact: texts of an event removed by law 依法删除. One account asks, another person's approves.
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace taizhang {

namespace json = boost::json;

namespace {

struct RedactFlags {
    TargetFlags target;
    std::uint64_t position = 0;
    std::vector<std::string> members;
    std::string rule, reason;
    bool all = false;
};

Status send(const RedactFlags& flags, const char* method) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    SystemRandom random;
    json::object params{{"redaction", std::to_string(flags.position)},
                        {"reason", flags.reason},
                        {"command_id", make_command_id(random).to_string()}};
    if (!flags.members.empty()) {
        params["members"] = json::value_from(flags.members);
        params["rule"] = flags.rule;
    }
    TZ_TRY(const auto answer, client->call(method, std::move(params)));
    fmt::print("{} {}: position {}\n", method, flags.position, json::serialize(answer.at("position")));
    return {};
}

std::string text_of(const json::object& row, std::string_view name) {
    const auto* found = row.if_contains(name);
    if (!found) return {};
    return printable(found->is_string() ? std::string_view(found->as_string()) : json::serialize(*found));
}

std::string members_of(const json::object& row) {
    std::string all;
    for (const auto& member : row.at("members").as_array())
        all += (all.empty() ? "" : ",") + printable(member.as_string());
    return all;
}

/// One line each: event, state, texts, rule, who asked when and why, who decided when and why.
Status list(const RedactFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    const auto filter = flags.all ? json::object() : json::object{{"state", "requested"}};
    TZ_TRY(const auto rows, client->rows("redactions", filter));
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        fmt::print("{:<10} {:<9} {}  {}  {} {} {}", text_of(row, "position"), text_of(row, "state"), members_of(row),
                   text_of(row, "rule"), text_of(row, "requested_at"), text_of(row, "requester_name"),
                   text_of(row, "reason"));
        if (row.contains("decided_at"))
            fmt::print("  {} {} {}", text_of(row, "decided_at"), text_of(row, "decider_name"),
                       text_of(row, "decision_reason"));
        fmt::print("\n");
    }
    return {};
}

CLI::App* add_step(CLI::App& redact, const std::shared_ptr<RedactFlags>& flags, Action& action, const char* name,
                   const char* method, const char* help) {
    auto* command = redact.add_subcommand(name, help);
    command->add_option("--position", flags->position, "of the event")->type_name("N")->required();
    command->add_option("--reason", flags->reason, "why; kept with the event, so it must not hold the text itself")
        ->type_name("TEXT")
        ->required();
    add_target(*command, flags->target);
    command->callback([flags, &action, method] { action = [flags, method] { return send(*flags, method); }; });
    return command;
}

}  // namespace

void add_redact(CLI::App& app, Action& action) {
    auto flags = std::make_shared<RedactFlags>();
    auto* redact = app.add_subcommand("redact", "Remove texts of an event by law: one account asks, another approves");
    redact->require_subcommand(1);

    auto* asked = add_step(*redact, flags, action, "request", "redaction.request",
                           "Ask that texts of an event be removed (an account of supervision)");
    asked->add_option("--member", flags->members, "which text: a JSON pointer into the event's data, may be repeated")
        ->type_name("/text")
        ->required();
    asked->add_option("--rule", flags->rule, "the law's clause that demands it")->type_name("TEXT")->required();

    add_step(*redact, flags, action, "approve", "redaction.approve",
             "Approve what was asked; the texts are removed for good (an account of an approver, another person's)");
    add_step(*redact, flags, action, "decline", "redaction.decline", "Turn down or withdraw what was asked");

    auto* listed = redact->add_subcommand("list", "List the open requests");
    listed->add_flag("--all", flags->all, "those that were decided, too");
    add_target(*listed, flags->target);
    listed->callback([flags, &action] { action = [flags] { return list(*flags); }; });
}

}  // namespace taizhang
