// SIGKILL while eight clients write: no acknowledged event is lost or changed, nothing appears twice, and the next
// process goes on where the killed one stopped.
#include "src/log/record_codec.hpp"
#include "src/log/rocks_log.hpp"
#include "tests/fault/child.hpp"
#include "tests/fault/workload.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <random>
#include <sstream>

namespace taizhang::test {
namespace {

using namespace std::chrono_literals;

class Killed : public testing::Test {
  protected:
    /// Lets a writer run until a random moment, kills it, and remembers what it acknowledged.
    void run_writer();
    /// Reads the whole log and compares it with what must be in it.
    void check_log();
    std::size_t acknowledged() const { return acknowledged_.size(); }
    std::size_t found_again() const { return again_; }
    Position end() const { return end_; }

  private:
    void acknowledge(const std::string& line);
    void check_record(const Record& record, const Digest& leaf);

    TemporaryDirectory directory_;
    std::string path_ = directory_ / "log";
    std::mt19937 random_{20140113};
    std::map<CommandId, Position> acknowledged_;
    std::array<std::uint64_t, client_count> next_number_{};
    std::size_t again_ = 0;
    Position end_ = 0;
    // while a log is checked
    std::map<std::string, Version> versions_;
    std::map<CommandId, std::pair<Position, std::uint32_t>> commands_;
};

void Killed::run_writer() {
    std::vector<std::string> command{FAULT_WRITER, "write", path_};
    for (const auto number : next_number_) command.push_back(std::to_string(number));
    Child writer(command);
    // every fifth dies within its first milliseconds, while it opens the log; the others while they write
    const bool early = random_() % 5 == 0;
    if (early) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::microseconds(random_() % 30'000);
        while (std::chrono::steady_clock::now() < deadline) {
            if (const auto line = writer.line(1ms)) acknowledge(*line);
        }
    } else {
        for (auto lines = 1 + random_() % 1500; lines > 0; --lines) {
            const auto line = writer.line(30s);
            ASSERT_TRUE(line) << "the writer stopped by itself";
            acknowledge(*line);
        }
    }
    writer.kill();
    while (const auto line = writer.line(30s)) acknowledge(*line);
    EXPECT_EQ(writer.wait(), -SIGKILL);
}

void Killed::acknowledge(const std::string& line) {
    if (line == "opened") return;
    std::istringstream words(line);
    Position position = 0;
    CommandNumber command;
    bool again = false;
    ASSERT_TRUE(words >> position >> command.client >> command.number >> again) << line;
    ASSERT_TRUE(acknowledged_.emplace(command.id(), position).second) << "acknowledged twice: " << line;
    ASSERT_EQ(next_number_.at(command.client), command.number);
    ++next_number_[command.client];
    again_ += again;
}

void Killed::check_record(const Record& record, const Digest& leaf) {
    const auto& header = record.header;
    const auto command = CommandNumber::of(header.command_id);
    auto& [first, count] = commands_.try_emplace(header.command_id, header.position, 0).first->second;
    ASSERT_EQ(header.position, first + count) << "a command's events are not one after the other";
    const auto expected = workload_record(command, count++, header.position, ++versions_[header.stream.value]);
    ASSERT_EQ(encode_record(record), encode_record(expected)) << "position " << header.position;
    ASSERT_TRUE(verify_record(record, leaf));
}

void Killed::check_log() {
    auto opened = open_rocks_log({.path = path_, .origin = "test.example/log", .epoch = 7});
    ASSERT_TRUE(opened) << opened.error().message;
    const EventLog& log = **opened;
    ASSERT_GE(log.end(), end_);
    end_ = log.end();
    versions_.clear();
    commands_.clear();
    for (Position from = 0; from < end_;) {
        const auto page = log.read(from, {});
        ASSERT_TRUE(page) << page.error().message;
        const auto leaves = log.tree_hashes(0, from, page->size()).value();
        ASSERT_EQ(leaves.size(), page->size());
        for (const auto& record : *page) {
            ASSERT_EQ(record.header.position, from++);
            ASSERT_NO_FATAL_FAILURE(
                check_record(record, leaves[record.header.position - page->front().header.position]));
        }
    }
    for (const auto& [stream, version] : versions_) ASSERT_EQ(log.version({stream}).value(), version);
    for (const auto& [id, place] : commands_) {
        const auto found = log.find_command(id).value();
        ASSERT_TRUE(found);
        ASSERT_EQ(std::pair(found->first, found->count), place);
        ASSERT_EQ(found->count, CommandNumber::of(id).events()) << "half of a command";
    }
    for (const auto& [id, position] : acknowledged_) {
        ASSERT_TRUE(commands_.contains(id)) << "acknowledged at position " << position << " and lost";
        ASSERT_EQ(commands_.at(id).first, position);
    }
}

int rounds() {
    const char* set = std::getenv("TAIZHANG_KILL_ROUNDS");
    return set ? std::max(1, std::atoi(set)) : 8;
}

TEST_F(Killed, NothingAcknowledgedIsLostAndNothingAppearsTwice) {
    for (int round = 0; round < rounds(); ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        ASSERT_NO_FATAL_FAILURE(run_writer());
        ASSERT_NO_FATAL_FAILURE(check_log());
    }
    EXPECT_GT(acknowledged(), 0u);
    std::printf("%d kills, %zu commands acknowledged, %zu of them found by a retry, %llu events\n", rounds(),
                acknowledged(), found_again(), static_cast<unsigned long long>(end()));
}

}  // namespace
}  // namespace taizhang::test
