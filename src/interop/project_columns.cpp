// The columns of a list of projects, and how documents head them.
#include "src/interop/project_list.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>

#include "src/interop/form_head.hpp"
#include "src/interop/list_head.hpp"

namespace taizhang::interop {

namespace {

using Kind = ProjectColumnKind;

struct Usual {
    const char* key;
    Kind kind;
    std::vector<std::string> titles;
};

/// A title with a year stands for any year (form_head.hpp, same_title).
const std::vector<Usual>& usual_columns() {
    static const std::vector<Usual> columns = {
        {"sequence", Kind::figure, {"序号", "编序", "No"}},
        {"number", Kind::text, {"项目编号", "编号", "项目代码"}},
        {"name", Kind::text, {"项目名称", "名称", "项目"}},
        {"tier", Kind::text, {"层次", "梯次", "项目层次", "项目梯次", "建设性质"}},
        {"batch", Kind::text, {"批次", "所属批次", "项目批次", "四个一批"}},
        {"owner", Kind::text, {"项目业主", "业主单位", "建设单位", "业主", "项目单位", "投资主体"}},
        {"site", Kind::text, {"项目具体选址", "建设地点", "项目选址", "选址", "建设地址"}},
        {"region", Kind::text, {"责任地区", "所在地区", "所属地区", "所在区县", "所属区域", "属地"}},
        {"sector", Kind::text, {"行业门类", "门类", "认定行业"}},
        {"industry", Kind::text, {"所属行业", "行业", "产业", "产业类别"}},
        {"content",
         Kind::text,
         {"主要建设内容和规模", "建设内容和规模", "建设规模及内容", "建设内容及规模", "建设规模和内容",
          "主要建设内容及规模", "主要建设内容", "建设内容", "建设任务"}},
        {"years", Kind::years, {"建设年限", "建设起止年限", "起止年限", "建设周期"}},
        {"total_investment", Kind::money, {"总投资", "计划总投资", "总投资额", "投资总额", "项目总投资"}},
        {"invested", Kind::money, {"已累计完成投资", "累计完成投资", "累计已完成投资", "已完成投资"}},
        {"year_investment",
         Kind::money,
         {"当年计划投资", "2000年计划投资", "2000年计划完成投资", "年度计划投资", "当年投资", "本年计划投资",
          "计划投资"}},
        {"year_goal",
         Kind::text,
         {"当年计划达到形象进度", "2000年计划达到形象进度", "年度形象进度目标", "形象进度目标", "年度目标",
          "项目推进工作进度"}},
        {"funds", Kind::funds, {"资金来源", "资金筹措"}},
        {"start", Kind::day, {"开工时间", "计划开工时间", "开工日期", "计划开工"}},
        {"finish", Kind::day, {"竣工时间", "计划竣工时间", "竣工日期", "完工时间", "建成时间", "计划竣工"}},
        {"progress", Kind::text, {"项目进展", "进展情况", "目前进展", "进展", "形象进度"}},
        {"paired_leader", Kind::text, {"包联领导", "包抓领导", "联系领导"}},
        {"leader", Kind::text, {"责任领导", "分管领导"}},
        {"unit", Kind::text, {"责任单位", "牵头单位", "主管部门"}},
        {"section", Kind::text, {"责任科室"}},
        {"person", Kind::text, {"责任人", "具体责任人"}},
        {"liaison", Kind::text, {"联络员", "联系人"}},
        {"matters", Kind::text, {"需要领导推动的事项", "需协调解决的问题", "存在问题", "存在的问题"}},
        {"year_booked", Kind::figure, {"本年完成投资", "当年完成投资"}},
        {"year_percent", Kind::figure, {"完成比例", "投资完成率"}},
    };
    return columns;
}

std::u32string compared(const std::string& title) {
    return bare_title(same_title(title)).title;
}

}  // namespace

std::vector<ProjectColumn> project_columns(const regime::ProjectRules& rules) {
    std::vector<ProjectColumn> columns;
    std::vector<std::u32string> claimed;  // what the regime calls so is nothing else
    for (const auto& usual : usual_columns()) {
        ProjectColumn column{usual.key, usual.kind, {usual.key, {}, std::string_view(usual.key) == "name"}};
        const auto add = [&](const std::string& title) {
            column.list.titles.push_back(title);
            claimed.push_back(compared(title));
        };
        for (const auto& field : rules.fields) {
            if (reflect::enum_name(field.field) != column.key) continue;
            add(field.title);
            std::ranges::for_each(field.also, add);
        }
        columns.push_back(std::move(column));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (const auto& title : usual_columns()[i].titles) {
            if (std::ranges::find(claimed, compared(title)) == claimed.end()) columns[i].list.titles.push_back(title);
        }
    }
    return columns;
}

}  // namespace taizhang::interop
