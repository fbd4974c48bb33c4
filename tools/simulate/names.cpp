#include "tools/simulate/names.hpp"

#include <array>

namespace taizhang::simulate::names {

namespace {

constexpr std::array families{"王", "李", "张", "刘", "陈", "杨", "黄", "周", "吴", "徐",
                              "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁"};
constexpr std::array given{"建国", "文斌", "晓梅", "志强", "丽华", "海涛", "秀英", "国庆", "明远", "思源",
                           "家辉", "雅琴", "立新", "春燕", "俊杰", "慧敏", "永清", "向阳", "静怡", "德胜",
                           "玉兰", "振华", "若楠", "长青", "书航", "红霞", "新宇", "佩文", "正平", "凯旋"};
constexpr std::array first{"临", "云", "清", "东", "南", "平", "青", "长", "金", "宁",
                           "龙", "白", "望", "石", "安", "春", "永", "新", "玉", "秋"};
constexpr std::array second{"江", "台", "河", "山", "湖", "原", "溪", "泉", "坪", "川",
                            "桥", "岭", "浦", "洲", "林", "港", "岗", "塘", "城", "峰"};
constexpr std::array bureaus{"教育局",       "卫计委",     "人社局", "民政局",     "公安局", "交通局",   "水务局",
                             "农业局",       "林业局",     "旅游局", "文体局",     "房产局", "城管局",   "招商局",
                             "安监局",       "工商局",     "质监局", "食药监局",   "审计局", "司法局",   "监察局",
                             "体育局",       "广电局",     "粮食局", "公路局",     "园林局", "供销社",   "残联",
                             "行政服务中心", "公积金中心", "气象局", "地税局",     "国税局", "供电公司", "城投公司",
                             "水利投资公司", "档案局",     "史志办", "机关事务局", "编办"};

struct Sector {
    const char* name;
    std::array<const char*, 6> things;
};

constexpr std::array sectors{
    Sector{"工业",
           {"智能装备产业园", "光电器件生产线", "医药中间体技改", "新型建材基地", "汽车零部件扩能", "纺织智造车间"}},
    Sector{"能源", {"光伏电站", "热电联产机组", "天然气储配站", "充电网络", "生物质发电厂", "储能电站"}},
    Sector{"基础设施", {"快速通道", "污水处理厂", "综合管廊", "跨河大桥", "给水管网", "客运枢纽"}},
    Sector{"商贸流通", {"冷链物流园", "农产品批发市场", "商业综合体", "电商产业园", "建材市场", "仓储中心"}},
    Sector{"服务业", {"软件服务外包基地", "文化创意园", "养老服务中心", "旅游度假区", "检验检测中心", "会展中心"}},
    Sector{"农牧林水", {"高标准农田", "灌区改造", "生态林场", "水库加固", "种养循环基地", "河道治理"}},
    Sector{"社会事业", {"中心医院", "高级中学", "体育公园", "职业学院", "图书馆", "社区服务综合体"}},
    Sector{"科技", {"孵化器", "数据中心", "工程实验室", "中试基地", "北斗应用园", "科创走廊"}},
    Sector{"金融", {"金融后台中心", "产业基金大厦", "融资租赁中心", "保险服务园", "票据中心", "担保平台"}},
};

constexpr std::array stages{"一期", "二期", "扩建", "改造", "南区", "北区"};
constexpr std::array brands{"恒达", "瑞丰", "中泰", "宏远", "鑫源", "华力", "天成", "嘉和",
                            "国信", "安泰", "博远", "盛大", "同兴", "金桥", "远航", "万通"};
constexpr std::array verbs{"推进", "完成", "实施", "启动", "提升", "整治", "建立", "优化"};
constexpr std::array matters{"老旧小区改造", "农村公路养护",   "中小学校舍加固", "河湖水质达标", "企业开办便利",
                             "城区停车设施", "基层卫生室配置", "就业培训",       "扬尘治理",     "垃圾分类试点",
                             "农贸市场升级", "消防隐患整改",   "政务数据共享",   "特色镇培育",   "困难群众救助",
                             "安全生产巡查", "公共文化供给",   "招商专班运行",   "节能降耗",     "融资担保服务"};

const Sector& sector_of(const std::string& name) {
    for (const auto& one : sectors) {
        if (name == one.name) return one;
    }
    return sectors.front();
}

}  // namespace

std::string person(Dice& dice) {
    return std::string(dice.one_of(families)) + dice.one_of(given);
}

/// Every pair of the two lists comes once before any comes again, and neighbours differ in both characters.
std::string place(std::size_t number) {
    const auto round = number / second.size();
    std::string name = std::string(first[(number + round) % first.size()]) + second[number % second.size()];
    const auto again = number / (first.size() * second.size());
    return again == 0 ? name : name + std::to_string(again + 1);
}

std::string bureau(std::size_t number) {
    if (number < bureaus.size()) return bureaus[number];
    return place(200 + number - bureaus.size()) + "街道办事处";
}

std::string project(Dice& dice, const std::string& sector, std::size_t number) {
    return place(number * 7 + 3) + dice.one_of(sector_of(sector).things) + dice.one_of(stages);
}

std::string company(Dice& dice, const std::string& business, std::size_t number) {
    return place(number * 3 + 1) + dice.one_of(brands) + business + "有限公司";
}

std::string task(Dice& dice, std::size_t number) {
    return dice.one_of(verbs) + (place(number * 11 + 5) + "片区") + dice.one_of(matters);
}

}  // namespace taizhang::simulate::names
