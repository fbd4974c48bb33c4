#include "src/interop/table_columns.hpp"

#include <algorithm>
#include <array>

namespace taizhang::interop {

namespace {

struct HeadWord {
    Text text;
    ColumnKind kind;
};

constexpr auto head_words = std::to_array<HeadWord>({
    {U"序号", ColumnKind::number},       {U"编号", ColumnKind::number},
    {U"项目序号", ColumnKind::number},   {U"任务序号", ColumnKind::number},
    {U"类别", ColumnKind::category},     {U"分类", ColumnKind::category},
    {U"领域", ColumnKind::category},     {U"板块", ColumnKind::category},
    {U"任务类别", ColumnKind::category}, {U"工作类别", ColumnKind::category},
    {U"项目类别", ColumnKind::category}, {U"工作领域", ColumnKind::category},
    {U"任务", ColumnKind::task},         {U"事项", ColumnKind::task},
    {U"工作任务", ColumnKind::task},     {U"目标任务", ColumnKind::task},
    {U"重点任务", ColumnKind::task},     {U"主要任务", ColumnKind::task},
    {U"具体任务", ColumnKind::task},     {U"任务目标", ColumnKind::task},
    {U"任务内容", ColumnKind::task},     {U"任务名称", ColumnKind::task},
    {U"任务事项", ColumnKind::task},     {U"任务分解", ColumnKind::task},
    {U"年度任务", ColumnKind::task},     {U"年度目标", ColumnKind::task},
    {U"年度目标任务", ColumnKind::task}, {U"重点工作", ColumnKind::task},
    {U"重点工作任务", ColumnKind::task}, {U"主要工作", ColumnKind::task},
    {U"主要工作任务", ColumnKind::task}, {U"主要目标任务", ColumnKind::task},
    {U"主要目标", ColumnKind::task},     {U"主要内容", ColumnKind::task},
    {U"工作内容", ColumnKind::task},     {U"工作事项", ColumnKind::task},
    {U"重点事项", ColumnKind::task},     {U"工作目标", ColumnKind::task},
    {U"工作要求", ColumnKind::task},     {U"工作措施", ColumnKind::task},
    {U"工作举措", ColumnKind::task},     {U"具体措施", ColumnKind::task},
    {U"具体内容", ColumnKind::task},     {U"建设内容", ColumnKind::task},
    {U"实施内容", ColumnKind::task},     {U"项目名称", ColumnKind::task},
    {U"项目内容", ColumnKind::task},     {U"实事项目", ColumnKind::task},
    {U"实事名称", ColumnKind::task},     {U"指标", ColumnKind::task},
    {U"指标名称", ColumnKind::task},     {U"主要指标", ColumnKind::task},
    {U"内容", ColumnKind::task},         {U"任务来源", ColumnKind::remark},
    {U"报告内容", ColumnKind::task},     {U"政府工作报告内容", ColumnKind::task},
    {U"分解任务", ColumnKind::task},     {U"目标值", ColumnKind::figure},
    {U"年度目标值", ColumnKind::figure}, {U"计划目标", ColumnKind::figure},
    {U"备注", ColumnKind::remark},       {U"说明", ColumnKind::remark},
});

}  // namespace

std::optional<Column> column_of(Text cell) {
    std::u32string bare = without_spaces(cell);
    std::erase_if(bare, [](char32_t c) { return c == U'\n' || c == U'*' || c == U'"'; });
    if (bare.size() > 24 || bare.empty()) return std::nullopt;
    const auto remark = std::ranges::find_if(bare, is_open_bracket);
    const Text word = Text(bare).substr(0, static_cast<std::size_t>(remark - bare.begin()));
    for (const auto& head : head_words) {
        if (word == head.text) return Column{head.kind, {}};
    }
    if (const auto field = whole_label(word)) return Column{ColumnKind::field, *field};
    static constexpr auto task_endings = std::to_array<Text>(
        {U"目标", U"任务", U"内容", U"措施", U"要求", U"标准", U"举措", U"事项", U"项目", U"名称", U"指标", U"工作"});
    if (!first_suffix(word, task_endings).empty()) return Column{ColumnKind::task, {}};
    return std::nullopt;
}

bool names_units(const Column& column) {
    return column.kind == ColumnKind::field &&
           (column.field == Field::lead || column.field == Field::responsible || column.field == Field::supporting);
}

bool is_table_head(const std::vector<Column>& columns) {
    const auto known = std::ranges::count_if(columns, [](const Column& c) { return c.kind != ColumnKind::other; });
    return std::ranges::any_of(columns, names_units) &&
           std::ranges::any_of(columns, [](const Column& c) { return c.kind == ColumnKind::task; }) &&
           known * 2 > std::ssize(columns);
}

std::vector<Column> head_of(const std::vector<std::u32string>& cells) {
    std::vector<Column> columns;
    for (const auto& cell : cells) columns.push_back(column_of(cell).value_or(Column{}));
    while (!columns.empty() && columns.back().kind == ColumnKind::other && cells[columns.size() - 1].empty())
        columns.pop_back();
    return is_table_head(columns) ? columns : std::vector<Column>{};
}

std::optional<int> row_number(Text cell) {
    const Text bare = trim(cell, U".．、（）()");
    if (bare.empty() || bare.size() > 4) return std::nullopt;
    if (const auto number = arabic_number(bare)) return number;
    return chinese_number(bare);
}

}  // namespace taizhang::interop
