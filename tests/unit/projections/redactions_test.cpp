#include "projections/audit/redactions.hpp"

#include "projections/accountability/accountability_history.hpp"
#include "projections/audit/audit_trail.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::AccountabilityRow;
using rows::RedactionRow;
using rows::RedactionStatus;
using rows::TrailRow;

/// Item 1 is urged; texts of the urging (event 2) are asked to be removed.
class Redactions : public testing::Test {
  protected:
    Feed feed;
    static constexpr auto target = "redaction/2";

    Redactions() {
        enter_item(feed);
        feed.add("item/1", item::Urged{"〔依法删除〕", {}});
    }
    void request(std::vector<std::string> members = {"/text"}) {
        feed.as("asker", {}).add(target, redaction::Requested{"某法第一条", std::move(members)}, "当事人申请");
    }
    Position approve(std::vector<std::string> members = {"/text"}) {
        redaction::Execution execution{.requested_by = AccountId{"asker"},
                                       .requester_name = "name of asker",
                                       .requested = feed.told().back().header.recorded,
                                       .rule = "某法第一条",
                                       .members = std::move(members),
                                       .stream = StreamId{"item/1"},
                                       .stream_version = 2};
        return feed.as("mayor", {}).add(target, redaction::Approved{execution}, "同意").header.position;
    }
    RedactionRow row() { return row_of<RedactionsView, RedactionRow>(feed, "2"); }
    TrailRow trail(const std::string& key) { return row_of<AuditTrailView, TrailRow>(feed, key); }
};

TEST_F(Redactions, ARequestStandsOpen) {
    request();
    EXPECT_EQ(row().state, RedactionStatus::requested);
    EXPECT_EQ(row().position, 2u);
    EXPECT_EQ(row().rule, "某法第一条");
    EXPECT_EQ(row().reason, "当事人申请");
    EXPECT_EQ(row().requested_by, AccountId{"asker"});
    EXPECT_EQ(row().requested_at, feed.told().back().header.recorded);
    EXPECT_FALSE(row().decided_by);
    EXPECT_FALSE(trail("item/1/0000000002").redacted);
}

TEST_F(Redactions, AnApprovalTellsByWhomWhenAndUnderWhichRule) {
    request();
    const auto by = approve();
    EXPECT_EQ(row().state, RedactionStatus::approved);
    EXPECT_EQ(row().decided_by, AccountId{"mayor"});
    EXPECT_EQ(row().stream, StreamId{"item/1"});
    EXPECT_EQ(row().carried_out, by);

    const auto removed = trail("item/1/0000000002").redacted;
    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->position, by);
    EXPECT_EQ(removed->requested_by, AccountId{"asker"});
    EXPECT_EQ(removed->approved_by, AccountId{"mayor"});
    EXPECT_EQ(removed->approver_name, "name of mayor");
    EXPECT_EQ(removed->at, feed.told().back().header.recorded);
    EXPECT_EQ(removed->rule, "某法第一条");
    EXPECT_FALSE(trail("item/1/0000000001").redacted);
}

TEST_F(Redactions, TheHistoriesOfAllWhomItConcernsTellIt) {
    feed.add("item/1", item::Urged{"再催", {UnitId{"sjw"}}});
    request();
    const auto by = approve();
    const auto rows = project<AccountabilityHistoryView>(feed).rows;
    std::size_t marked = 0, others = 0;
    for (const auto& [key, text] : rows) {
        if (hidden(key)) continue;
        const bool has = text.find(R"("redacted":{"position":)" + std::to_string(by)) != std::string::npos;
        EXPECT_EQ(has, key.ends_with("/00000000000000000002")) << key;
        ++(has ? marked : others);
    }
    EXPECT_GE(marked, 1u);
    EXPECT_GE(others, 1u);
}

TEST_F(Redactions, TheRequestsOwnTrailShowsBoth) {
    request();
    approve();
    EXPECT_EQ(trail("redaction/2/0000000001").type, "redaction.requested");
    const auto approved = trail("redaction/2/0000000002");
    EXPECT_EQ(approved.reason, "同意");
    std::vector<std::string> fields;
    for (const auto& change : approved.changes) fields.push_back(change.field);
    EXPECT_THAT(fields, testing::ElementsAre("state", "stream", "stream_version"));
}

TEST_F(Redactions, AFurtherRequestTakesThePlaceOfADeclinedOne) {
    request();
    feed.as("mayor", {}).add(target, redaction::Declined{}, "依据不足");
    EXPECT_EQ(row().state, RedactionStatus::declined);
    EXPECT_EQ(row().decision_reason, "依据不足");
    request({"/note"});
    EXPECT_EQ(row().state, RedactionStatus::requested);
    EXPECT_FALSE(row().decided_by);
    EXPECT_EQ(row().members, std::vector<std::string>{"/note"});
    EXPECT_EQ(row().version, 3u);
}

TEST_F(Redactions, ASecondOneAddsItsTexts) {
    request();
    const auto first = approve();
    request({"/note"});
    EXPECT_EQ(row().carried_out, first);
    const auto second = approve({"/note"});
    EXPECT_EQ(row().carried_out, second);
    const auto removed = trail("item/1/0000000002").redacted;
    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->position, second);
    EXPECT_EQ(removed->members, (std::vector<std::string>{"/text", "/note"}));
}

TEST_F(Redactions, KeysAreToldInTheTrail) {
    feed.add("log/keys", log::KeyAdopted{"new-key"}, "年度换钥");
    feed.add("log/keys", log::KeyRetired{"old-key"}, "年度换钥");
    ASSERT_EQ(trail("log/keys/0000000001").changes.size(), 1u);
    EXPECT_EQ(trail("log/keys/0000000001").changes[0].after, "new-key");
    EXPECT_EQ(trail("log/keys/0000000002").changes[0].field, "retired");
}

}  // namespace
}  // namespace taizhang
