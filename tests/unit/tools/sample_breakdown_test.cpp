// The demo's document: sentences of our own around the real units and figures of the breakdown of 2014. Where that
// document is at hand ($TAIZHANG_SEEDS, or beside the checkout), the facts are compared task by task.
#include "tools/import_plan.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace taizhang {

namespace {

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::optional<std::string> original() {
    const char* told = std::getenv("TAIZHANG_SEEDS");
    const std::filesystem::path folder = told ? told : TAIZHANG_SOURCE_DIR "/../shared/seeds";
    return bytes_of(folder / "003_c1271cb4d1a17d51.txt");
}

/// Number, chapter, units in order and figures: what is the same in both documents.
std::string facts(const interop::Item& item) {
    std::string out = std::to_string(item.chapter.value_or(0)) + "/" + std::to_string(item.no) + ":";
    for (const auto& unit : item.units) out += " " + unit.name + (unit.collective ? "*" : "");
    for (const auto& target : item.targets) {
        out += " " + target.comparator.to_string() + target.value + target.unit + (target.stretch ? "!" : "");
    }
    return out;
}

std::vector<std::string> facts(const interop::Breakdown& breakdown) {
    std::vector<std::string> out;
    for (const auto& item : breakdown.items) out.push_back(facts(item));
    return out;
}

class Sample : public testing::Test {
  protected:
    void SetUp() override {
        bytes = bytes_of(TAIZHANG_SOURCE_DIR "/tools/simulate/sample-breakdown.txt").value_or("");
        auto read = interop::read_breakdown(bytes);
        ASSERT_TRUE(read) << read.error().message;
        breakdown = std::move(*read);
    }
    std::string bytes;
    interop::Breakdown breakdown;
};

}  // namespace

TEST_F(Sample, HasTheHeadNineChaptersAndThirtyFourTasks) {
    EXPECT_EQ(breakdown.document.number, "鄂州政办发〔2014〕4号");
    EXPECT_EQ(breakdown.document.issuer, "鄂州市政府");
    EXPECT_EQ(breakdown.document.written_on, Date(2014, 1, 13));
    EXPECT_EQ(breakdown.document.published_on, Date(2014, 1, 28));
    EXPECT_EQ(breakdown.chapters.size(), 9u);
    EXPECT_EQ(breakdown.items.size(), 34u);
    EXPECT_NE(bytes.find("演示样例"), std::string::npos);
}

TEST_F(Sample, UnitsAndFiguresAreThoseOfTheOriginal) {
    const auto bytes_of_original = original();
    if (!bytes_of_original)
        GTEST_SKIP() << "the original was not found; set TAIZHANG_SEEDS to the folder that holds it";
    const auto read = interop::read_breakdown(*bytes_of_original);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(facts(breakdown), facts(*read));
}

TEST_F(Sample, NoSentenceAfterTheTitleIsTheOriginals) {
    const auto bytes_of_original = original();
    if (!bytes_of_original)
        GTEST_SKIP() << "the original was not found; set TAIZHANG_SEEDS to the folder that holds it";
    constexpr std::string_view stop = "。";
    for (const auto& item : breakdown.items) {
        ASSERT_GT(item.text.size(), item.title.size() + stop.size()) << item.no;
        for (auto from = item.title.size() + stop.size(); from < item.text.size();) {
            const auto end = std::min(item.text.find(stop, from), item.text.size());
            const auto sentence = item.text.substr(from, end - from);
            EXPECT_EQ(bytes_of_original->find(sentence), std::string::npos) << item.no << " " << sentence;
            from = end + stop.size();
        }
    }
}

TEST_F(Sample, ImportsIntoAnEmptyLedger) {
    const auto plan = plan_import(breakdown, bytes, {}, {});
    ASSERT_TRUE(plan) << plan.error().message;
    std::size_t items = 0, collectives = 0;
    for (const auto& command : plan->commands) {
        items += command.method == "item.enter";
        collectives +=
            command.method == "unit.register" && command.params.at("kind") == boost::json::string_view("collective");
    }
    EXPECT_EQ(items, 34u);
    EXPECT_EQ(collectives, 3u);  // 各区, 各街办, 各区政府
}

}  // namespace taizhang
