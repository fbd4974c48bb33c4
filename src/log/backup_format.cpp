#include "src/log/backup_format.hpp"

#include "src/log/bytes.hpp"
#include "src/log/record_codec.hpp"
#include "src/transparency/tree.hpp"

#include <taizhang/reflect/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace taizhang::backup {

namespace json = boost::json;
using log_layout::append_be;
using log_layout::read_be;

namespace {

constexpr std::string_view magic = "taizhang backup segment 1\n";
constexpr const char* manifest_format = "taizhang backup 1";
constexpr std::size_t digest_bytes = sizeof(Digest::bytes);
constexpr std::size_t head_bytes = magic.size() + 8 + 8 + 4;

struct CheckpointLine {
    std::uint64_t size = 0;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(CheckpointLine, (), (size, note))

struct HeadLine {
    std::string format, origin, epoch;
    std::vector<std::string> keys;
    std::optional<CheckpointLine> checkpoint;
};
BOOST_DESCRIBE_STRUCT(HeadLine, (), (format, origin, epoch, keys, checkpoint))

struct DigestLine {
    Digest sha256;
};
BOOST_DESCRIBE_STRUCT(DigestLine, (), (sha256))

template <class T>
std::string line_of(const T& value) {
    return json::serialize(reflect::to_json(value)) + "\n";
}

Error damaged_manifest(std::size_t line, const std::string& what) {
    return corrupt("line " + std::to_string(line) + ": " + what);
}

template <class T>
Result<T> parse_line(std::string_view text, std::size_t line) {
    boost::system::error_code problem;
    const auto value = json::parse(text, problem);
    if (problem) return damaged_manifest(line, "expected one JSON object: " + problem.message());
    auto parsed = reflect::from_json<T>(value);
    if (!parsed) return damaged_manifest(line, parsed.error().message);
    return parsed;
}

/// Lines without their newlines; the last must have one too.
Result<std::vector<std::string_view>> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == text.npos) return damaged_manifest(lines.size() + 1, "it is cut off");
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (lines.size() < 2) return corrupt("it has " + std::to_string(lines.size()) + " lines; at least 2 were expected");
    return lines;
}

Result<std::uint64_t> parse_epoch(std::string_view text) {
    std::uint64_t epoch = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), epoch, 16);
    if (problem == std::errc() && end == text.data() + text.size() && epoch_text(epoch) == text && epoch != 0)
        return epoch;
    return damaged_manifest(1, "/epoch: expected 16 hexadecimal digits, not all 0");
}

Result<Manifest> manifest_of(HeadLine head) {
    if (head.format != manifest_format)
        return damaged_manifest(1, "/format: expected '" + std::string(manifest_format) + "'; use another version");
    Manifest manifest;
    TZ_TRY(manifest.identity.epoch, parse_epoch(head.epoch));
    manifest.identity.origin = std::move(head.origin);
    manifest.keys = std::move(head.keys);
    if (head.checkpoint) manifest.checkpoint = {head.checkpoint->size, std::move(head.checkpoint->note)};
    return manifest;
}

bool is_named(const SegmentInfo& segment, std::size_t number) {
    const auto name = segment_name(number);
    if (!segment.file.starts_with(name)) return false;
    const auto rest = std::string_view(segment.file).substr(name.size());
    if (rest.empty()) return true;
    const bool digits = rest.size() > 2 && rest.substr(2).find_first_not_of("0123456789") == rest.npos;
    return rest.starts_with(".r") && digits;
}

Status check_follows(const Manifest& manifest, const SegmentInfo& next) {
    if (is_named(next, manifest.segments.size() + 1) && next.from == manifest.end() && next.to >= next.from) return {};
    return damaged_manifest(manifest.segments.size() + 2,
                            "expected " + segment_name(manifest.segments.size() + 1) + " from position " +
                                std::to_string(manifest.end()) + ", got " + next.file + " from " +
                                std::to_string(next.from) + " to " + std::to_string(next.to));
}

/// Takes bytes off the front of what a segment holds between its head and its root.
class Body {
  public:
    explicit Body(std::string_view bytes) : rest_(bytes) {}

    template <std::unsigned_integral T>
    Result<T> number() {
        TZ_TRY(const auto bytes, take(sizeof(T)));
        return read_be<T>(bytes);
    }
    Result<std::string_view> framed() {
        TZ_TRY(const auto length, number<std::uint32_t>());
        return take(length);
    }
    bool at_end() const { return rest_.empty(); }

  private:
    Result<std::string_view> take(std::size_t count) {
        if (rest_.size() < count) return corrupt("it ends in the middle of a record or checkpoint");
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    std::string_view rest_;
};

Digest digest_at(std::string_view bytes) {
    Digest digest;
    std::copy_n(bytes.begin(), digest.bytes.size(), reinterpret_cast<char*>(digest.bytes.data()));
    return digest;
}

Status parse_body(std::string_view bytes, std::uint32_t checkpoints, Segment& segment) {
    Body body(bytes);
    for (Position position = segment.from; position < segment.to; ++position) {
        TZ_TRY(const auto record, body.framed());
        segment.records.push_back(record);
    }
    for (std::uint32_t i = 0; i < checkpoints; ++i) {
        TZ_TRY(const auto size, body.number<std::uint64_t>());
        TZ_TRY(const auto note, body.framed());
        segment.checkpoints.push_back({size, std::string(note)});
    }
    return body.at_end() ? Status() : Status(corrupt("it holds more than it says"));
}

}  // namespace

Digest Manifest::root() const {
    return segments.empty() ? tlog::empty_root() : segments.back().root;
}

std::string segment_name(std::size_t number) {
    const auto digits = std::to_string(number);
    return "segment-" + std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

std::string epoch_text(std::uint64_t epoch) {
    std::string bytes;
    append_be(bytes, epoch);
    return to_hex(bytes);
}

std::string segment_name(std::size_t number, Position redacted_by) {
    return segment_name(number) + ".r" + std::to_string(redacted_by);
}

std::string format_manifest(const Manifest& manifest) {
    HeadLine head{.format = manifest_format,
                  .origin = manifest.identity.origin,
                  .epoch = epoch_text(manifest.identity.epoch),
                  .keys = manifest.keys,
                  .checkpoint = {}};
    if (manifest.checkpoint) head.checkpoint = {manifest.checkpoint->size, manifest.checkpoint->note};
    std::string text = line_of(head);
    for (const auto& segment : manifest.segments) text += line_of(segment);
    return text + line_of(DigestLine{sha256({text})});
}

Result<Manifest> parse_manifest(std::string_view text) {
    TZ_TRY(const auto lines, lines_of(text));
    TZ_TRY(const auto digest, parse_line<DigestLine>(lines.back(), lines.size()));
    const auto before = text.substr(0, text.size() - lines.back().size() - 1);
    if (sha256({before}) != digest.sha256)
        return corrupt("it was changed: it does not hash to what its last line says");
    TZ_TRY(auto head, parse_line<HeadLine>(lines.front(), 1));
    TZ_TRY(auto manifest, manifest_of(std::move(head)));
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        TZ_TRY(auto segment, parse_line<SegmentInfo>(lines[i], i + 1));
        TZ_CHECK(check_follows(manifest, segment));
        manifest.segments.push_back(std::move(segment));
    }
    if (format_manifest(manifest) == text) return manifest;
    return corrupt("it was changed: it is not spelled as it was written");
}

void SegmentBuilder::add(std::string_view record) {
    append_be(records_, static_cast<std::uint32_t>(record.size()));
    records_ += record;
    ++to_;
}

void SegmentBuilder::add(const KeptCheckpoint& checkpoint) {
    append_be(notes_, checkpoint.size);
    append_be(notes_, static_cast<std::uint32_t>(checkpoint.note.size()));
    notes_ += checkpoint.note;
    ++checkpoints_;
}

Result<std::size_t> SegmentBuilder::redact(const Redactions& redactions) {
    std::string anew;
    std::size_t changed = 0;
    Body body(records_);
    for (Position position = from_; position < to_; ++position) {
        TZ_TRY(const auto record, body.framed());
        std::string redacted;
        if (const auto found = redactions.find(position); found != redactions.end()) {
            TZ_TRY(const auto entry, entry_of(record));
            redacted = encode_redacted(entry, found->second);
            changed += redacted != record;
        }
        const std::string_view kept = redacted.empty() ? record : std::string_view(redacted);
        append_be(anew, static_cast<std::uint32_t>(kept.size()));
        anew += kept;
    }
    records_ = std::move(anew);
    return changed;
}

SegmentBuilder builder_of(const Segment& segment) {
    SegmentBuilder builder(segment.from);
    for (const auto& record : segment.records) builder.add(record);
    for (const auto& checkpoint : segment.checkpoints) builder.add(checkpoint);
    return builder;
}

std::string SegmentBuilder::finish(const Digest& root) && {
    std::string bytes;
    bytes.reserve(head_bytes + records_.size() + notes_.size() + 2 * digest_bytes);
    bytes += magic;
    append_be(bytes, from_);
    append_be(bytes, to_);
    append_be(bytes, checkpoints_);
    bytes += records_;
    bytes += notes_;
    bytes += root.view();
    const Digest digest = sha256({bytes});
    bytes += digest.view();
    return bytes;
}

Result<Segment> parse_segment(std::string_view bytes) {
    if (bytes.size() < head_bytes + 2 * digest_bytes || !bytes.starts_with(magic))
        return corrupt("it is not a segment of a backup, or it is cut off");
    Segment segment;
    segment.sha256 = digest_at(bytes.substr(bytes.size() - digest_bytes));
    if (sha256({bytes.substr(0, bytes.size() - digest_bytes)}) != segment.sha256)
        return corrupt("it was changed: it does not hash to what its last bytes say");
    segment.root = digest_at(bytes.substr(bytes.size() - 2 * digest_bytes));
    const auto numbers = bytes.substr(magic.size());
    segment.from = read_be<std::uint64_t>(numbers);
    segment.to = read_be<std::uint64_t>(numbers.substr(8));
    if (segment.from > segment.to) return corrupt("it ends before it begins");
    const auto checkpoints = read_be<std::uint32_t>(numbers.substr(16));
    TZ_CHECK(parse_body(bytes.substr(head_bytes, bytes.size() - head_bytes - 2 * digest_bytes), checkpoints, segment));
    return segment;
}

Result<Segment> parse_segment(std::string_view bytes, const SegmentInfo& expected) {
    const auto damaged = [&](const std::string& what) {
        return corrupt(expected.file + ", positions " + std::to_string(expected.from) + " to " +
                       std::to_string(expected.to) + " (exclusive): " + what)
            .with("file", boost::json::string(expected.file))
            .with("position", expected.from);
    };
    auto segment = parse_segment(bytes);
    if (!segment) return damaged(segment.error().message);
    if (bytes.size() != expected.bytes || segment->sha256 != expected.sha256 || segment->root != expected.root ||
        segment->from != expected.from || segment->to != expected.to)
        return damaged("it is a whole segment, but not the one that the manifest names");
    return segment;
}

}  // namespace taizhang::backup
