#include "tools/commands/import_workbook.hpp"

#include "src/regime/read.hpp"
#include "tools/commands/entering.hpp"
#include "tools/import_forms.hpp"

#include <taizhang/reflect/json.hpp>

#include <fmt/format.h>
#include <filesystem>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr std::size_t max_regime_bytes = 1 << 20;

std::string base_name(const std::string& file) {
    return std::filesystem::path(file).filename().string();
}

Error in_file(const std::string& file, Error error) {
    error.message = file + ": " + error.message;
    return error;
}

Result<regime::Rules> rules_of_file(const std::string& file) {
    TZ_TRY(const auto text, read_file(file, max_regime_bytes));
    return regime::read(text, base_name(file));
}

struct Ledger {
    json::object row;
    regime::Rules rules;
};

/// The ledger and the forms of its regime.
Result<Ledger> ledger_of(Client& client, const WorkbookImport& wanted) {
    if (wanted.ledger.empty())
        return invalid(
            "a form is entered into a ledger that is there: name it with --ledger (taizhang export ledgers)");
    TZ_TRY(const auto answer, client.call("view.get", {{"view", "ledgers"}, {"key", wanted.ledger}}));
    if (answer.at("row").is_null()) return not_found("there is no ledger " + wanted.ledger + "; check the id");
    Ledger ledger{answer.at("row").as_object(), regime::no_rules()};
    if (!wanted.regime.empty()) {
        TZ_TRY(ledger.rules, rules_of_file(wanted.regime));
        return ledger;
    }
    const auto* regime = ledger.row.if_contains("regime");
    if (!regime || !regime->is_string())
        return refused("ledger " + wanted.ledger +
                       " runs under no regime, so it has no forms; give the file that has them with --regime");
    TZ_TRY(const auto adopted, client.call("view.get", {{"view", "regimes"}, {"key", regime->as_string()}}));
    if (adopted.at("row").is_null()) return not_found("there is no regime " + std::string(regime->as_string()));
    TZ_TRY(ledger.rules, regime::read(adopted.at("row").at("text").as_string(), std::string(regime->as_string())));
    return ledger;
}

Result<interop::ReadForms> read_forms(const WorkbookImport& wanted, const regime::Rules& rules,
                                      std::optional<int> year) {
    const auto workbook = interop::read_workbook(wanted.bytes);
    if (!workbook) return in_file(wanted.file, workbook.error());
    auto read = interop::read_form(*workbook, rules.forms, year);
    if (!read) return in_file(wanted.file, read.error());
    return read;
}

void print_forms(const interop::ReadForms& read) {
    for (const auto& form : read.forms) {
        fmt::print("{} {}: {} lines\n", form.sheet, printable(form.title), form.items.size());
        for (const auto& line : form.items)
            fmt::print("  {:>3}  {}\n", line.row,
                       printable(line.item.title.empty() ? line.item.text : line.item.title));
    }
}

void print_read(const WorkbookImport& wanted, const interop::ReadForms& read) {
    if (wanted.as_json) {
        std::cout << reflect::to_json(read) << std::endl;
        return;
    }
    print_forms(read);
    std::vector<interop::Doubt> doubts;
    for (const auto& doubt : read.doubts) doubts.push_back({doubt.at, doubt.what, doubt.read_as});
    print_doubts(doubts);
    fmt::print("nothing was entered (--dry-run)\n");
}

Status dry_run(const WorkbookImport& wanted) {
    if (wanted.regime.empty() && wanted.ledger.empty())
        return invalid(wanted.file +
                       " is a spreadsheet: name the file that has its forms with --regime, or a ledger with --ledger");
    if (!wanted.regime.empty()) {
        TZ_TRY(const auto rules, rules_of_file(wanted.regime));
        TZ_TRY(const auto read, read_forms(wanted, rules, std::nullopt));
        print_read(wanted, read);
        return {};
    }
    TZ_TRY(const auto target, target_of(wanted.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto ledger, ledger_of(*client, wanted));
    TZ_TRY(const auto read, read_forms(wanted, ledger.rules, ledger.row.at("year").to_number<int>()));
    print_read(wanted, read);
    return {};
}

void tell_entered(const WorkbookImport& wanted, const ImportPlan& plan, const Entered& entered) {
    if (!wanted.as_json) {
        fmt::print("{}: ledger {}: entered {} items and {} units, changed {}, {} were there already\n", wanted.file,
                   plan.ledger, entered.items, entered.units, entered.changed, entered.already);
        return print_doubts(plan.doubts);
    }
    json::array doubts;
    for (const auto& doubt : plan.doubts) doubts.push_back(reflect::to_json(doubt));
    const json::object out{{"ledger", plan.ledger},
                           {"entered", json::object{{"units", entered.units},
                                                    {"items", entered.items},
                                                    {"changed", entered.changed},
                                                    {"already_there", entered.already}}},
                           {"doubts", std::move(doubts)}};
    std::cout << out << std::endl;
}

}  // namespace

bool is_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04");
}

Status import_workbook(const WorkbookImport& wanted) {
    if (wanted.dry_run) return dry_run(wanted);
    TZ_TRY(const auto target, target_of(wanted.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto ledger, ledger_of(*client, wanted));
    TZ_TRY(const auto read, read_forms(wanted, ledger.rules, ledger.row.at("year").to_number<int>()));
    FormImportOptions options;
    options.ledger = wanted.ledger;
    options.holder = ledger.row.at("holder").as_string();
    options.file_name = base_name(wanted.file);
    TZ_TRY(options.known, known_units(*client));
    TZ_TRY(const auto rows, client->rows("current_ledger", {{"ledger", wanted.ledger}}));
    for (const auto& row : rows) options.rows.push_back(row.at("row"));
    const auto plan = plan_form_import(read, options);
    TZ_TRY(const auto entered, send(*client, plan));
    if (auto* node = client->node()) TZ_CHECK(node->settle());
    tell_entered(wanted, plan, entered);
    return tell_refusals(plan, entered);
}

}  // namespace taizhang
