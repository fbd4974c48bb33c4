// Redacted records before the auditor: what the law removed holds, and what nobody ordered is found, wherever it is
// read.
#include "src/audit/bundle.hpp"
#include "src/audit/log_audit.hpp"
#include "src/redaction/substituting_log.hpp"
#include "tests/unit/audit/history.hpp"

#include "events/redaction.hpp"

#include <gmock/gmock.h>
#include <boost/algorithm/string.hpp>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;
using Lines = std::vector<std::string>;

constexpr Position target = 7;
constexpr std::size_t events = 20;  ///< the order stands behind them

redaction::Execution execution_for(const EventHeader& header) {
    const Event left = unit::Renamed{.name = std::string(redaction::removed_text), .aliases = {"旧名"}};
    return {.requested_by = {"zhang"},
            .requester_name = "张三",
            .requested = header.recorded,
            .request_reason = "个人信息",
            .rule = "个人信息保护法第四十七条",
            .members = {"/name"},
            .stream = header.stream,
            .stream_version = header.stream_version,
            .schema = header.schema,
            .substitute = to_base64(encode_event(left))};
}

Record order_of(const Record& redacted, Position at, const redaction::Execution& execution) {
    auto order = redacted;
    order.redacted.reset();
    order.header.position = at;
    order.header.stream = {"redaction/" + std::to_string(redacted.header.position)};
    order.header.stream_version = 1;
    order.header.type = info_of(redaction::Approved{}).number;
    order.header.schema = info_of(redaction::Approved{}).schema;
    order.header.recorded = Time{1'400'000'100'000};
    order.header.command_id = numbered_command(1'000 + at);
    order.header.causation.reset();
    order.header.command = "redaction.approve";
    order.payload = encode_event(redaction::Approved{execution});
    order.salt.fill(0x77);
    seal(order);
    return order;
}

/// 20 events, of which one is redacted by the 21st, as the log gives them.
std::vector<Record> redacted_history(const std::function<void(Record&)>& spoil = {}) {
    auto all = history(events);
    auto order = order_of(all[target], events, execution_for(all[target].header));
    if (spoil) {
        spoil(order);
        seal(order);
    }
    all.push_back(order);
    all[target].payload.clear();
    all[target].salt = {};
    all[target].redacted = Redacted{.by = events};
    return all;
}

Result<Verifier> verified_again(const std::vector<Record>& records) {
    Verifier verifier(trusted());
    for (const auto& record : records) TZ_CHECK(verifier.add(record));
    TZ_CHECK(verifier.finish());
    return verifier;
}

TEST(AuditRedaction, WhatTheLawRemovedHoldsAndIsListed) {
    const auto found = verified_again(redacted_history());
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_EQ(found->redactions().removals().size(), 1u);
    const auto& removal = found->redactions().removals()[0];
    EXPECT_EQ(removal.position, target);
    EXPECT_EQ(removal.text(),
              "redacted by 张三 and 李一 on 2014-05-13T16:55:00.000Z under 个人信息保护法第四十七条 (position 20)");
    EXPECT_TRUE(verified_again(history(events)).value().redactions().removals().empty());
}

TEST(AuditRedaction, FromTheBytesToo) {
    Verifier verifier(trusted());
    for (const auto& record : redacted_history()) {
        const auto entry = header_entry(record.header);
        const auto added = record.redacted ? verifier.add_redacted(entry, record.redacted->by)
                                           : verifier.add(entry, record.salt, record.payload);
        ASSERT_TRUE(added) << added.error().message;
    }
    EXPECT_TRUE(verifier.finish());
    EXPECT_EQ(verifier.redactions().removals().size(), 1u);
}

void expect_fault(const std::vector<Record>& records, Position position, const std::string& said) {
    const auto found = verified_again(records);
    ASSERT_FALSE(found) << said;
    EXPECT_EQ(found.error().code, ErrorCode::corrupt);
    EXPECT_THAT(found.error().message, HasSubstr(said));
    EXPECT_EQ(position_of(found.error()), std::int64_t(position)) << found.error().message;
}

TEST(AuditRedaction, WhatIsGoneWithoutAnOrderIsFound) {
    auto records = redacted_history();
    records.pop_back();
    expect_fault(records, target, "redacted by position 20, but that one is not there");
    records = redacted_history();
    records[3].redacted = Redacted{.by = 20};
    expect_fault(records, 3, "redacted by position 20, but that one is of position 7");
    records = redacted_history();
    records[target].redacted->by = 12;
    expect_fault(records, target, "what stands there is no approved redaction");
    records[target].redacted->by = target;
    expect_fault(records, target, "that one is not after it");
}

TEST(AuditRedaction, WhatWasOrderedToGoAndIsThereIsFound) {
    auto records = redacted_history();
    records[target] = history(events)[target];
    expect_fault(records, target, "position 20 ordered to remove its payload, but it is still there");
    records = redacted_history();
    auto again = order_of(records[target], events + 1, execution_for(records[target].header));
    again.header.stream_version = 2;
    records.push_back(again);
    expect_fault(records, target, "redacted again by position 21, but its record names position 20");
    records[target].redacted->by = events + 1;
    EXPECT_TRUE(verified_again(records));
}

/// A log that goes on while it is read: the first `settled` records are under the checkpoint that is verified_again.
Verifier read_while_written(const std::vector<Record>& records, Position settled) {
    Verifier verifier(trusted());
    verifier.live_from(settled);
    for (const auto& record : records) {
        const auto added = verifier.add(record);
        EXPECT_TRUE(added) << added.error().message;
    }
    return verifier;
}

TEST(AuditRedaction, WhatIsRemovedWhileItIsReadIsAskedForAgain) {
    const auto emptied = redacted_history();
    auto records = emptied;
    records[target] = history(events)[target];  // read just before the order came
    auto verifier = read_while_written(records, events);
    ASSERT_EQ(verifier.redactions().changed().size(), 1u);
    EXPECT_EQ(verifier.redactions().changed().begin()->first, target);
    const auto unasked = verifier.finish();
    ASSERT_FALSE(unasked) << "a server that leaves it there has not carried out the order";
    EXPECT_THAT(unasked.error().message, HasSubstr("it is still there"));
    const auto entry = header_entry(emptied[target].header);
    EXPECT_FALSE(verifier.again(target, entry, events - 1));
    EXPECT_FALSE(verifier.again(target, header_entry(emptied[3].header), events)) << "another record";
    ASSERT_TRUE(verifier.again(target, entry, events));
    EXPECT_TRUE(verifier.finish());
    ASSERT_EQ(verifier.redactions().removals().size(), 1u);
    EXPECT_EQ(verifier.redactions().removals()[0].position, target);
}

TEST(AuditRedaction, WhatIsRemovedOnceMoreWhileItIsReadIsAskedForAgain) {
    auto records = redacted_history();
    auto second = order_of(records[target], events + 1, execution_for(records[target].header));
    second.header.stream_version = 2;
    records.push_back(second);
    auto verifier = read_while_written(records, events);
    ASSERT_EQ(verifier.redactions().changed().size(), 1u);
    EXPECT_FALSE(verifier.finish());
    ASSERT_TRUE(verifier.again(target, header_entry(records[target].header), events + 1));
    EXPECT_TRUE(verifier.finish());
}

TEST(AuditRedaction, AnOrderUnderTheCheckpointIsNoExcuse) {
    auto records = redacted_history();
    records[target] = history(events)[target];
    Verifier verifier(trusted());
    verifier.live_from(events + 1);
    Status last;
    for (const auto& record : records) last = verifier.add(record);
    ASSERT_FALSE(last);
    EXPECT_THAT(last.error().message, HasSubstr("it is still there"));
}

TEST(AuditRedaction, NoOrderOfAnotherShapeIsTaken) {
    const auto spoiled = [](const std::function<void(redaction::Execution&)>& spoil) {
        return redacted_history([&](Record& order) {
            auto execution = execution_for(history(events)[target].header);
            spoil(execution);
            order.payload = encode_event(redaction::Approved{execution});
        });
    };
    ASSERT_TRUE(verified_again(spoiled([](auto&) {})));
    expect_fault(spoiled([](auto& e) { e.requested_by = {"li"}; }), target,
                 "approved by the account that asked for it");
    expect_fault(spoiled([](auto& e) { e.stream_version = 9; }), target, "that one is of version 9 of unit/u1");
    expect_fault(spoiled([](auto& e) { e.substitute = "AA=="; }), target, "its substitute is not such an event");
    expect_fault(redacted_history([](Record& order) { order.payload = encode_event(redaction::Approved{}); }), target,
                 "does not say what was carried out");
    expect_fault(redacted_history([](Record& order) { order.header.stream = {"redaction/07"}; }), target,
                 "stands in a stream that is not redaction/<position>");
    expect_fault(redacted_history([](Record& order) { order.header.stream = {"redaction/8"}; }), target,
                 "that one is of position 8");
}

/// As the log has it: the record is erased by appending the order.
std::unique_ptr<SimulatedLog> redacted_log() {
    auto log = log_of(history(events));
    const auto records = redacted_history();
    auto order = records.back();
    order.erases = target;
    if (!log->append(std::array{order})) throw std::runtime_error("not appended");
    return log;
}

TEST(AuditRedaction, AWholeLogIsAudited) {
    const auto log = redacted_log();
    Verifier verifier(trusted());
    const auto found = audit_log(*log, verifier);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->records, events + 1);
    EXPECT_EQ(verifier.redactions().removals().size(), 1u);
}

Result<Lines> bundle(const BundleSelection& selection, std::size_t size = events + 1) {
    const auto kept = redacted_log();
    SubstitutingLog log(*kept);
    std::string file;
    TZ_TRY(const auto report, write_bundle(log, trusted(), note_of(redacted_history(), size), selection, Time{0},
                                           [&](auto line) -> Status {
                                               file += line;
                                               return {};
                                           }));
    Lines lines;
    boost::split(lines, file, boost::is_any_of("\n"));
    lines.pop_back();
    return lines;
}

Result<BundleReport> verified_again(const Lines& lines) {
    std::size_t at = 0;
    return verify_bundle(
        [&]() -> Result<std::optional<std::string>> {
            return at < lines.size() ? std::optional(lines[at++]) : std::nullopt;
        },
        trusted());
}

TEST(BundleRedaction, OfAllHasTheOrderInItsPlace) {
    const auto lines = bundle({}).value();
    EXPECT_EQ(lines.size(), events + 1 + 2);
    EXPECT_THAT(lines[target + 1], HasSubstr(R"(","redacted":{"by":20},"path":[)"));
    EXPECT_THAT(lines[target + 1], HasSubstr("〔依法删除〕"));
    const auto report = verified_again(lines);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->records, events + 1);
    ASSERT_EQ(report->removals.size(), 1u);
    EXPECT_EQ(report->removals[0].position, target);
}

TEST(BundleRedaction, OfAPartBringsTheOrderAlong) {
    for (const auto& selection : {BundleSelection{.from = 5, .to = 10}, {.stream = StreamId{"unit/u1"}}}) {
        const auto lines = bundle(selection).value();
        EXPECT_THAT(lines[lines.size() - 2], testing::StartsWith(R"({"order":20,"entry":")"));
        const auto report = verified_again(lines);
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(report->removals.size(), 1u);
        EXPECT_EQ(report->records, lines.size() - 3);
    }
    const auto without = bundle({.from = 8, .to = 10}).value();
    EXPECT_EQ(without.size(), 4u);
    const auto orders = verified_again(bundle({.stream = StreamId{"redaction/7"}}).value());
    ASSERT_TRUE(orders) << orders.error().message;
    EXPECT_EQ(orders->records, 1u);
}

TEST(BundleRedaction, UnderACheckpointBeforeTheOrderIsNotWritten) {
    const auto refused = bundle({}, events);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    EXPECT_THAT(refused.error().message, HasSubstr("redacted by position 20, which the checkpoint of 20 records"));
    EXPECT_TRUE(bundle({.from = 8}, events));
}

TEST(BundleRedaction, IsFoundOutWhenItIsTamperedWith) {
    const auto part = bundle({.from = 5, .to = 10}).value();
    const std::size_t line = 3;  // of the redacted record: position 7
    const auto expect = [](const Lines& lines, const std::string& said) {
        const auto report = verified_again(lines);
        ASSERT_FALSE(report) << said;
        EXPECT_THAT(report.error().message, HasSubstr(said));
    };
    const auto edited = [&](std::size_t at, const std::string& from, const std::string& to) {
        auto lines = part;
        boost::replace_first(lines[at], from, to);
        EXPECT_NE(lines[at], part[at]);
        return lines;
    };
    auto lines = part;
    lines.erase(lines.end() - 2);
    expect(lines, "redacted by position 20, but that one is not there");
    expect(edited(line, "〔依法删除〕", "〔依法删减〕"), "line 4: position 7: the readable event is not");
    expect(edited(line, R"("by":20)", R"("by":19)"), "no record of the bundle says that this one has redacted it");
    expect(edited(line, R"("by":20)", R"("by":9)"), "what stands there is no approved redaction");
    expect(edited(line, R"({"by":20})", R"({"by":20,"note":1})"), "not spelled as");
    expect(edited(part.size() - 2, R"("payload":"A)", R"("payload":"B)"), "salt and payload hash to");
    expect(edited(part.size() - 2, "张三", "张四"), "the readable event is not");
    lines = part;
    lines.insert(lines.end() - 2, lines[lines.size() - 2]);
    expect(lines, "no record of the bundle says");
    lines = part;
    std::swap(lines[lines.size() - 2], lines[lines.size() - 3]);
    expect(lines, "a record stands behind what ordered redactions");
    auto removed = bundle({.from = 5, .to = 10}).value();
    removed[4] = removed[line];  // another record, claimed to be redacted too
    expect(removed, "got that of position 7");
}

}  // namespace
}  // namespace taizhang::audit
