#include "src/views/row_delta.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace taizhang {

namespace {

class DeltaWriter {
  public:
    explicit DeltaWriter(std::string& out) : out_(out) {}
    /// So much is the same.
    void copy(std::size_t bytes) {
        if (bytes == 0) return;
        flush();
        copy_ += bytes;
    }
    void replace(std::size_t skip, std::string_view by) {
        skip_ += skip;
        put_.append(by);
    }
    void flush() {
        if (skip_ == 0 && put_.empty()) return;
        append_varint(out_, copy_);
        append_varint(out_, skip_);
        append_varint(out_, put_.size());
        out_ += put_;
        copy_ = skip_ = 0;
        put_.clear();
    }

  private:
    std::string& out_;
    std::string put_;
    std::size_t copy_ = 0, skip_ = 0;
};

using Word = std::uint64_t;

Word word_at(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

static_assert(std::endian::native == std::endian::little);

std::size_t same_at_begin(std::string_view a, std::string_view b) {
    const auto size = std::min(a.size(), b.size());
    std::size_t same = 0;
    for (; same + sizeof(Word) <= size; same += sizeof(Word)) {
        const auto differs = word_at(a.data() + same) ^ word_at(b.data() + same);
        if (differs) return same + static_cast<std::size_t>(std::countr_zero(differs) / 8);
    }
    while (same < size && a[same] == b[same]) ++same;
    return same;
}

std::size_t same_at_end(std::string_view a, std::string_view b) {
    const auto size = std::min(a.size(), b.size());
    const auto *a_end = a.data() + a.size(), *b_end = b.data() + b.size();
    std::size_t same = 0;
    for (; same + sizeof(Word) <= size; same += sizeof(Word)) {
        const auto differs = word_at(a_end - same - sizeof(Word)) ^ word_at(b_end - same - sizeof(Word));
        if (differs) return same + static_cast<std::size_t>(std::countl_zero(differs) / 8);
    }
    while (same < size && *(a_end - same - 1) == *(b_end - same - 1)) ++same;
    return same;
}

/// Differing pieces: what both begin and end with is copied.
void tell_piece(DeltaWriter& out, std::string_view before, std::string_view after) {
    if (before == after) return out.copy(before.size());
    const auto begin = same_at_begin(before, after);
    before.remove_prefix(begin);
    after.remove_prefix(begin);
    const auto end = same_at_end(before, after);
    out.copy(begin);
    out.replace(before.size() - end, after.substr(0, after.size() - end));
    out.copy(end);
}

std::string_view part(const TextParts& of, std::size_t i) {
    return of.text.substr(of.parts[i], of.parts[i + 1] - of.parts[i]);
}

}  // namespace

std::optional<std::string> make_delta(const TextParts& before, const TextParts& after) {
    std::string delta;
    return append_delta(delta, before, after) ? std::optional(std::move(delta)) : std::nullopt;
}

bool append_delta(std::string& text, const TextParts& before, const TextParts& after) {
    const auto begin = text.size();
    DeltaWriter out(text);
    const bool by_parts = !before.parts.empty() && before.parts.size() == after.parts.size();
    if (by_parts) {
        out.copy(before.parts.front());  // the bracket
        for (std::size_t i = 0; i + 1 < before.parts.size(); ++i) tell_piece(out, part(before, i), part(after, i));
    } else {
        tell_piece(out, before.text, after.text);
    }
    out.flush();
    constexpr std::size_t worth = 2;  // times smaller
    const bool is_worth_it = (text.size() - begin) * worth <= after.text.size();
    if (!is_worth_it) text.resize(begin);
    return is_worth_it;
}

Result<std::string> apply_delta(std::string_view before, std::string_view delta) {
    std::string text;
    TZ_CHECK(apply_delta(before, delta, text));
    return text;
}

Status apply_delta(std::string_view before, std::string_view delta, std::string& text) {
    text.clear();
    text.reserve(before.size() + delta.size());
    while (!delta.empty()) {
        const auto copy = take_varint(delta), skip = take_varint(delta), size = take_varint(delta);
        if (!copy || !skip || !size || *copy > before.size() || *skip > before.size() - *copy || *size > delta.size())
            return corrupt(
                "a row of the views does not fit the one before it; delete the views' directory, it is rebuilt");
        text.append(before.substr(0, *copy)).append(delta.substr(0, *size));
        before.remove_prefix(*copy + *skip);
        delta.remove_prefix(*size);
    }
    text.append(before);
    return {};
}

void append_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

}  // namespace taizhang
