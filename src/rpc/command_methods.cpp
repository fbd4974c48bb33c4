#include "src/rpc/command_methods.hpp"

#include "events/report_id.hpp"
#include "src/rpc/key_guard.hpp"
#include "src/rpc/scope.hpp"

#include <taizhang/reflect/json_text.hpp>

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

/// What may stand beside the event's fields in every command.
struct Circumstances {
    CommandId command_id;
    std::optional<Version> expected_version;
    std::optional<std::string> reason;
    std::optional<Time> effective_at;
};
BOOST_DESCRIBE_STRUCT(Circumstances, (), (command_id, expected_version, reason, effective_at))

/// Moves the members named by T out of the parameters.
template <class T>
json::value take(json::object& params) {
    json::object taken(params.storage());  // so that nothing is copied
    reflect::for_each_member<T>([&](auto member) {
        if (auto* value = params.if_contains(member.name)) {
            taken.emplace(member.name, std::move(*value));
            params.erase(member.name);
        }
    });
    return json::value(std::move(taken));
}

/// A report's id follows from what it is of, so that nobody needs to make one up.
Result<std::string> derived_id(const Event& proposal, const Account& account) {
    const auto* submitted = std::get_if<report::Submitted>(&proposal);
    if (!submitted) return std::string();
    const auto unit = submitted->unit ? submitted->unit : account.state.unit;
    if (!unit) return invalid("/unit: is required, since your account belongs to no unit", "/unit");
    return report_id(submitted->ledger, submitted->period, *unit).value;
}

Result<StreamId> stream_of(const EventInfo& info, const json::value* key, const Event& proposal,
                           const Account& account) {
    const std::string category(info.category);
    std::string id;
    if (!key) {
        TZ_TRY(id, derived_id(proposal, account));
        if (id.empty()) return invalid("/" + category + ": is required and missing", "/" + category);
    } else {
        if (!key->is_string()) return invalid("/" + category + ": expected an id (a string)", "/" + category);
        id = std::string(key->get_string());
    }
    if (auto good = check_id(id); !good) return invalid("/" + category + ": " + good.error().message, "/" + category);
    return StreamId{category + "/" + id};
}

/// A regime's digest is that of its text; whoever sends none has it computed. A bulletin's is set by the decider.
void complete_digest(const EventInfo& info, json::object& fields) {
    if (info.number == event_line<bulletin::Issued>::number) fields["digest"] = Digest{}.to_string();
    if (info.category != "regime" || fields.contains("digest")) return;
    const auto* text = fields.if_contains("text");
    if (!text || !text->is_string()) return;
    fields["digest"] = sha256({std::string_view(text->get_string())}).to_string();
}

std::size_t bytes_of(const json::object& fields);

/// About what the value takes in memory, and the event made from it.
std::size_t bytes_of(const json::value& value) {
    constexpr std::size_t node = 64;
    if (const auto* text = value.if_string()) return node + text->size();
    std::size_t bytes = node;
    if (const auto* array = value.if_array()) {
        for (const auto& element : *array) bytes += bytes_of(element);
    } else if (const auto* object = value.if_object()) {
        bytes += bytes_of(*object);
    }
    return bytes;
}

std::size_t bytes_of(const json::object& fields) {
    std::size_t bytes = 0;
    for (const auto& member : fields) bytes += member.key().size() + bytes_of(member.value());
    return bytes;
}

bool is_public(const EventInfo& info) {
    return info.number != event_line<account::CredentialChanged>::number;
}

/// A conflict tells what changed since: not to whom that is a draft of other units (scope.hpp).
Error told_to(const Scope& scope, const Drafts& drafts, const StreamId& stream, Error error) {
    const auto* changes = scope.drafts ? nullptr : error.details.if_contains("changes");
    if (!changes || !changes->is_array()) return error;
    const auto seen = drafts.look();
    const bool is_draft = seen && stream.category() == "item" && scope.hides(*seen->set, stream.id());
    if (!seen || is_draft || names_hidden(scope, *seen->set, json::serialize(*changes))) error.details.erase("changes");
    return error;
}

void run_command(const EventInfo& info, const Call& call, json::object params) {
    if (!sees_telephones(*call.who.account)) {
        if (const auto whole = check_not_masked(scope_of(*call.who.account), params); !whole)
            return call.reply.fail(whole.error());
    }
    auto request = read_command(info, std::move(params), *call.who.account);
    if (!request) return call.reply.fail(request.error());
    if (const auto fine = check_key_command(call.services().log, request->proposal); !fine)
        return call.reply.fail(fine.error());
    const auto answer = [reply = call.reply, scope = scope_of(*call.who.account), stream = request->stream,
                         &drafts = call.services().drafts](const Result<CommandAnswer>& done) {
        if (!done) return reply.fail(told_to(scope, drafts, stream, done.error()));
        constexpr std::size_t usual_answer = 192;
        std::string text;
        text.reserve(usual_answer);
        reflect::write_json(text, *done);
        reply.answer(text);
    };
    call.services().engine.submit(std::move(*request), answer);
}

void drop_required(json::object& schema, std::string_view name) {
    auto& required = schema["required"].as_array();
    for (auto at = required.begin(); at != required.end(); ++at) {
        if (std::string_view(at->get_string()) == name) return void(required.erase(at));
    }
}

}  // namespace

Result<CommandRequest> read_command(const EventInfo& info, json::object params, const Account& account) {
    const auto bytes = bytes_of(params);
    TZ_TRY(auto circumstances, reflect::from_json<Circumstances>(take<Circumstances>(params)));
    std::optional<json::value> key;
    if (auto* given = params.if_contains(info.category)) {
        key = std::move(*given);
        params.erase(info.category);
    }
    complete_digest(info, params);
    TZ_TRY(auto proposal, event_from_json(info, json::value(std::move(params))));
    TZ_TRY(auto stream, stream_of(info, key ? &*key : nullptr, proposal, account));
    return CommandRequest{.stream = std::move(stream),
                          .proposal = std::move(proposal),
                          .id = circumstances.command_id,
                          .account = account.id,
                          .expected_version = circumstances.expected_version,
                          .reason = circumstances.reason.value_or(""),
                          .effective_at = circumstances.effective_at,
                          .correlation = {},
                          .causation = {},
                          .bytes = bytes};
}

json::object command_schema(const EventInfo& info) {
    json::object schema = info.json_schema();
    json::object beside = reflect::schema<Circumstances>();
    json::object properties{
        {info.category, {{"type", "string"}, {"pattern", "^[A-Za-z0-9._-]{1,64}$"}, {"x-id-of", info.category}}}};
    for (auto& [name, value] : schema["properties"].as_object()) properties.emplace(name, std::move(value));
    for (auto& [name, value] : beside["properties"].as_object()) properties.emplace(name, std::move(value));
    schema["properties"] = std::move(properties);
    auto& required = schema["required"].as_array();
    if (info.number != event_line<report::Submitted>::number)
        required.insert(required.begin(), json::value(info.category));
    required.emplace_back("command_id");
    if (info.category == "regime" || info.number == event_line<bulletin::Issued>::number)
        drop_required(schema, "digest");
    return schema;
}

std::vector<Method> command_methods() {
    std::vector<Method> methods;
    for (const auto& info : event_table()) {
        if (!is_public(info)) continue;
        methods.push_back({std::string(info.command),
                           "Command: brings about " + std::string(info.name) + ", or says why not.", Access::logged_in,
                           Family::command, [&info] { return command_schema(info); },
                           [] { return reflect::schema<CommandAnswer>(); },
                           [&info](Call call, json::object params) { run_command(info, call, std::move(params)); }});
    }
    return methods;
}

}  // namespace taizhang::rpc
