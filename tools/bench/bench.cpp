#include "tools/bench/bench.hpp"

#include "events/cloud_event.hpp"
#include "tools/bench/bed.hpp"
#include "tools/bench/engine_load.hpp"
#include "tools/bench/fan_out.hpp"
#include "tools/bench/readers.hpp"
#include "tools/bench/socket_load.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

namespace taizhang::bench {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using Stopwatch = std::chrono::steady_clock;
constexpr unsigned max_clients = 1'024;

double seconds_since(Stopwatch::time_point begin) {
    return std::chrono::duration<double>(Stopwatch::now() - begin).count();
}

double percentile(const std::vector<float>& sorted, double part) {
    if (sorted.empty()) return 0;
    return double(sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(double(sorted.size()) * part))]);
}

Result<Load> load_bed(Bed& bed, unsigned clients, const Options& options) {
    Span span;
    span.measured = std::chrono::seconds(options.seconds);
    if (options.over == "engine") return load_engine(bed, clients, span);
    return load_over_sockets({.port = bed.port(),
                              .account = bed_account.value,
                              .secret = std::string(bed_secret),
                              .ledger = bed_ledger.value,
                              .unit = bed_unit.value,
                              .connections = clients,
                              .window = options.in_flight,
                              .bytes = options.bytes,
                              .span = span});
}

/// Ends by itself when a client fails; the first failure is the result. The views are let catch up first: what they
/// have not yet taken in of the run before would be measured with this one.
Status measure_appends(Bed& bed, unsigned clients, const Options& options) {
    TZ_CHECK(bed.node().settle());
    TZ_TRY(auto load, load_bed(bed, clients, options));
    const auto behind = bed.node().log().end() - 1 - bed.node().views().applied().value_or(0);
    auto& all = load.microseconds;
    std::sort(all.begin(), all.end());
    const auto count = double(std::max<std::size_t>(all.size(), 1));
    const auto rounded = [](double value) { return static_cast<std::int64_t>(value + 0.5); };
    const auto tenths = [](double value) { return std::round(value * 10) / 10; };
    std::cout << json::object{{"what", "durable appends"},
                              {"over", options.over},
                              {"clients", clients},
                              {"in_flight", options.over == "ws" ? options.in_flight : 1},
                              {"bytes", options.bytes},
                              {"appends_per_second", rounded(double(all.size()) / load.elapsed_seconds)},
                              {"p50_us", rounded(percentile(all, 0.50))},
                              {"p99_us", rounded(percentile(all, 0.99))},
                              {"appends", all.size()},
                              {"server_cpu_us", tenths((load.all_seconds - load.client_seconds) / count * 1e6)},
                              {"client_cpu_us", tenths(load.client_seconds / count * 1e6)},
                              {"cores_used", tenths(load.all_seconds / load.elapsed_seconds)},
                              {"views_behind", behind}}
              << std::endl;
    return {};
}

/// What an auditor's client gets: records re-hashed, decoded, as CloudEvents JSON; and the bare verified records.
Status measure_replay(Node& node) {
    for (const bool as_json : {false, true}) {
        std::size_t events = 0, bytes = 0;
        std::string text;
        const auto begin = Stopwatch::now();
        for (Position from = 0; from < node.log().end();) {
            TZ_TRY(const auto page, node.log().read(from, {}));
            for (const auto& record : page) {
                if (as_json) {
                    text.clear();
                    TZ_CHECK(write_cloud_event(text, node.log().identity(), record));
                    bytes += text.size();
                } else {
                    bytes += record.payload.size();
                }
            }
            events += page.size();
            from += page.size();
        }
        const auto took = seconds_since(begin);
        std::cout << json::object{{"what", as_json ? "replay as CloudEvents JSON" : "replay, re-hashed records"},
                                  {"events", events},
                                  {"bytes", bytes},
                                  {"events_per_second", static_cast<std::int64_t>(static_cast<double>(events) / took)}}
                  << std::endl;
    }
    return {};
}

Status measure_projections(Node& node) {
    TZ_CHECK(node.settle());
    const auto begin = Stopwatch::now();
    TZ_CHECK(node.views().rebuild({}));
    TZ_CHECK(node.settle());
    const auto took = seconds_since(begin);
    std::cout << json::object{{"what", "rebuild of all views"},
                              {"events", node.log().end()},
                              {"events_per_second",
                               static_cast<std::int64_t>(static_cast<double>(node.log().end()) / took)}}
              << std::endl;
    return {};
}

Status run_all(Bed& bed, const Options& options) {
    if (!options.fan_out.empty()) return measure_fan_out(bed, options.fan_out);
    for (const auto clients : options.clients) {
        if (clients == 0 || clients > max_clients) {
            return invalid("expected 1 to " + std::to_string(max_clients) + " clients, got " + std::to_string(clients));
        }
        TZ_CHECK(measure_appends(bed, clients, options));
    }
    if (options.appends_only) return {};
    TZ_CHECK(bed.node().settle());  // the projector would take part in what follows
    TZ_CHECK(measure_replay(bed.node()));
    if (bed.port() != 0) TZ_CHECK(measure_readers(bed));
    return measure_projections(bed.node());
}

}  // namespace

Status run(const Options& options) {
    std::error_code problem;
    if (fs::exists(options.data) && !fs::is_empty(options.data, problem)) {
        return invalid(options.data + " is not empty; name a directory that may be removed afterwards");
    }
    Status status;
    {
        auto bed = Bed::make(options);
        if (!bed) return bed.error();
        status = run_all(**bed, options);
    }
    fs::remove_all(options.data, problem);
    return status;
}

}  // namespace taizhang::bench
