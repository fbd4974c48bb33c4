#include "src/rpc/accounts.hpp"

#include "src/domain/aggregate.hpp"

#include <algorithm>

namespace taizhang::rpc {

bool Account::has(Role role) const {
    return std::find(state.roles.begin(), state.roles.end(), role) != state.roles.end();
}

bool Account::may_log_in() const {
    return !state.closed && !has(Role::system) && !state.roles.empty();
}

namespace {

constexpr std::size_t max_known = 100'000;  ///< beyond it all is forgotten and folded again when asked for

struct FoldAccount {
    AccountState& state;
    const EventHeader& header;

    template <class E>
    void operator()(const E& event) const {
        if constexpr (requires { fold(state, event, header); }) fold(state, event, header);
    }
};

Status fold_rest(const EventLog& log, Account& account, Version end) {
    const auto stream = StreamId::of(account.id);
    while (account.version < end) {
        TZ_TRY(const auto page, log.read_stream(stream, account.version + 1, {}));
        if (page.empty()) return corrupt("stream " + stream.value + " ends before its version");
        for (const auto& record : page) {
            TZ_TRY(const auto event, event_of(record));
            std::visit(FoldAccount{account.state, record.header}, event);
            account.version = record.header.stream_version;
        }
    }
    return {};
}

}  // namespace

Result<std::shared_ptr<const Account>> Accounts::find(const AccountId& id) const {
    TZ_TRY(const auto version, log_.version(StreamId::of(id)));
    if (version == 0) return std::shared_ptr<const Account>();
    std::shared_ptr<const Account> known;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(id); found != known_.end()) known = found->second;
    }
    if (known && known->version >= version) return known;
    auto account = std::make_shared<Account>(known ? *known : Account{.id = id, .state = {}, .version = 0});
    TZ_CHECK(fold_rest(log_, *account, version));
    const std::lock_guard lock(mutex_);
    if (known_.size() >= max_known) known_.clear();
    auto& kept = known_[id];
    if (!kept || kept->version < account->version) kept = account;
    return std::shared_ptr<const Account>(std::move(account));
}

}  // namespace taizhang::rpc
