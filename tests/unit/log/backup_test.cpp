// Backups of every kind of log: they grow by what is new, and give the log back, record for record, whole or in part.
#include "tests/unit/log/backups.hpp"

namespace taizhang::test {
namespace {

template <class Engine>
class Backup : public testing::Test, protected BackupPlace {
  protected:
    EventLog& log() { return *engine_.log; }
    void add(const std::string& stream, int count) {
        log().append(GroupBuilder(log()).events(stream, count).take()).value();
    }
    void expect_equal(EventLog& restored, std::uint64_t size) {
        EXPECT_EQ(restored.end(), size);
        EXPECT_EQ(records_of(restored), records_of(log(), size));
        EXPECT_EQ(root_at(restored, size), root_at(log(), size));
    }

    Engine engine_;
    const tlog::SigningKey key_ = key_of('k');
};
TYPED_TEST_SUITE(Backup, Engines, EngineNames);

TYPED_TEST(Backup, GrowsByWhatIsNewAndGivesTheLogBack) {
    this->add("item/a", 300);
    keep_checkpoint(this->log(), this->key_);
    const auto first = this->back_up(this->log());
    EXPECT_EQ(std::pair(first.from, first.to), std::pair(Position{0}, Position{300}));
    const auto before = contents(this->backup());
    this->add("item/b", 7);
    this->add("item/a", 2);
    keep_checkpoint(this->log(), this->key_);
    const auto second = this->back_up(this->log());
    EXPECT_EQ(std::pair(second.from, second.to), std::pair(Position{300}, Position{309}));
    EXPECT_EQ(second.root, root_at(this->log(), 309));
    EXPECT_EQ(contents(this->backup())["segment-000001"], before.at("segment-000001")) << "segments never change";
    EXPECT_LT(second.bytes, first.bytes / 10);

    ASSERT_TRUE(this->restore_simulated());
    this->expect_equal(*this->restored_, 309);
    const auto report = this->restore_disk({.same_epoch = true});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->checkpoints, 2U);
    const auto restored = this->open_restored();
    this->expect_equal(*restored, 309);
    EXPECT_EQ(checkpoints_of(*restored), checkpoints_of(this->log()));
    EXPECT_EQ(restored->version({"item/a"}).value(), 302U);
    restored->append(GroupBuilder(*restored).events("item/a", 3).take()).value();
    EXPECT_EQ(restored->end(), 312U);
}

TYPED_TEST(Backup, ALogThatIsEmptyOrHasNothingNewAddsNothing) {
    EXPECT_EQ(this->back_up(this->log()).segments, 0U);
    expect_refused(this->restore_disk(), ErrorCode::not_found, "holds no records yet");
    this->expect_nothing_restored();
    this->add("item/a", 4);
    this->back_up(this->log());
    const auto before = contents(this->backup());
    const auto again = this->back_up(this->log());
    EXPECT_EQ(std::tuple(again.from, again.to, again.segments), std::tuple(4U, 4U, 0U));
    EXPECT_EQ(contents(this->backup()), before);
}

TYPED_TEST(Backup, TakesACheckpointThatWasSignedOrCosignedLater) {
    this->add("item/a", 4);
    this->back_up(this->log());
    keep_checkpoint(this->log(), this->key_);
    EXPECT_EQ(this->back_up(this->log()).checkpoints, 1U);
    const auto other = key_of('o');
    const auto text = tlog::parse_note(sign(this->log(), 4, this->key_)).value().text;
    this->log().checkpoints().advance(4, {4, tlog::sign_note(text, std::array{&this->key_, &other})}).value();
    EXPECT_EQ(this->back_up(this->log()).checkpoints, 1U);
    EXPECT_EQ(this->back_up(this->log()).checkpoints, 0U);
    ASSERT_TRUE(this->restore_simulated());
    EXPECT_EQ(checkpoints_of(*this->restored_), checkpoints_of(this->log()));
}

TYPED_TEST(Backup, RestoresEveryPrefixThatCutsNoCommandInTwo) {
    std::vector<std::uint64_t> borders;
    for (int i = 0; i < 6; ++i) {
        this->add("item/a", 1 + i % 3);
        borders.push_back(this->log().end());
        if (i % 2) keep_checkpoint(this->log(), this->key_);
    }
    this->back_up(this->log(), {.segment_bytes = 500});
    ASSERT_GT(contents(this->backup()).size(), 5U);
    for (std::uint64_t size = 1; size <= this->log().end(); ++size) {
        const auto report = this->restore_simulated({.size = size});
        if (std::ranges::find(borders, size) == borders.end()) {
            expect_refused(report, ErrorCode::refused, "stands inside the command");
            continue;
        }
        ASSERT_TRUE(report) << report.error().message;
        this->expect_equal(*this->restored_, size);
        for (const auto& [of, note] : checkpoints_of(this->log()))
            EXPECT_EQ(this->restored_->checkpoints().at_most(of).value()->size == of, of <= size) << of << " " << size;
    }
    expect_refused(this->restore_simulated({.size = this->log().end() + 1}), ErrorCode::invalid,
                   "holds the positions 0");
    expect_refused(this->restore_simulated({.size = 0}), ErrorCode::invalid, "cannot be restored");
}

TYPED_TEST(Backup, IsOfTheLogAsItWasWhenItBegan) {
    this->add("item/a", 10);
    backup::LogSource source(this->log());
    this->add("item/a", 5);
    keep_checkpoint(this->log(), this->key_);
    const auto report = backup::back_up(source, this->backup());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(std::tuple(report->to, report->checkpoints), std::tuple(10U, 0U));
    EXPECT_EQ(this->back_up(this->log()).to, 15U);
    ASSERT_TRUE(this->restore_simulated());
    this->expect_equal(*this->restored_, 15);
}

}  // namespace
}  // namespace taizhang::test
