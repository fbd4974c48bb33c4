#include "tools/simulate/city.hpp"

#include <algorithm>
#include <array>

namespace taizhang::simulate {

namespace {

struct District {
    const char* id;
    const char* name;
    unit::Kind kind;
    std::vector<std::string> aliases;
};

const std::vector<District>& districts() {
    static const std::vector<District> all{
        {"d-liangzihu", "梁子湖区", unit::Kind::district, {"梁子湖区政府", "市梁子湖区政府", "梁子湖区人民政府"}},
        {"d-huarong", "华容区", unit::Kind::district, {"华容区政府", "华容区人民政府"}},
        {"d-echeng", "鄂城区", unit::Kind::district, {"鄂城区政府", "鄂城区人民政府"}},
        {"z-gedian", "葛店开发区", unit::Kind::zone, {"葛店开发区管委会"}},
        {"z-ezhou", "鄂州开发区", unit::Kind::zone, {"鄂州开发区管委会"}},
        {"s-fenghuang", "凤凰街办", unit::Kind::street, {"凤凰街道办事处"}},
        {"s-gulou", "古楼街办", unit::Kind::street, {"古楼街道办事处"}},
        {"s-xishan", "西山街办", unit::Kind::street, {"西山街道办事处"}},
        {"u-key-projects", "市重点项目办", unit::Kind::department, {"市重点项目办公室", "市重点办"}},
    };
    return all;
}

struct Collective {
    const char* id;
    const char* name;
    std::vector<std::string> aliases;
    std::vector<UnitId> members;
};

const std::vector<Collective>& collectives() {
    static const std::vector<UnitId> three_districts{{"d-liangzihu"}, {"d-huarong"}, {"d-echeng"}};
    static const std::vector<Collective> all{
        {"c-districts", "各区", {}, three_districts},
        {"c-district-governments", "各区政府", {"各区人民政府"}, three_districts},
        {"c-zones", "开发区", {"各开发区", "市开发区"}, {{"z-gedian"}, {"z-ezhou"}}},
        {"c-streets", "各街办", {"各街道办事处", "各街道办"}, {{"s-fenghuang"}, {"s-gulou"}, {"s-xishan"}}},
    };
    return all;
}

/// Invented: a family name and a given name thrown together; likeness with anybody is chance.
std::string invent_name(Player& player) {
    static constexpr std::array families{"王", "李", "张", "刘", "陈", "杨", "黄", "周", "吴", "徐",
                                         "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁"};
    static constexpr std::array given{"建国", "文斌", "晓梅", "志强", "丽华", "海涛", "秀英", "国庆", "明远", "思源",
                                      "家辉", "雅琴", "立新", "春燕", "俊杰", "慧敏", "永清", "向阳", "静怡", "德胜",
                                      "玉兰", "振华", "若楠", "长青", "书航", "红霞", "新宇", "佩文", "正平", "凯旋"};
    return std::string(player.one_of(families)) + player.one_of(given);
}

Result<NamedPerson> enroll(Player& player, const std::string& id, const UnitId& unit, const std::string& post) {
    NamedPerson person{PersonId{id}, invent_name(player), {}};
    TZ_CHECK(player.act_as_system(StreamId::of(*person.person), person::Enrolled{person.name, unit, post}));
    return person;
}

Status open_account(Player& player, const AccountId& account, const std::string& name, Role role,
                    std::optional<UnitId> unit, std::optional<PersonId> person) {
    TZ_CHECK(
        player.act_as_system(StreamId::of(account), account::Opened{name, {role}, std::move(unit), std::move(person)}));
    return {};
}

Result<UnitStaff> staff(Player& player, const UnitId& unit, const std::string& name, std::size_t number) {
    const auto suffix = std::to_string(number);
    UnitStaff made{unit, name, AccountId{"clerk-" + suffix}, AccountId{"leader-" + suffix}, {}, {}};
    TZ_TRY(made.responsible_leader, enroll(player, "p-leader-" + suffix, unit, "分管负责人"));
    TZ_TRY(made.responsible_person, enroll(player, "p-clerk-" + suffix, unit, "台账填报员"));
    TZ_CHECK(open_account(player, made.clerk, made.responsible_person.name, Role::unit_clerk, unit,
                          made.responsible_person.person));
    TZ_CHECK(open_account(player, made.leader, made.responsible_leader.name, Role::unit_leader, unit,
                          made.responsible_leader.person));
    return made;
}

Status open_offices(Player& player, const City& city, const UnitId& government) {
    TZ_CHECK(open_account(player, city.holder, "市政府办公室 台账管理", Role::ledger_holder, government, {}));
    TZ_CHECK(open_account(player, city.supervision, "市政府政务督查室", Role::supervision, government, {}));
    TZ_CHECK(open_account(player, city.projects, "市重点项目办", Role::ledger_holder, city.project_office, {}));
    TZ_CHECK(open_account(player, city.approver, "市政府常务会议", Role::approver, government, {}));
    TZ_CHECK(open_account(player, AccountId{"auditor"}, "市审计局", Role::auditor, {}, {}));
    TZ_CHECK(open_account(player, AccountId{"admin"}, "账号管理员", Role::account_admin, {}, {}));
    return open_account(player, AccountId{"operations"}, "运行维护", Role::operations, {}, {});
}

}  // namespace

Status settle_districts(Player& player) {
    for (const auto& d : districts()) {
        TZ_CHECK(player.act_as_system(StreamId::of(UnitId{d.id}),
                                      unit::Registered{d.name, d.kind, {}, d.aliases, true, {}}));
    }
    for (const auto& c : collectives()) {
        TZ_CHECK(
            player.act_as_system(StreamId::of(UnitId{c.id}),
                                 unit::Registered{c.name, unit::Kind::collective, {}, c.aliases, true, c.members}));
    }
    return {};
}

Result<City> staff_units(Player& player, const UnitId& government) {
    City city;
    city.government = government;
    TZ_TRY(const auto units, rows_of(player.node(), "units"));
    std::size_t number = 0;
    for (const auto& row : units) {
        const UnitId unit{std::string(row.at("unit").as_string())};
        if (row.at("kind").as_string() == "collective" || unit == government) continue;
        TZ_TRY(auto made, staff(player, unit, std::string(row.at("name").as_string()), ++number));
        city.units.emplace(unit, std::move(made));
    }
    TZ_CHECK(open_offices(player, city, government));
    return city;
}

std::vector<UnitId> hosts_of(const City& city) {
    std::vector<UnitId> hosts;
    for (const auto& [unit, staff] : city.units) {
        if (unit.value.starts_with("d-") || unit.value.starts_with("z-")) hosts.push_back(unit);
    }
    return hosts;
}

Result<UnitId> busiest_lead(Node& node, const std::string& ledger) {
    TZ_TRY(const auto rows, rows_of(node, "current_ledger", {{"ledger", ledger}}));
    std::map<std::string, std::size_t> led;
    for (const auto& row : rows) {
        for (const auto& unit : row.at("units").as_array()) {
            const bool leads = unit.at("role").as_string() == "lead" && !unit.at("collective").as_bool();
            if (leads) ++led[std::string(unit.at("unit").as_string())];
        }
    }
    const auto most = std::ranges::max_element(led, {}, [](const auto& one) { return one.second; });
    if (most == led.end()) return not_found("no unit leads an item of ledger " + ledger);
    return UnitId{most->first};
}

std::vector<DemoAccount> demo_accounts(const City& city) {
    std::vector<DemoAccount> accounts{{"supervision", "督查室: sees and acts on everything, verifies, urges"},
                                      {"holder", "台账管理: keeps the ledger, returns and accepts reports"},
                                      {"projects", "市重点项目办: schedules tours, keeps their remarks and minutes"},
                                      {"approver", "审批: decides on inquiries and reconsiderations"},
                                      {"auditor", "审计: reads everything, writes nothing"},
                                      {"admin", "账号管理: accounts and roles only"},
                                      {"operations", "运维: health and metrics only"}};
    for (const auto& unit : city.visited) {
        const auto& staff = city.units.at(unit);
        accounts.push_back({staff.clerk.value, "填报员 of " + staff.name});
        accounts.push_back({staff.leader.value, "负责人 of " + staff.name});
    }
    return accounts;
}

}  // namespace taizhang::simulate
