#include "src/interop/names.hpp"

#include <algorithm>
#include <array>

namespace taizhang::interop {

namespace {

constexpr auto unit_endings = std::to_array<Text>({
    U"局",   U"委",   U"办",     U"府",     U"会",   U"院",   U"行",   U"司",       U"中心",   U"部",
    U"室",   U"处",   U"厅",     U"所",     U"站",   U"队",   U"社",   U"馆",       U"校",     U"大学",
    U"学院", U"集团", U"开发区", U"高新区", U"新区", U"各区", U"各县", U"园区",     U"街道",   U"街办",
    U"部门", U"单位", U"银行",   U"总站",   U"台",   U"团",   U"联",   U"协",       U"指挥部", U"领导小组",
    U"专班", U"区",   U"县",     U"乡镇",   U"镇",   U"公司", U"支队", U"监管分局", U"税务局", U"人行",
    U"口岸", U"港务", U"海关",   U"海事",   U"经信", U"工会", U"）",   U")",
});
constexpr auto open_endings = std::to_array<Text>({
    U"等相关单位",
    U"等有关单位",
    U"等相关部门",
    U"等有关部门",
    U"等职能部门",
    U"等部门和单位",
    U"等部门单位",
    U"等责任单位",
    U"等部门",
    U"等单位",
    U"等",
    U"……",
    U"…",
});

/// Splits at separators that are not inside brackets.
std::vector<Text> split_list(Text list) {
    std::vector<Text> pieces;
    std::size_t from = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size()) {
            if (is_open_bracket(list[i])) ++depth;
            if (is_close_bracket(list[i])) depth = std::max(0, depth - 1);
            if (depth > 0 || !(is_separator(list[i]) || list[i] == U'。')) continue;
        }
        if (const Text piece = trim(list.substr(from, i - from)); !piece.empty()) pieces.push_back(piece);
        from = i + 1;
    }
    return pieces;
}

/// 县（市、区）人民政府 → 县人民政府
std::u32string without_brackets(Text text) {
    std::u32string out;
    int depth = 0;
    for (const char32_t c : text) {
        if (is_open_bracket(c)) ++depth;
        if (depth == 0) out.push_back(c);
        if (is_close_bracket(c)) depth = std::max(0, depth - 1);
    }
    return out;
}

constexpr Text division_heads = U"县市区州盟旗乡镇";

bool is_division(Text piece, bool last) {
    static constexpr auto bare = std::to_array<Text>(
        {U"县", U"市", U"区", U"乡", U"镇", U"旗", U"州", U"盟", U"街道", U"市区", U"街", U"街办", U"街道办事处"});
    const std::u32string plain = without_brackets(piece);
    if (std::ranges::find(bare, Text(plain)) != bare.end()) return true;
    if (!last || plain.empty() || division_heads.find(plain[0]) == npos) return false;
    static constexpr auto tails = std::to_array<Text>(
        {U"人民政府", U"政府", U"党委政府", U"区人民政府", U"区政府", U"街道", U"街道办事处", U"街办", U"党委", U"委"});
    return std::ranges::find(tails, Text(plain).substr(1)) != tails.end();
}

/// 各县、市、区政府 and 各市、县（市、区）人民政府 are one party although 、 stands inside: how many pieces it takes
/// from `at`, at least one.
std::size_t party_pieces(const std::vector<Text>& pieces, std::size_t at) {
    const std::u32string plain = without_brackets(pieces[at]);
    const Text first = plain;
    const bool opens = first.size() == 2 && first[0] == U'各' && division_heads.find(first[1]) != npos;
    if (!opens && first != U"各乡镇" && first != U"各县市") return 1;
    std::size_t end = at + 1;
    while (end < pieces.size() && is_division(pieces[end], false)) ++end;
    if (end < pieces.size() && is_division(pieces[end], true) && (end > at + 1 || first != U"各区")) ++end;
    return end - at;
}

/// 各…, 有关…, 相关…, also after a level: 市直各, 省级有关, 全市各, 市政府各, 州级相关.
bool is_collective(Text name) {
    static constexpr auto many = std::to_array<Text>({U"各", U"有关", U"相关", U"其他", U"其它"});
    static constexpr auto ranks =
        std::to_array<Text>({U"人民政府", U"政府", U"委", U"级", U"直属", U"直", U"属", U"本级"});
    if (starts_with(name, U"全")) name.remove_prefix(1);
    if (!first_prefix(name, many).empty()) return true;
    if (name.empty() || Text(U"省市县区州盟旗镇乡").find(name[0]) == npos) return false;
    name.remove_prefix(1);
    name.remove_prefix(first_prefix(name, ranks).size());
    return !first_prefix(name, many).empty();
}

/// The bracket at the name's end: 市经信委（市中小企业局） → its inside, else an empty view.
Text closing_bracket(Text name) {
    if (name.empty() || !is_close_bracket(name.back())) return {};
    int depth = 0;
    for (std::size_t i = name.size(); i-- > 0;) {
        if (is_close_bracket(name[i])) ++depth;
        if (is_open_bracket(name[i]) && --depth == 0) return name.substr(i + 1, name.size() - i - 2);
    }
    return {};
}

/// Takes （牵头） or a trailing 配合 off the name and says which role it gives.
std::optional<Field> take_role(Text& name) {
    const Text inside = closing_bracket(name);
    if (const auto role = role_suffix(trim(inside)); role && role->length == trim(inside).size()) {
        name = trim(name.substr(0, name.size() - inside.size() - 2));
        return role->field;
    }
    return std::nullopt;
}

/// 和, 及 join two names only where the first is whole: not in 人力资源和社会保障局.
std::size_t conjunction(Text name) {
    static constexpr auto words = std::to_array<Text>({U"以及", U"及", U"和", U"与", U"会同"});
    for (std::size_t i = 2; i + 2 < name.size() && i < 40; ++i) {
        const Text word = first_prefix(name.substr(i), words);
        if (word.empty() || !ends_like_a_unit(name.substr(0, i))) continue;
        const Text rest = name.substr(i + word.size());
        if (ends_like_a_unit(rest) || is_collective(rest)) return i;
    }
    return npos;
}

std::size_t conjunction_length(Text name, std::size_t at) {
    return starts_with(name.substr(at), U"以及") || starts_with(name.substr(at), U"会同") ? 2 : 1;
}

/// Names that only blanks separate: 市发改委 市财政局.
std::vector<Text> split_blanks(Text piece) {
    std::vector<Text> parts;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= piece.size(); ++i) {
        if (i < piece.size() && !is_space(piece[i])) continue;
        if (i > from) parts.push_back(piece.substr(from, i - from));
        from = i + 1;
    }
    const bool all_units = std::ranges::all_of(parts, ends_like_a_unit);
    return all_units && parts.size() > 1 ? parts : std::vector<Text>{piece};
}

class ListReader {
  public:
    NameList read(Text list) {
        const auto pieces = split_list(list);
        for (std::size_t i = 0; i < pieces.size();) {
            const std::size_t count = party_pieces(pieces, i);
            const Text last = pieces[i + count - 1];
            piece(Text(pieces[i].data(), static_cast<std::size_t>(last.data() + last.size() - pieces[i].data())));
            i += count;
        }
        return std::move(out_);
    }

  private:
    void piece(Text text) {
        std::optional<Field> group;
        if (const auto role = role_suffix(text); role) {
            text = trim(text.substr(0, text.size() - role->length));
            group = role->field;
        }
        text = drop_open(text);
        for (const Text part : split_blanks(text)) joined(part);
        if (!group) return;
        for (auto& unit : std::span(out_.units).subspan(group_from_)) {
            if (!unit.role) unit.role = group;
        }
        group_from_ = out_.units.size();
    }

    Text drop_open(Text text) {
        const Text ending = first_suffix(text, open_endings);
        if (ending.empty()) return text;
        out_.open = true;
        return trim(text.substr(0, text.size() - ending.size()));
    }

    void joined(Text text) {
        for (std::size_t at = conjunction(text); at != npos; at = conjunction(text)) {
            out_.doubts.push_back(std::u32string(text));
            add(text.substr(0, at));
            text = trim(text.substr(at + conjunction_length(text, at)));
        }
        static constexpr auto leading = std::to_array<Text>({U"以及", U"及", U"会同", U"和"});
        const Text word = first_prefix(text, leading);
        if (!word.empty() && is_collective(text.substr(word.size()))) text.remove_prefix(word.size());
        add(text);
    }

    void add(Text text) {
        const auto role = take_role(text);
        text = trim(drop_open(trim(text)), U"：:.．");
        if (text.empty()) return;
        out_.units.push_back({std::u32string(text), role, is_collective(text)});
    }

    NameList out_;
    std::size_t group_from_ = 0;
};

}  // namespace

bool ends_like_a_unit(Text name) {
    return !first_suffix(name, unit_endings).empty();
}

bool looks_like_names(Text list) {
    const auto pieces = split_list(trim(list, U"。"));
    return !pieces.empty() && pieces.size() <= 200 && std::ranges::all_of(pieces, [](Text piece) {
        if (const auto role = role_suffix(piece)) piece = piece.substr(0, piece.size() - role->length);
        const Text ending = first_suffix(piece, open_endings);
        piece = trim(piece.substr(0, piece.size() - ending.size()));
        if (piece.size() < 2 || piece.size() > 24) return false;
        const bool digits = std::ranges::any_of(piece, [](char32_t c) { return digit(c) >= 0; });
        return !digits && (ends_like_a_unit(piece) || is_collective(piece));
    });
}

NameList read_names(Text list) {
    return ListReader().read(list);
}

}  // namespace taizhang::interop
