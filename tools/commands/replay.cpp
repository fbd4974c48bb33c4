#include "events/cloud_event.hpp"
#include "src/log/rocks_log.hpp"
#include "src/rpc/event_filter.hpp"
#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/log_walk.hpp"

#include <taizhang/reflect/json_text.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <deque>
#include <filesystem>
#include <iostream>
#include <mutex>

namespace taizhang {

namespace json = boost::json;

namespace {

struct ReplayFlags {
    TargetFlags target;
    std::uint64_t from = 0;
    std::optional<std::uint64_t> to;
    std::vector<std::string> streams, types, actors, units;
    std::string since, until;
    bool as_json = false;
    bool count = false;
};

constexpr std::uint64_t page_events = 1'000;

void put(json::object& filter, const char* name, const std::vector<std::string>& values) {
    if (!values.empty()) filter[name] = json::array(values.begin(), values.end());
}

json::object filter_of(const ReplayFlags& flags) {
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

/// What a person reads of one event.
struct Line {
    std::uint64_t position = 0, version = 0;
    std::string_view time, stream, type, actor, unit, reason, data;
};

void append_line(std::string& out, const Line& line) {
    std::string text;
    fmt::format_to(std::back_inserter(text), "{} {} {} v{} {} {}", line.position, line.time, line.stream, line.version,
                   line.type.substr(sizeof("taizhang.") - 1), line.actor);
    if (!line.unit.empty()) text.append(" (").append(line.unit).append(")");
    if (!line.reason.empty()) text.append("  reason: ").append(line.reason);
    text.append("  ").append(line.data);
    out += printable(text);
    out += '\n';
}

void print_event(const json::object& event, const ReplayFlags& flags) {
    if (flags.as_json) {
        std::cout << event << '\n';
        return;
    }
    std::string out;
    append_line(out, {.position = std::stoull(text_of(event, "sequence")),
                      .version = event.at("streamversion").to_number<std::uint64_t>(),
                      .time = text_of(event, "time"),
                      .stream = text_of(event, "subject"),
                      .type = text_of(event, "type"),
                      .actor = text_of(event, "actorname"),
                      .unit = text_of(event, "actorunit"),
                      .reason = text_of(event, "reason"),
                      .data = json::serialize(event.at("data"))});
    std::cout << out;
}

std::uint64_t position_of(const json::object& event) {
    return std::stoull(text_of(event, "sequence"));
}

Status check_output() {
    std::cout.flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

Status replay_server(const ReplayFlags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    const auto filter = filter_of(flags);
    std::uint64_t from = flags.from;
    for (;;) {
        TZ_TRY(const auto page,
               client->call("events.read", {{"from", from}, {"limit", page_events}, {"filter", filter}}));
        for (const auto& event : page.at("events").as_array()) {
            if (flags.to && position_of(event.as_object()) > *flags.to) return check_output();
            print_event(event.as_object(), flags);
        }
        const auto next = page.at("next").to_number<std::uint64_t>();
        if (next >= page.at("end").to_number<std::uint64_t>() || next == from || (flags.to && next > *flags.to)) break;
        from = next;
    }
    return check_output();
}

Status append_text(const Record& record, std::string& out) {
    TZ_TRY(const auto event, event_of(record));
    const auto& header = record.header;
    std::string data;
    std::visit([&](const auto& fields) { reflect::write_json(data, fields); }, event);
    append_line(out, {.position = header.position,
                      .version = header.stream_version,
                      .time = header.recorded.to_string(),
                      .stream = header.stream.value,
                      .type = cloud_event_type(header.type, info_of(event).schema),
                      .actor = header.actor.name,
                      .unit = header.actor.unit ? header.actor.unit->value : std::string(),
                      .reason = header.reason,
                      .data = data});
    return {};
}

/// How many events there are of each type. What one part of the log comes to is two bytes an event.
class Census {
  public:
    static Status note(const Record& record, std::string& out) {
        TZ_TRY(const auto event, event_of(record));
        out += static_cast<char>(event.index() >> 8);
        out += static_cast<char>(event.index() & 0xff);
        return {};
    }
    void add(std::string_view noted) {
        const auto byte = [&](std::size_t i) { return std::size_t(static_cast<unsigned char>(noted[i])); };
        for (std::size_t i = 0; i < noted.size(); i += 2) ++counts_[byte(i) << 8 | byte(i + 1)];
    }
    void print() const {
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (counts_[i] > 0) std::cout << fmt::format("{:>12}  {}\n", counts_[i], event_table()[i].name);
            all += counts_[i];
        }
        std::cout << fmt::format("{:>12}  events\n", all);
    }

  private:
    std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(event_table().size());
};

/// From the log itself: no view is opened, nothing goes through a protocol, and all processors take part.
class LocalReplay {
  public:
    static Status run(const ReplayFlags& flags) {
        const auto directory = std::filesystem::path(flags.target.data) / "log";
        if (!std::filesystem::exists(directory))
            return not_found("there is no ledger in " + flags.target.data + "; give another --data");
        TZ_TRY(const auto params, reflect::from_json<rpc::EventFilterParams>(filter_of(flags)));
        TZ_TRY(auto filter, rpc::EventFilter::make(params));
        TZ_TRY(const auto log, open_rocks_log({.path = directory.string(), .create_if_missing = false}));
        if (flags.from > log->end())
            return not_found("position " + std::to_string(flags.from) + " is not in the log yet; its next one is " +
                             std::to_string(log->end()));
        return LocalReplay(flags, *log, std::move(filter)).print();
    }

  private:
    LocalReplay(const ReplayFlags& flags, EventLog& log, rpc::EventFilter filter)
        : flags_(flags), log_(log), filter_(std::move(filter)) {}

    Status print() {
        const auto to = flags_.to && *flags_.to < log_.end() ? *flags_.to + 1 : log_.end();
        const auto print = [this](const Record& record, std::string& out) { return print_one(record, out); };
        Census census;
        TZ_CHECK(walk_log(log_, {.from = flags_.from, .to = to}, print, [&](std::string_view text) {
            if (flags_.count) return census.add(text), Status();
            std::cout.write(text.data(), static_cast<std::streamsize>(text.size()));
            return std::cout ? Status() : check_output();
        }));
        if (flags_.count) census.print();
        return check_output();
    }

    Status print_one(const Record& record, std::string& out) const {
        if (!filter_.matches(record.header)) return {};
        if (flags_.count) return Census::note(record, out);
        if (!flags_.as_json) return append_text(record, out);
        TZ_CHECK(write_cloud_event(out, log_.identity(), record));
        out += '\n';
        return {};
    }

    const ReplayFlags& flags_;
    EventLog& log_;
    const rpc::EventFilter filter_;
};

Status replay(const ReplayFlags& flags) {
    if (!flags.target.data.empty()) return LocalReplay::run(flags);
    if (flags.count) return invalid("--count reads a directory; give --data, where no server runs");
    return replay_server(flags);
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
    auto flags = std::make_shared<ReplayFlags>();
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
    command->add_flag("--count", flags->count, "decode every event and tell how many there are of each type");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return replay(*flags); }; });
}

}  // namespace taizhang
