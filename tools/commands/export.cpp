#include "tools/client/client.hpp"
#include "tools/client/files.hpp"
#include "tools/commands/commands.hpp"

#include <taizhang/decimal.hpp>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <set>

namespace taizhang {

namespace json = boost::json;

namespace {

struct ExportFlags {
    TargetFlags target;
    std::string view, format, as_of, ledger, form, bulletin, assessment, output;
    bool forms = false, projects = false;
    std::vector<std::string> filter;
};

/// What a spreadsheet would take for a formula; it also reads the wide forms of the signs. Numbers stay numbers.
bool is_formula(std::string_view text) {
    if (text.starts_with('-') && Decimal::parse(text)) return false;
    constexpr std::array<std::string_view, 11> leads{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    return std::any_of(leads.begin(), leads.end(), [&](auto lead) { return text.starts_with(lead); });
}

/// RFC 4180: quoted when it has to be; and a value that a spreadsheet would take for a formula is led by an apostrophe.
std::string csv_field(const json::value& value) {
    std::string text = value.is_null()     ? ""
                       : value.is_string() ? std::string(value.get_string())
                                           : json::serialize(value);
    if (value.is_string() && is_formula(text)) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

/// The columns are the members that any row has, in the order of their first appearance.
std::vector<std::string> columns_of(const json::array& rows) {
    std::vector<std::string> columns;
    std::set<std::string, std::less<>> seen;
    for (const auto& row : rows) {
        for (const auto& member : row.at("row").as_object()) {
            if (seen.emplace(member.key()).second) columns.emplace_back(member.key());
        }
    }
    return columns;
}

void print_csv(const json::array& rows) {
    const auto columns = columns_of(rows);
    const auto line = [&](auto&& field) {
        for (std::size_t i = 0; i < columns.size(); ++i) std::cout << (i ? "," : "") << field(columns[i]);
        std::cout << "\r\n";
    };
    std::cout << "\xEF\xBB\xBF";  // without it spreadsheets do not read Chinese as UTF-8
    line([](const std::string& column) { return csv_field(json::string(column)); });
    for (const auto& row : rows) {
        line([&](const std::string& column) {
            const auto* value = row.at("row").as_object().if_contains(column);
            return value ? csv_field(*value) : std::string();
        });
    }
}

Result<json::object> filter_of(const ExportFlags& flags) {
    json::object filter;
    for (const auto& pair : flags.filter) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return invalid("expected --filter FIELD=VALUE, got '" + pair + "'");
        filter[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return filter;
}

Status export_view(const ExportFlags& flags) {
    TZ_TRY(auto filter, filter_of(flags));
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto rows, client->rows(flags.view, std::move(filter), flags.as_of));
    if (rows.empty()) {
        std::cerr << "taizhang: no row matches; nothing was recorded by then, or the filter names nothing\n";
    }
    if (flags.format != "json") {
        print_csv(rows);
    } else {
        for (const auto& row : rows) std::cout << row.at("row") << '\n';
    }
    std::cout.flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

/// What export.file is asked for.
Result<json::object> file_wanted(const ExportFlags& flags) {
    json::object wanted{{"format", flags.bulletin.empty() ? "xlsx" : "docx"}};
    if (!flags.bulletin.empty()) {
        wanted["what"] = "bulletin";
        wanted["bulletin"] = flags.bulletin;
    } else if (flags.projects) {
        if (flags.ledger.empty()) return invalid("a list of projects is one ledger's: name it with --ledger");
        TZ_TRY(auto filter, filter_of(flags));
        wanted["what"] = "projects";
        wanted["ledger"] = flags.ledger;
        wanted["filter"] = std::move(filter);
    } else if (!flags.assessment.empty()) {
        wanted["what"] = "targets";
        wanted["assessment"] = flags.assessment;
    } else if (flags.forms || !flags.form.empty()) {
        if (flags.ledger.empty()) return invalid("a form is filled from a ledger: name it with --ledger");
        wanted["what"] = flags.forms ? "forms" : "form";
        wanted["ledger"] = flags.ledger;
        if (!flags.forms) wanted["form"] = flags.form;
    } else {
        TZ_TRY(auto filter, filter_of(flags));
        wanted["what"] = "view";
        wanted["view"] = flags.view;
        wanted["filter"] = std::move(filter);
    }
    if (flags.as_of.empty()) return wanted;
    const bool position = flags.as_of.find_first_not_of("0123456789") == std::string::npos;
    wanted["as_of"] = position ? json::value(std::stoull(flags.as_of)) : json::value(flags.as_of);
    return wanted;
}

Status export_document(const ExportFlags& flags) {
    TZ_TRY(auto wanted, file_wanted(flags));
    if (flags.output.empty() && isatty(STDOUT_FILENO))
        return invalid("a spreadsheet or document is not for a terminal; name a file with --output");
    TZ_TRY(const auto target, target_of(flags.target));
    TZ_TRY(const auto client, Client::open(target));
    TZ_TRY(const auto answer, client->call("export.file", std::move(wanted)));
    TZ_TRY(const auto bytes, bytes_of_base64(answer.at("base64").as_string()));
    if (!flags.output.empty()) return write_file(flags.output, bytes);
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    return std::cout ? Status() : Status(invalid("standard output was closed before the end"));
}

Status run(const ExportFlags& flags) {
    const bool document = flags.format == "xlsx" || flags.format == "docx" || flags.forms || !flags.form.empty() ||
                          !flags.bulletin.empty() || flags.projects || !flags.assessment.empty();
    if (!document) return export_view(flags);
    if (!flags.format.empty() && (flags.format == "docx") == flags.bulletin.empty())
        return invalid("--format " + flags.format + " is not for this: views and forms are xlsx, a bulletin is docx");
    return export_document(flags);
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
    auto flags = std::make_shared<ExportFlags>();
    auto* command = app.add_subcommand("export", "Print a view's rows, a form or a bulletin, now or as of any moment");
    auto* what = command->add_option_group("what");
    what->add_option("VIEW", flags->view, "such as current_ledger, audit_trail, accountability_history, units");
    what->add_option("--form", flags->form, "a form of the ledger's regime, filled: such as 表四")->type_name("FORM");
    what->add_flag("--forms", flags->forms, "all forms of the ledger's regime, in one workbook");
    what->add_flag("--projects", flags->projects, "the ledger's list of projects, as its regime prints it");
    what->add_option("--targets", flags->assessment, "an assessment's indicators decomposed to units")
        ->type_name("ASSESSMENT");
    what->add_option("--bulletin", flags->bulletin, "an issued bulletin, as a document")->type_name("ID");
    what->require_option(1);
    command->add_option("--ledger", flags->ledger, "of --form, --forms and --projects")->type_name("ID");
    command
        ->add_option(
            "--format", flags->format,
            "csv (default) or json (one row a line) or xlsx of a view; xlsx of forms and lists; docx of a bulletin")
        ->check(CLI::IsMember({"csv", "json", "xlsx", "docx"}));
    command->add_option("-o,--output", flags->output, "write a spreadsheet or document there")->type_name("FILE");
    command->add_option("--as-of", flags->as_of, "a position, or an RFC 3339 time")->type_name("P|TIME");
    command
        ->add_option("--filter", flags->filter,
                     "only rows with this value, such as ledger=2014-1f3a9c02; may be repeated")
        ->type_name("FIELD=VALUE");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return run(*flags); }; });
}

}  // namespace taizhang
