#include "src/rpc/auth_methods.hpp"

#include "src/rpc/authenticator.hpp"

#include <sodium.h>

namespace taizhang::reflect {

template <>
Status detail::read<rpc::ChangeSecretParams>(const boost::json::value& json, rpc::ChangeSecretParams& out,
                                             const Place& place) {
    const auto* object = json.if_object();
    if (!object) return expected(place, "an object", json);
    for (const auto& [key, value] : *object) {
        const Place here{&place, key};
        if (key == "old") {
            TZ_CHECK(read(value, out.old_secret, here));
        } else if (key == "new") {
            TZ_CHECK(read(value, out.new_secret, here));
        } else if (key == "command_id") {
            TZ_CHECK(read(value, out.command_id, here));
        } else {
            return unknown_member(place, key);
        }
    }
    for (const char* required : {"old", "new"}) {
        if (!object->contains(required)) return missing_member(place, required);
    }
    return {};
}

template <>
boost::json::object schema<rpc::ChangeSecretParams>() {
    return {{"type", "object"},
            {"properties",
             {{"old", schema<std::string>()}, {"new", schema<std::string>()}, {"command_id", schema<CommandId>()}}},
            {"required", {"old", "new"}},
            {"additionalProperties", false}};
}

}  // namespace taizhang::reflect

namespace taizhang::rpc {

namespace {

using WeakConnection = std::weak_ptr<Connection>;

LoginAnswer login_answer(const Account& account, std::string token, Time expires) {
    return {std::move(token),     account.id, account.state.name, account.state.roles, account.state.unit,
            account.state.person, expires};
}

/// The same words as for a wrong secret: what accounts there are is not told to strangers.
Error no_such_login() {
    return not_logged_in("the account or the secret is wrong");
}

void count_login(Services& services, const Status& verified) {
    if (verified) {
        ++services.metrics.logins;
    } else if (verified.error().code == ErrorCode::busy) {
        ++services.metrics.throttled_logins;
    } else {
        ++services.metrics.failed_logins;
    }
}

Result<LoginAnswer> start_login(Connection& connection, const AccountId& id) {
    TZ_TRY(const auto account, connection.services.accounts.find(id));
    if (!account || !account->may_log_in()) return no_such_login();
    auto token = connection.services.authenticator.issue(id);
    connection.log_in(id, token.text);
    return login_answer(*account, std::move(token.text), token.expires);
}

void finish_login(const WeakConnection& weak, const Reply& reply, const AccountId& id, const Status& verified) {
    const auto connection = weak.lock();
    if (!connection) return;
    count_login(connection->services, verified);
    if (!verified) return reply.fail(verified.error());
    const auto answer = start_login(*connection, id);
    if (!answer) return reply.fail(answer.error());
    reply.answer(boost::json::serialize(reflect::to_json(*answer)));
}

CommandRequest credential_command(const AccountId& whose, const AccountId& who, CommandId id) {
    return {.stream = StreamId::of(whose),
            .proposal = account::CredentialChanged{"secret"},
            .id = id,
            .account = who,
            .expected_version = {},
            .reason = {},
            .effective_at = {},
            .correlation = {},
            .causation = {}};
}

CommandId random_command_id() {
    CommandId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);  // version 4 (RFC 9562)
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

using Stored = std::function<void(Result<CommandAnswer>)>;

/// First the log is told that the secret changes, then the hash is stored, then the client is answered. Whoever is cut
/// off in between repeats the command: it is known to the log then, and the hash is stored.
void record_and_store(Services& services, CommandRequest request, const AccountId& account, std::string secret,
                      Stored stored) {
    if (auto good = check_secret(secret, "/secret"); !good) return stored(good.error());
    auto& authenticator = services.authenticator;
    services.engine.submit(std::move(request),
                           [&authenticator, account, secret = std::move(secret), stored](Result<CommandAnswer> done) {
                               if (!done) return stored(std::move(done));
                               authenticator.set_secret(account, secret, [stored, answer = *done](const Status& set) {
                                   stored(set ? Result<CommandAnswer>(answer) : Result<CommandAnswer>(set.error()));
                               });
                           });
}

void change_own(const Call& call, const ChangeSecretParams& params) {
    const auto id = call.who.account->id;
    auto request = credential_command(id, id, params.command_id.value_or(random_command_id()));
    const WeakConnection weak = call.connection;
    record_and_store(call.services(), std::move(request), id, params.new_secret,
                     [weak, reply = call.reply, id](const Result<CommandAnswer>& stored) {
                         if (!stored) return reply.fail(stored.error());
                         finish_login(weak, reply, id, {});
                     });
}

}  // namespace

void AuthLogin::run(Call call, Params params) {
    const WeakConnection weak = call.connection;
    const AccountId id{params.account};
    Attempt attempt{std::move(params.account), std::move(params.secret), call.connection->peer.address};
    call.services().authenticator.verify(std::move(attempt), [weak, reply = call.reply, id](const Status& verified) {
        finish_login(weak, reply, id, verified);
    });
}

Result<LoginAnswer> AuthToken::run(Call call, Params params) {
    auto& services = call.services();
    TZ_TRY(const auto grant, services.authenticator.check(params.token));
    TZ_TRY(const auto account, services.accounts.find(grant.account));
    if (!account || !account->may_log_in()) return not_logged_in("the account is closed or has no role left");
    call.connection->log_in(grant.account, params.token);
    return login_answer(*account, std::move(params.token), grant.expires);
}

Result<Nothing> AuthLogout::run(Call call, Params) {
    call.services().authenticator.revoke(call.who.token);
    call.connection->log_out();
    return Nothing{};
}

/// The old secret is proved like a login, throttled like one.
void AuthChangeSecret::run(Call call, Params params) {
    if (auto good = check_secret(params.new_secret, "/new"); !good) return call.reply.fail(good.error());
    Attempt attempt{call.who.account->id.value, params.old_secret, call.connection->peer.address};
    const WeakConnection weak = call.connection;
    auto& authenticator = call.services().authenticator;
    call.connection.reset();  // a connection that ends is not kept alive by the hashing queue
    authenticator.verify(std::move(attempt), [weak, call, params = std::move(params)](const Status& verified) mutable {
        if (!verified) return call.reply.fail(verified.error());
        call.connection = weak.lock();
        if (call.connection) change_own(call, params);
        call.connection.reset();
    });
}

void AccountSetSecret::run(Call call, Params params) {
    auto request = credential_command(params.account, call.who.account->id, params.command_id);
    request.reason = params.reason.value_or("");
    record_and_store(call.services(), std::move(request), params.account, std::move(params.secret),
                     [reply = call.reply](const Result<CommandAnswer>& stored) {
                         if (!stored) return reply.fail(stored.error());
                         reply.answer(boost::json::serialize(reflect::to_json(*stored)));
                     });
}

}  // namespace taizhang::rpc
