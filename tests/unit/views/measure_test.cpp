// Figures, not judgements: run with --gtest_also_run_disabled_tests --gtest_filter='*Measure*'.
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

namespace taizhang {
namespace {

using namespace test;

/// Of processor time, all threads: the machine may have other work.
double cpu_seconds(const std::function<void()>& work) {
    const auto start = std::clock();
    work();
    return double(std::clock() - start) / CLOCKS_PER_SEC;
}

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Measure, DISABLED_ReplayAndListOfTenThousandItems) {
    const auto feed = town(1, 10'000, 90'000);
    MemoryLog log;
    log.take(feed);
    Directory directory;
    std::unique_ptr<Views> views;
    double replay = 0;
    const auto busy = cpu_seconds([&] {
        replay = seconds([&] {
            views = open_views(directory, log);
            ASSERT_TRUE(catch_up(*views, log));
        });
    });
    std::printf("replay: %.0f events/s into %zu views, %.0f per second of processor\n", double(log.end()) / replay,
                views->states().size(), double(log.end()) / busy);
    for (const auto& projection : {"current_ledger", "audit_trail", "accountability_history", "ledgers"}) {
        Projections one;
        for (auto& each : all_projections()) {
            if (each->name() == projection) one.push_back(std::move(each));
        }
        Directory other;
        const auto alone = cpu_seconds([&] { catch_up(*open_views(other, log, std::move(one)), log); });
        std::printf("  %s alone: %.0f events per second of processor\n", projection, double(log.end()) / alone);
    }
    const RowFilter filter{{"ledger", "2014"}, {"units.unit", "u1"}};
    const auto show = [&](const char* what, const std::function<std::size_t()>& work) {
        std::size_t rows = 0;
        const auto first = seconds([&] { rows = work(); }), second = seconds([&] { work(); });
        std::printf("%s: %zu rows, %.1f ms, again %.1f ms\n", what, rows, first * 1e3, second * 1e3);
    };
    show("snapshot", [&] { return views->snapshot("current_ledger", {})->rows.size(); });
    show("filtered snapshot", [&] { return views->snapshot("current_ledger", filter)->rows.size(); });
    const auto list = [&](const std::string& order, std::optional<Position> as_of) {
        return views->list({.view = "current_ledger", .filter = {}, .order = order, .as_of = as_of})->rows.size();
    };
    show("page by key", [&] { return list("", std::nullopt); });
    show("page by percent", [&] { return list("-percent", std::nullopt); });
    show("page as of the middle", [&] { return list("", 50'000); });
    show("one item's trail",
         [&] { return views->list({.view = "audit_trail", .filter = {{"stream", "item/i77"}}})->rows.size(); });
    show("changes of the last 1000 events",
         [&] { return views->changes_since("current_ledger", filter, log.end() - 1'001)->upserts.size(); });
    views.reset();
    const auto reopen = seconds([&] { views = open_views(directory, log); });
    std::printf("reopen: %.0f ms\n", reopen * 1e3);
}

}  // namespace
}  // namespace taizhang
