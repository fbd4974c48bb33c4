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

/// Under which name somebody tried in vain is kept where it is an account's alone: others type their secret there.
void note_refused(const Connection& connection, const AccountId& tried, const char* method, const Error& why) {
    auto& services = connection.services;
    RefusedAccess refused{.address = connection.peer.address, .method = method, .why = access::Why::wrong_secret};
    const auto account = check_id(tried.value) ? services.accounts.find(tried) : nullptr;
    if (account && *account) refused.account = tried;
    if (!refused.account) refused.why = access::Why::unknown_account;
    if (why.code == ErrorCode::busy) refused.why = access::Why::throttled;
    services.refusals.note(std::move(refused), services.clock.now());
}

void count_login(const Connection& connection, const AccountId& id, const Status& verified) {
    auto& metrics = connection.services.metrics;
    if (verified) return void(++metrics.logins);
    ++(verified.error().code == ErrorCode::busy ? metrics.throttled_logins : metrics.failed_logins);
    note_refused(connection, id, AuthLogin::name, verified.error());
}

Result<LoginAnswer> start_login(Connection& connection, const AccountId& id) {
    TZ_TRY(const auto account, connection.services.accounts.find(id));
    if (!account || !account->may_log_in()) return no_such_login();
    auto token = connection.services.authenticator.issue(id, {connection.peer.address, account->state.revocations});
    connection.log_in(id, token.text);
    return login_answer(*account, std::move(token.text), token.expires);
}

void finish_login(const WeakConnection& weak, const Reply& reply, const AccountId& id, const Status& verified) {
    const auto connection = weak.lock();
    if (!connection) return;
    count_login(*connection, id, verified);
    if (!verified) return reply.fail(verified.error());
    const auto answer = start_login(*connection, id);
    if (!answer) {
        note_refused(*connection, id, AuthLogin::name, answer.error());
        return reply.fail(answer.error());
    }
    reply.answer(boost::json::serialize(reflect::to_json(*answer)));
}

CommandRequest command_of(const AccountId& whose, const AccountId& who, CommandId id, Event proposal) {
    return {.stream = StreamId::of(whose),
            .proposal = std::move(proposal),
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

CommandRequest credential_command(const AccountId& whose, const AccountId& who, CommandId id) {
    return command_of(whose, who, id, account::CredentialChanged{"secret"});
}

/// Those that were begun before the account's newest revocation are over, though their tokens are still kept.
SessionsAnswer sessions_of(const Call& call, const AccountId& id) {
    const auto account = call.services().accounts.find(id);
    SessionsAnswer answer;
    for (auto& grant : call.services().authenticator.sessions(id)) {
        if (!account || !*account || grant.revocations != (*account)->state.revocations) continue;
        const bool current = grant.session == call.who.session;
        answer.sessions.push_back(
            {std::move(grant.session), std::move(grant.address), grant.since, grant.last_used, grant.expires, current});
    }
    return answer;
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
    TZ_TRY(const auto account, account_of(services, grant));
    call.connection->log_in(grant.account, params.token);
    return login_answer(*account, std::move(params.token), grant.expires);
}

Result<Nothing> AuthLogout::run(Call call, Params) {
    call.services().authenticator.revoke(call.who.token);
    call.connection->log_out();
    call.services().news.tell();  // other connections of the session learn it now
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
        call.connection = weak.lock();
        if (!verified) {
            if (call.connection) note_refused(*call.connection, call.who.account->id, name, verified.error());
            call.connection.reset();
            return call.reply.fail(verified.error());
        }
        if (call.connection) change_own(call, params);
        call.connection.reset();
    });
}

Result<SessionsAnswer> AuthSessions::run(Call call, Params) {
    return sessions_of(call, call.who.account->id);
}

Result<Nothing> AuthRevokeSession::run(Call call, Params params) {
    TZ_CHECK(call.services().authenticator.revoke_session(call.who.account->id, params.session));
    call.services().news.tell();
    return Nothing{};
}

void AuthLogoutEverywhere::run(Call call, Params params) {
    const auto id = call.who.account->id;
    auto request = command_of(id, id, params.command_id.value_or(random_command_id()), account::SessionsRevoked{});
    call.services().engine.submit(std::move(request), [reply = call.reply](const Result<CommandAnswer>& done) {
        if (!done) return reply.fail(done.error());
        reply.answer(boost::json::serialize(reflect::to_json(*done)));
    });
}

Result<SessionsAnswer> AccountSessions::run(Call call, Params params) {
    TZ_TRY(const auto account, call.services().accounts.find(params.account));
    if (!account) return not_found("there is no account '" + params.account.value + "'; check the id");
    return sessions_of(call, params.account);
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
