#include "tools/bench/growth.hpp"

#include "events/catalogue.hpp"
#include "src/log/rocks_log.hpp"
#include "tools/log_walk.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

namespace taizhang::bench {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::size_t group_events = 1'024;
constexpr std::uint64_t first_size = 100'000;
constexpr Version events_of_item = 100;
constexpr int samples = 2'000;
constexpr std::size_t overhead_bytes = 12;  ///< of the payload besides its text

double seconds_from(Stopwatch::time_point begin) {
    return std::chrono::duration<double>(Stopwatch::now() - begin).count();
}

/// What engines would have decided: the same at every run.
class Author {
  public:
    explicit Author(std::size_t bytes) : bytes_(bytes) {}

    std::vector<Record> group(std::size_t count) {
        std::vector<Record> records(count);
        for (auto& record : records) write(record);
        return records;
    }
    Position written() const { return next_; }
    const StreamId& some_stream() { return streams_[random_() % streams_.size()]; }
    const CommandId& some_command() { return commands_[random_() % commands_.size()]; }
    Position some_position() { return random_() % next_; }
    CommandId new_command() {
        CommandId id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random_());
        return id;
    }

  private:
    void write(Record& record) {
        auto& header = record.header;
        if (version_ % events_of_item == 0) {
            streams_.push_back(StreamId{"item/" + new_command().to_string()});
            version_ = 0;
        }
        header.position = next_++;
        header.stream = streams_.back();
        header.stream_version = ++version_;
        header.type = find_event_by_name("item.urged")->number;
        header.recorded = header.effective = Time{1'390'000'000'000 + std::int64_t(next_) * 3};
        header.actor = {AccountId{"bench"}, {}, {}, "测量", "supervision"};
        header.command_id = new_command();
        header.command = "item.urge";
        if (next_ % 64 == 0) commands_.push_back(header.command_id);
        record.payload = encode_event(item::Urged{text(), {}});
        for (auto& byte : record.salt) byte = static_cast<std::uint8_t>(random_());
        header.payload_digest = payload_digest(record.salt, record.payload);
    }

    std::string text() {
        static constexpr std::array words = {
            "请",   "于",   "本月", "底前", "报送", "进展", "情况", "督查", "事项", "牵头",  "单位",  "配合", "完成",
            "目标", "任务", "项目", "开工", "投资", "亿元", "增长", "工业", "农业", "环保",  "整改",  "落实", "责任",
            "时间", "节点", "第",   "一",   "二",   "三",   "季度", "，",   "。",   "16.5%", "2014年"};
        std::string out;
        while (out.size() + overhead_bytes < bytes_) out += words[random_() % words.size()];
        return out;
    }

    const std::size_t bytes_;
    std::mt19937_64 random_{7};
    Position next_ = 0;
    Version version_ = 0;
    std::vector<StreamId> streams_;
    std::vector<CommandId> commands_;
};

struct Spread {
    double p50 = 0, p99 = 0;
};

/// Nanoseconds of `ask`, asked many times one after the other.
template <class Ask>
Result<Spread> time_of(int times, Ask ask) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        const auto begin = Stopwatch::now();
        TZ_CHECK(ask());
        all.push_back(seconds_from(begin) * 1e9);
    }
    std::sort(all.begin(), all.end());
    return Spread{all[all.size() / 2], all[all.size() * 99 / 100]};
}

void put(json::object& line, const std::string& name, const Spread& spread) {
    line[name + "_p50_ns"] = static_cast<std::int64_t>(spread.p50);
    line[name + "_p99_ns"] = static_cast<std::int64_t>(spread.p99);
}

std::uint64_t bytes_in(const fs::path& directory) {
    std::uint64_t sum = 0;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(directory, gone)) {
        if (const auto bytes = entry.file_size(gone); !gone) sum += bytes;
    }
    return sum;
}

std::uint64_t resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * 4'096 >> 20;
}

class Growth {
  public:
    Growth(EventLog& log, const GrowthOptions& options) : log_(log), options_(options), author_(options.bytes) {}

    Status run() {
        for (auto size = std::min(first_size, options_.events); size < options_.events; size *= 10)
            TZ_CHECK(measure_at(size));
        return measure_at(options_.events);
    }

  private:
    Status measure_at(std::uint64_t size) {
        const auto before = log_.end();
        double appending = 0;
        while (log_.end() < size) {
            const auto group = author_.group(std::min<std::uint64_t>(group_events, size - log_.end()));
            const auto begin = Stopwatch::now();
            TZ_CHECK(log_.append(group));
            appending += seconds_from(begin);
        }
        json::object line{{"what", "growth"}, {"events", size}};
        line["append_in_groups_per_second"] = static_cast<std::int64_t>(double(size - before) / appending);
        TZ_CHECK(single_appends(line));
        TZ_CHECK(reads(line));
        TZ_CHECK(walk(line));
        line["disk_bytes_per_event"] = bytes_in(fs::path(options_.data)) / log_.end();
        line["resident_mb"] = resident_megabytes();
        std::cout << line << std::endl;
        return {};
    }

    Status single_appends(json::object& line) {
        TZ_TRY(const auto spread, time_of(samples / 2, [&] { return log_.append(author_.group(1)); }));
        put(line, "append_one", spread);
        return {};
    }

    Status reads(json::object& line) {
        TZ_TRY(const auto point, time_of(samples, [&]() -> Status {
                   TZ_CHECK(log_.read(author_.some_position(), {.count = 1}));
                   return {};
               }));
        put(line, "point_read", point);
        TZ_TRY(const auto history, time_of(samples / 4, [&]() -> Status {
                   TZ_CHECK(log_.read_stream(author_.some_stream(), 1, {}));
                   return {};
               }));
        put(line, "history_of_100", history);
        TZ_TRY(const auto command, time_of(samples, [&]() -> Status {
                   TZ_CHECK(log_.find_command(author_.some_command()));
                   return {};
               }));
        put(line, "known_command", command);
        TZ_TRY(const auto absent, time_of(samples, [&]() -> Status {
                   TZ_CHECK(log_.find_command(author_.new_command()));
                   return {};
               }));
        put(line, "new_command", absent);
        return {};
    }

    Status walk(json::object& line) {
        const auto end = log_.end(), from = end - std::min<Position>(end, 1'000'000);
        const auto begin = Stopwatch::now();
        const auto decode = [](const Record& record, std::string&) -> Status {
            TZ_CHECK(event_of(record));
            return {};
        };
        TZ_CHECK(walk_log(log_, {.from = from, .to = end}, decode, [](std::string_view) { return Status(); }));
        line["decoded_per_second"] = static_cast<std::int64_t>(double(end - from) / seconds_from(begin));
        return {};
    }

    EventLog& log_;
    const GrowthOptions options_;
    Author author_;
};

}  // namespace

Status run_growth(const GrowthOptions& options) {
    std::error_code problem;
    if (fs::exists(options.data) && !fs::is_empty(options.data, problem))
        return invalid(options.data + " is not empty; name a directory that may be removed afterwards");
    Status status;
    {
        auto log = open_rocks_log({.path = options.data, .origin = "bench.example/log", .epoch = 1});
        if (!log) return log.error();
        status = Growth(**log, options).run();
    }
    fs::remove_all(options.data, problem);
    return status;
}

}  // namespace taizhang::bench
