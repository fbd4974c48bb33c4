#include "tools/witness_channel.hpp"

#include "tools/name_lookup.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/url/parse.hpp>

namespace taizhang {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr std::uint32_t max_header_bytes = 8 << 10;

/// What of a URL a request needs.
struct Place {
    std::string host;     ///< as the Host header has it: an IPv6 address in brackets, the port if one was given
    std::string address;  ///< as the resolver wants it
    std::string port;
    std::string target;
};

Result<Place> parse_place(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != "http" || parsed->host().empty() || parsed->has_query() ||
        parsed->has_fragment() || parsed->has_userinfo()) {
        return invalid("expected a witness's address such as http://10.20.0.5:7480, got '" + url +
                       "'; only http:// is spoken, since every answer is verified by its signature");
    }
    std::string path(parsed->encoded_path());
    if (!path.ends_with('/')) path += '/';
    return Place{.host = std::string(parsed->encoded_host_and_port()),
                 .address = std::string(parsed->host_address()),
                 .port = parsed->has_port() ? std::string(parsed->port()) : "80",
                 .target = path + "add-checkpoint"};
}

class HttpWitness final : public notary::WitnessChannel {
  public:
    HttpWitness(WitnessAddress witness, Place place, std::chrono::milliseconds limit)
        : witness_(std::move(witness)), place_(std::move(place)), limit_(limit), lookup_(place_.address, place_.port) {}

    const tlog::VerifierKey& key() const override { return witness_.key; }
    std::string address() const override { return witness_.url; }

    Result<tlog::WitnessAnswer> post(const tlog::AddCheckpoint& request) override {
        const auto found = lookup_.find(limit_);
        if (!found) return Error{found.error().code, "cannot find " + witness_.url + ": " + found.error().message};
        asio::io_context io;
        beast::error_code error;
        beast::tcp_stream stream(io);
        stream.expires_after(limit_);  // for all that follows together
        const auto finish = [&](const auto& begin) {
            begin([&error](beast::error_code outcome, auto&&...) { error = outcome; });
            io.restart();
            io.run();
            return error;
        };
        if (finish([&](auto done) { stream.async_connect(*found, done); })) return failed("cannot connect to", error);
        const auto message = message_of(request);
        if (finish([&](auto done) { http::async_write(stream, message, done); })) return failed("cannot ask", error);
        beast::flat_buffer buffer;
        http::response_parser<http::string_body> parser;
        parser.header_limit(max_header_bytes);
        parser.body_limit(tlog::max_note_bytes);
        if (finish([&](auto done) { http::async_read(stream, buffer, parser, done); }))
            return failed("got no answer from", error);
        return answer_of(parser.release());
    }

  private:
    http::request<http::string_body> message_of(const tlog::AddCheckpoint& request) const {
        http::request<http::string_body> message(http::verb::post, place_.target, 11);
        message.set(http::field::host, place_.host);
        message.set(http::field::content_type, "text/plain; charset=utf-8");
        message.keep_alive(false);
        message.body() = request.text();
        message.prepare_payload();
        return message;
    }

    static tlog::WitnessAnswer answer_of(http::response<http::string_body> response) {
        return {.status = response.result_int(),
                .content_type = std::string(response[http::field::content_type]),
                .body = std::move(response.body())};
    }

    Error failed(const char* what, const beast::error_code& error) const {
        if (error == beast::error::timeout) {
            return {ErrorCode::busy, fmt::format("{} {}: it did not answer within {} seconds", what, witness_.url,
                                                 std::chrono::duration<double>(limit_).count())};
        }
        return {ErrorCode::busy,
                fmt::format("{} {}: {}; is the witness running there?", what, witness_.url, error.message())};
    }

    const WitnessAddress witness_;
    const Place place_;
    const std::chrono::milliseconds limit_;
    NameLookup lookup_;
};

}  // namespace

Result<std::shared_ptr<notary::WitnessChannel>> open_witness_channel(WitnessAddress witness,
                                                                     std::chrono::milliseconds limit) {
    TZ_TRY(auto place, parse_place(witness.url));
    return std::shared_ptr<notary::WitnessChannel>(
        std::make_shared<HttpWitness>(std::move(witness), std::move(place), limit));
}

}  // namespace taizhang
