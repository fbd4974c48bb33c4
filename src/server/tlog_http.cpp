#include "src/server/tlog_http.hpp"

#include "src/notary/notary.hpp"
#include "src/transparency/log_hashes.hpp"
#include "src/transparency/tile.hpp"

#include <algorithm>

namespace taizhang {

namespace http = boost::beast::http;

namespace {

constexpr std::string_view for_seconds = "public, max-age=2";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

HttpResponse refused(const HttpRequest& request, unsigned status, const std::string& why) {
    auto response = plain_answer(request, status, why);
    response.set(http::field::cache_control, "no-store");  // what is missing now may be there in a moment
    return response;
}

HttpResponse served(const HttpRequest& request, std::string_view type, std::string_view cache, std::string body) {
    auto response = http_answer(request, http::status::ok, type, std::move(body));
    response.set(http::field::cache_control, cache);
    return response;
}

HttpResponse checkpoint_answer(const ServerContext& context, const HttpRequest& request) {
    if (!context.services.notary) return refused(request, 404, "this server signs no checkpoints");
    auto official = context.services.notary->official();
    if (official) return served(request, "text/plain; charset=utf-8", for_seconds, std::move(official->note));
    if (official.error().code == ErrorCode::not_found)
        return refused(request, 404, "there is no official checkpoint yet: " + official.error().message);
    return refused(request, 503, "the checkpoint cannot be served: " + official.error().message);
}

/// Records that somebody has signed for: beyond them nothing is shown, so that nothing can be shown differently later.
tlog::TreeSize checkpointed_size(const rpc::Services& services) {
    if (!services.notary) return 0;
    const auto state = services.notary->state();
    const auto size = std::max(state.signed_size.value_or(0), state.official_size.value_or(0));
    return std::min<tlog::TreeSize>(size, services.log.end());
}

/// A bundle's records are read piece by piece, and of each only the entry is kept: payloads may be large.
Result<std::string> bundle_of(const EventLog& log, const tlog::TileName& name) {
    std::vector<std::string> entries;
    const Position first = name.index * tlog::tile_width;
    while (entries.size() < name.width) {
        TZ_TRY(const auto page, log.read(first + entries.size(), {.count = name.width - entries.size()}));
        if (page.empty()) return corrupt("record " + std::to_string(first + entries.size()) + " cannot be read");
        for (const auto& record : page) entries.push_back(header_entry(record.header));
    }
    return tlog::bundle_bytes(entries);
}

HttpResponse tile_answer(const ServerContext& context, const HttpRequest& request, std::string_view path) {
    const auto name = tlog::TileName::parse(path.substr(1));
    if (!name) return refused(request, 404, "this is no tile's name: " + name.error().message);
    if (!name->level && !context.options.public_entries) {
        return refused(request, 403,
                       "entries carry the names of people and the reasons they gave, and are not public here; an "
                       "auditor reads them after logging in (log.record at /ws), or is given a bundle (taizhang "
                       "bundle)");
    }
    const auto size = checkpointed_size(context.services);
    if (!tlog::has_tile(*name, size)) {
        return refused(request, 404,
                       "there is no such tile under the newest checkpoint, of " + std::to_string(size) + " records");
    }
    const auto& log = context.services.log;
    auto bytes = name->level ? tlog::tile_bytes(tlog::LogHashes(log), *name) : bundle_of(log, *name);
    if (bytes) return served(request, "application/octet-stream", for_ever, std::move(*bytes));
    return refused(request, 503, "this tile cannot be served: " + bytes.error().message);
}

}  // namespace

std::optional<HttpResponse> answer_tlog(const ServerContext& context, const HttpRequest& request,
                                        std::string_view path) {
    if (path == "/checkpoint") return checkpoint_answer(context, request);
    if (path.starts_with("/tile/")) return tile_answer(context, request, path);
    return std::nullopt;
}

}  // namespace taizhang
