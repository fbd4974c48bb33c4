// Looking up a name gives up in time, whatever the resolver does.
#include "tools/name_lookup.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <semaphore>

namespace taizhang {

namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// A resolver that answers when it is let.
struct Held {
    std::binary_semaphore let{0};
    std::atomic<int> asked = 0;
};

NameLookup::Resolve resolver_of(const std::shared_ptr<Held>& held) {
    return [held](const std::string&, const std::string&) -> Result<Endpoints> {
        ++held->asked;
        held->let.acquire();
        return Endpoints(2);
    };
}

TEST(NameLookup, OneThatHangsIsGivenUpAndWaitedForTheNextTime) {
    const auto held = std::make_shared<Held>();
    NameLookup lookup("witness.example", "7480", resolver_of(held));
    for (int i = 0; i < 3; ++i) {
        const auto none = lookup.find(std::chrono::milliseconds(20));
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().code, ErrorCode::busy);
        EXPECT_THAT(none.error().message, HasSubstr("witness.example was not found within 0.02 seconds"));
    }
    held->let.release();
    const auto found = lookup.find(std::chrono::seconds(60));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_THAT(*found, SizeIs(2));
    EXPECT_EQ(held->asked, 1) << "a thread for each of them would pile up";
    held->let.release();
    EXPECT_TRUE(lookup.find(std::chrono::seconds(60)));
    EXPECT_EQ(held->asked, 2) << "names move";
}

TEST(NameLookup, ItMayGoWhileTheResolverStillHangs) {
    const auto held = std::make_shared<Held>();
    {
        NameLookup lookup("witness.example", "7480", resolver_of(held));
        EXPECT_FALSE(lookup.find(std::chrono::milliseconds(1)));
    }
    held->let.release();
}

TEST(NameLookup, DigitsNeedNoResolver) {
    const auto held = std::make_shared<Held>();
    for (const auto* address : {"127.0.0.1", "::1"}) {
        const auto found = NameLookup(address, "7480", resolver_of(held)).find(std::chrono::milliseconds(1));
        ASSERT_TRUE(found) << address;
        ASSERT_THAT(*found, SizeIs(1));
        EXPECT_EQ(found->front().port(), 7480);
    }
    EXPECT_EQ(held->asked, 0);
}

TEST(NameLookup, WhatTheResolverSaysIsPassedOn) {
    NameLookup lookup("witness.example", "7480", [](const auto&, const auto&) -> Result<Endpoints> {
        return Error{ErrorCode::busy, "the name witness.example was not found: no such host"};
    });
    const auto none = lookup.find(std::chrono::seconds(60));
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("no such host"));
}

}  // namespace

}  // namespace taizhang
