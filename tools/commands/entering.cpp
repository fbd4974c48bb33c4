#include "tools/commands/entering.hpp"

#include "tools/commands/commands.hpp"

#include <fmt/format.h>

namespace taizhang {

namespace json = boost::json;

namespace {

/// A new effect, the same effect again, or something that was there before under another command.
void count(const PlannedCommand& command, const Result<json::value>& answer, Entered& entered) {
    if (!answer) {
        entered.refused.push_back(command.method + " " + command.params.begin()->value().as_string().c_str() + ": " +
                                  answer.error().message);
        return;
    }
    if (answer->at("duplicate").as_bool())
        ++entered.already;
    else if (command.method == "item.enter")
        ++entered.items;
    else if (command.method == "unit.register")
        ++entered.units;
    else if (command.method.starts_with("item."))
        ++entered.changed;
}

}  // namespace

/// Every way in which a registered unit may be printed.
Result<KnownUnits> known_units(Client& client) {
    // a unit that the view does not show yet would be registered a second time
    if (auto* node = client.node()) TZ_CHECK(node->settle());
    KnownUnits known;
    TZ_TRY(const auto rows, client.rows("units", {}));
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        const std::string id(row.at("unit").as_string());
        known.try_emplace(std::string(row.at("name").as_string()), id);
        if (const auto* aliases = row.if_contains("aliases")) {
            for (const auto& alias : aliases->as_array()) known.try_emplace(std::string(alias.as_string()), id);
        }
    }
    return known;
}

Result<Entered> send(Client& client, const ImportPlan& plan) {
    std::vector<Client::Call> calls;
    for (const auto& command : plan.commands) calls.push_back({command.method, command.params});
    TZ_TRY(const auto answers, client.call_all(calls));
    Entered entered;
    for (std::size_t i = 0; i < answers.size(); ++i) count(plan.commands[i], answers[i], entered);
    return entered;
}

void print_doubts(const std::vector<interop::Doubt>& doubts) {
    if (doubts.empty()) return;
    fmt::print("{} doubts, to be confirmed by somebody who knows:\n", doubts.size());
    for (const auto& doubt : doubts)
        fmt::print("  ? {}\n", printable(fmt::format("{}: {} -> {}", doubt.at, doubt.what, doubt.read_as)));
}

Status tell_refusals(const ImportPlan& plan, const Entered& entered) {
    if (entered.refused.empty()) return {};
    for (const auto& refusal : entered.refused) fmt::print(stderr, "  ! {}\n", printable(refusal));
    return refused(
        std::to_string(entered.refused.size()) + " of " + std::to_string(plan.commands.size()) +
        " commands were refused, see above; the others stand, and importing again repeats only what is missing");
}

}  // namespace taizhang
