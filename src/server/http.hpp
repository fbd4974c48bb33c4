// Answers to plain HTTP requests: pure, given the request.
#pragma once

#include "src/server/context.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace taizhang {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse = boost::beast::http::response<boost::beast::http::string_body>;

/// GET and HEAD of the page, /healthz, /metrics, /checkpoint and /tile/…; 404 and 405 for the rest.
HttpResponse answer_http(ServerContext& context, const HttpRequest& request);

/// With the headers that every answer has; a HEAD's has the body's length only.
HttpResponse http_answer(const HttpRequest& request, boost::beast::http::status status, std::string_view type,
                         std::string body);

/// An error as plain text.
HttpResponse plain_answer(const HttpRequest& request, unsigned status, std::string text);

/// Whether the request is for a name of ours: an IP address, localhost, an allowed one or that of an allowed origin.
/// Another name may have been pointed at our address to get past the browser's rules (DNS rebinding).
bool host_allowed(const HttpRequest& request, const ServerOptions& options);

/// Whether a page from this Origin may open /ws: one that was loaded under the name that the request is for, one of the
/// allowed ones, or none at all (a client that is no browser sends no Origin, and cannot be made to act by somebody
/// else's page).
bool origin_allowed(const HttpRequest& request, const std::vector<std::string>& allowed);

}  // namespace taizhang
