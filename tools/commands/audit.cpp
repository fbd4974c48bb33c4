#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

struct AuditFlags {
    TargetFlags target;
    std::string subject, field, since, until;
    bool as_json = false;
};

struct Range {
    Time since{std::numeric_limits<std::int64_t>::min()};
    Time until{std::numeric_limits<std::int64_t>::max()};

    bool holds(Time time) const { return since <= time && time <= until; }
};

Result<Range> range_of(const AuditFlags& flags) {
    Range range;
    if (!flags.since.empty()) {
        TZ_TRY(range.since, Time::parse(flags.since));
    }
    if (!flags.until.empty()) {
        TZ_TRY(range.until, Time::parse(flags.until));
    }
    return range;
}

std::string text_of(const json::object& row, std::string_view member) {
    const auto* value = row.if_contains(member);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string shown(const json::value& value) {
    return value.is_null() ? "(nothing)" : value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

/// "percent" also finds "progress.percent": the last part of a path is what people call a field.
bool is_field(std::string_view path, std::string_view asked) {
    return path == asked ||
           (path.size() > asked.size() && path.ends_with(asked) && path[path.size() - asked.size() - 1] == '.');
}

/// The row with the changes that were asked for; nothing if none is left.
std::optional<json::object> selected(json::object row, const AuditFlags& flags) {
    if (flags.field.empty()) return row;
    json::array kept;
    for (auto& change : row["changes"].as_array()) {
        if (is_field(change.at("field").as_string(), flags.field)) kept.push_back(change);
    }
    if (kept.empty()) return std::nullopt;
    row["changes"] = std::move(kept);
    return row;
}

/// Of an event of which texts were removed by law.
void print_removed(const json::object& row) {
    const auto* found = row.if_contains("redacted");
    if (!found) return;
    const auto& removed = found->as_object();
    std::cout << fmt::format("    redacted by {} ({}) and {} ({}) on {} under {}: {} (event #{})\n",
                             printable(text_of(removed, "requester_name")), text_of(removed, "requested_by"),
                             printable(text_of(removed, "approver_name")), text_of(removed, "approved_by"),
                             text_of(removed, "at"), printable(text_of(removed, "rule")),
                             printable(json::serialize(removed.at("members"))),
                             json::serialize(removed.at("position")));
}

void print_row(const json::object& row, const AuditFlags& flags) {
    if (flags.as_json) {
        std::cout << row << '\n';
        return;
    }
    const auto& actor = row.at("actor").as_object();
    const auto reason = text_of(row, "reason");
    std::cout << fmt::format("{}  #{}  {}  {} ({}){}\n", text_of(row, "recorded"), json::serialize(row.at("position")),
                             text_of(row, "type"), printable(text_of(actor, "name")), text_of(actor, "account"),
                             reason.empty() ? "" : "  reason: " + printable(reason));
    print_removed(row);
    for (const auto& change : row.at("changes").as_array()) {
        std::cout << fmt::format("    {}: {} -> {}\n", std::string_view(change.at("field").as_string()),
                                 printable(shown(change.at("before"))), printable(shown(change.at("after"))));
    }
}

Status audit(const AuditFlags& flags) {
    TZ_TRY(const auto range, range_of(flags));
    const auto subject = flags.subject.find('/') == std::string::npos ? "item/" + flags.subject : flags.subject;
    TZ_TRY(const auto stream, StreamId::parse(subject));
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto rows,
           client->rows(stream.category() == "account" ? "account_trail" : "audit_trail", {{"stream", stream.value}}));
    if (rows.empty())
        return not_found("nothing is known of " + stream.value + "; `taizhang replay` lists the streams there are");
    for (const auto& found : rows) {
        TZ_TRY(const auto recorded, Time::parse(text_of(found.at("row").as_object(), "recorded")));
        if (!range.holds(recorded)) continue;
        if (auto row = selected(found.at("row").as_object(), flags)) print_row(*row, flags);
    }
    std::cout.flush();
    return {};
}

}  // namespace

void add_audit(CLI::App& app, Action& action) {
    auto flags = std::make_shared<AuditFlags>();
    auto* command = app.add_subcommand("audit", "Who changed what, when, why: old -> new, in order");
    command
        ->add_option("SUBJECT", flags->subject,
                     "a stream such as item/2014-009, unit/u-1 or account/zhang; without a slash, an item")
        ->required();
    command->add_option("--field", flags->field, "only changes of this field, such as deadline")->type_name("F");
    command->add_option("--since", flags->since, "recorded at or after this RFC 3339 time")->type_name("T");
    command->add_option("--until", flags->until, "recorded at or before this RFC 3339 time")->type_name("T");
    command->add_flag("--json", flags->as_json, "one object a line");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return audit(*flags); }; });
}

}  // namespace taizhang
