// Sends every example of docs/protocol.md and compares what comes: the same members of the same kinds, and the same
// values but for what differs each time.
#include "rig.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace taizhang::rpc::test {
namespace {

const std::set<std::string_view> differs_each_time{"token", "time"};

void expect_same(const json::value& told, const json::value& came, const std::string& path) {
    ASSERT_EQ(told.kind() == json::kind::uint64 ? json::kind::int64 : told.kind(),
              came.kind() == json::kind::uint64 ? json::kind::int64 : came.kind())
        << path << ": " << json::serialize(came);
    if (const auto* object = told.if_object()) {
        EXPECT_EQ(object->size(), came.as_object().size()) << path << ": " << json::serialize(came);
        for (const auto& [key, value] : *object) {
            ASSERT_TRUE(came.as_object().contains(key)) << path << " has no " << key;
            if (!differs_each_time.contains(std::string_view(key)))
                expect_same(value, came.at(key), path + "/" + std::string(key));
        }
    } else if (const auto* array = told.if_array()) {
        ASSERT_EQ(array->size(), came.as_array().size()) << path;
        for (std::size_t i = 0; i < array->size(); ++i) expect_same((*array)[i], came.at(i), path);
    } else {
        EXPECT_EQ(told, came) << path;
    }
}

TEST(ProtocolDocument, EveryExampleIsAnsweredAsPrinted) {
    Rig rig;
    rig.add_events(3);
    rig.views.change({"items", "2014-5", 5, R"({"lamp":"green"})"});
    rig.views.apply_until(7);
    auto client = rig.client();
    std::ifstream document(TAIZHANG_SOURCE_DIR "/docs/protocol.md");
    int examples = 0;
    json::value came;
    for (std::string line; std::getline(document, line);) {
        if (line.starts_with("--> ")) {
            client.send(line.substr(4));
            do came = client.next();
            while (!came.as_object().contains("id"));
        } else if (line.starts_with("<-- ")) {
            expect_same(json::parse(line.substr(4)), came, "example " + std::to_string(++examples));
        }
    }
    EXPECT_GE(examples, 10);
}

}  // namespace
}  // namespace taizhang::rpc::test
