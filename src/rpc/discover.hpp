// rpc.discover: the OpenRPC 1.2.6 document, made from the method table, the event catalogue and the views that are
// there. Pure.
#pragma once

#include <boost/json.hpp>

namespace taizhang {
class Views;
}

namespace taizhang::rpc {

/// Beside the methods: `x-notifications`, `x-errors`, `x-views` (a row's schema) and `x-events` (a payload's schema).
boost::json::object open_rpc(const Views& views);

}  // namespace taizhang::rpc
