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

const std::vector<std::string>& tables() {
    static const std::vector<std::string> each = {
        "[fixings]", "[acknowledgement]", "[deadlines]", "[reporting]", "[schedule]", "[checking]", "[plans]",
        "[cards]", "[reconsideration]", "[tours]", "[inspections]", "[[step]]", "[[project_kind]]", "[[bulletin]]",
        "[[form]]", "[[form]]\n[[form.columns]]",
        // projects
        "[projects]", "[projects.library]", "[[projects.threshold]]", "[[projects.tier]]", "[[projects.batch]]",
        "[[projects.reserve]]", "[[projects.field]]", "[[projects.material]]", "[[projects.support]]",
        "[[projects.escalation]]", "[[projects.start_ratio]]", "[[projects.transfer]]", "[[rhythm]]",
        // admission
        "[admission]", "[[admission.measure]]", "[[admission.class]]",
        "[[admission.class]]\n[[admission.class.any_of]]", "[[admission.procedure]]",
        "[[admission.procedure]]\n[[admission.procedure.case]]", "[[admission.material]]", "[[admission.level]]",
        "[[admission.violation]]",
        // assessment
        "[[assessment]]", "[[assessment]]\n[[assessment.time]]", "[[assessment]]\n[[assessment.group]]",
        "[[assessment]]\n[[assessment.indicator]]",
        "[[assessment]]\n[[assessment.indicator]]\n[[assessment.indicator.band]]",
        "[[assessment]]\n[[assessment.indicator]]\n[[assessment.indicator.grades]]",
        "[[assessment]]\n[[assessment.bonus]]", "[[assessment]]\n[[assessment.award]]",
        "[[assessment]]\n[[assessment.bar]]", "[[assessment]]\n[assessment.conversion]",
        "[[assessment]]\n[assessment.statement]"};
    return each;
}

/// Each known key in the document between ` and `, once a fault has listed them.
std::size_t named_keys(const Fault& fault, const std::string& document) {
    const auto at = fault.message.find("Known are: ");
    if (at == std::string::npos) return 0;
    std::size_t keys = 0;
    std::stringstream known(fault.message.substr(at + 11));
    for (std::string key; std::getline(known >> std::ws, key, ','); ++keys)
        EXPECT_THAT(document, testing::HasSubstr("`" + key + "`")) << fault.key;
    return keys;
}

/// The reader's own list of keys is what it says of an unknown one.
TEST(FormatDocument, NamesEveryKey) {
    const auto document = file("docs/formats/regime.md");
    std::size_t keys = 0;
    for (const auto& table : tables()) {
        std::size_t found = 0;
        for (const auto& fault : check(regime_with(table + "\nzz = 1\n"))) found += named_keys(fault, document);
        EXPECT_GT(found, 0u) << table;
        keys += found;
    }
    for (const auto& fault : check(regime_with("zz = 1\n"))) keys += named_keys(fault, document);
    EXPECT_GT(keys, 230u);
}

}  // namespace

}  // namespace taizhang::regime
