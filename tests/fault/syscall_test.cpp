// Every file system call that the log makes, while it opens and while it writes, fails once: with EIO, with ENOSPC,
// with a write that the disk confirmed and did not make, or with SIGKILL in its place. After each, the log holds
// exactly what was acknowledged, and perhaps the group that was under way.
//
// The calls are found by strace in a run without faults. TAIZHANG_FAULT_ALL=1 fails each of them; otherwise an even
// sample of each kind of call on each kind of file.
#include "src/log/record_codec.hpp"
#include "src/log/rocks_log.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/fault/tracer.hpp"
#include "tests/fault/workload.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <unistd.h>
#include <csignal>
#include <set>
#include <sstream>

namespace taizhang::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int groups_before = 40, groups_written = 24;

enum class Phase { opening, appending };

struct Fault {
    const char* name;
    const char* injection;             ///< as strace has it
    bool bytes_lost = false;           ///< the disk lied: what was acknowledged may be gone, which must be told
    std::set<std::string> kinds = {};  ///< none: all
};

/// Calls that change something on the disk, or make it last.
const std::set<std::string> changing{"write",  "pwrite64",  "fsync",     "fdatasync", "sync_file_range",
                                     "openat", "fallocate", "ftruncate", "rename",    "link",
                                     "mkdir",  "unlink",    "close"};
const std::set<std::string> can_fill{"write",     "pwrite64",  "fsync",  "fdatasync", "openat",
                                     "fallocate", "ftruncate", "rename", "link",      "mkdir"};

const Fault faults[] = {
    {.name = "InputOutputError", .injection = "error=EIO"},
    {.name = "NoSpace", .injection = "error=ENOSPC", .kinds = can_fill},
    {.name = "LostWrite", .injection = "retval=1", .bytes_lost = true, .kinds = {"write", "pwrite64"}},
    {.name = "Kill", .injection = "signal=SIGKILL", .kinds = changing}};

/// What one run of the writer said.
struct Told {
    bool opened = false;
    Position acknowledged = 0;
    std::uint64_t kept = 0;
    std::vector<ErrorCode> failed;  ///< appends
    bool refused = false, unkept = false, written_after_stop = false;
    std::optional<Position> readable;
    int exit = 0;
    std::vector<Call> calls;
    std::string lines;

    /// RocksDB as Debian builds it asserts that some calls cannot fail: the probes of what the file system can do, and,
    /// when it is closed, that no new write-ahead log failed to be made. That is no worse than a kill.
    bool aborted_by_assertion() const {
        return exit == -SIGABRT &&
               (struck({"fstatfs", "sync_file_range"}, "") || (struck({"openat"}, "log") && readable));
    }
    bool stopped() const { return std::find(failed.begin(), failed.end(), ErrorCode::not_writable) != failed.end(); }
    bool struck(const std::set<std::string>& kinds, const std::string& file) const;
    void hear(const std::string& line);
};

bool Told::struck(const std::set<std::string>& kinds, const std::string& file) const {
    return std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
        return call.struck && kinds.contains(call.kind) && (file.empty() || call.file == file);
    });
}

void Told::hear(const std::string& line) {
    lines += line + '\n';
    std::istringstream words(line);
    std::string word;
    std::uint64_t number = 0;
    words >> word >> number;
    if (word == "opened") {
        opened = true;
        acknowledged = number;
    }
    refused |= word == "refused";
    unkept |= word == "unkept";
    if (word == "failed") failed.push_back(ErrorCode(number));
    if (word == "kept") kept = number;
    if (word == "readable") readable = number;
    if (word != "acknowledged") return;
    written_after_stop |= stopped();
    acknowledged = number;
}

std::string describe(const Fault& fault, const Call& call) {
    return std::string(fault.name) + " at call " + std::to_string(call.occurrence) + " of " + call.kind + " (" +
           call.file + ")";
}

/// Syncs in memory cost nothing, and what is tested is how the calls are answered.
bool prefer_memory() {
    return ::access("/dev/shm", W_OK) == 0 && ::setenv("TMPDIR", "/dev/shm", 1) == 0;
}

class SystemCalls : public testing::TestWithParam<std::tuple<Phase, const Fault*>> {
  protected:
    void SetUp() override;
    /// A writer on a fresh copy of the base, accompanied by a tracer in this phase.
    Told run(Phase phase, const std::string& injection = {});
    void check_run(const Told& told, const Fault& fault) const;
    void check_log(const Told& told, const Fault& fault) const;
    /// A sample of each kind of call on each kind of file, or all.
    std::vector<Call> choose(Phase phase, const Fault& fault);

    const bool in_memory_ = prefer_memory();
    TemporaryDirectory directory_;
    const std::string base_ = directory_ / "base", log_ = directory_ / "log", report_ = directory_ / "report";
    RocksLogOptions options_{.path = log_, .origin = "test.example/log", .epoch = 7};
    Position before_ = 0;
    bool traced_ = false;  ///< the last run

  private:
    void hear_all(Child& writer, Told& told) const;
    void expect_records(const EventLog& log, const Fault& fault) const;
    void expect_tree(const EventLog& log) const;
    void expect_indexes(const EventLog& log) const;
};

void SystemCalls::SetUp() {
    Child writer({FAULT_WRITER, "steps", log_, std::to_string(groups_before)});
    Told told;
    writer.tell("open");
    writer.tell("append");
    hear_all(writer, told);
    ASSERT_EQ(writer.wait(), 0) << told.lines;
    before_ = told.acknowledged;
    fs::rename(log_, base_);
}

void SystemCalls::hear_all(Child& writer, Told& told) const {
    while (const auto line = writer.line(30s)) told.hear(*line);
}

Told SystemCalls::run(Phase phase, const std::string& injection) {
    fs::remove_all(log_);
    fs::copy(base_, log_);
    Told told;
    told.acknowledged = before_;
    Child writer({FAULT_WRITER, "steps", log_, std::to_string(groups_written)});
    writer.line(30s);
    std::optional<Tracer> tracer;
    if (phase == Phase::opening) tracer.emplace(writer.pid(), report_, injection);
    writer.tell("open");
    if (const auto line = writer.line(30s)) told.hear(*line);
    if (told.opened) {
        if (phase == Phase::appending) tracer.emplace(writer.pid(), report_, injection);
        writer.tell("append");
        hear_all(writer, told);
    }
    told.exit = writer.wait();
    if (tracer) tracer->wait();
    traced_ = tracer && tracer->attached();
    if (traced_) told.calls = calls_in(report_, log_);
    return told;
}

std::vector<Call> SystemCalls::choose(Phase phase, const Fault& fault) {
    std::map<std::pair<std::string, std::string>, std::map<int, Call>> found;  // by kind and file, then occurrence
    for (const auto& call : run(phase).calls) {
        if (fault.kinds.empty() || fault.kinds.contains(call.kind))
            found[{call.kind, call.file}].emplace(call.occurrence, call);
    }
    const std::size_t sample = phase == Phase::opening ? 1 : 2;
    const std::size_t wanted = std::getenv("TAIZHANG_FAULT_ALL") ? 1'000'000 : sample;
    std::vector<Call> chosen;
    for (const auto& [what, calls] : found) {
        const auto count = std::min(wanted, calls.size());
        for (std::size_t i = 0; i < count; ++i)  // the middles of equal parts
            chosen.push_back(
                std::next(calls.begin(), std::ptrdiff_t((2 * i + 1) * calls.size() / (2 * count)))->second);
    }
    return chosen;
}

void SystemCalls::check_run(const Told& told, const Fault& fault) const {
    const std::set<std::string> writing{"write", "pwrite64", "fdatasync", "fsync"};
    if (told.exit == -SIGKILL) {
        EXPECT_STREQ(fault.name, "Kill");
        return;
    }
    if (told.aborted_by_assertion()) return;
    EXPECT_EQ(told.exit, told.refused ? 1 : 0);
    EXPECT_FALSE(told.written_after_stop) << "it wrote again after it had stopped";
    if (!told.opened) return;
    if (told.struck(writing, "log") && !fault.bytes_lost)
        EXPECT_TRUE(told.stopped() || told.unkept) << "a write or sync of the write-ahead log failed unnoticed";
    const auto first_stop = std::find(told.failed.begin(), told.failed.end(), ErrorCode::not_writable);
    EXPECT_TRUE(std::all_of(first_stop, told.failed.end(), [](auto code) { return code == ErrorCode::not_writable; }));
    const bool all_writing = std::all_of(told.calls.begin(), told.calls.end(),
                                         [&](const Call& call) { return !call.struck || writing.contains(call.kind); });
    if (all_writing && !fault.bytes_lost) EXPECT_EQ(told.readable, told.acknowledged) << "reads must go on";
}

void SystemCalls::check_log(const Told& told, const Fault& fault) const {
    const auto opened = open_rocks_log(options_);
    if (!opened) {
        EXPECT_TRUE(fault.bytes_lost) << opened.error().message;
        EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << opened.error().message;
        return;
    }
    EventLog& log = **opened;
    ASSERT_GE(log.end(), told.acknowledged) << "acknowledged and lost";
    const auto groups = step_groups(told.acknowledged + 1);
    EXPECT_THAT(log.end(), testing::AnyOf(told.acknowledged, told.acknowledged + groups.back().size()));
    ASSERT_NO_FATAL_FAILURE(expect_records(log, fault));
    if (fault.bytes_lost) return;
    ASSERT_NO_FATAL_FAILURE(expect_tree(log));
    ASSERT_NO_FATAL_FAILURE(expect_indexes(log));
    const auto checkpoint = log.checkpoints().latest().value();
    ASSERT_GE(checkpoint ? checkpoint->size : 0, told.kept) << "a checkpoint was published and lost";
    if (checkpoint) EXPECT_EQ(checkpoint->note, step_note(checkpoint->size));
    const auto more = step_groups(log.end() + 1).back();
    EXPECT_TRUE(log.append(more)) << "it does not go on";
}

void SystemCalls::expect_records(const EventLog& log, const Fault& fault) const {
    Position position = 0;
    for (const auto& group : step_groups(log.end())) {
        for (const auto& record : group) {
            const auto page = log.read(position, {.count = 1});
            if (!page && fault.bytes_lost) {
                EXPECT_EQ(page.error().code, ErrorCode::corrupt);
            } else {
                ASSERT_TRUE(page) << page.error().message;
                ASSERT_EQ(encode_record(page->at(0)), encode_record(record)) << "position " << position;
            }
            ++position;
        }
    }
    EXPECT_EQ(position, log.end()) << "half of a group";
}

void SystemCalls::expect_tree(const EventLog& log) const {
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
    for (const auto& group : step_groups(log.end()))
        for (const auto& record : group) frontier.push(leaf_hash(header_entry(record.header)), completed);
    const auto root = tlog::tree_root(tlog::LogHashes(log), log.end());
    ASSERT_TRUE(root) << root.error().message;
    EXPECT_EQ(*root, frontier.root());
    for (const auto& node : completed)
        EXPECT_EQ(log.tree_hashes(node.level, node.index, 1).value(), std::vector{node.hash});
}

void SystemCalls::expect_indexes(const EventLog& log) const {
    std::map<std::string, Version> versions;
    std::map<CommandId, CommandOutcome> commands;
    for (const auto& group : step_groups(log.end())) {
        for (const auto& record : group) {
            const auto& header = record.header;
            versions[header.stream.value] = header.stream_version;
            ++commands.try_emplace(header.command_id, CommandOutcome{header.position, 0}).first->second.count;
        }
    }
    for (const auto& [stream, version] : versions) EXPECT_EQ(log.version({stream}).value(), version);
    for (const auto& [id, outcome] : commands) {
        const auto found = log.find_command(id).value();
        ASSERT_TRUE(found);
        EXPECT_EQ(std::pair(found->first, found->count), std::pair(outcome.first, outcome.count));
    }
}

TEST_P(SystemCalls, FailOneAfterTheOtherAndNothingAcknowledgedIsLost) {
    const auto& [phase, fault] = GetParam();
    const auto calls = choose(phase, *fault);
    if (!traced_) GTEST_SKIP() << "strace is not installed, or ptrace is not permitted here: no call was failed";
    ASSERT_FALSE(calls.empty()) << "strace saw no call of the log";
    std::size_t struck = 0, stopped = 0, refused = 0, aborted = 0;
    for (const auto& call : calls) {
        SCOPED_TRACE(describe(*fault, call));
        const auto told =
            run(phase, "inject=" + call.kind + ":" + fault->injection + ":when=" + std::to_string(call.occurrence));
        SCOPED_TRACE(told.lines);
        check_run(told, *fault);
        ASSERT_NO_FATAL_FAILURE(check_log(told, *fault));
        struck += told.exit == -SIGKILL || told.struck({call.kind}, "");
        stopped += told.stopped();
        refused += told.refused;
        aborted += told.aborted_by_assertion();
    }
    EXPECT_GE(struck, calls.size() / 2) << "faults that never struck test nothing";
    std::printf("%zu faults: %zu struck, %zu stopped the writer, %zu refused to open, %zu aborted by an assertion\n",
                calls.size(), struck, stopped, refused, aborted);
}

INSTANTIATE_TEST_SUITE_P(, SystemCalls,
                         testing::Combine(testing::Values(Phase::opening, Phase::appending),
                                          testing::Values(&faults[0], &faults[1], &faults[2], &faults[3])),
                         [](const auto& info) {
                             return std::string(std::get<Phase>(info.param) == Phase::opening ? "Opening"
                                                                                              : "Appending") +
                                    std::get<const Fault*>(info.param)->name;
                         });

class CallsOfAWrite : public SystemCalls {};
INSTANTIATE_TEST_SUITE_P(, CallsOfAWrite, testing::Values(std::tuple(Phase::appending, &faults[0])),
                         [](const auto&) { return "AreListed"; });

/// What the faults go through; so that a test that finds no call does not pass for one that fails all.
TEST_P(CallsOfAWrite, AreThoseOfLogSortedFilesManifestAndMark) {
    constexpr int runs =
        50;  // RocksDB may end before its flush is finished, and then begins it again when it is opened
    const auto groups = groups_written + groups_written / 8;  // and checkpoints
    std::map<std::pair<std::string, std::string>, int> counts;
    for (int run_no = 0; run_no < runs && counts[{"write", "MANIFEST"}] == 0; ++run_no) {
        std::filesystem::remove_all(log_);
        const auto told = run(Phase::appending);
        if (!traced_) GTEST_SKIP() << "strace is not installed, or ptrace is not permitted here";
        counts.clear();
        for (const auto& call : told.calls) ++counts[{call.kind, call.file}];
        EXPECT_EQ((counts[{"fdatasync", "log"}]), groups) << "one sync for each";
        EXPECT_EQ((counts[{"pwrite64", "ACKNOWLEDGED"}]), groups_written);
    }
    for (const auto& [what, count] : counts)
        std::printf("%5d %s (%s)\n", count, what.first.c_str(), what.second.c_str());
    for (const auto* kind : {"openat", "write", "fdatasync", "close"}) EXPECT_GT((counts[{kind, "sst"}]), 0) << kind;
    EXPECT_GT((counts[{"write", "MANIFEST"}]), 0);
    EXPECT_GT((counts[{"unlink", "log"}]), 0);
}

TEST_P(CallsOfAWrite, MayAllWriteLessThanTheyWereGiven) {
    Child writer({FAULT_WRITER, "steps", log_, "64", "short"});
    writer.tell("open");
    writer.tell("append");
    Told told;
    while (const auto line = writer.line(30s)) told.hear(*line);
    EXPECT_EQ(writer.wait(), 0);
    EXPECT_TRUE(told.failed.empty() && !told.unkept) << told.lines;
    EXPECT_EQ(told.readable, told.acknowledged);
    EXPECT_EQ(step_groups(told.acknowledged).size(), 64u);
    check_log(told, faults[0]);
}

}  // namespace
}  // namespace taizhang::test
