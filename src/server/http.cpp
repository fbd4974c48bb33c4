#include "src/server/http.hpp"

#include "src/rpc/health.hpp"
#include "src/server/asio.hpp"
#include "src/server/tlog_http.hpp"

#include <algorithm>

namespace taizhang {

namespace http = boost::beast::http;

namespace {

/// Scripts and style sheets come from our own files only; style attributes are what tables and charts set on what they
/// draw.
constexpr std::string_view content_policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr std::string_view permissions_policy =
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

HttpResponse file_answer(const HttpRequest& request, const StaticFile& file) {
    const bool known = request[http::field::if_none_match] == file.etag;
    auto response = http_answer(request, known ? http::status::not_modified : http::status::ok, file.type,
                                known ? std::string() : file.body);
    response.set(http::field::etag, file.etag);
    response.set(http::field::cache_control, file.cache);
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Permissions-Policy", permissions_policy);
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
            std::to_string(context.http_requests) + "\n";
    if (context.tls) {
        text += "# TYPE taizhang_certificate_expires_seconds gauge\ntaizhang_certificate_expires_seconds " +
                std::to_string(context.tls->expires().milliseconds / 1000) + "\n";
    }
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
    response.set("Content-Security-Policy", content_policy);
    response.set("X-Frame-Options", "DENY");
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

namespace {

/// "gov.example:8080" → "gov.example", "[::1]:80" → "::1", in small letters.
std::string name_in(std::string_view host) {
    if (host.starts_with('['))
        host = host.substr(1, host.find(']') - 1);
    else
        host = host.substr(0, host.find(':'));
    std::string name(host);
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return name;
}

}  // namespace

bool host_allowed(const HttpRequest& request, const ServerOptions& options) {
    const auto found = request.find(http::field::host);
    if (found == request.end()) return true;  // no browser's
    const auto name = name_in({found->value().data(), found->value().size()});
    boost::system::error_code no_address;
    asio::ip::make_address(name, no_address);
    if (!no_address || name == "localhost") return true;
    if (std::ranges::find(options.allowed_hosts, name) != options.allowed_hosts.end()) return true;
    return std::ranges::any_of(options.allowed_origins, [&](std::string_view origin) {
        const auto after = origin.find("://");
        return after != origin.npos && name_in(origin.substr(after + 3)) == name;
    });
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
