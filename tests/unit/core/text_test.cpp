#include <taizhang/text.hpp>

#include <gmock/gmock.h>

namespace taizhang {

TEST(Shorten, LeavesWhatFits) {
    EXPECT_EQ(shorten(""), "");
    EXPECT_EQ(shorten(std::string(max_shown_bytes, 'x')), std::string(max_shown_bytes, 'x'));
    EXPECT_EQ(quote("2014-13-01"), "'2014-13-01'");
}

TEST(Shorten, CutsBetweenCharactersOfEveryWidth) {
    for (const std::string& character : {std::string("x"), std::string("é"), std::string("账"), std::string("𠮷")}) {
        for (std::size_t shift = 0; shift < 4; ++shift) {
            std::string text(shift, 'x');
            while (text.size() <= max_shown_bytes) text += character;
            const auto shown = shorten(text);
            const auto kept = shown.substr(0, shown.size() - std::string("…").size());
            EXPECT_EQ(kept + "…", shown);
            EXPECT_EQ(text.substr(0, kept.size()), kept);
            EXPECT_EQ((kept.size() - shift) % character.size(), 0u) << "cut inside " << character;
            EXPECT_GT(kept.size() + character.size(), max_shown_bytes) << "more would have fitted";
        }
    }
}

TEST(Shorten, SurvivesBytesThatAreNoText) {
    EXPECT_EQ(shorten(std::string(100, '\x80')), "…");
}

}  // namespace taizhang
