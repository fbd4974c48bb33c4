#include "tools/commands/import_commands.hpp"

#include "src/rpc/accounts.hpp"
#include "src/rpc/command_methods.hpp"

#include <taizhang/reflect/json_arena.hpp>
#include <taizhang/text.hpp>

#include <fmt/format.h>
#include <condition_variable>
#include <fstream>
#include <iostream>

namespace taizhang {

namespace json = boost::json;

namespace {

constexpr std::uint64_t under_way = 3'000;  ///< commands that the engine has; its queue takes some more
constexpr std::size_t line_memory = 16 << 10;

/// What became of the commands that the engine was given. Any thread.
class Tally {
  public:
    /// Until there is room for one more; false when a line was refused.
    bool admit() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_ < under_way || refusal_; });
        if (refusal_) return false;
        ++open_;
        return true;
    }
    void answered(std::uint64_t line, const Result<CommandAnswer>& answer) {
        const std::lock_guard lock(mutex_);
        --open_;
        if (answer)
            ++(answer->duplicate ? done_.already : done_.entered);
        else
            refuse(line, answer.error());
        // whoever waits for room waits for some, so that it is not woken for each
        if (open_ == 0 || open_ == under_way / 2 || refusal_) changed_.notify_one();
    }
    /// Waits for what is under way. `last`: lines that were read.
    Result<CommandsEntered> finish(std::uint64_t last) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_ == 0; });
        done_.lines = last;
        if (refusal_) return *refusal_;
        return done_;
    }
    /// The line was not even given to the engine.
    void wrong(std::uint64_t line, const Error& why) {
        const std::lock_guard lock(mutex_);
        refuse(line, why);
    }

  private:
    /// With mutex_ held. The first line counts.
    void refuse(std::uint64_t line, Error why) {
        if (refusal_ && line > refused_line_) return;
        refused_line_ = line;
        why.message = "line " + std::to_string(line) + ": " + why.message +
                      "; what stands before it was entered, mend it and give the file again";
        refusal_ = std::move(why);
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t open_ = 0, refused_line_ = 0;
    CommandsEntered done_;
    std::optional<Error> refusal_;
};

Result<CommandRequest> read_line(std::string_view line, json::storage_ptr memory, const rpc::Account& account) {
    TZ_TRY(auto parsed, reflect::parse_json(line, std::move(memory)));
    auto* object = parsed.if_object();
    auto* method = object ? object->if_contains("method") : nullptr;
    auto* params = object ? object->if_contains("params") : nullptr;
    if (!method || !method->is_string() || !params || !params->is_object() || object->size() != 2)
        return invalid(R"(expected {"method":"…","params":{…}}, got )" + shorten(line));
    const std::string_view name(method->get_string());
    const auto* info = find_event_by_command(name);
    if (!info) return invalid("there is no command " + quote(name), "/method");
    auto request = rpc::read_command(*info, std::move(params->get_object()), account);
    if (!request && request.error().code == ErrorCode::invalid) return invalid("/params" + request.error().message);
    return request;
}

Result<rpc::Account> account_of(const EventLog& log, const AccountId& id) {
    if (id == system_account) return rpc::Account{.id = id, .state = {}, .version = 0};
    TZ_TRY(const auto found, rpc::Accounts(log).find(id));
    if (!found) return not_found("there is no account " + id.value + "; open it first, with taizhang account");
    return *found;
}

}  // namespace

Result<CommandsEntered> enter_commands(Node& node, const AccountId& id, std::istream& lines) {
    TZ_TRY(const auto account, account_of(node.log(), id));
    const auto tally = std::make_shared<Tally>();
    std::vector<unsigned char> room(line_memory);
    std::uint64_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        json::monotonic_resource memory(room.data(), room.size());
        auto request = read_line(line, &memory, account);
        if (!request) {
            tally->wrong(number, request.error());
            break;
        }
        if (!tally->admit()) break;
        node.engine().submit(std::move(*request),
                             [tally, number](const Result<CommandAnswer>& answer) { tally->answered(number, answer); });
    }
    return tally->finish(number);
}

Status import_commands(const CommandsImport& import) {
    std::ifstream file;
    if (import.file != "-") {
        file.open(import.file);
        if (!file) return not_found(import.file + " cannot be read");
    }
    SystemClock clock;
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = import.data}, clock, random));
    const AccountId account = import.account.empty() ? system_account : AccountId{import.account};
    TZ_TRY(const auto done, enter_commands(*node, account, import.file == "-" ? std::cin : file));
    TZ_CHECK(node->settle());
    if (import.as_json)
        std::cout << json::object{{"lines", done.lines}, {"entered", done.entered}, {"already_there", done.already}}
                  << std::endl;
    else
        fmt::print("{} commands: {} entered, {} were there already\n", done.lines, done.entered, done.already);
    return {};
}

}  // namespace taizhang
