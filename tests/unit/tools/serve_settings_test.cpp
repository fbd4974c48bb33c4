// Settings of `taizhang serve`: flags before the file, the file before defaults, and every mistake with its place.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/unit/log/temporary_directory.hpp"
#include "tools/commands/serve.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Settings : public testing::Test {
  protected:
    std::string write(const std::string& text) {
        const auto file = directory_ / "taizhang.toml";
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
    Result<ServeSettings> from_file(const std::string& text) {
        ServeFlags flags;
        flags.config = write(text);
        return settle(flags);
    }
    void expect_wrong(const std::string& text, const std::string& line, const std::string& what) {
        const auto settings = from_file(text);
        ASSERT_FALSE(settings) << text;
        EXPECT_EQ(settings.error().code, ErrorCode::invalid);
        EXPECT_THAT(settings.error().message, HasSubstr("taizhang.toml:" + line + ":"));
        EXPECT_THAT(settings.error().message, HasSubstr(what));
    }

  private:
    test::TemporaryDirectory directory_;
};

}  // namespace

TEST_F(Settings, SayWhatOthersAreShownAndHowMuchOfIt) {
    const auto settings = from_file(
        "tls_cert = 'a.crt'\ntls_key = 'a.key'\nallowed_hosts = ['Ledger.Example']\n[limits]\nconnections = 20\n"
        "request_timeout = '2m'\ncalls_per_second = 7\n[sessions]\nlife = '8h'\nidle = '1500ms'\n");
    ASSERT_TRUE(settings) << settings.error().message;
    const auto& exposure = settings->exposure;
    EXPECT_EQ(exposure.certificate, "a.crt");
    EXPECT_EQ(exposure.server.connections, 20U);
    EXPECT_EQ(exposure.server.request_timeout, std::chrono::seconds(120));
    EXPECT_EQ(exposure.calls.budget.each_second, 7);
    EXPECT_EQ(exposure.session_life, std::chrono::hours(8));
    EXPECT_EQ(exposure.session_idle, std::chrono::milliseconds(1500));
    EXPECT_THAT(exposure.hosts, ElementsAre("ledger.example"));
    expect_wrong("[limits]\nconections = 1\n", "2", "unknown key 'conections' in [limits]");
    expect_wrong("[limits]\nconnections = 0\n", "2", "a number above 0");
    expect_wrong("[limits]\nrequest_timeout = '1500ms'\n", "2", "whole seconds");
    expect_wrong("[sessions]\nidle = 'soon'\n", "2", "expected a time for idle");
    expect_wrong("tls_key = 7\n", "1", "PEM file");
    ServeFlags half;
    half.exposure.certificate = "a.crt";
    EXPECT_THAT(settle(half).error().message, HasSubstr("--tls-key"));
}

TEST_F(Settings, DefaultsAreLocal) {
    const auto settings = settle({});
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->listen, "127.0.0.1:8080");
    EXPECT_EQ(settings->bus, "");
    EXPECT_FALSE(settings->public_entries);
    EXPECT_THAT(settings->allowed_origins, testing::IsEmpty());
}

TEST_F(Settings, FileGoesBeforeDefaults) {
    const auto settings = from_file(
        "data = '/var/lib/taizhang'\nlisten = '0.0.0.0:80'\nbus = 'tcp://127.0.0.1:7000'\norigin = "
        "'city.example/2014'\n"
        "page = '/usr/share/page'\npublic_entries = true\nallowed_origins = ['https://a.example', "
        "'https://b.example']\n");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->data, "/var/lib/taizhang");
    EXPECT_EQ(settings->listen, "0.0.0.0:80");
    EXPECT_EQ(settings->bus, "tcp://127.0.0.1:7000");
    EXPECT_EQ(settings->origin, "city.example/2014");
    EXPECT_EQ(settings->page, "/usr/share/page");
    EXPECT_TRUE(settings->public_entries);
    EXPECT_THAT(settings->allowed_origins, ElementsAre("https://a.example", "https://b.example"));
}

TEST_F(Settings, FlagsGoBeforeTheFile) {
    ServeFlags flags;
    flags.config = write("data = 'file'\nlisten = '0.0.0.0:80'\nallowed_origins = ['https://a.example']\n");
    flags.data = "flag";
    flags.allowed_origins = {"https://b.example"};
    const auto settings = settle(flags);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->data, "flag");
    EXPECT_EQ(settings->listen, "0.0.0.0:80");
    EXPECT_THAT(settings->allowed_origins, ElementsAre("https://b.example"));
}

TEST_F(Settings, UnknownKeyIsToldWithLineAndWhatIsKnown) {
    expect_wrong("data = 'd'\nlissten = 'x'\n", "2", "unknown key 'lissten'; known are data, listen");
    expect_wrong("data = 'd'\n\n[server]\nlisten = 'x'\n", "3", "unknown key 'server'");
}

TEST_F(Settings, WrongTypeIsToldWithLine) {
    expect_wrong("keeper = 'no'\n", "1", "expected true or false for keeper");
    expect_wrong("public_entries = 1\n", "1", "expected true or false for public_entries");
    expect_wrong("data = 'd'\nlisten = 8080\n", "2", "expected a string for listen");
    expect_wrong("allowed_origins = 'https://a.example'\n", "1", "expected an array");
    expect_wrong("allowed_origins = [\n'https://a.example',\n7]\n", "3", "expected a string");
}

TEST_F(Settings, BadSyntaxIsToldWithLine) {
    expect_wrong("data = 'd'\nlisten = \n", "2", "");
}

TEST_F(Settings, MissingFileIsTold) {
    ServeFlags flags;
    flags.config = write("") + ".missing";
    const auto settings = settle(flags);
    ASSERT_FALSE(settings);
    EXPECT_THAT(settings.error().message, HasSubstr("taizhang.toml.missing"));
}

TEST(ParseListen, ReadsAddressAndPort) {
    const auto four = parse_listen("127.0.0.1:8080");
    ASSERT_TRUE(four);
    EXPECT_EQ(four->address, "127.0.0.1");
    EXPECT_EQ(four->port, 8080);
    const auto six = parse_listen("[::1]:65535");
    ASSERT_TRUE(six);
    EXPECT_EQ(six->address, "::1");
    EXPECT_EQ(six->port, 65535);
    const auto any = parse_listen("0.0.0.0:0");
    ASSERT_TRUE(any);
    EXPECT_EQ(any->port, 0);
}

TEST(ParseListen, TellsWhatWasExpected) {
    for (const auto* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:65536",
                             "127.0.0.1:-1", "127.0.0.1:80x", "::1:8080", "127.0.0.1: 80"}) {
        const auto at = parse_listen(text);
        ASSERT_FALSE(at) << text;
        EXPECT_EQ(at.error().code, ErrorCode::invalid);
        EXPECT_THAT(at.error().message, HasSubstr("127.0.0.1:8080 or [::1]:8080, got '" + std::string(text) + "'"));
    }
}

}  // namespace taizhang
