#include "src/audit/bundle.hpp"

#include "tests/unit/audit/history.hpp"

#include <gmock/gmock.h>
#include <boost/algorithm/string.hpp>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;
using Lines = std::vector<std::string>;

constexpr std::size_t count = 40;

const std::vector<Record>& records() {
    static const auto all = history(count);
    return all;
}

Result<Lines> written(const BundleSelection& selection, std::size_t size = count, std::string note = {},
                      const tlog::TrustPolicy& keys = trusted()) {
    const auto log = log_of(records());
    if (note.empty()) note = note_of(records(), size);
    std::string file;
    TZ_TRY(const auto report,
           write_bundle(*log, keys, note, selection, Time{1'500'000'000'123}, [&](auto line) -> Status {
               file += line;
               return {};
           }));
    Lines lines;
    boost::split(lines, file, boost::is_any_of("\n"));
    EXPECT_TRUE(lines.back().empty()) << "each line has its end";
    lines.pop_back();
    EXPECT_EQ(lines.size(), report.records + 2);
    return lines;
}

Result<BundleReport> verified(const Lines& lines, const tlog::TrustPolicy& policy = trusted()) {
    std::size_t at = 0;
    return verify_bundle(
        [&]() -> Result<std::optional<std::string>> {
            return at < lines.size() ? std::optional(lines[at++]) : std::nullopt;
        },
        policy);
}

TEST(Bundle, OfARangeIsWhole) {
    const auto lines = written({.from = 5, .to = 30}).value();
    const auto report = verified(lines);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->records, 25u);
    EXPECT_EQ(report->from, 5u);
    EXPECT_EQ(report->to, 30u);
    EXPECT_TRUE(report->whole);
    EXPECT_FALSE(report->own_keys);
    EXPECT_EQ(report->checkpoint.checkpoint.size, count);
    EXPECT_EQ(
        lines[0],
        R"({"bundle":"taizhang/1","origin":"ledger.example.gov/2014","epoch":"1122334455667788","from":5,"to":30,)"
        R"("stream":null,"size":40,"made":"2017-07-14T02:40:00.123Z","keys":[")" +
            log_key().verifier().to_string() + R"("],"checkpoint":)" +
            boost::json::serialize(boost::json::string(note_of(records(), count))) + "}");
    EXPECT_EQ(lines.back(), R"({"end":25})");
}

TEST(Bundle, ByDefaultIsOfAllThatTheCheckpointCovers) {
    const auto report = verified(written({}, 33).value());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->records, 33u);
    EXPECT_TRUE(verified(written({.from = 7, .to = 7}).value())) << "nothing is a range too";
}

TEST(Bundle, OfAStreamHasItsVersionsWithoutGaps) {
    const auto report = verified(written({.stream = StreamId{"unit/u1"}}).value());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->records, 13u);
    EXPECT_FALSE(report->whole) << "what was left out at the end, nobody could tell";
    EXPECT_EQ(report->first_version, 1u);
    EXPECT_EQ(report->last_version, 13u);
    const auto part = verified(written({.from = 10, .to = 20, .stream = StreamId{"unit/u1"}}).value());
    ASSERT_TRUE(part) << part.error().message;
    EXPECT_EQ(part->first_version, 4u);
    EXPECT_EQ(part->last_version, 7u);
}

TEST(Bundle, IsNotWrittenBeyondTheCheckpointOrUnderAWrongOne) {
    EXPECT_EQ(written({.from = 0, .to = 31}, 30).error().code, ErrorCode::invalid);
    EXPECT_EQ(written({.from = 6, .to = 5}).error().code, ErrorCode::invalid);
    auto others = records();
    others[3].header.reason = "另一段历史";
    EXPECT_THAT(written({}, count, note_of(others, count)).error().message, HasSubstr("but the checkpoint says"));
    EXPECT_THAT(written({}, count, note_of(records(), count, key_of(identity.origin, 'x'))).error().message,
                HasSubstr("no known key"));
    const auto more = history(count + 1);
    EXPECT_EQ(written({}, count, note_of(more, count + 1)).error().code, ErrorCode::corrupt);
}

TEST(Bundle, ReadsTheKeysOfTheFileWhenItIsGivenNoneAndSaysSo) {
    const auto lines = written({}).value();
    const auto report = verified(lines, {});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->own_keys);
    EXPECT_EQ(report->checkpoint.signed_with, log_key().verifier());
    const auto stranger = key_of(identity.origin, 'x').verifier();
    EXPECT_THAT(verified(lines, {.log_keys = {stranger}}).error().message, HasSubstr("line 1: no known key"));
    EXPECT_FALSE(verified(lines, {.origin = "other.example/log", .log_keys = {log_key().verifier()}}));
}

/// Replaces in the line of a position (0 is in line 2), which must have it.
void edit(Lines& lines, std::size_t line, const std::string& from, const std::string& to) {
    const auto at = lines.at(line).find(from);
    ASSERT_NE(at, std::string::npos) << from;
    lines[line].replace(at, from.size(), to);
}

/// Another character of base64 in the middle of a member's value.
void flip(Lines& lines, std::size_t line, const std::string& member) {
    const auto at = lines.at(line).find("\"" + member + "\":");
    ASSERT_NE(at, std::string::npos);
    char& c = lines[line][at + member.size() + 10];
    c = c == 'A' ? 'B' : 'A';
}

struct Wrong {
    const char* name;
    std::function<void(Lines&)> wrong;
    int line;
    std::int64_t position;
    const char* said;
};

Lines swapped(Lines lines, std::size_t a, std::size_t b) {
    std::swap(lines.at(a), lines.at(b));
    return lines;
}

const std::vector<Wrong>& wrongs() {
    static const std::vector<Wrong> all{
        {"payload", [](auto& l) { flip(l, 8, "payload"); }, 9, 7, "salt and payload hash to"},
        {"salt", [](auto& l) { flip(l, 8, "salt"); }, 9, 7, "salt and payload hash to"},
        {"entry", [](auto& l) { flip(l, 8, "entry"); }, 9, 7, ""},
        {"path", [](auto& l) { flip(l, 8, "path"); }, 9, 7, ""},
        {"an empty path",
         [](auto& l) {
             l[8] = l[8].substr(0, l[8].find("\"path\":") + 7) + "[]" + l[8].substr(l[8].find(",\"event\""));
         },
         9, 7, ""},
        {"position", [](auto& l) { edit(l, 8, "\"position\":7", "\"position\":6"); }, 9, 6, "is that of position 7"},
        {"position beyond", [](auto& l) { edit(l, 8, "\"position\":7", "\"position\":77"); }, 9, 77, "ends at 40"},
        {"event's data", [](auto& l) { edit(l, 8, "单位7", "单位8"); }, 9, 7, "the readable event is not"},
        {"event's actor", [](auto& l) { edit(l, 8, "\"actorname\":\"李一\"", "\"actorname\":\"李二\""); }, 9, 7,
         "the readable event is not"},
        {"event's id", [](auto& l) { edit(l, 8, "1122334455667788-7", "1122334455667789-7"); }, 9, 7,
         "the readable event is not"},
        {"a member more in the event", [](auto& l) { edit(l, 8, "\"specversion\"", "\"note\":1,\"specversion\""); }, 9,
         7, "the readable event is not"},
        {"a member more", [](auto& l) { edit(l, 8, "{\"position\"", "{\"note\":1,\"position\""); }, 9, 7,
         "not spelled as"},
        {"a member twice", [](auto& l) { edit(l, 8, "\"event\":", "\"event\":1,\"event\":"); }, 9, 7, "not spelled as"},
        {"spaces", [](auto& l) { edit(l, 8, "\"event\":", "\"event\": "); }, 9, 7, "not spelled as"},
        {"no JSON", [](auto& l) { l[8].resize(l[8].size() / 2); }, 9, 7, "expected one JSON object"},
        {"a record dropped", [](auto& l) { l.erase(l.begin() + 8); }, 9, 7, "got that of position 8"},
        {"the last record dropped", [](auto& l) { l.erase(l.end() - 2); }, 41, 39,
         "40 records stand before it, but 39"},
        {"… and the number of them",
         [](auto& l) {
             l.erase(l.end() - 2);
             l.back() = "{\"end\":39}";
         },
         41, 39, "should go on to 40"},
        {"a record twice", [](auto& l) { l.insert(l.begin() + 8, l[8]); }, 10, 8, "got that of position 7"},
        {"two swapped", [](auto& l) { l = swapped(l, 8, 9); }, 9, 7, "got that of position 8"},
        {"no end", [](auto& l) { l.pop_back(); }, 42, 40, "cut short"},
        {"truncated", [](auto& l) { l.resize(20); }, 21, 19, "cut short"},
        {"nothing at all", [](auto& l) { l.clear(); }, 1, -1, "expected the first line"},
        {"lines after the end", [](auto& l) { l.push_back("{}"); }, 43, -1, "nothing after the last line"},
        {"end", [](auto& l) { l.back() = "{\"end\":41}"; }, 42, 40, "41 records stand before it, but 40"},
        {"end's spelling", [](auto& l) { l.back() = "{\"end\":40,\"x\":1}"; }, 42, -1, "not spelled as"},
        {"origin", [](auto& l) { edit(l, 0, "\"origin\":\"ledger.", "\"origin\":\"ledgers."); }, 1, -1,
         "its checkpoint is of"},
        {"size", [](auto& l) { edit(l, 0, "\"size\":40", "\"size\":41"); }, 1, -1, "its checkpoint covers 40"},
        {"from", [](auto& l) { edit(l, 0, "\"from\":0", "\"from\":1"); }, 2, 1, "got that of position 0"},
        {"to", [](auto& l) { edit(l, 0, "\"to\":40", "\"to\":39"); }, 41, 39, "ends at 39"},
        {"to beyond", [](auto& l) { edit(l, 0, "\"to\":40", "\"to\":41"); }, 1, -1, "0 to 41 of 40"},
        {"stream", [](auto& l) { edit(l, 0, "\"stream\":null", "\"stream\":\"unit/u0\""); }, 3, 1,
         "expected an event of unit/u0"},
        {"epoch", [](auto& l) { edit(l, 0, "1122334455667788", "1122334455667789"); }, 2, 0,
         "the readable event is not"},
        {"a key", [](auto& l) { edit(l, 0, "\"keys\":[\"ledger", "\"keys\":[\"ledges"); }, 1, -1, ""},
        {"checkpoint's size", [](auto& l) { edit(l, 0, "2014\\n40\\n", "2014\\n41\\n"); }, 1, -1, "signature"},
        {"another format", [](auto& l) { edit(l, 0, "taizhang/1", "taizhang/2"); }, 1, -1, "format taizhang/1"},
    };
    return all;
}

TEST(Bundle, EverySingleFaultIsNamedWithItsLineAndPosition) {
    const auto whole = written({}).value();
    for (const auto& one : wrongs()) {
        auto lines = whole;
        one.wrong(lines);
        const auto report = verified(lines);
        EXPECT_FALSE(report) << one.name;
        if (report) continue;
        const auto error = report.error();
        EXPECT_EQ(error.code, ErrorCode::corrupt) << one.name;
        EXPECT_EQ(error.details.at("line").to_number<int>(), one.line) << one.name << ": " << error.message;
        EXPECT_EQ(position_of(error), one.position) << one.name << ": " << error.message;
        EXPECT_THAT(error.message, HasSubstr(one.said)) << one.name;
        EXPECT_THAT(error.message, HasSubstr("line " + std::to_string(one.line))) << one.name;
    }
}

/// Flips one bit anywhere in the file: there is no byte that could be another unseen.
TEST(Bundle, NoBitCanBeFlippedUnseen) {
    const auto whole = written({.from = 10, .to = 13}).value();
    for (std::size_t line = 0; line < whole.size(); ++line) {
        for (std::size_t at = 0; at < whole[line].size(); ++at) {
            auto lines = whole;
            lines[line][at] ^= char(1 << (at % 7));
            const bool made = line == 0 && at > whole[0].find("\"made\"") && at < whole[0].find("\"keys\"");
            EXPECT_TRUE(made || !verified(lines)) << "line " << line << " byte " << at << ": " << lines[line][at];
        }
    }
}

TEST(Bundle, AVersionLeftOutOfAStreamIsFound) {
    const auto whole = written({.stream = StreamId{"unit/u1"}}).value();
    for (std::size_t line : {1, 5}) {
        auto lines = whole;
        lines.erase(lines.begin() + std::ptrdiff_t(line));
        const auto report = verified(lines);
        ASSERT_FALSE(report);
        EXPECT_THAT(report.error().message, HasSubstr("of unit/u1, got version"));
    }
}

/// All of it made by one hand: another payload with its digest, leaf and text. Only the tree tells.
TEST(Bundle, ARecordMadeAnewWithAllItsHashesIsNotInTheTree) {
    auto others = records();
    others[7].payload = encode_event(Event(unit::Renamed{.name = "别的名称", .aliases = {}}));
    seal(others[7]);
    auto lines = written({}).value();
    const auto forged_log = log_of(others);
    std::string file;
    const auto forged =
        write_bundle(*forged_log, trusted(), note_of(others, count), {}, Time{0}, [&](auto line) -> Status {
            file += line;
            return {};
        });
    ASSERT_TRUE(forged);
    Lines forged_lines;
    boost::split(forged_lines, file, boost::is_any_of("\n"));
    lines[8] = forged_lines[8];
    const auto report = verified(lines);
    ASSERT_FALSE(report);
    EXPECT_EQ(position_of(report.error()), 7);
}

}  // namespace
}  // namespace taizhang::audit
