// The transparency log over HTTP, as its specification lays it out (C2SP tlog-tiles): the newest official checkpoint,
// the tiles of hashes under it, and, where the operator publishes them, the entries.
//
//     GET /checkpoint              a signed note, kept by caches for seconds
//     GET /tile/<L>/<N>[.p/<W>]    hashes, 32 bytes each, never to change
//     GET /tile/entries/<N>[.p/<W>]
//
// Nobody logs in here: what is served is hashes and signatures (docs/decisions/020-public-tiles.md). Any thread.
#pragma once

#include "src/server/http.hpp"

#include <optional>

namespace taizhang {

/// Nothing when the path is none of these. GET and HEAD only, which the caller has seen to.
std::optional<HttpResponse> answer_tlog(const ServerContext& context, const HttpRequest& request,
                                        std::string_view path);

}  // namespace taizhang
