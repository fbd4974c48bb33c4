// A flipped bit anywhere in the log's directory: the log refuses to open or to read and tells what is damaged, or it
// serves what was written. It never serves anything else, and never says that something is not there.
//
// TAIZHANG_FLIPS sets how many bits are flipped in each file (6 by default), TAIZHANG_FLIP_SEED which ones.
#include "src/log/record_codec.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/fault/damaged_log.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace taizhang::test {
namespace {

constexpr int events_in_group = 6;

int setting(const char* name, int otherwise) {
    const char* set = std::getenv(name);
    return set ? std::max(1, std::atoi(set)) : otherwise;
}

class BitFlip : public testing::Test {
  protected:
    BitFlip();
    /// Puts the directory back as it was, but for one bit.
    void flip(const std::string& name, std::size_t bit);
    /// What the log says with the flipped bit. True when it said that something is damaged.
    bool served_rightly();

    DamagedLog damaged_;
    std::string base_ = damaged_.directory / "base";
    std::vector<std::string> files_;
    Digest root_;

  private:
    /// Either an error that may be told of damage, or what was written.
    template <class T, class Right>
    bool right_or_told(const Result<T>& answer, Right&& right) {
        if (!answer) EXPECT_THAT(answer.error().code, testing::AnyOf(ErrorCode::corrupt, ErrorCode::internal));
        if (answer) EXPECT_TRUE(right(*answer));
        told_ |= !answer;
        return !answer || right(*answer);
    }
    void check_records(const EventLog& log);
    void check_indexes(const EventLog& log);

    bool told_ = false;
};

/// Files of all kinds: two sets of sorted files with a manifest that tells of both, and a write-ahead log.
BitFlip::BitFlip() {
    damaged_.options.write_buffer_bytes = 64 << 10;
    damaged_.fill(std::vector(30, events_in_group));
    {
        const auto log = damaged_.open().value();
        EXPECT_TRUE(log->checkpoints().advance({}, {log->end(), "checkpoint\n"}));
    }
    damaged_.fill(std::vector(30, events_in_group));  // behind the checkpoint, so that the mark stands for it too
    tlog::Frontier frontier;
    std::vector<tlog::Frontier::Completed> completed;
    for (const auto& record : damaged_.originals) frontier.push(leaf_hash(header_entry(record.header)), completed);
    root_ = frontier.root();
    fs::rename(damaged_.options.path, base_);
    for (const auto& entry : fs::directory_iterator(base_)) {
        if (entry.file_size() > 0) files_.push_back(entry.path().filename());
    }
    std::sort(files_.begin(), files_.end());
}

void BitFlip::flip(const std::string& name, std::size_t bit) {
    fs::remove_all(damaged_.options.path);
    fs::copy(base_, damaged_.options.path);
    auto bytes = read_file(base_ + "/" + name);
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    write_file(damaged_.options.path + "/" + name, bytes);
}

bool BitFlip::served_rightly() {
    told_ = false;
    const auto opened = damaged_.open();
    if (!opened) {
        EXPECT_THAT(opened.error().code, testing::AnyOf(ErrorCode::corrupt, ErrorCode::invalid))
            << opened.error().message;
        return true;
    }
    const EventLog& log = **opened;
    EXPECT_EQ(log.end(), damaged_.originals.size());
    EXPECT_EQ(log.identity().origin, "test.example/log");
    EXPECT_EQ(log.identity().epoch, 7u);
    check_records(log);
    check_indexes(log);
    right_or_told(tlog::tree_root(tlog::LogHashes(log), damaged_.originals.size()),
                  [&](const Digest& root) { return root == root_; });
    right_or_told((*opened)->checkpoints().latest(),
                  [](const auto& latest) { return latest && latest->note == "checkpoint\n"; });
    return told_;
}

void BitFlip::check_records(const EventLog& log) {
    for (const auto& original : damaged_.originals) {
        const auto position = original.header.position;
        right_or_told(log.read(position, {.count = 1}), [&](const auto& page) {
            return page.size() == 1 && encode_record(page[0]) == encode_record(original);
        });
    }
}

void BitFlip::check_indexes(const EventLog& log) {
    const auto& originals = damaged_.originals;
    right_or_told(log.version({"item/a"}), [&](Version version) { return version == originals.size(); });
    for (std::size_t i = 0; i < originals.size(); i += events_in_group) {
        right_or_told(log.read_stream({"item/a"}, i + 1, {.count = 1}), [&](const auto& page) {
            return page.size() == 1 && encode_record(page[0]) == encode_record(originals[i]);
        });
        right_or_told(log.find_command(originals[i].header.command_id),
                      [&](const auto& found) { return found && found->first == i && found->count == events_in_group; });
    }
}

TEST_F(BitFlip, AnywhereIsToldOrHarmlessAndNeverServed) {
    std::mt19937 random(static_cast<unsigned>(setting("TAIZHANG_FLIP_SEED", 2014)));
    const int flips = setting("TAIZHANG_FLIPS", 6);
    for (const auto& name : files_) {
        const auto bits = fs::file_size(base_ + "/" + name) * 8;
        int told = 0;
        for (int i = 0; i < flips; ++i) {
            const auto bit = random() % bits;
            SCOPED_TRACE("bit " + std::to_string(bit % 8) + " of byte " + std::to_string(bit / 8) + " of " + name);
            flip(name, bit);
            told += served_rightly();
            if (HasFailure()) return;
        }
        std::printf("%-16s %8llu bytes: %d of %d flips told, the others harmless\n", name.c_str(),
                    static_cast<unsigned long long>(bits / 8), told, flips);
    }
}

}  // namespace
}  // namespace taizhang::test
