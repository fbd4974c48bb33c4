// Whole invented documents of several cities' styles, and what is read from them: tests/golden/breakdown/*.txt and
// .json.
#include <taizhang/reflect/json.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

class Golden : public testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(Golden, DocumentIsReadAsExpected) {
    const std::filesystem::path folder = TAIZHANG_SOURCE_DIR "/tests/golden/breakdown";
    const auto read = read_breakdown(bytes_of(folder / (std::string(GetParam()) + ".txt")));
    ASSERT_TRUE(read) << read.error().message;
    const auto expected = reflect::parse_json(bytes_of(folder / (std::string(GetParam()) + ".json")));
    ASSERT_TRUE(expected);
    const boost::json::object json = to_contract_json(*read);
    for (const char* part : {"document", "chapters", "items", "doubts"}) {
        EXPECT_EQ(boost::json::serialize(json.at(part)), boost::json::serialize(expected->at(part))) << part;
    }
}

INSTANTIATE_TEST_SUITE_P(Cities, Golden,
                         testing::Values("linjiang", "donghe", "qingling", "lingdong", "nanwan", "shuangqiao",
                                         "ningchuan", "chaoan"));

}  // namespace taizhang::interop
