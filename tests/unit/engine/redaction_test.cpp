// Redactions that follow one another faster than the disk.
#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {
namespace {

CommandRequest by(const std::string& account, CommandRequest request) {
    request.account = AccountId{account};
    request.reason = "当事人申请";
    return request;
}

CommandRequest redact(std::uint64_t number, const std::string& member) {
    return by("sup", command(number, "redaction/4", redaction::Requested{.rule = "第四十七条", .members = {member}}));
}

TEST_F(EngineTest, NobodyIsGivenAnEventWhoseRedactionIsNotDurableYet) {
    start();
    const auto account = [&](std::uint64_t number, const std::string& id, Role role) {
        ASSERT_THAT(give(command(number + 6, "person/" + id, person::Enrolled{.name = id})), IsAccepted());
        ASSERT_THAT(give(command(number, "account/" + id,
                                 account::Opened{.name = id, .roles = {role}, .unit = {}, .person = PersonId{id}})),
                    IsAccepted());
    };
    account(1, "sup", Role::supervision);
    account(2, "app", Role::approver);
    ASSERT_THAT(give(command(3, "unit/u", unit::Registered{.name = "原名", .aliases = {"别名"}})), IsAccepted());
    std::size_t first = 0, approved = 0, second = 0;
    hold_group([&] {
        first = submit(redact(4, "/name"));
        approved = submit(by("app", command(5, "redaction/4", redaction::Approved{})));
        second = submit(redact(6, "/aliases/0"));
    });
    log->appends.open();
    EXPECT_THAT(answers.await(first), IsAccepted());
    EXPECT_THAT(answers.await(approved), IsAccepted());
    // a substitute made from what the log still holds would bring the name back
    EXPECT_THAT(answers.await(second), FailsWith(ErrorCode::busy));
}

}  // namespace
}  // namespace taizhang
