#include "src/documents/checked_import.hpp"

#include <taizhang/reflect/json.hpp>

#include <algorithm>

namespace taizhang::documents {

namespace json = boost::json;

Result<interop::Workbook> read_import(std::string_view bytes, const ImportLimits& limits) {
    TZ_TRY(auto workbook, interop::read_workbook(bytes, limits.read));
    std::size_t rows = 0;
    for (const auto& sheet : workbook.sheets) rows += sheet.rows.size();
    if (rows <= limits.rows) return workbook;
    return Error{ErrorCode::over_limit, "the spreadsheet has " + std::to_string(rows) + " filled rows; at most " +
                                            std::to_string(limits.rows) +
                                            " are read here. Split it, or import it with the command line on the data "
                                            "directory (taizhang import --data)"}
        .with("limit", "rows");
}

std::size_t CheckedImport::count(LineFate fate) const {
    return static_cast<std::size_t>(std::ranges::count(lines, fate, &CheckedLine::fate));
}

json::object to_json(const CheckedImport& checked) {
    json::array lines, says, commands;
    for (const auto& line : checked.lines) lines.push_back(reflect::to_json(line));
    for (const auto& said : checked.says) says.push_back(reflect::to_json(said));
    for (const auto& command : checked.commands)
        commands.push_back(json::object{{"method", command.method}, {"params", command.params}});
    return {{"counts", json::object{{"enter", checked.count(LineFate::enter)},
                                    {"change", checked.count(LineFate::change)},
                                    {"same", checked.count(LineFate::same)},
                                    {"refuse", checked.count(LineFate::refuse)},
                                    {"units", checked.new_units}}},
            {"lines", std::move(lines)},
            {"says", std::move(says)},
            {"commands", std::move(commands)}};
}

void LineCommands::add(std::string method, json::object params, std::uint64_t version) {
    params["reason"] = reason_;
    auto id = interop::derived_command_id(method + " " + std::to_string(version), params);
    params["command_id"] = std::move(id);
    line_.commands.push_back(checked_.commands.size());
    checked_.commands.push_back({std::move(method), std::move(params)});
}

}  // namespace taizhang::documents
