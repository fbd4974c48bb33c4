#include "tools/commands/serve_tls.hpp"

#include "tools/commands/serve_notary.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace taizhang {

using std::chrono::milliseconds;

namespace {

/// "500ms", "15s", "2m", "12h"; up to a year.
std::optional<milliseconds> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, count);
    const std::string_view unit(end, static_cast<std::size_t>(last - end));
    constexpr std::int64_t year = 365LL * 24 * 3'600'000;
    if (error != std::errc() || count < 1 || count > year) return std::nullopt;
    const std::int64_t factor = unit == "ms"  ? 1
                                : unit == "s" ? 1'000
                                : unit == "m" ? 60'000
                                : unit == "h" ? 3'600'000
                                              : 0;
    if (factor == 0 || count > year / factor) return std::nullopt;
    return milliseconds(count * factor);
}

Result<milliseconds> duration_of(const std::string& file, std::string_view key, const toml::node& node) {
    const auto parsed = node.is_string() ? parse_duration(*node.value<std::string_view>()) : std::nullopt;
    if (parsed) return *parsed;
    return wrong_setting(file, node, fmt::format(R"(expected a time for {} such as "90s", "2m" or "12h")", key));
}

/// For what is told in whole seconds.
Status take_seconds(const std::string& file, std::string_view key, const toml::node& node, std::chrono::seconds& out) {
    TZ_TRY(const auto duration, duration_of(file, key, node));
    out = std::chrono::duration_cast<std::chrono::seconds>(duration);
    if (out == duration && out.count() > 0) return {};
    return wrong_setting(file, node, fmt::format(R"(expected whole seconds for {}, such as "15s")", key));
}

template <class Number>
Status take_number(const std::string& file, std::string_view key, const toml::node& node, Number& out) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 1) return wrong_setting(file, node, fmt::format("expected a number above 0 for {}", key));
    out = static_cast<Number>(*value);
    return {};
}

Status take_limit(const std::string& file, std::string_view key, const toml::node& node, ExposureSettings& out) {
    if (key == "connections") return take_number(file, key, node, out.server.connections);
    if (key == "connections_per_address") return take_number(file, key, node, out.server.connections_per_address);
    if (key == "header_bytes") return take_number(file, key, node, out.server.header_bytes);
    if (key == "request_timeout") return take_seconds(file, key, node, out.server.request_timeout);
    if (key == "handshake_timeout") return take_seconds(file, key, node, out.server.handshake_timeout);
    if (key == "idle_timeout") return take_seconds(file, key, node, out.server.idle_timeout);
    if (key == "access_log_every") return take_seconds(file, key, node, out.server.access_log_every);
    if (key == "calls_per_second") return take_number(file, key, node, out.calls.budget.each_second);
    if (key == "calls_saved_up") return take_number(file, key, node, out.calls.budget.at_most);
    if (key == "outstanding_calls") return take_number(file, key, node, out.calls.outstanding);
    if (key == "subscriptions") return take_number(file, key, node, out.calls.subscriptions);
    return wrong_setting(file, node,
                         fmt::format("unknown key '{}' in [limits]; known are connections, connections_per_address, "
                                     "header_bytes, request_timeout, handshake_timeout, idle_timeout, "
                                     "access_log_every, calls_per_second, calls_saved_up, outstanding_calls, "
                                     "subscriptions",
                                     key));
}

Status take_session(const std::string& file, std::string_view key, const toml::node& node, ExposureSettings& out) {
    if (key != "life" && key != "idle")
        return wrong_setting(file, node, fmt::format("unknown key '{}' in [sessions]; known are life, idle", key));
    TZ_TRY((key == "life" ? out.session_life : out.session_idle), duration_of(file, key, node));
    return {};
}

template <class Take>
Status take_table(const std::string& file, const std::string& name, const toml::node& node, ExposureSettings& out,
                  const Take& take) {
    const auto* table = node.as_table();
    if (!table) return wrong_setting(file, node, "expected a table [" + name + "]");
    for (const auto& [key, value] : *table) TZ_CHECK(take(file, key.str(), value, out));
    return {};
}

Status take_path(const std::string& file, const std::string& key, const toml::node& node, std::string& out) {
    if (!node.is_string()) return wrong_setting(file, node, "expected the name of a PEM file for " + key);
    out = *node.value<std::string>();
    return {};
}

Status take_hosts(const std::string& file, const toml::node& node, std::vector<std::string>& out) {
    const auto* array = node.as_array();
    if (!array) return wrong_setting(file, node, "expected an array of strings for allowed_hosts");
    for (const auto& element : *array) {
        if (!element.is_string()) return wrong_setting(file, element, "expected a string for allowed_hosts");
        out.push_back(*element.value<std::string>());
    }
    return {};
}

void tell_certificates(const Status& loaded) {
    if (loaded) return spdlog::info("TLS: new connections are given the certificate as it is now");
    spdlog::error("TLS: {}; the certificate from before stays in use", loaded.error().message);
}

/// Who can open accounts and end sessions, and has a secret to log in with.
Result<bool> has_administrator(const EventLog& log, const rpc::Authenticator& authenticator) {
    const rpc::Accounts accounts(log);
    for (const auto& id : authenticator.with_secret()) {
        TZ_TRY(const auto account, accounts.find(id));
        if (account && account->may_log_in() && account->has(Role::account_admin)) return true;
    }
    return false;
}

}  // namespace

void add_exposure_flags(CLI::App& command, ExposureFlags& flags) {
    command
        .add_option("--tls-cert", flags.certificate,
                    "serve https and wss with this PEM certificate; read again when it changes and on SIGHUP")
        ->type_name("FILE");
    command.add_option("--tls-key", flags.key, "its PEM key, unencrypted, readable by nobody else")->type_name("FILE");
    command
        .add_option("--allow-host", flags.hosts,
                    "without TLS: a name besides IP addresses and localhost that requests may be for, such as a "
                    "proxy's; may be repeated")
        ->type_name("NAME");
}

Result<bool> read_exposure(const std::string& file, const std::string& key, const toml::node& node,
                           ExposureSettings& out) {
    if (key == "tls_cert") {
        TZ_CHECK(take_path(file, key, node, out.certificate));
    } else if (key == "tls_key") {
        TZ_CHECK(take_path(file, key, node, out.key));
    } else if (key == "allowed_hosts") {
        TZ_CHECK(take_hosts(file, node, out.hosts));
    } else if (key == "limits") {
        TZ_CHECK(take_table(file, key, node, out, take_limit));
    } else if (key == "sessions") {
        TZ_CHECK(take_table(file, key, node, out, take_session));
    } else {
        return false;
    }
    return true;
}

Status settle_exposure(const ExposureFlags& flags, ExposureSettings& out) {
    if (!flags.certificate.empty()) out.certificate = flags.certificate;
    if (!flags.key.empty()) out.key = flags.key;
    if (!flags.hosts.empty()) out.hosts = flags.hosts;
    for (auto& host : out.hosts)
        std::ranges::transform(host, host.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (out.certificate.empty() == out.key.empty()) return {};
    return invalid("TLS takes a certificate and its key: name " +
                   std::string(out.key.empty() ? "the key with --tls-key" : "the certificate with --tls-cert"));
}

void apply_exposure(const ExposureSettings& settings, ServerOptions& options) {
    options.limits = settings.server;
    options.allowed_hosts = settings.hosts;
    if (settings.certificate.empty()) return;
    options.tls = TlsFiles{settings.certificate, settings.key};
    options.on_certificates = tell_certificates;
}

Status check_exposure(const ServerOptions& options, const EventLog& log, const rpc::Authenticator& authenticator) {
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(options.address, no_address);
    if (no_address || address.is_loopback()) return {};  // what is no address is refused when it is listened on
    TZ_TRY(const bool administrator, has_administrator(log, authenticator));
    if (options.tls && administrator) return {};
    std::string missing;
    if (!options.tls) missing = "a certificate and its key (--tls-cert FILE --tls-key FILE)";
    if (!administrator) {
        missing += missing.empty() ? "" : ", and ";
        missing +=
            "an administrator of accounts with a secret (taizhang account open NAME --role account_admin "
            "--secret-stdin --data DIR)";
    }
    return refused("other machines can reach " + options.address +
                   ", and secrets must not go to them in the open, nor be without anybody who can close accounts; "
                   "missing: " +
                   missing + "; or listen on 127.0.0.1 alone");
}

}  // namespace taizhang
