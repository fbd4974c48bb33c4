// taizhang search: words in everything that a ledger holds, as `search.find` finds them.
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
    std::vector<std::string> words, kinds;
    std::string ledger;
    std::uint32_t limit = 20;
    bool as_json = false;
};

/// What is asked over: a data directory's index is brought on to what its views show, and kept for the next time.
struct Asked {
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Node> node;
    std::unique_ptr<Client> client;
};

Status open_data(Asked& asked, const std::string& data) {
    TZ_TRY(asked.node, Node::open({.data = data, .create = false, .search = true}, asked.clock, asked.random));
    TZ_CHECK(asked.node->settle());
    TZ_CHECK(asked.node->search()->catch_up());
    TZ_TRY(asked.client, Client::over(*asked.node));
    return {};
}

Status open(Asked& asked, const ClientTarget& target) {
    if (!target.data.empty()) return open_data(asked, target.data);
    TZ_TRY(asked.client, Client::open(target));
    return {};
}

json::object question(const Flags& flags) {
    std::string text;
    for (const auto& word : flags.words) text += (text.empty() ? "" : " ") + word;
    json::object out{{"text", text}, {"limit", flags.limit}};
    if (!flags.kinds.empty()) out["kinds"] = json::value_from(flags.kinds);
    if (!flags.ledger.empty()) out["ledger"] = flags.ledger;
    return out;
}

/// With 【】 around what was looked for.
std::string joined(const json::value& parts) {
    std::string out;
    for (const auto& part : parts.as_array()) {
        const auto text = printable(std::string_view(part.at("text").as_string()));
        out += part.at("hit").as_bool() ? "【" + text + "】" : text;
    }
    return out;
}

void print_hit(const json::value& hit) {
    std::cout << fmt::format("{:<10} {}/{}  {}\n", std::string_view(hit.at("kind").as_string()),
                             std::string_view(hit.at("view").as_string()),
                             printable(std::string_view(hit.at("key").as_string())), joined(hit.at("title")));
    if (const auto snippet = joined(hit.at("snippet")); !snippet.empty()) std::cout << "           " << snippet << '\n';
}

Status run(const Flags& flags) {
    TZ_TRY(const auto target, target_of(flags.target));
    Asked asked;
    TZ_CHECK(open(asked, target));
    TZ_TRY(const auto answer, asked.client->call("search.find", question(flags)));
    const auto& hits = answer.at("hits").as_array();
    for (const auto& hit : hits) {
        if (flags.as_json) {
            std::cout << hit << '\n';
        } else {
            print_hit(hit);
        }
    }
    if (hits.empty()) std::cerr << "taizhang: nothing holds all of these words\n";
    if (const auto* problem = answer.as_object().if_contains("problem"); problem && problem->is_string())
        std::cerr << "taizhang: " << printable(std::string_view(problem->get_string())) << '\n';
    std::cout.flush();
    return {};
}

}  // namespace

void add_search(CLI::App& app, Action& action) {
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("search", "Find words in items, projects, reports, people, rules, …");
    command->add_option("TEXT", flags->words, "words, all of which must stand in what is found")->required();
    command->add_option("--kind", flags->kinds, "only of this kind, such as item, report, bulletin; may be repeated")
        ->type_name("KIND");
    command->add_option("--ledger", flags->ledger, "only of this ledger")->type_name("ID");
    command->add_option("--limit", flags->limit, "how many at most, 1 to 100 (default 20)")->type_name("N");
    command->add_flag("--json", flags->as_json, "one object a line");
    add_target(*command, flags->target);
    command->callback([flags, &action] { action = [flags] { return run(*flags); }; });
}

}  // namespace taizhang
