// Storage form of described structs: cereal's portable binary archive (little endian), docs/formats/storage.md.
//
//     std::string bytes = store(event);
//     Result<Acknowledged> event = load<Acknowledged>(bytes);
//
// struct  = u8 member count, members in declared order   (fields may be appended: an old record's missing fields keep
//                                                         their default; a record with more fields is an error)
// string  = u64 length, bytes      vector = u64 count, elements      optional = u8 0|1, value when 1
// enum    = its name as a string   Time   = i64 milliseconds         other text scalars = their text as a string
//
// Written through archives of our own, which hold to the bytes of cereal's portable binary one but need no stream.
// A hostile length never allocates more than the bytes that are there.
#pragma once

#include <taizhang/reflect/archives.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

namespace taizhang::reflect {

namespace detail {

inline void write_text(Writer& archive, std::string_view text) {
    archive(std::uint64_t(text.size()));
    archive.put(text);
}

template <class T>
void write_value(Writer& archive, const T& value) {
    if constexpr (is_optional<T>) {
        archive(std::uint8_t(value.has_value()));
        if (value) write_value(archive, *value);
    } else if constexpr (std::is_same_v<T, Time>) {
        archive(value.milliseconds);
    } else if constexpr (std::is_same_v<T, bool>) {
        archive(std::uint8_t(value));
    } else if constexpr (std::is_integral_v<T>) {
        archive(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        write_text(archive, value);
    } else if constexpr (DescribedEnum<T>) {
        const char* name = enum_name(value);
        if (!name) bad_storage("an enum value has no name");
        write_text(archive, name);
    } else if constexpr (TextScalar<T>) {
        write_text(archive, value.to_string());
    } else if constexpr (is_vector<T>) {
        archive(std::uint64_t(value.size()));
        for (const auto& element : value) write_value(archive, element);
    } else if constexpr (DescribedStruct<T>) {
        static_assert(member_count<T> < 256);
        archive(std::uint8_t(member_count<T>));
        for_each_member<T>([&](auto member) { write_value(archive, value.*member.pointer); });
    } else {
        static_assert(unsupported<T>, "this member type cannot be stored");
    }
}

inline std::uint64_t load_length(Reader& in) {
    std::uint64_t length = 0;
    in(length);
    if (length > in.remaining()) bad_storage("a length is larger than the bytes that follow");
    return length;
}

/// Where it stands: valid as long as what is read.
inline std::string_view read_text(Reader& in) {
    return in.take(load_length(in));
}

template <class T>
void read_value(Reader& in, T& out) {
    if constexpr (is_optional<T>) {
        std::uint8_t there = 0;
        in(there);
        if (there > 1) bad_storage("an optional's flag is neither 0 nor 1");
        if (there)
            read_value(in, out.emplace());
        else
            out.reset();
    } else if constexpr (std::is_same_v<T, Time>) {
        in(out.milliseconds);
    } else if constexpr (std::is_same_v<T, bool>) {
        std::uint8_t flag = 0;
        in(flag);
        if (flag > 1) bad_storage("a boolean is neither 0 nor 1");
        out = flag != 0;
    } else if constexpr (std::is_integral_v<T>) {
        in(out);
    } else if constexpr (std::is_same_v<T, std::string>) {
        out = read_text(in);
    } else if constexpr (DescribedEnum<T>) {
        const auto name = read_text(in);
        auto value = enum_value<T>(name);
        if (!value) bad_storage("'" + std::string(name) + "' is none of " + enum_names<T>());
        out = *value;
    } else if constexpr (TextScalar<T>) {
        auto parsed = T::parse(read_text(in));
        if (!parsed) bad_storage(parsed.error().message);
        out = std::move(*parsed);
    } else if constexpr (is_vector<T>) {
        const auto count = load_length(in);
        out.clear();
        for (std::uint64_t i = 0; i < count; ++i) read_value(in, out.emplace_back());
    } else if constexpr (DescribedStruct<T>) {
        std::uint8_t stored = 0;
        in(stored);
        if (stored > member_count<T>) bad_storage("the record was written by a newer version of taizhang");
        if (stored < member_count<T>) out = T{};  // what an older struct lacks has its default
        unsigned i = 0;
        for_each_member<T>([&](auto member) {
            if (i++ < stored) read_value(in, out.*member.pointer);
        });
    } else {
        static_assert(unsupported<T>, "this member type cannot be loaded");
    }
}

}  // namespace detail

template <DescribedStruct T>
std::string store(const T& value) {
    std::string bytes;
    bytes.reserve(512);  // what most headers and payloads need
    detail::Writer archive(bytes);
    archive(detail::little_endian_mark);
    detail::write_value(archive, value);
    return bytes;
}

/// Into a value that is used again and again, so that its strings keep their room. All bytes must be used; anything
/// else is ErrorCode::corrupt with what was found, and `out` holds some of it.
template <DescribedStruct T>
Status load_into(std::string_view bytes, T& out) {
    try {
        detail::Reader in(bytes);
        detail::check_mark(in);
        detail::read_value(in, out);
        if (in.remaining() == 0) return {};
        return corrupt(std::to_string(in.remaining()) + " bytes are left over after the record");
    } catch (const std::exception& problem) {
        return corrupt(std::string("stored bytes cannot be read: ") + problem.what());
    }
}

template <DescribedStruct T>
Result<T> load(std::string_view bytes) {
    T out{};
    TZ_CHECK(load_into(bytes, out));
    return out;
}

}  // namespace taizhang::reflect
