// A row's JSON text, straight from the struct: the same bytes as boost::json::serialize(reflect::to_json(row)), which a
// test compares, without building the document in between. Rows are written for each event, so this counts.
//
//     RowBuffer buffer;                        // reused from row to row
//     write_row(buffer, row);                  // buffer.text(), and buffer.parts(): where each member begins
//     std::string text = row_text(row);        // where one is enough
//
// One thread at a time for each buffer.
#pragma once

#include <taizhang/reflect/json.hpp>
#include <taizhang/time.hpp>

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

namespace taizhang {

/// JSON as it is, where a document was written before: stands in a row as a boost::json::value would.
struct JsonText {
    std::string text = "null";

    /// null, or a list without entries.
    bool is_nothing() const { return text == "null" || text == "[]"; }
    bool operator==(const JsonText&) const = default;
};

class RowBuffer {
  public:
    void clear() {
        size_ = 0;
        parts_.clear();
    }
    std::string_view text() const { return {bytes_.data(), size_}; }
    /// Where each member of the outermost struct begins, with its comma, and where the last one ends; absent ones are
    /// empty.
    const std::vector<std::uint32_t>& parts() const { return parts_; }

    void append(std::string_view text) {
        std::memcpy(room_for(text.size()), text.data(), text.size());
        size_ += text.size();
    }
    void append(char c) {
        *room_for(1) = c;
        ++size_;
    }
    template <std::integral T>
    void append_number(T value) {
        constexpr std::size_t longest = 24;
        char* at = room_for(longest);
        size_ += static_cast<std::size_t>(std::to_chars(at, at + longest, value).ptr - at);
    }
    /// With quotes; escapes what JSON demands and nothing more.
    void append_string(std::string_view text);
    /// With quotes, as their to_string().
    void append_text(const Date& date);
    void append_text(const Period& period);
    template <class T>
    void append_text(const T& value) {
        append_string(value.to_string());
    }
    void begin_part() { parts_.push_back(static_cast<std::uint32_t>(size_)); }

  private:
    void append_digits(unsigned value, std::size_t digits);
    char* room_for(std::size_t bytes) {
        if (bytes_.size() - size_ < bytes) bytes_.resize(std::max(bytes_.size() * 2, size_ + bytes + first_room));
        return bytes_.data() + size_;
    }
    static constexpr std::size_t first_room = 1'024;

    std::vector<char> bytes_;
    std::size_t size_ = 0;
    std::vector<std::uint32_t> parts_;
};

namespace detail {

/// `,"name":` of a described member.
template <class Member>
constexpr auto member_label() {
    constexpr std::size_t length = std::string_view(Member::name).size();
    std::array<char, length + 4> label{',', '"'};
    for (std::size_t i = 0; i < length; ++i) label[i + 2] = Member::name[i];
    label[length + 2] = '"';
    label[length + 3] = ':';
    return label;
}

template <class T>
void append_json(RowBuffer& out, const T& value);

template <class T>
void append_array(RowBuffer& out, const T& values) {
    out.append('[');
    bool first = true;
    for (const auto& value : values) {
        if (!first) out.append(',');
        first = false;
        append_json(out, value);
    }
    out.append(']');
}

/// An absent optional member is left out.
template <bool Outermost, class T>
void append_object(RowBuffer& out, const T& value) {
    out.append('{');
    std::size_t comma = 1;  // left out before the first member
    reflect::for_each_member<T>([&]<class Member>(Member member) {
        if constexpr (Outermost) out.begin_part();
        const auto& m = value.*member.pointer;
        if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(m)>>) {
            if (!m) return;
        }
        static constexpr auto label = member_label<Member>();
        out.append(std::string_view(label.data() + comma, label.size() - comma));
        comma = 0;
        append_json(out, m);
    });
    if constexpr (Outermost) out.begin_part();
    out.append('}');
}

template <class T>
void append_json(RowBuffer& out, const T& value) {
    if constexpr (reflect::is_optional<T>) {
        value ? append_json(out, *value) : out.append(std::string_view("null"));
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        out.append(boost::json::serialize(value));
    } else if constexpr (std::is_same_v<T, JsonText>) {
        out.append(value.text);
    } else if constexpr (std::is_same_v<T, bool>) {
        out.append(std::string_view(value ? "true" : "false"));
    } else if constexpr (std::is_integral_v<T>) {
        out.append_number(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        out.append_string(value);
    } else if constexpr (reflect::DescribedEnum<T>) {
        const char* name = reflect::enum_name(value);
        out.append_string(name ? name : "");
    } else if constexpr (reflect::TextScalar<T>) {
        out.append_text(value);
    } else if constexpr (reflect::is_vector<T>) {
        append_array(out, value);
    } else {
        append_object<false>(out, value);
    }
}

}  // namespace detail

template <class Row>
void write_row(RowBuffer& out, const Row& row) {
    out.clear();
    if constexpr (reflect::DescribedStruct<Row>)
        detail::append_object<true>(out, row);
    else
        detail::append_json(out, row);
}

template <class Row>
std::string row_text(const Row& row) {
    RowBuffer out;
    write_row(out, row);
    return std::string(out.text());
}

/// One value as it stands within a row.
template <class T>
JsonText json_text(const T& value) {
    RowBuffer out;
    detail::append_json(out, value);
    return {std::string(out.text())};
}

}  // namespace taizhang
