// Saying that one looks at or edits something, and hearing of others who do (presence.hpp).
#pragma once

#include "src/rpc/event_methods.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct PresenceHereParams {
    StreamId subject;            ///< such as item/2014-009; there must be such a stream
    std::optional<Doing> doing;  ///< looking, where nothing is said
};
BOOST_DESCRIBE_STRUCT(PresenceHereParams, (), (subject, doing))

struct PresenceGoneParams {
    StreamId subject;
};
BOOST_DESCRIBE_STRUCT(PresenceGoneParams, (), (subject))

struct PresenceSubscribeParams {
    std::string subject;  ///< a stream, or all of a kind: "item/"
};
BOOST_DESCRIBE_STRUCT(PresenceSubscribeParams, (), (subject))

struct PresenceSubscribeAnswer {
    std::string subscription;
    std::vector<PresentAt> at;  ///< where somebody is now
};
BOOST_DESCRIBE_STRUCT(PresenceSubscribeAnswer, (), (subscription, at))

struct PresenceHere {
    static constexpr const char* name = "presence.here";
    static constexpr const char* summary =
        "Says that one looks at or edits a subject, until presence.gone or the connection's end; answers who is there.";
    static constexpr Access access = Access::reader;
    using Params = PresenceHereParams;
    using Answer = PresentAt;
    static Result<Answer> run(Call call, Params params);
};

struct PresenceGone {
    static constexpr const char* name = "presence.gone";
    static constexpr const char* summary = "Takes presence.here back.";
    static constexpr Access access = Access::logged_in;
    using Params = PresenceGoneParams;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

struct PresenceSubscribe {
    static constexpr const char* name = "presence.subscribe";
    static constexpr const char* summary =
        "Who looks at or edits a subject, or all of a kind, and every change of it as presence.changed notifications.";
    static constexpr Access access = Access::reader;
    using Params = PresenceSubscribeParams;
    using Answer = PresenceSubscribeAnswer;
    static void run(Call call, Params params);
};

struct PresenceUnsubscribe {
    static constexpr const char* name = "presence.unsubscribe";
    static constexpr const char* summary = "Ends a subscription of this connection.";
    static constexpr Access access = Access::logged_in;
    using Params = UnsubscribeParams;
    using Answer = Nothing;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
