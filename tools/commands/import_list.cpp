#include "tools/commands/import_list.hpp"

#include "tools/client/client.hpp"
#include "tools/commands/entering.hpp"

#include <taizhang/ids.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

std::string text_of(const json::value& object, const char* member) {
    return std::string(object.at(member).as_string());
}

Result<json::object> question(const ListImport& wanted) {
    json::object asked{{"name", std::filesystem::path(wanted.file).filename().string()},
                       {"base64", to_base64(wanted.bytes)}};
    if (!wanted.flags.projects) {
        asked["what"] = "targets";
        asked["assessment"] = wanted.flags.assessment;
        return asked;
    }
    if (wanted.ledger.empty())
        return invalid("a list of projects is entered into a ledger: name it with --ledger (taizhang export ledgers)");
    asked["what"] = "projects";
    asked["ledger"] = wanted.ledger;
    if (wanted.flags.plan_year) asked["plan_year"] = *wanted.flags.plan_year;
    if (wanted.flags.apply_plan) asked["apply"] = true;
    return asked;
}

void print_said(const json::value& said) {
    const auto read_as = text_of(said, "read_as");
    fmt::print("       {}\n", printable(fmt::format("{}: {}{}", text_of(said, "at"), text_of(said, "what"),
                                                    read_as.empty() ? "" : " -> " + read_as)));
}

void print_lines(const json::value& checked) {
    for (const auto& said : checked.at("says").as_array()) print_said(said);
    for (const auto& line : checked.at("lines").as_array()) {
        fmt::print("  {:>6}  {}\n", text_of(line, "fate"),
                   printable(text_of(line, "at") + "  " + text_of(line, "name")));
        for (const auto& said : line.at("says").as_array()) print_said(said);
    }
}

std::string counted(const json::value& checked) {
    const auto& counts = checked.at("counts");
    const auto of = [&](const char* what) { return counts.at(what).to_number<std::uint64_t>(); };
    return fmt::format("{} new, {} changed, {} unchanged, {} left out, {} new units", of("enter"), of("change"),
                       of("same"), of("refuse"), of("units"));
}

ImportPlan plan_of(const json::value& checked) {
    ImportPlan plan;
    for (const auto& command : checked.at("commands").as_array())
        plan.commands.push_back({text_of(command, "method"), command.at("params").as_object()});
    return plan;
}

void tell(const ListImport& wanted, const json::value& checked) {
    if (wanted.as_json) {
        std::cout << checked << std::endl;
        return;
    }
    print_lines(checked);
    fmt::print("{}: {}\n", wanted.file, counted(checked));
    if (wanted.dry_run) fmt::print("nothing was entered (--dry-run)\n");
}

Status check_whole(const ListImport& wanted, const json::value& checked) {
    const auto left_out = checked.at("counts").at("refuse").to_number<std::uint64_t>();
    if (left_out == 0) return {};
    return refused(wanted.file + ": " + std::to_string(left_out) +
                   " rows were left out, see above; correct them and import the file again, which repeats nothing");
}

}  // namespace

void add_list_flags(CLI::App& command, ListFlags& flags) {
    auto* projects = command.add_flag("--projects", flags.projects, "the .xlsx is a list of projects, into --ledger");
    command
        .add_option("--targets", flags.assessment, "the .xlsx has indicators decomposed to units, into this assessment")
        ->type_name("ASSESSMENT")
        ->excludes(projects);
    command
        .add_flag("--apply-plan", flags.apply_plan,
                  "with --projects: apply for the plan (item.apply_plan) instead of setting tiers and batches")
        ->needs(projects);
    command
        .add_option("--plan-year", flags.plan_year, "with --projects: the plan of this year (default: the ledger's)")
        ->type_name("YEAR")
        ->needs(projects);
}

Status import_list(const ListImport& wanted) {
    TZ_TRY(auto asked, question(wanted));
    TZ_TRY(const auto target, target_of(wanted.target));
    TZ_TRY(const auto client, Client::open(target));
    if (auto* node = client->node()) TZ_CHECK(node->settle());
    TZ_TRY(const auto checked, client->call("import.check", std::move(asked)));
    tell(wanted, checked);
    if (wanted.dry_run) return check_whole(wanted, checked);
    const auto plan = plan_of(checked);
    TZ_TRY(const auto entered, send(*client, plan));
    if (auto* node = client->node()) TZ_CHECK(node->settle());
    TZ_CHECK(tell_refusals(plan, entered));
    return check_whole(wanted, checked);
}

}  // namespace taizhang
