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
    TZ_TRY(const auto leaves, tlog::LogHashes(log).hashes(0, first, name.width));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (leaf_hash(entries[i]) != leaves[i])
            return corrupt("record " + std::to_string(first + i) + " does not hash to the leaf that was kept for it");
    }
    return tlog::bundle_bytes(entries);
}

/// A full tile must lead to the hash that is kept above it: it goes out for ever.
Result<std::string> checked_tile(const EventLog& log, const tlog::TileName& name) {
    const tlog::LogHashes hashes(log);
    TZ_TRY(auto bytes, tlog::tile_bytes(hashes, name));
    if (name.width < tlog::tile_width || *name.level >= tlog::max_level) return bytes;
    TZ_TRY(const auto children, tlog::parse_tile(bytes, name.width));
    TZ_TRY(const auto above, hashes.hashes(*name.level + 1, name.index, 1));
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
    for (const auto& child : children) frontier.push(child, completed);
    if (frontier.root() == above[0]) return bytes;
    return corrupt("its hashes do not lead to the one that is kept above them; run taizhang verify");
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
    auto bytes = name->level ? checked_tile(log, *name) : bundle_of(log, *name);
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
