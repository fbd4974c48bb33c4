// How `taizhang serve` reaches a witness: HTTP/1.1, one connection for each request.
//
//     TZ_TRY(auto channel, open_witness_channel({key, "http://10.20.0.5:7480"}));
//     TZ_TRY(const tlog::WitnessAnswer answer, channel->post(request));
//
// Nothing that goes over it is secret, and every answer is verified by its signature; whoever stands between can only
// keep answers away. One call at a time.
#pragma once

#include "src/notary/notary.hpp"

namespace taizhang {

struct WitnessAddress {
    tlog::VerifierKey key;
    std::string url;  ///< "http://host:port/prefix"; add-checkpoint is asked below it
};

/// Looking up the name takes `limit` at most, and so does the rest together. Nothing is sent yet: ErrorCode::invalid
/// for a URL of another kind.
Result<std::shared_ptr<notary::WitnessChannel>> open_witness_channel(
    WitnessAddress witness, std::chrono::milliseconds limit = std::chrono::seconds(5));

}  // namespace taizhang
