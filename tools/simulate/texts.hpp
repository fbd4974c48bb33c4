// What a simulated clerk writes: short sentences of our own.
#pragma once

#include <array>

namespace taizhang::simulate::texts {

inline constexpr std::array progress{"工作方案已印发，专班已组建", "前期调研完成，进入实施阶段",
                                     "主要节点按计划推进",         "现场施工正常，资料同步归集",
                                     "已完成阶段性验收",           "专题会已召开，分工已明确",
                                     "数据已核对，台账同步更新",   "配套措施落地，群众反映良好"};
inline constexpr std::array achievements{"完成本月节点", "完成投资符合计划", "一项工作通过验收", "形成一项可推广做法"};
inline constexpr std::array remarks{"进度总体可以，要把剩余工序倒排到周", "资料要与现场同步，台账要写实",
                                    "要素保障的问题一周内答复，不得拖延", "主体工程要在雨季前封顶"};
inline constexpr std::array found{"台账填报进度与现场不符", "佐证资料不全，缺验收单", "节点滞后未说明原因"};
inline constexpr std::array mended{"已按要求整改，现场照片与台账已更新", "已补齐资料并重新核对进度"};
inline constexpr std::array problems{"部分资金尚未到位", "用地手续办理较慢", "配合单位人手不足", "连续降雨影响施工",
                                     "个别指标口径不一致"};
inline constexpr std::array measures{"每周调度一次，责任到人", "联合相关单位现场办公", "倒排工期，增加力量",
                                     "提请分管领导协调"};
inline constexpr std::array reasons{"招标流程比预计多用一个月", "征地协议签订推迟", "上级批复时间晚于计划",
                                    "设计方案作了较大调整"};
inline constexpr std::array corrections{"下月增加两个作业面，追回进度", "已约定批复时限并专人跟进",
                                        "压缩后续工序，年底目标不变"};
inline constexpr std::array urgings{"请于三日内补报并说明原因", "进度落后，请主要负责人过问", "节点将至，请抓紧推进"};
inline constexpr std::array returns{"进度说明过于笼统，请写明完成数", "存在问题一栏未写对策，请补充",
                                    "附列数字与上月不衔接，请核对"};
inline constexpr std::array mistakes{"录入时将累计数误填为当月数", "核对原始凭证后更正",
                                     "统计口径与上月不一致，已统一"};
inline constexpr std::array findings{"现场核实，资料齐全，同意办结", "抽查三处，均达到要求"};
inline constexpr std::array rejections{"缺少验收材料，退回补充", "一处尚未完工，不同意办结"};

}  // namespace taizhang::simulate::texts
