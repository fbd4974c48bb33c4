// The process that the fault tests kill.
//
//     fault_writer write DIR N0 … N7   eight clients append for ever, client i from its command Ni on, asking first
//     whether
//                                      the log has it already; "<position> <client> <number> <again>" on stdout for
//                                      each command, after append() returned
//     fault_writer open DIR            opens the log and says "opened", or the error
//     fault_writer steps DIR GROUPS [short]   steps.hpp; with "short", each write transfers only a part
//     (short_writes.hpp)
#include "src/log/rocks_log.hpp"
#include "tests/fault/workload.hpp"
#include "tests/fault/writer/short_writes.hpp"
#include "tests/fault/writer/steps.hpp"

#include <unistd.h>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace taizhang::test {
namespace {

/// Everything that waits while one group is synced becomes the next group.
class Committer {
  public:
    explicit Committer(EventLog& log) : log_(log), next_(log.end()) {}

    Position commit(CommandNumber command) {
        Waiting waiting{command, {}};
        auto done = waiting.done.get_future();
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back(std::move(waiting));
        }
        changed_.notify_one();
        return done.get();
    }

    [[noreturn]] void run() {
        for (;;) {
            std::deque<Waiting> taken;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] { return !queue_.empty(); });
                taken.swap(queue_);
            }
            write(taken);
        }
    }

  private:
    struct Waiting {
        CommandNumber command;
        std::promise<Position> done;
    };

    void write(std::deque<Waiting>& taken) {
        std::vector<Record> group;
        std::vector<Position> firsts;
        for (const auto& [command, done] : taken) {
            firsts.push_back(next_);
            auto [version, fresh] = versions_.try_emplace(command.stream(), 0);
            if (fresh) version->second = log_.version({command.stream()}).value();
            for (std::uint32_t i = 0; i < command.events(); ++i) {
                group.push_back(workload_record(command, i, next_++, ++version->second));
            }
        }
        if (const auto done = log_.append(group); !done) {
            std::fprintf(stderr, "%s\n", done.error().message.c_str());
            std::_Exit(3);
        }
        for (std::size_t i = 0; i < taken.size(); ++i) taken[i].done.set_value(firsts[i]);
    }

    EventLog& log_;
    Position next_;
    std::map<std::string, Version> versions_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> queue_;
};

/// One write of less than PIPE_BUF bytes is not torn by the kill.
void report(Position position, CommandNumber command, bool again) {
    const auto line = std::to_string(position) + " " + std::to_string(command.client) + " " +
                      std::to_string(command.number) + (again ? " 1\n" : " 0\n");
    if (::write(STDOUT_FILENO, line.data(), line.size()) != ssize_t(line.size())) std::_Exit(4);
}

[[noreturn]] void client(const EventLog& log, Committer& committer, CommandNumber command) {
    for (bool maybe_there = true;; ++command.number, maybe_there = false) {
        if (maybe_there) {
            if (const auto outcome = log.find_command(command.id()).value()) {
                report(outcome->first, command, true);
                continue;
            }
        }
        report(committer.commit(command), command, false);
    }
}

int write_for_ever(EventLog& log, char** first_numbers) {
    Committer committer(log);
    std::vector<std::thread> clients;
    for (std::uint64_t i = 0; i < client_count; ++i) {
        const CommandNumber first{i, std::strtoull(first_numbers[i], nullptr, 10)};
        clients.emplace_back([&log, &committer, first] { client(log, committer, first); });
    }
    committer.run();
}

int run(int argc, char** argv) {
    const std::string what = argc > 2 ? argv[1] : "";
    if (what == "steps" && argc > 3) {
        if (argc > 4) shorten_writes();
        return write_in_steps(argv[2], std::atoi(argv[3]));
    }
    if (what != "open" && !(what == "write" && argc == 3 + int(client_count))) return 2;
    // small buffers: files are sorted, merged and dropped all the time, so that kills hit these moments too
    auto log =
        open_rocks_log({.path = argv[2], .origin = "test.example/log", .epoch = 7, .write_buffer_bytes = 256 << 10});
    std::printf("%s\n", log ? "opened" : log.error().message.c_str());
    std::fflush(stdout);
    if (!log) return 1;
    return what == "open" ? 0 : write_for_ever(**log, argv + 3);
}

}  // namespace
}  // namespace taizhang::test

int main(int argc, char** argv) {
    return taizhang::test::run(argc, argv);
}
