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
// A hostile length never allocates more than the bytes that are there.
#pragma once

#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <cereal/archives/portable_binary.hpp>
#include <istream>
#include <ostream>
#include <streambuf>

namespace taizhang::reflect {

namespace detail {

class StringSink final : public std::streambuf {
  public:
    explicit StringSink(std::string& out) : out_(out) {}

  protected:
    std::streamsize xsputn(const char* data, std::streamsize size) override {
        out_.append(data, static_cast<std::size_t>(size));
        return size;
    }
    int overflow(int c) override {
        out_.push_back(static_cast<char>(c));
        return c;
    }

  private:
    std::string& out_;
};

class ViewSource final : public std::streambuf {
  public:
    explicit ViewSource(std::string_view in) {
        char* begin = const_cast<char*>(in.data());  // streambuf's get area is never written to
        setg(begin, begin, begin + in.size());
    }
    std::size_t remaining() const { return static_cast<std::size_t>(egptr() - gptr()); }
};

struct Loader {
    cereal::PortableBinaryInputArchive& archive;
    ViewSource& source;
};

[[noreturn]] void bad_storage(const std::string& what);

template <class T>
void write_value(cereal::PortableBinaryOutputArchive& archive, const T& value) {
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
        archive(std::uint64_t(value.size()));
        archive(cereal::binary_data(value.data(), value.size()));
    } else if constexpr (DescribedEnum<T>) {
        const char* name = enum_name(value);
        if (!name) bad_storage("an enum value has no name");
        write_value(archive, std::string(name));
    } else if constexpr (TextScalar<T>) {
        write_value(archive, std::string(value.to_string()));
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

inline std::uint64_t load_length(Loader& in) {
    std::uint64_t length = 0;
    in.archive(length);
    if (length > in.source.remaining()) bad_storage("a length is larger than the bytes that follow");
    return length;
}

template <class T>
void read_value(Loader& in, T& out) {
    if constexpr (is_optional<T>) {
        std::uint8_t there = 0;
        in.archive(there);
        if (there > 1) bad_storage("an optional's flag is neither 0 nor 1");
        if (there)
            read_value(in, out.emplace());
        else
            out.reset();
    } else if constexpr (std::is_same_v<T, Time>) {
        in.archive(out.milliseconds);
    } else if constexpr (std::is_same_v<T, bool>) {
        std::uint8_t flag = 0;
        in.archive(flag);
        if (flag > 1) bad_storage("a boolean is neither 0 nor 1");
        out = flag != 0;
    } else if constexpr (std::is_integral_v<T>) {
        in.archive(out);
    } else if constexpr (std::is_same_v<T, std::string>) {
        out.resize(load_length(in));
        in.archive(cereal::binary_data(out.data(), out.size()));
    } else if constexpr (DescribedEnum<T>) {
        std::string name;
        read_value(in, name);
        auto value = enum_value<T>(name);
        if (!value) bad_storage("'" + name + "' is none of " + enum_names<T>());
        out = *value;
    } else if constexpr (TextScalar<T>) {
        std::string text;
        read_value(in, text);
        auto parsed = T::parse(text);
        if (!parsed) bad_storage(parsed.error().message);
        out = std::move(*parsed);
    } else if constexpr (is_vector<T>) {
        const auto count = load_length(in);
        out.clear();
        for (std::uint64_t i = 0; i < count; ++i) read_value(in, out.emplace_back());
    } else if constexpr (DescribedStruct<T>) {
        std::uint8_t stored = 0;
        in.archive(stored);
        if (stored > member_count<T>) bad_storage("the record was written by a newer version of taizhang");
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
    detail::StringSink sink(bytes);
    std::ostream stream(&sink);
    cereal::PortableBinaryOutputArchive archive(stream, cereal::PortableBinaryOutputArchive::Options::LittleEndian());
    detail::write_value(archive, value);
    return bytes;
}

/// All bytes must be used; anything else is ErrorCode::corrupt with what was found.
template <DescribedStruct T>
Result<T> load(std::string_view bytes) {
    try {
        detail::ViewSource source(bytes);
        std::istream stream(&source);
        cereal::PortableBinaryInputArchive archive(stream);
        detail::Loader in{archive, source};
        T out{};
        detail::read_value(in, out);
        if (source.remaining() != 0)
            return corrupt(std::to_string(source.remaining()) + " bytes are left over after the record");
        return out;
    } catch (const std::exception& problem) {
        return corrupt(std::string("stored bytes cannot be read: ") + problem.what());
    }
}

}  // namespace taizhang::reflect
