#include "tools/client/client.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/entering.hpp"
#include "tools/commands/import_commands.hpp"
#include "tools/commands/import_list.hpp"
#include "tools/commands/import_workbook.hpp"
#include "tools/import_plan.hpp"

#include <taizhang/reflect/json.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

struct ImportFlags {
    std::vector<std::string> files;
    TargetFlags target;
    std::string ledger, regime, account;
    ListFlags list;
    bool dry_run = false;
    bool as_json = false;
    bool commands = false;
};

struct Document {
    std::string file;
    std::string bytes;
    interop::Breakdown breakdown;
};

Result<Document> read_document(const std::string& file) {
    Document document{file, {}, {}};
    TZ_TRY(document.bytes, read_file(file, interop::BreakdownLimits{}.max_bytes));
    auto read = interop::read_breakdown(document.bytes);
    if (!read) {
        auto error = read.error();
        error.message = file + ": " + error.message;
        return error;
    }
    document.breakdown = std::move(*read);
    return document;
}

std::string units_of(const interop::Item& item) {
    std::string out;
    for (const auto& unit : item.units) {
        if (!out.empty()) out += "、";
        out += unit.name;
        if (unit.role == interop::UnitRole::lead) out += unit.inferred ? "(牵头?)" : "(牵头)";
        if (unit.collective) out += "*";
    }
    return item.open_list ? out + "等" : out;
}

void print_reading(const Document& document) {
    const auto& read = document.breakdown;
    const auto date = [](const std::optional<Date>& d) { return d ? d->to_string() : std::string("-"); };
    fmt::print("{}\n  {}  {}  written {}, published {}, {}\n", printable(read.document.title.value_or(document.file)),
               printable(read.document.number.value_or("(no number)")),
               printable(read.document.issuer.value_or("(no issuer)")), date(read.document.written_on),
               date(read.document.published_on), read.document.encoding);
    fmt::print("  {} chapters, {} tasks\n", read.chapters.size(), read.items.size());
    for (const auto& item : read.items) {
        fmt::print("  {:>3}  {}  [{}]  {}\n", item.no, printable(item.title), printable(units_of(item)),
                   date(item.deadline));
        for (const auto& target : item.targets) {
            fmt::print("         {}{} {} {}{}\n", target.stretch ? "力争 " : "", printable(target.indicator),
                       target.comparator.to_string(), target.value, printable(target.unit));
        }
    }
}

Status dry_run(const ImportFlags& flags, const std::vector<Document>& documents) {
    for (const auto& document : documents) {
        if (flags.as_json) {
            std::cout << interop::to_contract_json(document.breakdown) << std::endl;
            continue;
        }
        print_reading(document);
        print_doubts(document.breakdown.doubts);
        fmt::print("nothing was entered (--dry-run)\n");
    }
    return {};
}

Status report(const ImportFlags& flags, const Document& document, const ImportPlan& plan, const Entered& entered) {
    if (flags.as_json) {
        auto out = interop::to_contract_json(document.breakdown);
        json::array doubts;
        for (const auto& doubt : plan.doubts) doubts.push_back(reflect::to_json(doubt));
        out["doubts"] = std::move(doubts);
        out["entered"] = {{"ledger", plan.ledger},
                          {"units", entered.units},
                          {"items", entered.items},
                          {"already_there", entered.already}};
        std::cout << out << std::endl;
    } else {
        fmt::print("{}: ledger {}: entered {} items and {} units, {} were there already\n", document.file, plan.ledger,
                   entered.items, entered.units, entered.already);
        print_doubts(plan.doubts);
    }
    return tell_refusals(plan, entered);
}

Status enter(const ImportFlags& flags, const std::vector<Document>& documents) {
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target, MissingData::create));
    for (const auto& document : documents) {
        TZ_TRY(const auto known, known_units(*client));
        ImportOptions options{flags.ledger, false, std::filesystem::path(document.file).filename().string()};
        if (!flags.ledger.empty()) {
            TZ_TRY(const auto ledger, client->call("view.get", {{"view", "ledgers"}, {"key", flags.ledger}}));
            if (ledger.at("row").is_null())
                return not_found("there is no ledger " + flags.ledger +
                                 "; leave --ledger out to open the one of the document's year and issuer");
            options.ledger_exists = true;
        }
        TZ_TRY(const auto plan, plan_import(document.breakdown, document.bytes, known, options));
        TZ_TRY(const auto entered, send(*client, plan));
        if (auto* node = client->node()) TZ_CHECK(node->settle());
        TZ_CHECK(report(flags, document, plan, entered));
    }
    return {};
}

Status enter_all_commands(const ImportFlags& flags) {
    if (flags.target.data.empty() || flags.dry_run || !flags.ledger.empty() || !flags.regime.empty())
        return invalid("--commands takes files and --data only, where no server runs");
    for (const auto& file : flags.files) {
        TZ_CHECK(import_commands(
            {.file = file, .data = flags.target.data, .account = flags.account, .as_json = flags.as_json}));
    }
    return {};
}

Status import_all(const ImportFlags& flags) {
    if (flags.commands) return enter_all_commands(flags);
    std::vector<Document> documents;
    for (const auto& file : flags.files) {
        TZ_TRY(auto bytes, read_file(file, interop::BreakdownLimits{}.max_bytes));
        if (flags.list.wanted()) {
            TZ_CHECK(import_list(
                {file, std::move(bytes), flags.ledger, flags.list, flags.dry_run, flags.as_json, flags.target}));
            continue;
        }
        if (is_workbook(bytes)) {
            TZ_CHECK(import_workbook(
                {file, std::move(bytes), flags.ledger, flags.regime, flags.dry_run, flags.as_json, flags.target}));
            continue;
        }
        TZ_TRY(auto document, read_document(file));
        documents.push_back(std::move(document));
    }
    if (documents.empty()) return {};
    return flags.dry_run ? dry_run(flags, documents) : enter(flags, documents);
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
    auto flags = std::make_shared<ImportFlags>();
    auto* command = app.add_subcommand(
        "import",
        "Read a task breakdown, filled forms or lists and enter them: units, ledger, items; doubts are listed");
    command
        ->add_option("FILE", flags->files, "a document as text (UTF-8, GB18030 or UTF-16), or forms or lists as .xlsx")
        ->required();
    command
        ->add_option("--regime", flags->regime,
                     "of forms: the file that has them (default: those of the ledger's regime)")
        ->type_name("FILE");
    command
        ->add_option("--ledger", flags->ledger,
                     "enter into this ledger (default: the one of the document's year and issuer)")
        ->type_name("ID");
    add_list_flags(*command, flags->list);
    command->add_flag("--json", flags->as_json, "one JSON object a file, see docs/formats/breakdown.md");
    auto* commands = command->add_flag(
        "--commands", flags->commands,
        "FILE holds commands as JSON lines, {\"method\":…,\"params\":…}, or is - for standard input; needs --data");
    command->add_option("--as", flags->account, "with --commands: whose commands they are (default: the system's)")
        ->type_name("ACCOUNT")
        ->needs(commands);
    auto* target = add_target(*command, flags->target);
    target->add_flag("--dry-run", flags->dry_run, "only show what would be entered; needs no data directory");
    target->require_option(1, 2);
    command->callback([flags, &action] { action = [flags] { return import_all(*flags); }; });
}

}  // namespace taizhang
