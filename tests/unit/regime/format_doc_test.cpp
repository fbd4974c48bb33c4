// Every example of docs/formats/regime.md can be read, and every key that a regime may have stands in it.
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

std::vector<std::string> examples(const std::string& text) {
    std::vector<std::string> found;
    const std::string open = "```toml\n", close = "```\n";
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
        at += open.size();
        found.push_back(text.substr(at, text.find(close, at) - at));
    }
    return found;
}

TEST(FormatDocument, ExamplesCanBeRead) {
    const auto each = examples(file("docs/formats/regime.md"));
    ASSERT_GE(each.size(), 9u);
    for (const auto& example : each) {
        const auto whole = example.starts_with("title") ? example : regime_with(example);
        EXPECT_THAT(messages(whole), testing::IsEmpty()) << example;
    }
}

/// The reader's own list of keys is what it says of an unknown one.
TEST(FormatDocument, NamesEveryKey) {
    const auto document = file("docs/formats/regime.md");
    std::string text = "zz = 1\n";
    for (const auto* table : {"fixings", "acknowledgement", "deadlines", "reporting", "schedule", "checking", "plans",
                              "cards", "reconsideration", "tours", "inspections"})
        text += std::string("[") + table + "]\nzz = 1\n";
    for (const auto* table : {"step", "project_kind", "bulletin", "form", "form.columns"})
        text += std::string("[[") + table + "]]\nzz = 1\n";
    std::size_t keys = 0;
    for (const auto& fault : check(regime_with(text))) {
        const auto at = fault.message.find("Known are: ");
        if (at == std::string::npos) continue;
        std::stringstream known(fault.message.substr(at + 11));
        for (std::string key; std::getline(known >> std::ws, key, ',');) {
            EXPECT_THAT(document, testing::HasSubstr("`" + key + "`")) << fault.key;
            ++keys;
        }
    }
    EXPECT_GT(keys, 70u);
}

}  // namespace

}  // namespace taizhang::regime
