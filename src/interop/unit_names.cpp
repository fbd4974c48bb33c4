#include "src/interop/unit_names.hpp"

#include <taizhang/ids.hpp>

#include <algorithm>
#include <array>

#include "src/interop/chars.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

struct Ending {
    std::string_view ending;
    std::string_view kind;
};

// longest first where one ends in another
constexpr std::array<Ending, 22> endings{{
    {"区人民政府", "district"}, {"县人民政府", "district"}, {"区政府", "district"},   {"县政府", "district"},
    {"人民政府", "government"}, {"市政府", "government"},   {"开发区管委会", "zone"}, {"开发区", "zone"},
    {"新区", "zone"},           {"街道办事处", "street"},   {"街道办", "street"},     {"街办", "street"},
    {"镇政府", "town"},         {"乡政府", "town"},         {"公司", "enterprise"},   {"集团", "enterprise"},
    {"大学", "institution"},    {"学院", "institution"},    {"医院", "institution"},  {"报社", "institution"},
    {"局", "department"},       {"委", "department"},
}};
constexpr std::array<std::string_view, 7> levels{"市", "区", "县", "州", "省", "旗", "盟"};
/// Names that only begin like a level: 市场监管局, 区域合作办, 县域经济办.
constexpr std::array<std::string_view, 9> whole_words{"市场",   "市容", "市政管", "市政公", "市政园",
                                                      "市政工", "区域", "区块",   "县域"};

bool starts_with_each(std::string_view name) {
    return name.starts_with("各");
}

/// Shorter than this (two Chinese characters) a rest is no name: 市区 is not the 区 of a 市.
constexpr std::size_t shortest_rest = 6;

}  // namespace

std::string level_prefix(std::string_view name) {
    for (auto word : whole_words) {
        if (name.starts_with(word)) return {};
    }
    for (auto level : levels) {
        if (name.starts_with(level) && name.size() >= level.size() + shortest_rest) return std::string(level);
    }
    return {};
}

std::string kind_of_name(std::string_view name, bool collective) {
    if (collective) return "collective";
    for (const auto& [ending, kind] : endings) {
        if (name.ends_with(ending)) return std::string(kind);
    }
    return name.ends_with("办") || name.ends_with("办公室") ? "department" : "other";
}

std::vector<std::string> unit_list(std::string_view printed) {
    const auto text = from_utf8(printed).value_or(U"");
    std::vector<std::string> names;
    std::u32string name;
    int depth = 0;
    const auto take = [&] {
        if (auto one = trimmed(to_utf8(name)); !one.empty()) names.push_back(std::move(one));
        name.clear();
    };
    for (const char32_t c : text) {
        depth = std::max(0, depth + is_open_bracket(c) - is_close_bracket(c));
        if ((depth == 0 && is_separator(c)) || c == U'\n')
            take();
        else
            name.push_back(c);
    }
    take();
    return names;
}

UnitNames::Found UnitNames::find_or_make(const std::string& name, const std::string& level, bool collective) {
    const bool plain = !collective && !starts_with_each(name);
    const auto own = plain ? level_prefix(name) : std::string();
    // 市公安局 and 区公安局 share their short name, so it is the full one that says which unit is meant; the short one
    // counts only where the list has no prefix, and then it means whoever was first known by it
    const auto full = plain && own.empty() ? level + name : name;
    if (const auto found = known_.find(full); found != known_.end()) return {found->second, false, {}};

    Found made{"u-" + sha256({full}).to_string().substr(0, 10), true, {}};
    const auto brief = name.substr(own.size());
    for (const auto& way : {name, full, brief}) {
        if (known_.try_emplace(way, made.id).second && way != name) made.aliases.push_back(way);
    }
    ++registered_;
    return made;
}

}  // namespace taizhang::interop
