#include "tests/independent/events_page/page.hpp"

#include <gmock/gmock.h>
#include <fstream>
#include <sstream>

namespace taizhang {

namespace {

TEST(EventsPage, SaysWhatTheCatalogueSays) {
    std::ifstream in(std::string(TAIZHANG_SOURCE_DIR) + "/docs/formats/events.md");
    std::stringstream page;
    page << in.rdbuf();
    EXPECT_EQ(page.str(), independent::events_page())
        << "write it anew: tests/independent/events_page_write > docs/formats/events.md";
}

}  // namespace

}  // namespace taizhang
