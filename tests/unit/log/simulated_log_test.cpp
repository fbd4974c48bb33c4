#include "src/log/simulated_log.hpp"

#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {
namespace {

class Simulated : public testing::Test {
  protected:
    std::vector<Record> group(const EventLog& log) { return GroupBuilder(log).events("item/a", 2).take(); }

    SimulatedLog log_{{"test.example/log", 7}};
};

TEST_F(Simulated, FailedAppendIsLostAndStopsTheWriter) {
    ASSERT_TRUE(log_.append(group(log_)));
    const auto lost = group(log_);
    log_.fail_next_append(SimulatedFault::before_persisting);
    EXPECT_EQ(log_.append(lost).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log_.append(lost).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log_.end(), 2u);
    const auto next = log_.restart();
    EXPECT_EQ(next->end(), 2u);
    EXPECT_FALSE(next->find_command(lost[0].header.command_id).value());
    EXPECT_TRUE(next->append(lost));
}

TEST_F(Simulated, FailedButPersistedAppendIsHiddenUntilARestartFindsIt) {
    ASSERT_TRUE(log_.append(group(log_)));
    const auto kept = group(log_);
    log_.fail_next_append(SimulatedFault::after_persisting);
    EXPECT_EQ(log_.append(kept).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log_.end(), 2u);
    EXPECT_EQ(log_.read(0, {}).value().size(), 2u);
    EXPECT_EQ(log_.version({"item/a"}).value(), 2u);
    EXPECT_EQ(log_.read_stream({"item/a"}, 1, {}).value().size(), 2u);
    EXPECT_FALSE(log_.find_command(kept[0].header.command_id).value());
    const auto next = log_.restart();
    EXPECT_EQ(next->end(), 4u);
    EXPECT_EQ(next->find_command(kept[0].header.command_id).value()->first, 2u);
    EXPECT_EQ(next->version({"item/a"}).value(), 4u);
    EXPECT_TRUE(next->append(group(*next)));
}

TEST_F(Simulated, AGroupThatBreaksARuleDoesNotUseUpTheFault) {
    auto bad = group(log_);
    bad[0].header.position = 9;
    log_.fail_next_append(SimulatedFault::before_persisting);
    EXPECT_EQ(log_.append(bad).error().code, ErrorCode::internal);
    EXPECT_EQ(log_.append(group(log_)).error().code, ErrorCode::not_writable);
}

TEST_F(Simulated, AnyFlippedBitIsToldWithItsPosition) {
    ASSERT_TRUE(log_.append(group(log_)));
    const auto size = 700;  // more than a record has: every byte of it is hit
    for (std::size_t offset = 0; offset < size; ++offset) {
        const auto damaged = log_.restart();
        damaged->flip_bit(1, offset);
        const auto page = damaged->read(0, {});
        ASSERT_FALSE(page) << "offset " << offset;
        EXPECT_EQ(page.error().code, ErrorCode::corrupt);
        EXPECT_EQ(page.error().details.at("position").to_number<Position>(), 1u);
        EXPECT_FALSE(damaged->read_stream({"item/a"}, 1, {}));
        EXPECT_TRUE(damaged->read(0, {.count = 1}));
    }
}

}  // namespace
}  // namespace taizhang::test
