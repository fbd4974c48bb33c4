// taizhang diff: what changed in a view between two moments.
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

struct Flags {
    TargetFlags target;
    std::string view, from, to;
    std::vector<std::string> filter;
    bool as_json = false;
};

json::value moment_of(const std::string& text) {
    const bool position = text.size() < 20 && text.find_first_not_of("0123456789") == std::string::npos;
    return position ? json::value(std::stoull(text)) : json::value(text);
}

Result<json::object> question_of(const Flags& flags) {
    json::object question{{"view", flags.view}, {"from", moment_of(flags.from)}, {"fields_only", !flags.as_json}};
    if (!flags.to.empty()) question["to"] = moment_of(flags.to);
    json::object filter;
    for (const auto& pair : flags.filter) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return invalid("expected --filter FIELD=VALUE, got '" + pair + "'");
        filter[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    if (!filter.empty()) question["filter"] = std::move(filter);
    return question;
}

std::string shown(const json::value& value) {
    if (value.is_null()) return "-";
    return printable(value.is_string() ? std::string(value.get_string()) : json::serialize(value));
}

void print_row(const json::object& row) {
    const std::string_view change = row.at("change").as_string();
    const char sign = change == "added" ? '+' : change == "removed" ? '-' : '~';
    std::cout << fmt::format("{} {}\n", sign, printable(row.at("key").as_string()));
    for (const auto& field : row.at("fields").as_array())
        std::cout << fmt::format("    {}: {} -> {}\n", printable(field.at("field").as_string()),
                                 shown(field.at("before")), shown(field.at("after")));
}

std::string moment_text(const json::object& page, std::string_view name) {
    const auto* position = page.if_contains(name);
    const auto* time = page.if_contains(std::string(name) + "_time");
    if (!position || !time) return "before the first event";
    return fmt::format("#{} ({})", json::serialize(*position), std::string_view(time->as_string()));
}

/// To people alone: what is piped on is rows.
void print_counts(const json::object& page) {
    std::cerr << fmt::format("{} to {}: {} added, {} removed, {} changed\n", moment_text(page, "from"),
                             moment_text(page, "to"), json::serialize(page.at("added")),
                             json::serialize(page.at("removed")), json::serialize(page.at("changed")));
}

Status diff(const Flags& flags) {
    TZ_TRY(auto question, question_of(flags));
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    for (bool more = true; more;) {
        TZ_TRY(const auto answer, client->call("view.diff", question));
        const auto& page = answer.as_object();
        for (const auto& row : page.at("rows").as_array()) {
            if (flags.as_json)
                std::cout << row << '\n';
            else
                print_row(row.as_object());
        }
        const auto* cursor = page.if_contains("next_cursor");
        more = cursor != nullptr;
        if (more)
            question["cursor"] = *cursor;
        else
            print_counts(page);
    }
    std::cout.flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

}  // namespace

void add_diff(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command =
        app.add_subcommand("diff", "What changed in a view between two moments, row by row, field by field");
    command->add_option("VIEW", flags->view, "such as current_ledger, report_status, ranking")->required();
    command->add_option("--from", flags->from, "the earlier moment: a position, or an RFC 3339 time")
        ->type_name("P|TIME")
        ->required();
    command->add_option("--to", flags->to, "the later moment (default: now)")->type_name("P|TIME");
    command
        ->add_option("--filter", flags->filter,
                     "only rows with this value at either moment, such as ledger=2014-1f3a9c02; may be repeated")
        ->type_name("FIELD=VALUE");
    command->add_flag("--json", flags->as_json, "one object a line, with the whole row before and after");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return diff(*flags); }; });
}

}  // namespace taizhang
