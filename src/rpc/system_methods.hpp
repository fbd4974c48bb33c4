// What the server is and how it does.
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

struct RpcDiscover {
    static constexpr const char* name = "rpc.discover";
    static constexpr const char* summary = "This document: OpenRPC 1.2.6, made from the method table.";
    static constexpr Access access = Access::open;
    using Params = Nothing;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct SystemHealth {
    static constexpr const char* name = "system.health";
    static constexpr const char* summary = "The writer, the log's end, how far each view lags, the disk: as /healthz.";
    static constexpr Access access = Access::logged_in;
    using Params = Nothing;
    using Answer = JsonObject;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
