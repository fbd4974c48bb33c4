#include "src/rpc/refusals.hpp"

#include "src/engine/engine.hpp"

#include <sodium.h>

namespace taizhang::rpc {

namespace {

Refusal counter_of(access::Why why) {
    switch (why) {
        case access::Why::wrong_secret:
            return Refusal::wrong_secret;
        case access::Why::unknown_account:
            return Refusal::unknown_account;
        case access::Why::throttled:
            return Refusal::login_throttled;
        case access::Why::bad_token:
            return Refusal::bad_token;
        case access::Why::foreign_origin:
            return Refusal::foreign_origin;
        case access::Why::foreign_host:
            return Refusal::foreign_host;
        case access::Why::not_allowed:
        case access::Why::several:
            break;
    }
    return Refusal::not_allowed;
}

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

CommandRequest request_for(access::Refused refused, Time now) {
    CommandRequest request;
    request.stream = StreamId{"access/" + china_date(now).to_string()};
    request.proposal = std::move(refused);
    randombytes_buf(request.id.bytes.data(), request.id.bytes.size());
    request.id.bytes[6] = static_cast<std::uint8_t>((request.id.bytes[6] & 0x0f) | 0x40);  // version 4 (RFC 9562)
    request.id.bytes[8] = static_cast<std::uint8_t>((request.id.bytes[8] & 0x3f) | 0x80);
    request.account = system_account;
    return request;
}

}  // namespace

void Refusals::Kept::add(RefusedAccess refused, const Times& times) {
    const std::lock_guard lock(mutex);
    const RefusedAccess together{.why = access::Why::several};
    const bool room = noted.size() < max_different || noted.contains(refused);
    auto& kept = noted[room ? std::move(refused) : together];
    if (kept.count == 0) kept.first = times.first;
    kept.count += times.count;
    kept.first = std::min(kept.first, times.first);
    kept.last = std::max(kept.last, times.last);
}

void Refusals::note(RefusedAccess refused, Time now) {
    count(counter_of(refused.why));
    kept_->add(std::move(refused), {1, now, now});
}

void Refusals::write(Engine& engine, Time now) {
    std::map<RefusedAccess, Times> noted;
    {
        const std::lock_guard lock(kept_->mutex);
        noted.swap(kept_->noted);
    }
    for (const auto& [refused, times] : noted) {
        access::Refused event{refused.account,
                              unless_empty(refused.address),
                              unless_empty(refused.method),
                              refused.why,
                              times.count,
                              times.first,
                              times.last};
        engine.submit(request_for(std::move(event), now), [kept = kept_, times](const Result<CommandAnswer>& written) {
            if (!written) kept->add({.why = access::Why::several}, times);
        });
    }
}

}  // namespace taizhang::rpc
