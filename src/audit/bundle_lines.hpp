// The lines of a bundle as text and back (docs/formats/bundle.md). Each has one spelling only, so that nothing can be
// changed, added or said twice in a line without being found.
//
//     TZ_TRY(const BundleHead head, BundleHead::parse(line));
//     out(BundleRecord{…}.text() + "\n");
//
// Pure; any thread. For this folder only.
#pragma once

#include <taizhang/record.hpp>

#include <optional>
#include <string>
#include <vector>

namespace taizhang::audit {

/// "from byte 17 on expected '…', got '…'", of two texts that are not the same.
std::string difference(std::string_view expected, std::string_view got);

struct BundleHead {
    std::string origin;
    std::uint64_t epoch = 0;
    Position from = 0, to = 0;  ///< `to` exclusive
    std::optional<StreamId> stream;
    std::uint64_t size = 0;  ///< of the checkpoint's tree
    Time made;
    std::vector<std::string> keys;  ///< verifier keys: the log's in the order of their adoption, then witnesses'
    std::string checkpoint;         ///< a signed note

    std::string text() const;
    static Result<BundleHead> parse(std::string_view line);
};

struct BundleRecord {
    Position position = 0;
    bool order = false;  ///< it is here only because it ordered to redact a record of the bundle
    std::string entry;
    std::optional<Position> redacted_by;  ///< in place of salt and payload
    Salt salt{};
    std::string payload;
    std::vector<Digest> path;
    std::string event;  ///< the CloudEvent, as JSON text

    std::string text() const;
    static Result<BundleRecord> parse(std::string_view line);
    /// Salt and payload, or the position of the order, as the record's.
    Record record_of(EventHeader header) const;
};

/// An event of the log's keys (stream log/keys), and the checkpoint under which it is vouched for.
struct BundleKey {
    Position position = 0;
    std::string entry;
    Salt salt{};
    std::string payload;
    std::uint64_t size = 0;           ///< of that checkpoint's tree
    std::string checkpoint;           ///< a signed note
    std::vector<Digest> path;         ///< from the leaf to that checkpoint's root
    std::vector<Digest> consistency;  ///< of that checkpoint's tree with the bundle's
    std::string event;                ///< the CloudEvent, as JSON text

    std::string text() const;
    /// Nothing when the line does not begin as such a line does.
    static Result<std::optional<BundleKey>> parse(std::string_view line);
};

struct BundleEnd {
    std::uint64_t records = 0;

    std::string text() const;
    /// Nothing when the line does not begin as the last one does.
    static Result<std::optional<BundleEnd>> parse(std::string_view line);
};

}  // namespace taizhang::audit
