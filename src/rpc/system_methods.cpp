#include "src/rpc/system_methods.hpp"

#include "src/rpc/health.hpp"

namespace taizhang::rpc {

void RpcDiscover::run(Call call, Params) {
    call.reply.answer(*call.services().discovered());
}

Result<JsonObject> SystemHealth::run(Call call, Params) {
    JsonObject answer;
    answer.value = health(call.services()).body;
    return answer;
}

}  // namespace taizhang::rpc
