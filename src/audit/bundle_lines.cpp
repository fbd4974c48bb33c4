#include "src/audit/bundle_lines.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace taizhang::audit {

namespace json = boost::json;

namespace {

constexpr std::string_view format_name = "taizhang/1";
constexpr std::string_view end_begins = "{\"end\":";
constexpr std::string_view key_begins = "{\"key\":";

std::string hex16(std::uint64_t value) {
    std::array<char, 17> text;
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

std::string quoted(std::string_view text) {
    return json::serialize(json::string(text));
}

/// One member after the other: `{"a":1` and then `,"b":2`.
class LineWriter {
  public:
    LineWriter& member(std::string_view name, std::string_view json_text) {
        text_ += text_.empty() ? "{\"" : ",\"";
        (text_ += name) += "\":";
        text_ += json_text;
        return *this;
    }
    LineWriter& number(std::string_view name, std::uint64_t value) { return member(name, std::to_string(value)); }
    std::string take() { return std::move(text_) + "}"; }

  private:
    std::string text_;
};

template <class Range, class Shown>
std::string array_of(const Range& range, const Shown& shown) {
    std::string text;
    for (const auto& value : range) text += (text.empty() ? "" : ",") + quoted(shown(value));
    return "[" + text + "]";
}

/// A line's members by name, each of the kind that is expected.
class LineReader {
  public:
    static Result<LineReader> open(std::string_view line) {
        boost::system::error_code failed;
        auto value = json::parse(line, failed);
        if (failed || !value.is_object())
            return invalid("expected one JSON object, got " + quote(line) + (failed ? ": " + failed.message() : ""));
        LineReader reader;
        reader.object_ = std::move(value.as_object());
        return reader;
    }

    bool has(std::string_view name) const { return object_.contains(name); }
    Result<LineReader> object(std::string_view name) const {
        TZ_TRY(const auto* value, member(name));
        if (!value->is_object()) return invalid("expected an object as '" + std::string(name) + "'");
        LineReader reader;
        reader.object_ = value->get_object();
        return reader;
    }
    Result<const json::value*> member(std::string_view name) const {
        if (const auto* value = object_.if_contains(name)) return value;
        return invalid("the member '" + std::string(name) + "' is missing");
    }
    Result<std::string_view> string(std::string_view name) const {
        TZ_TRY(const auto* value, member(name));
        if (value->is_string()) return std::string_view(value->get_string());
        return invalid("expected a string as '" + std::string(name) + "', got " + quote(json::serialize(*value)));
    }
    Result<std::uint64_t> number(std::string_view name) const {
        TZ_TRY(const auto* value, member(name));
        boost::system::error_code failed;
        const auto number = value->to_number<std::uint64_t>(failed);
        if (!failed && !value->is_double()) return number;
        return invalid("expected a number as '" + std::string(name) + "', got " + quote(json::serialize(*value)));
    }
    Result<std::vector<std::string>> strings(std::string_view name) const {
        TZ_TRY(const auto* value, member(name));
        std::vector<std::string> all;
        if (!value->is_array()) return invalid("expected an array as '" + std::string(name) + "'");
        for (const auto& one : value->get_array()) {
            if (!one.is_string()) return invalid("expected strings in '" + std::string(name) + "'");
            all.emplace_back(one.get_string());
        }
        return all;
    }
    Result<std::string> bytes(std::string_view name) const {
        TZ_TRY(const auto text, string(name));
        return tlog::parse_base64(text, "'" + std::string(name) + "'");
    }

  private:
    json::object object_;
};

/// What was read must be written back as the same bytes: that leaves no room for members that nobody looks at, for two
/// of one name, of which programs take now the first and now the last, and for other spellings.
Status check_spelling(std::string_view line, const std::string& again) {
    if (line == again) return {};
    return invalid("it is not spelled as docs/formats/bundle.md says, without spaces and further members: " +
                   difference(again, line));
}

Result<Salt> parse_salt(const LineReader& reader) {
    Salt salt{};
    TZ_TRY(const auto bytes, reader.bytes("salt"));
    if (bytes.size() != salt.size()) return invalid("expected 16 bytes as 'salt'");
    std::ranges::copy(bytes, salt.begin());
    return salt;
}

/// Salt and payload, or who removed them.
Status parse_content(const LineReader& reader, BundleRecord& record) {
    if (reader.has("redacted")) {
        TZ_TRY(const auto redacted, reader.object("redacted"));
        TZ_TRY(record.redacted_by, redacted.number("by"));
        return {};
    }
    TZ_TRY(record.salt, parse_salt(reader));
    TZ_TRY(record.payload, reader.bytes("payload"));
    return {};
}

Result<std::vector<Digest>> parse_hashes(const LineReader& reader, std::string_view name) {
    std::vector<Digest> hashes;
    TZ_TRY(const auto texts, reader.strings(name));
    for (const auto& text : texts) {
        TZ_TRY(const Digest hash, tlog::parse_hash(text, "a hash of '" + std::string(name) + "'"));
        hashes.push_back(hash);
    }
    return hashes;
}

std::string base64_of(const Salt& salt) {
    return to_base64(std::string_view(reinterpret_cast<const char*>(salt.data()), salt.size()));
}

std::string array_of_hashes(const std::vector<Digest>& hashes) {
    return array_of(hashes, [](const Digest& hash) { return to_base64(hash.view()); });
}

Result<std::uint64_t> parse_hex16(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (failed == std::errc() && end == text.data() + text.size() && hex16(value) == text) return value;
    return invalid("expected 16 hex digits as 'epoch', got " + quote(text));
}

}  // namespace

std::string difference(std::string_view expected, std::string_view got) {
    auto differs = std::size_t(std::ranges::mismatch(expected, got).in1 - expected.begin());
    while (differs > 0 && differs < got.size() && (got[differs] & 0xC0) == 0x80) --differs;  // not inside a character
    return "from byte " + std::to_string(differs) + " on expected " + quote(expected.substr(differs)) + ", got " +
           quote(got.substr(differs));
}

std::string BundleHead::text() const {
    LineWriter line;
    line.member("bundle", quoted(format_name)).member("origin", quoted(origin)).member("epoch", quoted(hex16(epoch)));
    line.number("from", from).number("to", to).member("stream", stream ? quoted(stream->value) : "null");
    line.number("size", size).member("made", quoted(made.to_string()));
    line.member("keys", array_of(keys, [](const auto& key) { return key; }));
    return line.member("checkpoint", quoted(checkpoint)).take();
}

Result<BundleHead> BundleHead::parse(std::string_view line) {
    TZ_TRY(const auto reader, LineReader::open(line));
    TZ_TRY(const auto format, reader.string("bundle"));
    if (format != format_name)
        return invalid("expected a bundle of format " + std::string(format_name) + ", got " + quote(format));
    BundleHead head;
    TZ_TRY(head.origin, reader.string("origin"));
    TZ_TRY(const auto epoch, reader.string("epoch"));
    TZ_TRY(head.epoch, parse_hex16(epoch));
    TZ_TRY(head.from, reader.number("from"));
    TZ_TRY(head.to, reader.number("to"));
    TZ_TRY(const auto* stream, reader.member("stream"));
    if (!stream->is_null()) {
        TZ_TRY(const auto name, reader.string("stream"));
        TZ_TRY(head.stream, StreamId::parse(name));
    }
    TZ_TRY(head.size, reader.number("size"));
    TZ_TRY(const auto made, reader.string("made"));
    TZ_TRY(head.made, Time::parse(made));
    TZ_TRY(head.keys, reader.strings("keys"));
    TZ_TRY(head.checkpoint, reader.string("checkpoint"));
    TZ_CHECK(check_spelling(line, head.text()));
    return head;
}

std::string BundleRecord::text() const {
    LineWriter line;
    line.number(order ? "order" : "position", position).member("entry", quoted(to_base64(entry)));
    if (redacted_by)
        line.member("redacted", LineWriter().number("by", *redacted_by).take());
    else
        line.member("salt", quoted(base64_of(salt))).member("payload", quoted(to_base64(payload)));
    line.member("path", array_of_hashes(path));
    return line.member("event", event).take();
}

Result<BundleRecord> BundleRecord::parse(std::string_view line) {
    TZ_TRY(const auto reader, LineReader::open(line));
    BundleRecord record;
    record.order = reader.has("order");
    TZ_TRY(record.position, reader.number(record.order ? "order" : "position"));
    TZ_TRY(record.entry, reader.bytes("entry"));
    TZ_CHECK(parse_content(reader, record));
    TZ_TRY(record.path, parse_hashes(reader, "path"));
    TZ_TRY(const auto* event, reader.member("event"));
    record.event = json::serialize(*event);
    TZ_CHECK(check_spelling(line, record.text()));
    return record;
}

Record BundleRecord::record_of(EventHeader header) const {
    Record record{std::move(header), salt, payload};
    if (redacted_by) record.redacted = Redacted{.by = *redacted_by};
    return record;
}

std::string BundleKey::text() const {
    LineWriter line;
    line.number("key", position).member("entry", quoted(to_base64(entry))).member("salt", quoted(base64_of(salt)));
    line.member("payload", quoted(to_base64(payload))).number("size", size).member("checkpoint", quoted(checkpoint));
    line.member("path", array_of_hashes(path)).member("consistency", array_of_hashes(consistency));
    return line.member("event", event).take();
}

Result<std::optional<BundleKey>> BundleKey::parse(std::string_view line) {
    if (!line.starts_with(key_begins)) return std::optional<BundleKey>();
    TZ_TRY(const auto reader, LineReader::open(line));
    BundleKey key;
    TZ_TRY(key.position, reader.number("key"));
    TZ_TRY(key.entry, reader.bytes("entry"));
    TZ_TRY(key.salt, parse_salt(reader));
    TZ_TRY(key.payload, reader.bytes("payload"));
    TZ_TRY(key.size, reader.number("size"));
    TZ_TRY(const auto note, reader.string("checkpoint"));
    key.checkpoint = note;
    TZ_TRY(key.path, parse_hashes(reader, "path"));
    TZ_TRY(key.consistency, parse_hashes(reader, "consistency"));
    TZ_TRY(const auto* event, reader.member("event"));
    key.event = json::serialize(*event);
    TZ_CHECK(check_spelling(line, key.text()));
    return std::optional(std::move(key));
}

std::string BundleEnd::text() const {
    return std::string(end_begins) + std::to_string(records) + "}";
}

Result<std::optional<BundleEnd>> BundleEnd::parse(std::string_view line) {
    if (!line.starts_with(end_begins)) return std::optional<BundleEnd>();
    TZ_TRY(const auto reader, LineReader::open(line));
    BundleEnd end;
    TZ_TRY(end.records, reader.number("end"));
    TZ_CHECK(check_spelling(line, end.text()));
    return std::optional(end);
}

}  // namespace taizhang::audit
