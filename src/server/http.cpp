#include "src/server/http.hpp"

#include "src/rpc/health.hpp"
#include "src/server/tlog_http.hpp"

namespace taizhang {

namespace http = boost::beast::http;

namespace {

/// Inline styles are what the table component sets on its rows; scripts come from our own files only.
constexpr std::string_view content_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

HttpResponse file_answer(const HttpRequest& request, const StaticFile& file) {
    const bool known = request[http::field::if_none_match] == file.etag;
    auto response = http_answer(request, known ? http::status::not_modified : http::status::ok, file.type,
                                known ? std::string() : file.body);
    response.set(http::field::etag, file.etag);
    response.set(http::field::cache_control, file.cache);
    response.set("Content-Security-Policy", content_policy);
    return response;
}

HttpResponse health_answer(ServerContext& context, const HttpRequest& request) {
    auto health = rpc::health(context.services);
    health.body["connections"] = context.connections.count();
    const auto status = health.writable ? http::status::ok : http::status::service_unavailable;
    auto response = http_answer(request, status, "application/json", boost::json::serialize(health.body) + "\n");
    response.set(http::field::cache_control, "no-store");
    return response;
}

/// The protocol's counters, with the server's own before the end mark.
HttpResponse metrics_answer(ServerContext& context, const HttpRequest& request) {
    std::string text = rpc::open_metrics(context.services);
    constexpr std::string_view end = "# EOF\n";
    if (text.ends_with(end)) text.resize(text.size() - end.size());
    text += "# TYPE taizhang_connections gauge\ntaizhang_connections " + std::to_string(context.connections.count()) +
            "\n# TYPE taizhang_http_requests counter\ntaizhang_http_requests_total " +
            std::to_string(context.http_requests) +
            "\n# TYPE taizhang_refused_origins counter\ntaizhang_refused_origins_total " +
            std::to_string(context.refused_origins) + "\n";
    text += end;
    auto response = http_answer(request, http::status::ok, "application/openmetrics-text; version=1.0.0; charset=utf-8",
                                std::move(text));
    response.set(http::field::cache_control, "no-store");
    return response;
}

}  // namespace

HttpResponse http_answer(const HttpRequest& request, http::status status, std::string_view type, std::string body) {
    HttpResponse response(status, request.version());
    response.keep_alive(request.keep_alive());
    response.set(http::field::content_type, type);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    const bool head = request.method() == http::verb::head;
    const auto length = body.size();
    if (!head) response.body() = std::move(body);
    response.content_length(length);
    return response;
}

HttpResponse plain_answer(const HttpRequest& request, unsigned status, std::string text) {
    return http_answer(request, http::int_to_status(status), "text/plain; charset=utf-8", std::move(text) + "\n");
}

HttpResponse answer_http(ServerContext& context, const HttpRequest& request) {
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
        auto response =
            plain_answer(request, 405, "only GET and HEAD are answered here; commands go to the WebSocket at /ws");
        response.set(http::field::allow, "GET, HEAD");
        return response;
    }
    const std::string_view target(request.target().data(), request.target().size());
    const auto path = target.substr(0, target.find('?'));
    if (path == "/healthz") return health_answer(context, request);
    if (path == "/metrics") return metrics_answer(context, request);
    if (path == "/ws") {
        auto response = plain_answer(request, 426, "this is a WebSocket endpoint; connect with a WebSocket client");
        response.set(http::field::upgrade, "websocket");
        return response;
    }
    if (auto of_log = answer_tlog(context, request, path)) return std::move(*of_log);
    if (const auto* file = context.files.find(path)) return file_answer(request, *file);
    return plain_answer(request, 404, "there is nothing at this address; the page is at /");
}

bool origin_allowed(const HttpRequest& request, const std::vector<std::string>& allowed) {
    const auto found = request.find(http::field::origin);
    if (found == request.end()) return true;
    const std::string origin(found->value());
    const std::string host(request[http::field::host]);
    if (origin == "http://" + host || origin == "https://" + host) return true;
    return std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
}

}  // namespace taizhang
