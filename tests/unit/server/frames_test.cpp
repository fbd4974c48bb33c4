// Frames as RFC 6455 wants them, in whatever pieces they come; what breaks its rules is told with the right code.
#include "src/server/frames.hpp"

#include "tests/unit/server/client_frames.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace taizhang {

namespace {

constexpr std::size_t frame_limit = 1'000;

using test::frame;
using test::text_frame;

void feed(FrameReader& reader, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto room = reader.room();
        const auto some = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), some);
        reader.received(some);
        bytes.remove_prefix(some);
    }
}

std::vector<std::string> texts(FrameReader& reader, std::size_t at_most = frame_limit) {
    std::vector<std::string> out;
    while (const auto message = reader.next(at_most)) out.emplace_back(message->data);
    return out;
}

CloseCode code_for(std::string_view bytes) {
    FrameReader reader;
    feed(reader, bytes);
    texts(reader);
    return reader.violation() ? reader.violation()->code : CloseCode::no_code;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(Frames, ComeOutAsTheyWentInWhateverThePieces) {
    const Texts sent{"", "a", std::string(125, 'b'), std::string(126, 'c'), std::string(999, 'd'), "督办"};
    std::string bytes;
    for (const auto& one : sent) bytes += text_frame(one);
    for (std::size_t piece = 1; piece <= bytes.size(); piece += piece < 20 ? 1 : 97) {
        FrameReader reader;
        Texts came;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            feed(reader, std::string_view(bytes).substr(at, piece));
            for (auto& one : texts(reader)) came.push_back(std::move(one));
        }
        EXPECT_EQ(came, sent) << "in pieces of " << piece;
        EXPECT_FALSE(reader.violation());
    }
}

TEST(Frames, ALargeMessageIsTakenAndItsRoomGivenBack) {
    FrameReader reader;
    const std::string large(1 << 20, 'x');
    feed(reader, text_frame(large));
    EXPECT_EQ(texts(reader, 1 << 20), Texts{large});
    EXPECT_LE(reader.room().size(), std::size_t{64} << 10);
}

TEST(Frames, AnAnnouncementAloneGetsNoMemory) {
    FrameReader reader;
    feed(reader, text_frame(std::string(1 << 20, 'x')).substr(0, 14));
    EXPECT_TRUE(texts(reader, 1 << 20).empty());
    EXPECT_LE(reader.room().size(), std::size_t{8} << 10);
}

TEST(Frames, PartsMakeAMessageAndControlFramesMayComeBetween) {
    FrameReader reader;
    const std::string office = "督办";
    feed(reader, frame(0x01, office.substr(0, 2)) + frame(0x89, "p") + frame(0x00, office.substr(2, 1)) +
                     frame(0x80, office.substr(3)) + text_frame("next"));
    auto message = reader.next(frame_limit);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->kind, FrameKind::ping);
    EXPECT_EQ(message->data, "p");
    message = reader.next(frame_limit);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->kind, FrameKind::text);
    EXPECT_EQ(message->data, office);
    EXPECT_EQ(texts(reader), Texts{"next"});
}

TEST(Frames, WhatBreaksTheRulesIsToldWithItsCode) {
    EXPECT_EQ(code_for(frame(0x81, "x", false)), CloseCode::protocol_error) << "not masked";
    EXPECT_EQ(code_for(frame(0xC1, "x")), CloseCode::protocol_error) << "an extension's bit";
    EXPECT_EQ(code_for(frame(0x83, "x")), CloseCode::protocol_error) << "a reserved opcode";
    EXPECT_EQ(code_for(frame(0x8B, "x")), CloseCode::protocol_error) << "a reserved control opcode";
    EXPECT_EQ(code_for(frame(0x09, "x")), CloseCode::protocol_error) << "a control frame in parts";
    EXPECT_EQ(code_for(frame(0x89, std::string(126, 'x'))), CloseCode::protocol_error) << "a large control frame";
    EXPECT_EQ(code_for(frame(0x80, "x")), CloseCode::protocol_error) << "a continuation of nothing";
    EXPECT_EQ(code_for(frame(0x01, "x") + text_frame("y")), CloseCode::protocol_error) << "a message within another";
    EXPECT_EQ(code_for(frame(0x88, "\x03")), CloseCode::protocol_error) << "half a code";
    EXPECT_EQ(code_for(frame(0x88, "\x03\xED")), CloseCode::protocol_error) << "1005 is never sent";
    EXPECT_EQ(code_for(frame(0x82, "x")), CloseCode::unknown_data);
    EXPECT_EQ(code_for(text_frame("\xFF")), CloseCode::bad_payload);
    EXPECT_EQ(code_for(frame(0x01, "\xE7") + frame(0x80, "\x9D")), CloseCode::bad_payload);
    EXPECT_EQ(code_for(text_frame(std::string(frame_limit + 1, 'x')).substr(0, 10)), CloseCode::too_big)
        << "by its header";
    EXPECT_EQ(code_for(frame(0x01, std::string(frame_limit, 'x')) + frame(0x80, "x")), CloseCode::too_big)
        << "in parts";
    EXPECT_EQ(code_for(text_frame(std::string(frame_limit, 'x'))), CloseCode::no_code);
    EXPECT_EQ(code_for(frame(0x88, "\x03\xE8gone")), CloseCode::no_code);
    EXPECT_EQ(code_for(frame(0x88, "")), CloseCode::no_code);
}

TEST(Frames, AViolationSaysWhetherAnythingCanComeAfterIt) {
    for (const auto& [bytes, last] : {std::pair{frame(0x88, "\x03"), true}, {frame(0x83, "x"), false}}) {
        FrameReader reader;
        feed(reader, bytes);
        texts(reader);
        ASSERT_TRUE(reader.violation());
        EXPECT_EQ(reader.violation()->in_close, last);
    }
}

TEST(Frames, AfterAViolationAllIsSkippedUpToThePeersClose) {
    FrameReader reader;
    const auto large = text_frame(std::string(200'000, 'x'));
    feed(reader, large.substr(0, 100));
    EXPECT_TRUE(texts(reader).empty());
    ASSERT_TRUE(reader.violation());
    for (std::size_t at = 100; at < large.size(); at += 5'000) {
        EXPECT_FALSE(reader.skip_to_close());
        feed(reader, std::string_view(large).substr(at, 5'000));
        EXPECT_LE(reader.room().size(), std::size_t{64} << 10);
    }
    EXPECT_FALSE(reader.skip_to_close());
    feed(reader, frame(0x88, "\x03\xF1"));
    EXPECT_TRUE(reader.skip_to_close());
}

TEST(Frames, Utf8IsWhatUnicodeSays) {
    for (const auto* good :
         {"", "plain ascii text", "督办台账", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const auto* bad : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                            "\xE7\x9D", "12345678\xE7",
                            "1234567\xFF"
                            "12345678"})
        EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(Frames, HeadersHaveTheShortestLength) {
    for (const auto& [size, header] : std::vector<std::pair<std::size_t, std::string>>{
             {0, std::string("\x81\x00", 2)},
             {125, "\x81\x7D"},
             {126, std::string("\x81\x7E\x00\x7E", 4)},
             {65'535, "\x81\x7E\xFF\xFF"},
             {65'536, std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10)}}) {
        std::string out;
        append_frame_header(out, FrameKind::text, size);
        EXPECT_EQ(out, header) << size;
    }
    EXPECT_EQ(close_frame(1001, "bye"),
              "\x88\x05\x03\xE9"
              "bye");
    EXPECT_EQ(control_frame(FrameKind::ping, std::string(200, 'x')).size(), 127u);
}

}  // namespace taizhang
