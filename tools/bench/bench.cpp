#include "tools/bench/bench.hpp"

#include "events/cloud_event.hpp"
#include "tools/bench/appenders.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

namespace taizhang::bench {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using Stopwatch = std::chrono::steady_clock;

double seconds_since(Stopwatch::time_point begin) {
    return std::chrono::duration<double>(Stopwatch::now() - begin).count();
}

double percentile(const std::vector<double>& sorted, double part) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(static_cast<double>(sorted.size()) * part))];
}

/// Ends by itself when a client fails; the first failure is the result.
Status measure_appends(Bed& bed, unsigned clients, const Options& options) {
    std::vector<Laps> laps(clients);
    const auto warm_until = Stopwatch::now() + std::chrono::seconds(1);
    const auto until = warm_until + std::chrono::seconds(options.seconds);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < clients; ++i) {
            threads.emplace_back([&, i] { laps[i] = append_until(bed, i, warm_until, until); });
        }
    }
    std::vector<double> all;
    for (auto& lap : laps) {
        TZ_CHECK(lap.failure);
        all.insert(all.end(), lap.microseconds.begin(), lap.microseconds.end());
    }
    std::sort(all.begin(), all.end());
    std::cout << json::object{{"what", "durable appends"},
                              {"over", options.over},
                              {"clients", clients},
                              {"bytes", options.bytes},
                              {"appends_per_second",
                               static_cast<std::int64_t>(static_cast<double>(all.size()) / options.seconds)},
                              {"p50_us", static_cast<std::int64_t>(percentile(all, 0.50))},
                              {"p99_us", static_cast<std::int64_t>(percentile(all, 0.99))},
                              {"appends", all.size()}}
              << std::endl;
    return {};
}

/// What an auditor's client gets: records re-hashed, decoded, as CloudEvents JSON; and the bare verified records.
Status measure_replay(Node& node) {
    for (const bool as_json : {false, true}) {
        std::size_t events = 0, bytes = 0;
        const auto begin = Stopwatch::now();
        for (Position from = 0; from < node.log().end();) {
            TZ_TRY(const auto page, node.log().read(from, {}));
            for (const auto& record : page) {
                if (as_json) {
                    TZ_TRY(const auto event, cloud_event(node.log().identity(), record));
                    bytes += json::serialize(event).size();
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
    for (const auto clients : options.clients) {
        if (clients == 0 || clients > bed.max_clients()) {
            return invalid("expected 1 to " + std::to_string(bed.max_clients()) + " clients, got " +
                           std::to_string(clients));
        }
        TZ_CHECK(measure_appends(bed, clients, options));
    }
    TZ_CHECK(measure_replay(bed.node()));
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
