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
    std::uint64_t from = 0;
    std::optional<std::uint64_t> to;
    std::vector<std::string> streams, types, actors, units;
    std::string since, until;
    bool as_json = false;
};

constexpr std::uint64_t page_events = 1'000;

void put(json::object& filter, const char* name, const std::vector<std::string>& values) {
    if (!values.empty()) filter[name] = json::array(values.begin(), values.end());
}

json::object filter_of(const Flags& flags) {
    json::object filter;
    put(filter, "streams", flags.streams);
    put(filter, "types", flags.types);
    put(filter, "actors", flags.actors);
    put(filter, "units", flags.units);
    if (!flags.since.empty()) filter["since"] = flags.since;
    if (!flags.until.empty()) filter["until"] = flags.until;
    return filter;
}

std::string text_of(const json::object& event, std::string_view member) {
    const auto* value = event.if_contains(member);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

void print_event(const json::object& event, const Flags& flags) {
    if (flags.as_json) {
        std::cout << event << '\n';
        return;
    }
    const auto reason = text_of(event, "reason");
    const auto unit = text_of(event, "actorunit");
    std::cout << printable(fmt::format("{} {} {} v{} {} {}{}{}  {}", std::stoull(text_of(event, "sequence")),
                                       text_of(event, "time"), text_of(event, "subject"),
                                       json::serialize(event.at("streamversion")),
                                       text_of(event, "type").substr(sizeof("taizhang.") - 1),
                                       text_of(event, "actorname"), unit.empty() ? "" : " (" + unit + ")",
                                       reason.empty() ? "" : "  reason: " + reason, json::serialize(event.at("data"))))
              << '\n';
}

std::uint64_t position_of(const json::object& event) {
    return std::stoull(text_of(event, "sequence"));
}

Status replay(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    const auto filter = filter_of(flags);
    std::uint64_t from = flags.from;
    for (;;) {
        TZ_TRY(const auto page,
               client->call("events.read", {{"from", from}, {"limit", page_events}, {"filter", filter}}));
        for (const auto& event : page.at("events").as_array()) {
            if (flags.to && position_of(event.as_object()) > *flags.to) return {};
            print_event(event.as_object(), flags);
        }
        const auto next = page.at("next").to_number<std::uint64_t>();
        if (next >= page.at("end").to_number<std::uint64_t>() || next == from || (flags.to && next > *flags.to)) break;
        from = next;
    }
    std::cout.flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("replay", "Print the history in order; with --json one CloudEvent a line");
    command->add_option("--from", flags->from, "first position (default 0)")->type_name("P");
    command->add_option("--to", flags->to, "last position")->type_name("P");
    command
        ->add_option("--stream", flags->streams,
                     "only streams that begin so, such as item/ or item/2014-1; may be repeated")
        ->type_name("S");
    command->add_option("--type", flags->types, "only this type, such as item.progress_reported; may be repeated")
        ->type_name("T");
    command->add_option("--actor", flags->actors, "only what this account did; may be repeated")->type_name("A");
    command->add_option("--unit", flags->units, "only what accounts of this unit did; may be repeated")->type_name("U");
    command->add_option("--since", flags->since, "recorded at or after this RFC 3339 time")->type_name("T");
    command->add_option("--until", flags->until, "recorded at or before this RFC 3339 time")->type_name("T");
    command->add_flag("--json", flags->as_json, "CloudEvents 1.0, one a line");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return replay(*flags); }; });
}

}  // namespace taizhang
