#include "src/interop/clauses.hpp"

#include <algorithm>
#include <array>

#include "src/interop/marks.hpp"

namespace taizhang::interop {

namespace {

using Kind = Comparator::Kind;

struct ComparatorWord {
    Text text;
    std::optional<Kind> kind;  ///< nothing: only stripped from the indicator, reads as "at least"
};

// Longer words first where one ends another.
constexpr auto before_words = std::to_array<ComparatorWord>({
    {U"力争突破", Kind::more},   {U"不突破", Kind::at_most}, {U"不超过", Kind::at_most},  {U"不高于", Kind::at_most},
    {U"不大于", Kind::at_most},  {U"不多于", Kind::at_most}, {U"不低于", Kind::at_least}, {U"不少于", Kind::at_least},
    {U"不小于", Kind::at_least}, {U"至少", Kind::at_least},  {U"控制在", Kind::at_most},  {U"控制到", Kind::at_most},
    {U"压缩至", Kind::at_most},  {U"压缩到", Kind::at_most}, {U"压减至", Kind::at_most},  {U"压减到", Kind::at_most},
    {U"下降至", Kind::at_most},  {U"下降到", Kind::at_most}, {U"降低至", Kind::at_most},  {U"降低到", Kind::at_most},
    {U"减少到", Kind::at_most},  {U"减少至", Kind::at_most}, {U"缩短至", Kind::at_most},  {U"缩短到", Kind::at_most},
    {U"降至", Kind::at_most},    {U"降到", Kind::at_most},   {U"突破", Kind::more},       {U"超过", Kind::more},
    {U"高于", Kind::more},       {U"大于", Kind::more},      {U"多于", Kind::more},       {U"超", Kind::more},
    {U"低于", Kind::less},       {U"小于", Kind::less},      {U"少于", Kind::less},       {U"大约", Kind::about},
    {U"约", Kind::about},        {U"近", Kind::about},       {U"稳定在", Kind::equal},    {U"保持在", Kind::equal},
    {U"维持在", Kind::equal},    {U"提高到", std::nullopt},  {U"提高至", std::nullopt},   {U"提升到", std::nullopt},
    {U"提升至", std::nullopt},   {U"增加到", std::nullopt},  {U"增加至", std::nullopt},   {U"增长到", std::nullopt},
    {U"扩大到", std::nullopt},   {U"发展到", std::nullopt},  {U"达到", std::nullopt},     {U"达", std::nullopt},
    {U"增至", std::nullopt},     {U"升至", std::nullopt},    {U"到", std::nullopt},       {U"至", std::nullopt},
    {U"为", std::nullopt},
});

constexpr auto after_words = std::to_array<ComparatorWord>({
    {U"及以上", Kind::at_least},
    {U"以上", Kind::at_least},
    {U"之上", Kind::at_least},
    {U"左右", Kind::about},
    {U"上下", Kind::about},
    {U"及以内", Kind::at_most},
    {U"以内", Kind::at_most},
    {U"之内", Kind::at_most},
    {U"及以下", Kind::at_most},
    {U"以下", Kind::at_most},
});

constexpr auto period_words = std::to_array<Text>(
    {U"上半年", U"下半年", U"年底前", U"年底", U"年末", U"全年", U"今年", U"本年度", U"本年", U"年内", U"当年"});
constexpr auto head_words = std::to_array<Text>({
    U"力争", U"争取", U"力求", U"确保", U"努力", U"务必", U"必须", U"保证", U"切实", U"实现", U"完成", U"达到",
    U"预计", U"计划", U"使",   U"要",   U"并",   U"将",   U"到",   U"把",   U"，",   U"、",   U"”",
});
constexpr auto tail_words = std::to_array<Text>({
    U"力争",
    U"确保",
    U"完成",
    U"实现",
    U"合计",
    U"总计",
    U"总共",
    U"共计",
    U"均",
    U"共",
    U"在",
    U"要",
    U"将",
    U"再",
    U"的",
    U"：",
    U":",
    U"、",
});
// The clause's last word wants an object, which then follows the figure.
constexpr auto object_verbs = std::to_array<Text>({
    U"新增", U"新建", U"新开工", U"改扩建", U"改造",   U"扩建", U"建成",   U"建设", U"引进", U"培育", U"筹集", U"争取",
    U"完成", U"实现", U"打造",   U"创建",   U"开工",   U"竣工", U"发展",   U"培训", U"发放", U"落实", U"安排", U"整治",
    U"治理", U"开展", U"举办",   U"组织",   U"新开通", U"开通", U"新签约", U"签约", U"投放", U"淘汰", U"拆除", U"压减",
    U"植树", U"造林", U"修建",   U"维修",   U"提供",   U"解决", U"转移",   U"帮扶", U"减少", U"增加", U"达到", U"认定",
    U"申报", U"储备", U"投入",   U"种植",   U"流转",   U"征收", U"盘活",   U"招引", U"设立", U"扶持", U"实施", U"推广",
});
constexpr auto scope_words = std::to_array<Text>(
    {U"全市", U"全区", U"全县", U"全省", U"全州", U"全乡", U"全镇", U"城乡", U"我市", U"我区", U"我县"});

// Words that begin as one of the head words does but are whole: 到位资金, 要素保障, 并网装机.
constexpr auto whole_words = std::to_array<Text>({
    U"到位", U"到账",   U"到户",   U"到期",     U"到港",     U"到岗",       U"并网",   U"并购",
    U"要素", U"要件",   U"使用",   U"完成率",   U"完成额",   U"完成量",     U"实现率", U"将军",
    U"把关", U"保证金", U"达到率", U"计划生育", U"计划免疫", U"计划总投资", U"全年龄",
});

bool is_clause_end(char32_t c) {
    return is_sentence_end(c) || is_colon(c) || is_open_bracket(c) || is_close_bracket(c) || c == U'，' || c == U',' ||
           c == U'\n' || (c >= 0x2460 && c < 0x249C);
}

/// 2014年, 到2014年底 at the clause's head: a time, not part of what is measured.
std::size_t year_length(Text text) {
    std::size_t at = starts_with(text, U"到") || starts_with(text, U"至") ? 1 : 0, digits = at;
    while (digits < text.size() && digit(text[digits]) >= 0) ++digits;
    if (digits - at != 4 || digits >= text.size() || text[digits] != U'年') return 0;
    return digits + 1 + (text.substr(digits + 1, 1) == U"底" ? 1 : 0);
}

/// 6月底前, 12月底: the same.
std::size_t month_length(Text text) {
    std::size_t at = 0;
    while (at < text.size() && at < 3 && (digit(text[at]) >= 0 || is_numeral(text[at]))) ++at;
    if (at == 0 || at >= text.size() || text[at] != U'月') return 0;
    static constexpr auto tails =
        std::to_array<Text>({U"底之前", U"底前", U"末前", U"份前", U"底", U"末", U"前", U"份"});
    return at + 1 + first_prefix(text.substr(at + 1), tails).size();
}

Text strip_head(Text text) {
    for (;;) {
        text = trim(text);
        if (!first_prefix(text, whole_words).empty()) return text;
        std::size_t length = year_length(text);
        if (length == 0) length = month_length(text);
        if (length == 0) length = first_prefix(text, period_words).size();
        if (length == 0) length = first_prefix(text, head_words).size();
        if (length == 0) length = starts_with(text, U"“") && text.find(U'”') == npos ? 1 : 0;
        if (length == 0) return text;
        text.remove_prefix(length);
    }
}

Text strip_tail(Text text) {
    for (;;) {
        text = trim(text);
        std::size_t length = comparison_before(text).length;
        if (length == 0) length = first_suffix(text, period_words).size();
        if (length == 0) length = first_suffix(text, tail_words).size();
        if (length == 0) return text;
        text.remove_suffix(length);
    }
}

}  // namespace

Comparison comparison_before(Text clause) {
    clause = trim(clause);
    static constexpr auto particles = std::to_array<Text>({U"了", U"到", U"至", U"在"});
    for (const Text particle : particles) {
        const Text bare = ends_with(clause, particle) ? clause.substr(0, clause.size() - 1) : clause;
        for (const auto& word : before_words) {
            if (ends_with(clause, word.text)) {
                return {word.kind ? std::optional(Comparator(*word.kind)) : std::nullopt, word.text.size(), false};
            }
            if (bare.size() < clause.size() && ends_with(bare, word.text)) {
                return {word.kind ? std::optional(Comparator(*word.kind)) : std::nullopt, word.text.size() + 1, false};
            }
        }
    }
    for (const Text against : {Text(U"高于"), Text(U"低于"), Text(U"快于"), Text(U"超过")}) {
        if (contains(clause, against) &&
            (contains(clause, U"平均") || contains(clause, U"全国") || contains(clause, U"全省"))) {
            return {against == U"低于" ? Comparator(Kind::less) : Comparator(Kind::more), 0, true};
        }
    }
    return {};
}

Comparison comparison_after(Text rest) {
    std::size_t at = 0;
    while (at < rest.size() && is_space(rest[at])) ++at;
    if (rest.substr(at, 1) == U"（" || rest.substr(at, 1) == U"(") ++at;
    for (const auto& word : after_words) {
        if (starts_with(rest.substr(at), word.text)) return {Comparator(*word.kind), at + word.text.size(), false};
    }
    return {};
}

bool is_stretch(Text sentence) {
    static constexpr auto firm = std::to_array<Text>({U"确保", U"必须", U"务必", U"保证"});
    // 争取 is to strive only before a verb of reaching: 争取上级资金 is to obtain.
    static constexpr auto reaching = std::to_array<Text>({U"争取实现", U"争取达到", U"争取完成", U"争取突破",
                                                          U"争取新增", U"争取全年", U"争取今年", U"争取年内", U"力求"});
    const auto last_of = [&](std::span<const Text> words) {
        std::size_t last = 0;
        for (const Text word : words) {
            const auto at = sentence.rfind(word);
            if (at != npos) last = std::max(last, at + 1);
        }
        return last;
    };
    static constexpr auto strive = std::to_array<Text>({U"力争"});
    return std::max(last_of(strive), last_of(reaching)) > last_of(firm);
}

std::size_t clause_begin(Text text, std::size_t at, std::size_t limit) {
    constexpr std::size_t longest = 60;
    const std::size_t floor = std::max(limit, at > longest ? at - longest : 0);
    std::size_t enumeration = npos;
    for (std::size_t i = at; i > floor; --i) {
        if (is_clause_end(text[i - 1])) return i;
        if (text[i - 1] == U'、' && enumeration == npos) enumeration = i;
    }
    if (floor == limit && limit == 0) return floor;
    if (floor == limit && enumeration == npos) return floor;  // after another target, 、 parts the two
    return enumeration == npos ? floor : enumeration;
}

bool has_achievement(Text clause) {
    static constexpr auto words = std::to_array<Text>({
        U"新",   U"完成", U"达",   U"建",   U"增",   U"减",   U"降",   U"提高", U"提升", U"引进", U"培育",
        U"筹",   U"争取", U"实现", U"投资", U"改造", U"打造", U"开工", U"竣工", U"签约", U"招",   U"发放",
        U"落实", U"安排", U"植树", U"造林", U"治",   U"修",   U"开发", U"转移", U"培训", U"帮扶", U"脱贫",
        U"淘汰", U"拆除", U"征收", U"储备", U"申报", U"认定", U"组织", U"举办", U"开展", U"开通", U"投放",
        U"种植", U"流转", U"推广", U"解决", U"提供", U"投入", U"发展", U"力争", U"确保", U"控制", U"稳定",
        U"保持", U"扶持", U"实施", U"盘活", U"压",   U"超",   U"突破", U"率",   U"占",
    });
    return contains_any(clause, words);
}

bool speaks_of_the_past(Text clause) {
    static constexpr auto words =
        std::to_array<Text>({U"去年", U"上年", U"现有", U"已有", U"目前", U"已达", U"已完成", U"原有", U"截至"});
    static constexpr auto comparing = std::to_array<Text>({U"基础", U"同期", U"相比", U"水平"});
    return std::ranges::any_of(words, [&](Text word) {
        const auto at = clause.find(word);
        if (at == npos || !first_prefix(clause.substr(at + word.size()), comparing).empty()) return false;
        return at == 0 || (clause[at - 1] != U'比' && clause[at - 1] != U'较');  // 比上年增长8% is a target
    });
}

bool ends_with_achievement(Text clause) {
    return !first_suffix(trim(clause), object_verbs).empty() || comparison_before(clause).length > 0;
}

bool describes_a_size(Text clause) {
    static constexpr auto words =
        std::to_array<Text>({U"总投资", U"计划投资", U"概算投资", U"注册资本", U"占地", U"占地面积", U"建筑面积",
                             U"总面积", U"规划面积", U"总长", U"全长", U"项目投资", U"单体投资", U"固定资产投资额"});
    clause = trim(clause);
    while (comparison_before(clause).length > 0)
        clause = trim(clause.substr(0, clause.size() - comparison_before(clause).length));
    static constexpr auto to_reach =
        std::to_array<Text>({U"完成", U"力争", U"确保", U"年度", U"今年", U"本年", U"当年", U"年内", U"全年"});
    return !first_suffix(clause, words).empty() && !contains_any(clause, to_reach);
}

std::u32string indicator_of(Text clause, Text after) {
    clause = trim(clause);
    if (clause == U"和" || clause == U"及" || clause == U"与") clause = {};
    if (const auto mark = read_mark(clause); mark && mark->level >= Level::chinese_bracket)
        clause.remove_prefix(mark->length);
    const Text bare = strip_head(strip_tail(clause));
    const bool wants_object = bare.empty() || !first_suffix(clause, object_verbs).empty() ||
                              std::ranges::find(scope_words, bare) != scope_words.end();
    std::u32string indicator(bare);
    if (wants_object) indicator += after;
    return indicator;
}

namespace {

constexpr auto growth_words = std::to_array<Text>({
    U"同比增长",
    U"年均增长",
    U"比上年增长",
    U"较上年增长",
    U"平均增长",
    U"增长",
    U"增速",
    U"增幅",
    U"提高",
    U"提升",
    U"上升",
    U"同比下降",
    U"下降",
    U"降低",
    U"增加",
    U"减少",
});

}  // namespace

bool is_growth_alone(Text indicator) {
    return std::ranges::find(growth_words, indicator) != growth_words.end();
}

std::u32string without_growth(Text indicator) {
    const Text growth = first_suffix(indicator, growth_words);
    return std::u32string(trim(indicator.substr(0, indicator.size() - growth.size())));
}

Text words_after(Text text, std::size_t at) {
    if (at < text.size() && text[at] == U'的') ++at;
    std::size_t end = at;
    while (end < text.size() && end - at < 30 && !is_clause_end(text[end]) && text[end] != U'、' &&
           digit(text[end]) < 0)
        ++end;
    return trim(text.substr(at, end - at));
}

}  // namespace taizhang::interop
