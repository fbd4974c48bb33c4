#include "src/interop/measures.hpp"

#include <array>

namespace taizhang::interop {

namespace {

// Longer words first where one begins another.
constexpr auto measure_words = std::to_array<Text>({
    U"个百分点", U"百分点", U"个工作日", U"个床位", U"张床位", U"个月",   U"个",       U"平方公里", U"平方千米",
    U"平方米",   U"平米",   U"立方米",   U"立方",   U"公里",   U"千米",   U"海里",     U"厘米",     U"毫米",
    U"微克",     U"毫克",   U"千克",     U"公斤",   U"公顷",   U"公吨",   U"吨标准煤", U"吨标煤",   U"吨",
    U"美元",     U"欧元",   U"港元",     U"元",     U"人次",   U"人",     U"户",       U"家",       U"套",
    U"亩",       U"米",     U"千瓦时",   U"千瓦",   U"兆瓦",   U"瓦",     U"度",       U"台套",     U"台",
    U"辆",       U"件",     U"条",       U"座",     U"所",     U"项",     U"处",       U"名",       U"场",
    U"次",       U"批",     U"张",       U"只",     U"头",     U"羽",     U"株",       U"棵",       U"间",
    U"床",       U"门",     U"部",       U"支",     U"篇",     U"艘",     U"架",       U"对",       U"班",
    U"天",       U"小时",   U"分钟",     U"倍",     U"位",     U"分",     U"斤",       U"克",       U"升",
    U"标箱",     U"标准箱", U"枚",       U"宗",     U"例",     U"口",     U"眼",       U"块",       U"片",
    U"栋",       U"幢",     U"园",       U"村",     U"镇",     U"乡",     U"县",       U"学位",     U"车位",
    U"泊位",     U"起",     U"份",       U"本",     U"册",     U"kWh",    U"kW",       U"MW",       U"GW",
    U"km",       U"TEU",    U"千升",     U"千伏安", U"千伏",   U"兆瓦时",
});
constexpr auto per = std::to_array<Text>({U"平方公里", U"立方米", U"平方米", U"公里", U"小时", U"年", U"月", U"日",
                                          U"天", U"人", U"户", U"亩", U"升", U"吨", U"米"});
constexpr auto classifiers = std::to_array<Text>(
    {U"平方公里", U"公里", U"个百分点", U"个", U"家", U"所", U"座", U"条", U"项", U"套", U"处", U"户",
     U"名",       U"亩",   U"万亩",     U"吨", U"台", U"辆", U"件", U"场", U"倍", U"成", U"元", U"人"});

std::size_t multiplier_length(Text text) {
    static constexpr auto multipliers = std::to_array<Text>({U"万亿", U"百万", U"千万", U"亿", U"万", U"千", U"百"});
    return first_prefix(text, multipliers).size();
}

}  // namespace

Text read_measure(Text text) {
    if (!text.empty() && Text(U"%％﹪‰").find(text[0]) != npos) return text.substr(0, 1);
    if (starts_with(text, U"千瓦") || starts_with(text, U"千米") || starts_with(text, U"千克") ||
        starts_with(text, U"千升") || starts_with(text, U"千伏"))
        return first_prefix(text, measure_words);
    const std::size_t multiplier = multiplier_length(text);
    const Text rest = text.substr(multiplier), word = first_prefix(rest, measure_words);
    std::size_t length = multiplier + word.size();
    if (!word.empty() && text.size() > length && (text[length] == U'/' || text[length] == U'／')) {
        const Text base = first_prefix(text.substr(length + 1), per);
        if (!base.empty()) length += 1 + base.size();
    }
    return text.substr(0, length);
}

bool is_percentage(Text measure) {
    return ends_with(measure, U"百分点") || (measure.size() == 1 && Text(U"%％﹪‰").find(measure[0]) != npos);
}
bool is_money(Text measure) {
    return ends_with(measure, U"元");
}
bool is_bare_multiplier(Text measure) {
    return !measure.empty() && multiplier_length(measure) == measure.size();
}
Text read_classifier(Text text) {
    return first_prefix(text, classifiers);
}

}  // namespace taizhang::interop
