// What others wrote, shown on a terminal: nothing in it is obeyed.
#include <gtest/gtest.h>

#include "tools/commands/commands.hpp"

namespace taizhang {

namespace {

TEST(Printable, OrdinaryTextStaysAsItIs) {
    EXPECT_EQ(printable("新增就业 1.8 万人, \\ \"ok\" 𠮷"), "新增就业 1.8 万人, \\ \"ok\" 𠮷");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, ATerminalIsGivenNoCommands) {
    EXPECT_EQ(printable("\x1b[2Jx\x07\x7f"), "\\u001b[2Jx\\u0007\\u007f");
    EXPECT_EQ(printable("a\xc2\x9b"
                        "31mb"),
              "a\\u009b31mb");
    EXPECT_EQ(printable(std::string_view("\0", 1)), "\\u0000");
}

TEST(Printable, OneEventStaysOneLine) {
    EXPECT_EQ(printable("理由\n12 伪造的一行\r\t"), "理由\\u000a12 伪造的一行\\u000d\\u0009");
    EXPECT_EQ(printable("a\u2028b"), "a\\u2028b");
}

TEST(Printable, TheDirectionOfWritingIsNotTurned) {
    EXPECT_EQ(printable("a\u202eb\u2066c\u200f"), "a\\u202eb\\u2066c\\u200f");
}

TEST(Printable, TextThatIsCutInsideACharacterIsNotReadBeyondItsEnd) {
    const std::string cut = "台\xe5\x8f";
    EXPECT_EQ(printable(cut), cut);
}

}  // namespace

}  // namespace taizhang
