// The archives under storage.hpp: cereal's portable binary one over a string, without a stream in between.
//
//     std::string bytes;
//     detail::Writer out(bytes);
//     out(std::uint64_t(7));
//     detail::Reader in(bytes);
//
// One thread each.
#pragma once

#include <algorithm>
#include <bit>
#include <cereal/cereal.hpp>
#include <cstring>
#include <string>
#include <string_view>

namespace taizhang::reflect::detail {

/// A number as it is stored: little-endian.
template <class T>
T little_endian(T value) {
    static_assert(std::endian::native == std::endian::little || std::endian::native == std::endian::big);
    if constexpr (std::endian::native == std::endian::little || sizeof(T) == 1) return value;
    auto* bytes = reinterpret_cast<unsigned char*>(&value);
    std::reverse(bytes, bytes + sizeof(T));
    return value;
}

/// The first byte of every stored value: which way round its numbers are. Others than little-endian are not written.
inline constexpr std::uint8_t little_endian_mark = 1;

/// cereal's portable binary archive over a string: what it writes is the same, without a stream in between.
class Writer final : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
  public:
    explicit Writer(std::string& out) : OutputArchive(this), out_(out) {}

    void put(std::string_view bytes) { out_.append(bytes); }

  private:
    std::string& out_;
};

/// The same for reading. Whoever reads a length asks remaining() before it allocates.
class Reader final : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
  public:
    explicit Reader(std::string_view in) : InputArchive(this), rest_(in) {}

    std::string_view take(std::size_t size) {
        if (size > rest_.size()) too_short(size, rest_.size());
        const auto bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }
    std::size_t remaining() const { return rest_.size(); }

  private:
    [[noreturn]] static void too_short(std::size_t wanted, std::size_t there);

    std::string_view rest_;
};

template <class T>
    requires std::is_arithmetic_v<T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& archive, const T& value) {
    const T stored = little_endian(value);
    archive.put({reinterpret_cast<const char*>(&stored), sizeof stored});
}

template <class T>
    requires std::is_arithmetic_v<T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& archive, T& value) {
    std::memcpy(&value, archive.take(sizeof value).data(), sizeof value);
    value = little_endian(value);
}

/// Throws what load() turns into ErrorCode::corrupt.
[[noreturn]] void bad_storage(const std::string& what);
void check_mark(Reader& in);

}  // namespace taizhang::reflect::detail
