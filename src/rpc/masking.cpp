#include "src/rpc/masking.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace taizhang::rpc {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_of_id(char c) {
    return is_word(c) || c == '-' || c == '.' || c == '/';
}

/// 0 beyond the ends.
char at(std::string_view text, std::size_t i) {
    return i < text.size() ? text[i] : '\0';
}

std::size_t digits_from(std::string_view text, std::size_t i) {
    auto end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - i;
}

// ---- what a number looks like --------------------------------------------------------------------------------------

/// One number: bytes [begin, end), of which the digits in [hide, shown) are hidden.
struct Number {
    std::size_t begin = 0, hide = 0, shown = 0, end = 0;
};

constexpr std::size_t mobile_head = 3, mobile_tail = 4, hidden_digits = 4;

/// 13800138000, 138-0013-8000, 138 0013 8000 at `i`, without what stands before it.
std::optional<Number> mobile_at(std::string_view text, std::size_t i) {
    if (at(text, i) != '1' || at(text, i + 1) < '3' || !is_digit(at(text, i + 1))) return std::nullopt;
    const auto run = digits_from(text, i);
    if (run == mobile_head + hidden_digits + mobile_tail)
        return Number{i, i + mobile_head, i + mobile_head + hidden_digits, i + run};
    const auto parted = at(text, i + mobile_head);
    const auto middle = i + mobile_head + 1, last = middle + hidden_digits + 1;
    if (run != mobile_head || (parted != '-' && parted != ' ') || digits_from(text, middle) != hidden_digits ||
        at(text, last - 1) != parted || digits_from(text, last) != mobile_tail)
        return std::nullopt;
    return Number{i, middle, last - 1, last + mobile_tail};
}

/// The three- or four-digit area codes: 010, 02d, and 03dd to 09dd.
std::size_t area_digits(std::string_view text, std::size_t i) {
    if (at(text, i) != '0') return 0;
    const auto second = at(text, i + 1);
    if (second == '1') return at(text, i + 2) == '0' ? 3 : 0;
    if (second == '2') return 3;
    return second >= '3' && second <= '9' ? 4 : 0;
}

/// 0311-87654321, (0311)8765432, 031187654321, 0311-87654321-802 at `i`.
std::optional<Number> landline_at(std::string_view text, std::size_t i) {
    const auto area = area_digits(text, i), run = digits_from(text, i);
    if (area == 0 || run < area) return std::nullopt;
    auto local = i + area;
    if (run == area) {
        const auto mark = at(text, local);
        if (mark != '-' && mark != ' ' && mark != ')') return std::nullopt;
        ++local;
    }
    const auto length = digits_from(text, local);
    if ((length != 7 && length != 8) || at(text, local) < '2') return std::nullopt;
    const auto hide = local + length - 3 - hidden_digits;
    auto end = local + length;
    const auto extension = at(text, end) == '-' ? digits_from(text, end + 1) : 0;
    if (extension >= 1 && extension <= 5) end += 1 + extension;
    return Number{i, hide, hide + hidden_digits, end};
}

std::optional<Number> number_at(std::string_view text, std::size_t i) {
    auto number = at(text, i) == '0' ? landline_at(text, i) : mobile_at(text, i);
    return number;
}

// ---- what stands around it -----------------------------------------------------------------------------------------

/// `begin` is that of the digits; gives where the whole number begins, with +86 or a bracket, or nothing where
/// something longer does.
std::optional<std::size_t> begins(std::string_view text, const Number& number) {
    auto begin = number.begin;
    const auto ends_with = [&](std::string_view what) { return text.substr(0, begin).ends_with(what); };
    for (const std::string_view prefix :
         {"+86-", "+86 ", "+86", "0086-", "0086 ", "0086", "(86)", "86-", "86 ", "86"}) {
        if (text[number.begin] != '1' || !ends_with(prefix)) continue;
        begin -= prefix.size();
        break;
    }
    if (begin == 0) return begin;
    const auto before = text[begin - 1], further = begin >= 2 ? text[begin - 2] : '\0';
    const bool escaped = further == '\\' && (begin < 3 || text[begin - 3] != '\\');
    if (escaped && is_word(before)) return begin;  // \n138…
    if (is_word(before) || before == '-' || before == '+') return std::nullopt;
    if (before == '/' && (is_word(further) || further == '.')) return std::nullopt;
    if (before == '.' && is_digit(further)) return std::nullopt;
    return begin;
}

bool ends(std::string_view text, std::size_t end) {
    const auto after = at(text, end), further = at(text, end + 1);
    if (is_word(after) || after == '-' || after == '+' || after == '=') return false;
    return !((after == '.' || after == '/') && is_word(further));
}

// ---- where in the JSON it stands -----------------------------------------------------------------------------------

/// Reads the text up to a place, as far as it takes to know what that place is. Places only go forward.
class Place {
  public:
    explicit Place(std::string_view text) : text_(text) {}

    /// Brings it to `to`; false where that is in no string.
    bool is_in_string(std::size_t to) {
        while (next_ <= to) step();
        return to > string_begin_ && to < next_ && in_string_;
    }
    /// The string in which it is has exactly these bytes.
    bool is_whole_string(std::size_t begin, std::size_t end) const {
        return begin == string_begin_ + 1 && end + 1 == next_;
    }
    /// All of it is letters, digits, '-', '_', '.' and '/': a name, not a text.
    bool is_name() const {
        const auto string = text_.substr(string_begin_ + 1, next_ - string_begin_ - 2);
        return std::ranges::all_of(string, is_of_id);
    }
    /// Of a free text: also a NamedValue's value, whatever values of other objects are.
    bool is_free(const ExactMembers& exact) const {
        const auto found =
            std::find_if(levels_.rbegin(), levels_.rend(), [](const Level& one) { return one.is_object; });
        if (found == levels_.rend()) return true;
        if (found->key == "value" && found->key_before == "name") return true;
        return !exact.contains(found->key);
    }

  private:
    struct Level {
        bool is_object = false;
        std::string_view key, key_before;
    };

    /// Takes one string or one other byte.
    void step() {
        in_string_ = next_ < text_.size() && text_[next_] == '"';
        if (in_string_) return take_string();
        const auto c = at(text_, next_++);
        if (c == '{' || c == '[') levels_.push_back({c == '{', {}, {}});
        if ((c == '}' || c == ']') && !levels_.empty()) levels_.pop_back();
    }
    void take_string() {
        string_begin_ = next_++;
        while (next_ < text_.size() && text_[next_] != '"') next_ += text_[next_] == '\\' ? 2 : 1;
        ++next_;
        if (at(text_, next_) != ':' || levels_.empty()) return;
        auto& level = levels_.back();
        level.key_before = level.key;
        level.key = text_.substr(string_begin_ + 1, next_ - string_begin_ - 2);
    }

    const std::string_view text_;
    std::size_t next_ = 0, string_begin_ = 0;
    bool in_string_ = false;
    std::vector<Level> levels_;
};

// ---- all of them ---------------------------------------------------------------------------------------------------

class Finder {
  public:
    Finder(std::string_view text, const ExactMembers& exact, std::size_t from)
        : text_(text), exact_(exact), next_(from), place_(text) {}

    /// The next number that is to be hidden. Every one has four digits in a row, so every fourth byte is looked at.
    std::optional<Number> next() {
        constexpr std::size_t stride = 4;
        while (!waiting_.empty() || next_ < text_.size()) {
            if (!waiting_.empty()) {
                const auto number = waiting_.back();
                waiting_.pop_back();
                return number;
            }
            const auto looked = next_ + stride - 1;
            if (looked >= text_.size()) break;
            if (!is_digit(text_[looked])) {
                next_ += stride;
                continue;
            }
            next_ = look_around(looked);
        }
        return std::nullopt;
    }

  private:
    /// Finds the number of which the digit at `i` is one, and gives where to go on.
    std::size_t look_around(std::size_t i) {
        auto begin = i;
        while (begin > 0 && is_digit(text_[begin - 1])) --begin;
        const auto after = i + digits_from(text_, i);
        if (after - begin < 4) return after;
        const auto digits = text_.substr(begin, after - begin);
        const std::size_t country = digits.starts_with("86") ? 2 : digits.starts_with("0086") ? 4 : 0;
        for (const auto start : {begin, begin + country, before(begin), before(before(begin))}) {
            if (const auto end = take_chain(start); end > i) return end;
        }
        return after;
    }
    /// Where the group of digits begins that stands before the one at `begin`; the same where there is none.
    std::size_t before(std::size_t begin) const {
        if (begin < 2 || !is_digit(text_[begin - 2])) return begin;
        const auto mark = text_[begin - 1];
        if (mark != '-' && mark != ' ' && mark != ')') return begin;
        auto first = begin - 2;
        while (first > 0 && is_digit(text_[first - 1])) --first;
        return first;
    }
    /// One number, or several with '/' between; 0 where there is none.
    std::size_t take_chain(std::size_t start) {
        auto first = number_at(text_, start);
        if (!first) return 0;
        const auto begin = begins(text_, *first);
        if (!begin) return 0;
        std::vector<Number> numbers{*first};
        while (at(text_, numbers.back().end) == '/') {
            const auto more = number_at(text_, numbers.back().end + 1);
            if (!more) break;
            numbers.push_back(*more);
        }
        const auto end = numbers.back().end;
        if (!ends(text_, end) || !place_.is_in_string(start)) return 0;
        if (place_.is_whole_string(*begin, end) ? !place_.is_free(exact_) : place_.is_name()) return 0;
        waiting_.assign(numbers.rbegin(), numbers.rend());
        return end;
    }

    const std::string_view text_;
    const ExactMembers& exact_;
    std::size_t next_;
    Place place_;
    std::vector<Number> waiting_;
};

}  // namespace

bool mask_telephones(std::string& json, const ExactMembers& exact, std::size_t from) {
    Finder finder(json, exact, from);
    bool any = false;
    while (const auto number = finder.next()) {
        for (auto i = number->hide; i < number->shown; ++i) json[i] = '*';
        any = true;
    }
    return any;
}

bool holds_masked_telephone(std::string_view text) {
    constexpr std::string_view mask = "****";
    const auto skips = [&](std::size_t i) { return at(text, i) == '-' || at(text, i) == ' ' || at(text, i) == ')'; };
    for (auto i = text.find(mask); i != std::string_view::npos; i = text.find(mask, i + 1)) {
        const auto after = i + mask.size() + (skips(i + mask.size()) ? 1 : 0);
        const auto before = i > 1 && skips(i - 1) ? i - 2 : i - 1;
        if (i > 0 && is_digit(at(text, before)) && digits_from(text, after) >= 3) return true;
    }
    return false;
}

bool holds_telephone(std::string_view json, const ExactMembers& exact) {
    return Finder(json, exact, 0).next().has_value();
}

}  // namespace taizhang::rpc
