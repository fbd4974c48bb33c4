#include "tools/simulate/document.hpp"

#include "src/rpc/command_methods.hpp"
#include "tools/import_plan.hpp"

namespace taizhang::simulate {

namespace {

KnownUnits known_units(const Notebook& notebook) {
    KnownUnits known;
    for (const auto& [id, unit] : notebook.units()) {
        known.try_emplace(unit.name, id.value);
        for (const auto& alias : unit.aliases) known.try_emplace(alias, id.value);
    }
    return known;
}

}  // namespace

Result<DocumentCommands> read_document(Player& player, const PlayedDocument& document, const std::string& regime) {
    TZ_CHECK(player.settle());
    TZ_TRY(auto plan,
           plan_import(document.breakdown, document.bytes, known_units(player.notebook()), {{}, false, document.name}));
    rpc::Account system;
    system.id = system_account;
    DocumentCommands commands;
    commands.ledger = LedgerId{plan.ledger};
    for (auto& planned : plan.commands) {
        if (planned.method == "ledger.open" && !regime.empty()) planned.params["regime"] = regime;
        const auto* info = find_event_by_command(planned.method);
        if (!info) return Error{ErrorCode::internal, "the import has no command " + planned.method};
        TZ_TRY(auto request, rpc::read_command(*info, planned.params, system));
        commands.items += planned.method == "item.enter";
        (planned.method.starts_with("unit.") ? commands.units : commands.rest).push_back(std::move(request));
    }
    return commands;
}

Status send(Player& player, const std::vector<CommandRequest>& commands) {
    for (const auto& command : commands)
        TZ_CHECK(player.act(command.account, command.stream, command.proposal, command.reason));
    return player.settle();
}

}  // namespace taizhang::simulate
