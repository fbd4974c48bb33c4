#include "src/interop/labels.hpp"

#include <array>

namespace taizhang::interop {

namespace {

struct Word {
    Text text;
    Field field;
};

// Longer words first where one begins another.
constexpr auto label_words = std::to_array<Word>({
    {U"牵头责任单位", Field::lead},
    {U"责任牵头单位", Field::lead},
    {U"第一责任单位", Field::lead},
    {U"主要责任单位", Field::lead},
    {U"牵头（责任）单位", Field::lead},
    {U"牵头(责任)单位", Field::lead},
    {U"牵头实施单位", Field::lead},
    {U"市级牵头单位", Field::lead},
    {U"市牵头单位", Field::lead},
    {U"牵头市领导", Field::leader},
    {U"牵头县领导", Field::leader},
    {U"牵头区领导", Field::leader},
    {U"牵头负责人", Field::leader},
    {U"牵头责任人", Field::leader},
    {U"牵头领导", Field::leader},
    {U"牵头部门", Field::lead},
    {U"牵头单位", Field::lead},
    {U"主办单位", Field::lead},
    {U"主办部门", Field::lead},
    {U"主责单位", Field::lead},
    {U"主责部门", Field::lead},
    {U"牵头州领导", Field::leader},
    {U"牵头省领导", Field::leader},
    {U"牵头县级领导", Field::leader},
    {U"牵头市级领导", Field::leader},
    {U"牵头区级领导", Field::leader},
    {U"责任县级领导", Field::leader},
    {U"责任市级领导", Field::leader},
    {U"责任区级领导", Field::leader},
    {U"县级责任领导", Field::leader},
    {U"市级责任领导", Field::leader},
    {U"区级责任领导", Field::leader},
    {U"县级牵头领导", Field::leader},
    {U"市级牵头领导", Field::leader},
    {U"区级牵头领导", Field::leader},
    {U"责任州领导", Field::leader},
    {U"责任市领导", Field::leader},
    {U"责任县领导", Field::leader},
    {U"责任区领导", Field::leader},
    {U"市责任领导", Field::leader},
    {U"主管领导", Field::leader},
    {U"责任领导", Field::leader},
    {U"分管市领导", Field::leader},
    {U"分管县领导", Field::leader},
    {U"分管区领导", Field::leader},
    {U"分管州领导", Field::leader},
    {U"分管副市长", Field::leader},
    {U"分管副县长", Field::leader},
    {U"分管副区长", Field::leader},
    {U"分管领导", Field::leader},
    {U"包抓领导", Field::leader},
    {U"县级领导", Field::leader},
    {U"区级领导", Field::leader},
    {U"包联领导", Field::leader},
    {U"包保领导", Field::leader},
    {U"挂帅领导", Field::leader},
    {U"挂点领导", Field::leader},
    {U"联系领导", Field::leader},
    {U"市级领导", Field::leader},
    {U"分管负责人", Field::leader},
    {U"直接责任人", Field::person},
    {U"具体责任人", Field::person},
    {U"责任人员", Field::person},
    {U"责任人", Field::person},
    {U"负责人", Field::person},
    {U"联系人", Field::person},
    {U"联络员", Field::person},
    {U"责任配合单位", Field::supporting},
    {U"协同配合单位", Field::supporting},
    {U"主要配合单位", Field::supporting},
    {U"配合责任单位", Field::supporting},
    {U"配合单位", Field::supporting},
    {U"配合部门", Field::supporting},
    {U"协办单位", Field::supporting},
    {U"协办部门", Field::supporting},
    {U"协助单位", Field::supporting},
    {U"协同单位", Field::supporting},
    {U"协作单位", Field::supporting},
    {U"参与单位", Field::supporting},
    {U"参加单位", Field::supporting},
    {U"参与部门", Field::supporting},
    {U"会办单位", Field::supporting},
    {U"责任单位", Field::responsible},
    {U"责任部门", Field::responsible},
    {U"责任主体", Field::responsible},
    {U"承办单位", Field::responsible},
    {U"承办部门", Field::responsible},
    {U"落实单位", Field::responsible},
    {U"实施单位", Field::responsible},
    {U"负责单位", Field::responsible},
    {U"实施主体", Field::responsible},
    {U"完成时间节点", Field::deadline},
    {U"完成时限", Field::deadline},
    {U"完成时间", Field::deadline},
    {U"完成期限", Field::deadline},
    {U"完成日期", Field::deadline},
    {U"完成时点", Field::deadline},
    {U"计划完成时间", Field::deadline},
    {U"计划完成时限", Field::deadline},
    {U"办结时限", Field::deadline},
    {U"办结时间", Field::deadline},
    {U"时限要求", Field::deadline},
    {U"时间要求", Field::deadline},
    {U"进度时限", Field::deadline},
    {U"时间节点", Field::deadline},
    {U"工作时限", Field::deadline},
    {U"落实时限", Field::deadline},
    {U"时限", Field::deadline},
    {U"牵头", Field::lead},
    {U"主办", Field::lead},
    {U"配合", Field::supporting},
    {U"协办", Field::supporting},
    {U"责任", Field::responsible},
});

std::size_t skip_spaces(Text text, std::size_t at) {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

/// Characters of `text` that spell `word`, blanks between them allowed; 0 when they do not.
std::size_t spelled(Text text, Text word) {
    std::size_t at = 0;
    for (const char32_t c : word) {
        if (c != word.front()) {
            const std::size_t next = skip_spaces(text, at);
            at = next - at <= 4 ? next : at;
        }
        if (at >= text.size() || text[at] != c) return 0;
        ++at;
    }
    return at;
}

std::optional<Label> read_word(Text text) {
    if (!may_be_label(text)) return std::nullopt;
    for (const auto& word : label_words) {
        if (const std::size_t length = spelled(text, word.text)) return Label{word.field, length};
    }
    return std::nullopt;
}

/// 责任单位（部门）： has a remark before its colon.
std::size_t skip_remark(Text text, std::size_t at) {
    if (at >= text.size() || !is_open_bracket(text[at])) return at;
    for (std::size_t i = at + 1; i < text.size() && i < at + 14; ++i) {
        if (is_close_bracket(text[i])) return skip_spaces(text, i + 1);
    }
    return at;
}

/// 责任单位及责任人： and 责任单位、配合单位： are read by their first word, 责任单位1： without its number.
std::size_t skip_joined(Text text, std::size_t at) {
    if (at < text.size() && digit(text[at]) >= 0) ++at;
    if (at < text.size() && Text(U"及和、/").find(text[at]) != npos) {
        if (const auto second = read_word(text.substr(at + 1))) return at + 1 + second->length;
    }
    return at;
}

}  // namespace

bool may_be_label(Text text) {
    static constexpr Text heads = U"牵主责市县区第分包挂联直具负协配参会承落实完计办时进工";  // of the words above
    return !text.empty() && heads.find(text[0]) != npos;
}

std::optional<Label> read_label(Text text) {
    auto word = read_word(text);
    if (!word) return std::nullopt;
    std::size_t at = skip_remark(text, skip_spaces(text, skip_joined(text, word->length)));
    if (at >= text.size() || !is_colon(text[at])) return std::nullopt;
    return Label{word->field, skip_spaces(text, at + 1)};
}

std::optional<Label> read_line_label(Text text) {
    if (auto label = read_label(text)) return label;
    const auto word = read_word(text);
    if (!word || word->length < 4 || word->length >= text.size() || !is_space(text[word->length])) return std::nullopt;
    return Label{word->field, skip_spaces(text, word->length)};
}

std::optional<Field> whole_label(Text text) {
    text = trim(text);
    if (!text.empty() && is_colon(text.back())) text = trim(text.substr(0, text.size() - 1));
    const auto word = read_word(text);
    if (!word || word->length < 4 || skip_joined(text, word->length) != text.size()) return std::nullopt;
    return word->field;
}

std::optional<RoleWord> role_suffix(Text name) {
    static constexpr auto suffixes = std::to_array<Word>({
        {U"按职责分工牵头负责", Field::lead},
        {U"牵头负责", Field::lead},
        {U"牵头落实", Field::lead},
        {U"牵头组织", Field::lead},
        {U"牵头单位", Field::lead},
        {U"按职责分工分别负责", Field::responsible},
        {U"按照职责分工负责", Field::responsible},
        {U"依职责分工负责", Field::responsible},
        {U"按职责分工负责", Field::responsible},
        {U"根据职责分工负责", Field::responsible},
        {U"按职责负责", Field::responsible},
        {U"按职责分工配合", Field::supporting},
        {U"分工负责", Field::responsible},
        {U"分别负责", Field::responsible},
        {U"共同负责", Field::responsible},
        {U"具体负责", Field::responsible},
        {U"负责落实", Field::responsible},
        {U"组织实施", Field::responsible},
        {U"负责", Field::responsible},
        {U"牵头", Field::lead},
        {U"主办", Field::lead},
        {U"协同配合", Field::supporting},
        {U"配合单位", Field::supporting},
        {U"配合", Field::supporting},
        {U"协办", Field::supporting},
        {U"协助", Field::supporting},
        {U"协同", Field::supporting},
        {U"参与", Field::supporting},
        {U"参加", Field::supporting},
    });
    for (const auto& word : suffixes) {
        if (ends_with(name, word.text)) return RoleWord{word.field, word.text.size()};
    }
    return std::nullopt;
}

}  // namespace taizhang::interop
