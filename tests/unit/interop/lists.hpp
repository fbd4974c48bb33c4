// Lists of projects and of targets for tests: the rules that they are read by, and workbooks with and without merges.
#pragma once

#include "src/interop/project_list.hpp"
#include "src/interop/target_list.hpp"
#include "src/interop/xlsx_write.hpp"
#include "src/regime/read.hpp"
#include "tests/unit/interop/forms.hpp"

namespace taizhang::interop {

inline const regime::ProjectRules& list_rules() {
    static const auto rules = regime::read(R"(
title = "项目制度"
system = "S9"
document = "测试"
[[projects.tier]]
key = "new_start"
title = "新开工"
definition = "当年开工"
start = ["within"]
[[projects.batch]]
key = "reserve"
title = "前期储备"
definition = "当年不能开工"
start = ["after", "unknown"]
[[projects.field]]
field = "name"
title = "工程名称"
[[projects.field]]
field = "content"
title = "建设任务"
also = ["任务"]
[[projects.field]]
field = "total_investment"
title = "投资规模"
)")
                                  .value()
                                  .projects;
    return rules;
}

inline Workbook workbook_of(const Sheet& sheet) {
    return Workbook{{sheet}};
}

inline ReadProjectList read_projects(const Sheet& sheet) {
    auto read = read_project_list(workbook_of(sheet), list_rules());
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : ReadProjectList();
}

/// "清单!C3 no_unit_of_measure", in order.
inline std::vector<std::string> codes(const std::vector<Said>& says) {
    std::vector<std::string> codes;
    for (const auto& said : says) codes.push_back(said.at + " " + said.code);
    return codes;
}

}  // namespace taizhang::interop
