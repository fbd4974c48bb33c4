#include "src/log/record_reader.hpp"

#include "src/log/layout.hpp"
#include "src/log/record_codec.hpp"

#include <taizhang/hash_pair.hpp>
#include <taizhang/reflect/storage.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using log_layout::corrupt_at;

constexpr std::size_t prefix_bytes = 4;
constexpr std::size_t salt_length = std::tuple_size_v<Salt>;

}  // namespace

// Whatever is not as it should be goes to decode_verified(), which knows how to tell it, and knows records without a
// payload.
Status read_verified(std::string_view bytes, Position position, std::string_view leaf, Record& out) {
    const auto thoroughly = [&]() -> Status {
        TZ_TRY(const Digest expected, log_layout::parse_leaf(leaf, position));
        TZ_TRY(out, decode_verified(bytes, position, expected));
        return {};
    };
    const auto entry = entry_of(bytes);
    if (!entry) return thoroughly();
    const auto salted = bytes.substr(prefix_bytes + entry->size());
    if (salted.size() < salt_length || salted.size() > salt_length + max_payload_bytes) return thoroughly();
    const auto hashed = sha256_pair({std::string_view("\0", 1), *entry}, {{}, salted});
    if (hashed.first.view() != leaf) return thoroughly();
    if (auto loaded = reflect::load_into(*entry, out.header); !loaded) return thoroughly();
    if (out.header.position != position || out.header.payload_digest != hashed.second) return thoroughly();
    std::copy_n(salted.begin(), salt_length, out.salt.begin());
    out.payload = salted.substr(salt_length);
    out.redacted.reset();
    return {};
}

}  // namespace taizhang
