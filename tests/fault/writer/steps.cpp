#include "tests/fault/writer/steps.hpp"

#include "src/log/record_codec.hpp"
#include "src/log/rocks_log.hpp"
#include "tests/fault/workload.hpp"

#include <sys/uio.h>
#include <unistd.h>
#include <cstdlib>

namespace taizhang::test {
namespace {

/// One write of less than PIPE_BUF bytes is not torn by a kill.
void say(std::string line) {
    line += '\n';
    const iovec part{line.data(), line.size()};
    if (::writev(STDOUT_FILENO, &part, 1) != ssize_t(line.size())) std::_Exit(4);
}

void say(const std::string& what, const Error& error) {
    say(what + " " + std::to_string(int(error.code)) + " " + error.message);
}

void wait_for_line() {
    char byte = 0;
    while (byte != '\n') {
        if (::read(STDIN_FILENO, &byte, 1) != 1) std::_Exit(5);
    }
}

StepTip tip_of(Position end) {
    StepTip tip;
    for (const auto& group : step_groups(end)) {
        for (const auto& record : group) tip.versions[record.header.stream.value] = record.header.stream_version;
        tip.end += group.size();
    }
    return tip;
}

void append_groups(EventLog& log, int groups) {
    auto number = step_groups(log.end()).size();
    std::optional<std::uint64_t> kept;
    if (const auto last = log.checkpoints().latest(); last && *last) kept = (*last)->size;
    StepTip tip = tip_of(log.end());
    for (int i = 0; i < groups; ++i) {
        StepTip next = tip;
        const auto done = log.append(step_group(number, next));
        if (!done) {
            say("failed", done.error());
            continue;
        }
        tip = std::move(next);
        say("acknowledged " + std::to_string(tip.end));
        if (++number % 8 != 0) continue;
        const auto advanced = log.checkpoints().advance(kept, {tip.end, step_note(tip.end)});
        if (advanced) say("kept " + std::to_string(*(kept = tip.end)));
        if (!advanced) say("unkept", advanced.error());
    }
}

void read_back(const EventLog& log) {
    Position position = 0;
    for (const auto& group : step_groups(log.end())) {
        const auto page = log.read(position, {.count = group.size()});
        if (!page) return say("unreadable " + std::to_string(position) + " " + page.error().message);
        for (std::size_t i = 0; i < page->size(); ++i, ++position) {
            if (encode_record(page->at(i)) == encode_record(group[i])) continue;
            return say("unreadable " + std::to_string(position) + " it is not what was written");
        }
    }
    say("readable " + std::to_string(position));
}

}  // namespace

int write_in_steps(const std::string& directory, int groups) {
    say("ready");
    wait_for_line();
    {
        // small buffers: files are sorted and merged while few groups are written
        const auto log = open_rocks_log(
            {.path = directory, .origin = "test.example/log", .epoch = 7, .write_buffer_bytes = 64 << 10});
        if (!log) {
            say("refused", log.error());
            return 1;
        }
        say("opened " + std::to_string((*log)->end()));
        wait_for_line();
        append_groups(**log, groups);
        read_back(**log);
    }
    std::_Exit(0);  // a leak checker cannot work under a tracer
}

}  // namespace taizhang::test
