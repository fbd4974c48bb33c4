// What /healthz, /metrics and system.health tell.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace taizhang::rpc {

class Services;

struct Health {
    bool writable = true;      ///< false: answer 503
    boost::json::object body;  ///< writer, log, projections and how far they lag, disk, checkpoint
};

Health health(Services& services);

/// OpenMetrics text, ending in "# EOF".
std::string open_metrics(Services& services);

}  // namespace taizhang::rpc
