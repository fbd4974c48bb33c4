// Names of things: strong types, so that a unit's id cannot be passed where an item's is meant.
//
// An id is 1 to 64 characters of [A-Za-z0-9._-]. A stream is "<category>/<id>", such as "item/2014-cz-009"; it is an
// aggregate, and its version counts its events from 1. A position is the event's place in the whole log, from 0,
// without gaps, and its leaf index in the Merkle tree.
#pragma once

#include <taizhang/result.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace taizhang {

inline constexpr std::size_t max_id_length = 64;

/// Checks the id grammar above; the error says which character is wrong and what is allowed.
Status check_id(std::string_view text);

template <class Tag>
struct Id {
    std::string value;

    static Result<Id> parse(std::string_view text) {
        TZ_CHECK(check_id(text));
        return Id{std::string(text)};
    }
    const std::string& to_string() const { return value; }
    bool empty() const { return value.empty(); }
    static boost::json::object json_schema() {
        return {{"type", "string"}, {"pattern", "^[A-Za-z0-9._-]{1,64}$"}, {"x-id-of", Tag::category}};
    }
    auto operator<=>(const Id&) const = default;
};

#define TZ_DEFINE_ID(Name, text)                      \
    struct Name##Tag {                                \
        static constexpr const char* category = text; \
    };                                                \
    using Name = Id<Name##Tag>
TZ_DEFINE_ID(UnitId, "unit");                      // 单位
TZ_DEFINE_ID(PersonId, "person");                  // 人员
TZ_DEFINE_ID(AccountId, "account");                // 账号
TZ_DEFINE_ID(RegimeId, "regime");                  // 制度
TZ_DEFINE_ID(LedgerId, "ledger");                  // 台账
TZ_DEFINE_ID(ItemId, "item");                      // 台账事项
TZ_DEFINE_ID(ReportId, "report");                  // 报账
TZ_DEFINE_ID(InspectionId, "inspection");          // 督查
TZ_DEFINE_ID(RectificationId, "rectification");    // 限期整改
TZ_DEFINE_ID(AccountabilityId, "accountability");  // 问责事项
TZ_DEFINE_ID(ReviewId, "review");                  // 拉练、会议
TZ_DEFINE_ID(BulletinId, "bulletin");              // 通报
TZ_DEFINE_ID(AdmissionId, "admission");            // 入库
TZ_DEFINE_ID(AssessmentId, "assessment");          // 考核
#undef TZ_DEFINE_ID

/// "<category>/<id>": the name of one aggregate's history.
struct StreamId {
    std::string value;

    static Result<StreamId> parse(std::string_view text);
    template <class Tag>
    static StreamId of(const Id<Tag>& id) {
        return {std::string(Tag::category) + "/" + id.value};
    }
    std::string_view category() const { return std::string_view(value).substr(0, value.find('/')); }
    std::string_view id() const { return std::string_view(value).substr(value.find('/') + 1); }
    const std::string& to_string() const { return value; }
    static boost::json::object json_schema() {
        return {{"type", "string"}, {"pattern", "^[a-z]+/[A-Za-z0-9._-]{1,64}$"}};
    }
    auto operator<=>(const StreamId&) const = default;
};

using Position = std::uint64_t;  ///< place in the log, from 0, gapless; the Merkle leaf index
using Version = std::uint64_t;   ///< number of events in a stream; 0 = the stream does not exist

/// A client's name for one command (UUID, RFC 9562): the same id twice has one effect.
struct CommandId {
    std::array<std::uint8_t, 16> bytes{};

    static Result<CommandId> parse(std::string_view text);
    static CommandId from_bytes(std::string_view sixteen);
    std::string to_string() const;
    static boost::json::object json_schema() { return {{"type", "string"}, {"format", "uuid"}}; }
    auto operator<=>(const CommandId&) const = default;
};

/// SHA-256; text form is 64 lower-case hex digits.
struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    static Result<Digest> parse(std::string_view hex);
    std::string to_string() const;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    static boost::json::object json_schema() { return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}; }
    auto operator<=>(const Digest&) const = default;
};

/// SHA-256 over the concatenation of the parts (FIPS 180-4).
Digest sha256(std::initializer_list<std::string_view> parts);
std::string to_hex(std::string_view bytes);
/// Standard base64 with padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);

}  // namespace taizhang

template <class Tag>
struct std::hash<taizhang::Id<Tag>> {
    std::size_t operator()(const taizhang::Id<Tag>& id) const noexcept { return std::hash<std::string>()(id.value); }
};
template <>
struct std::hash<taizhang::StreamId> {
    std::size_t operator()(const taizhang::StreamId& id) const noexcept { return std::hash<std::string>()(id.value); }
};
template <>
struct std::hash<taizhang::CommandId> {
    std::size_t operator()(const taizhang::CommandId& id) const noexcept {
        return std::hash<std::string_view>()({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    }
};
