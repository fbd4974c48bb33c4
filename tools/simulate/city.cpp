#include "tools/simulate/city.hpp"

#include "tools/simulate/names.hpp"

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

struct OfficeName {
    Office office;
    const char* id;
    std::vector<std::string> hints;    ///< a unit whose name has one of these is the office
    std::vector<std::string> aliases;  ///< as the documents call it; the first is its name where it is new
};

const std::vector<OfficeName>& office_names() {
    static const std::vector<OfficeName> all{
        {Office::statistics, "u-tjj", {"统计局"}, {"市统计局"}},
        {Office::development, "u-fgw", {"发改委", "发展改革"}, {"市发展改革委", "市发改委", "区发改局", "发改"}},
        {Office::economy, "u-jxw", {"经信委", "经济和信息化"}, {"市经济和信息化委", "市经信委", "经信"}},
        {Office::construction, "u-jw", {"住建委", "城建委", "城乡建设"}, {"市城乡建设委", "市城建委"}},
        {Office::science, "u-kjj", {"科技局"}, {"市科技局"}},
        {Office::banking, "u-jrj", {"金融办", "金融工作局"}, {"市金融工作局"}},
        {Office::commerce, "u-swj", {"商务局", "商务委"}, {"市商务局", "区商务局"}},
        {Office::finance, "u-czj", {"财政局"}, {"市财政局", "区财政局"}},
        {Office::planning, "u-ghj", {"规划局"}, {"市规划局", "规划"}},
        {Office::land, "u-gtj", {"国土局", "国土规划", "国土资源"}, {"市国土局", "国土"}},
        {Office::environment, "u-hbj", {"环保局"}, {"市环保局", "环保"}},
    };
    return all;
}

using Known = std::pair<UnitId, unit::Registered>;

const Known* find_office(const std::vector<Known>& units, const OfficeName& office) {
    for (const auto& known : units) {
        if (known.second.kind == unit::Kind::collective || known.first.value.starts_with("o-")) continue;
        for (const auto& hint : office.hints) {
            if (known.second.name.find(hint) != std::string::npos) return &known;
        }
    }
    return nullptr;
}

Status settle_office(Player& player, const std::vector<Known>& units, const OfficeName& office) {
    const auto* known = find_office(units, office);
    auto aliases = office.aliases;
    if (!known) {
        const auto name = aliases.front();
        aliases.erase(aliases.begin());
        return player.act_as_system(StreamId::of(UnitId{office.id}),
                                    unit::Registered{name, unit::Kind::department, {}, aliases, true, {}});
    }
    const auto is_known = [&](const std::string& alias) {
        const auto& [name, before] = std::pair(known->second.name, known->second.aliases);
        return name == alias || std::ranges::find(before, alias) != before.end();
    };
    std::erase_if(aliases, is_known);
    if (aliases.empty()) return {};
    return player.act_as_system(StreamId::of(known->first), unit::Renamed{known->second.name, aliases});
}

Character some_character(Dice& dice) {
    const auto thrown = dice.below(100);
    if (thrown < 30) return Character::diligent;
    if (thrown < 75) return Character::ordinary;
    return thrown < 88 ? Character::slow : Character::careless;
}

Result<NamedPerson> enroll(Player& player, Dice& dice, const std::string& id, const UnitId& unit,
                           const std::string& post) {
    NamedPerson person{PersonId{id}, names::person(dice), {}};
    TZ_CHECK(player.act_as_system(StreamId::of(*person.person), person::Enrolled{person.name, unit, post}));
    return person;
}

Status open_account(Player& player, const AccountId& account, const std::string& name, Role role,
                    std::optional<UnitId> unit, std::optional<PersonId> person) {
    return player.act_as_system(StreamId::of(account),
                                account::Opened{name, {role}, std::move(unit), std::move(person)});
}

Result<UnitStaff> staff(Player& player, Dice& dice, const UnitId& unit, const std::string& name, std::size_t number) {
    const auto suffix = std::to_string(number);
    UnitStaff made{unit, name, AccountId{"clerk-" + suffix}, AccountId{"leader-" + suffix}, {}, {}, {}};
    made.character = some_character(dice);
    TZ_TRY(made.responsible_leader, enroll(player, dice, "p-leader-" + suffix, unit, "分管负责人"));
    TZ_TRY(made.responsible_person, enroll(player, dice, "p-clerk-" + suffix, unit, "台账填报员"));
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

/// Those that keep the ledgers of the other systems.
Status open_registers(Player& player, City& city) {
    for (const auto& office : office_names()) {
        const auto* known = find_office(player.notebook().units(), office);
        if (!known) return Error{ErrorCode::internal, "no unit is the office " + office.aliases.front()};
        city.offices[office.office] = known->first;
    }
    // accounts of persons: that two people decide on a redaction can be told by those alone
    Dice dice(player.seed(), "offices");
    for (const auto& [id, role] :
         {std::pair{"supervision-2", Role::supervision}, std::pair{"approver-2", Role::approver}}) {
        TZ_TRY(const auto person, enroll(player, dice, std::string("p-") + id, city.government, "科长"));
        TZ_CHECK(open_account(player, AccountId{id}, person.name, role, city.government, person.person));
    }
    TZ_CHECK(open_account(player, city.statistics, "市统计局 入库管理", Role::ledger_holder,
                          city.offices.at(Office::statistics), {}));
    return open_account(player, city.development, "市发展改革委 项目管理", Role::ledger_holder,
                        city.offices.at(Office::development), {});
}

bool is_bureau(const UnitId& id, const unit::Registered& unit) {
    const bool kind =
        unit.kind == unit::Kind::department || unit.kind == unit::Kind::other || unit.kind == unit::Kind::institution;
    return kind && id.value != "u-key-projects" && !id.value.starts_with("o-");
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
    return player.settle();
}

Status found_city(Player& player, std::size_t districts, std::size_t bureaus) {
    TZ_CHECK(player.act_as_system(StreamId::of(UnitId{"g-city"}),
                                  unit::Registered{"市政府", unit::Kind::government, {}, {"市政府办公室"}, true, {}}));
    std::vector<UnitId> members;
    for (std::size_t i = 0; i < districts; ++i) {
        const auto& id = members.emplace_back(UnitId{"d-" + std::to_string(i + 1)});
        TZ_CHECK(player.act_as_system(
            StreamId::of(id), unit::Registered{names::place(i) + "区", unit::Kind::district, {}, {}, true, {}}));
    }
    TZ_CHECK(player.act_as_system(StreamId::of(UnitId{"c-districts"}),
                                  unit::Registered{"各区", unit::Kind::collective, {}, {}, true, members}));
    TZ_CHECK(player.act_as_system(
        StreamId::of(UnitId{"u-key-projects"}),
        unit::Registered{"市重点项目办", unit::Kind::department, {}, {"市重点项目办公室", "市重点办"}, true, {}}));
    TZ_CHECK(settle_offices(player));
    for (std::size_t i = office_count; i < bureaus; ++i) {
        const auto name = names::bureau(i - office_count);
        const auto kind = name.ends_with("办事处") ? unit::Kind::street : unit::Kind::department;
        TZ_CHECK(player.act_as_system(StreamId::of(UnitId{"u-" + std::to_string(i)}),
                                      unit::Registered{"市" + name, kind, {}, {}, true, {}}));
    }
    return player.settle();
}

Status settle_offices(Player& player) {
    TZ_CHECK(player.settle());
    const auto units = player.notebook().units();
    for (const auto& office : office_names()) TZ_CHECK(settle_office(player, units, office));
    std::size_t number = 0;
    for (const auto& [id, unit] : units) {
        if (unit.kind != unit::Kind::district && unit.kind != unit::Kind::zone) continue;
        TZ_CHECK(player.act_as_system(
            StreamId::of(UnitId{"o-tjj-" + std::to_string(++number)}),
            unit::Registered{unit.name + "统计局", unit::Kind::department, id, {"区统计局"}, true, {}}));
    }
    return player.settle();
}

Result<City> staff_units(Player& player, const UnitId& government, bool all_systems) {
    City city;
    city.government = government;
    Dice dice(player.seed(), "staff");
    TZ_CHECK(player.settle());
    auto units = player.notebook().units();
    std::ranges::sort(units, {}, &Known::first);
    std::size_t number = 0;
    for (const auto& [unit, known] : units) {
        if (known.kind == unit::Kind::collective || unit == government) continue;
        TZ_TRY(auto made, staff(player, dice, unit, known.name, ++number));
        city.units.emplace(unit, std::move(made));
        if (known.kind == unit::Kind::district) city.districts.push_back(unit);
        if (is_bureau(unit, known)) city.bureaus.push_back(unit);
        if (unit.value.starts_with("o-tjj-") && known.parent) city.statistics_of[*known.parent] = unit;
    }
    TZ_CHECK(open_offices(player, city, government));
    if (all_systems) TZ_CHECK(open_registers(player, city));
    TZ_CHECK(player.settle());
    return city;
}

Status found_enterprises(Player& player, City& city, std::size_t count) {
    static constexpr std::array industries{"工业",   "批发业",   "零售业",
                                           "餐饮业", "建筑业",   "房地产开发经营业",
                                           "教育",   "物业管理", "居民服务、修理和其他服务业",
                                           "工业"};
    static constexpr std::array businesses{"机械", "商贸", "百货", "餐饮", "建设",
                                           "置业", "教育", "物业", "服务", "电子"};
    Dice dice(player.seed(), "enterprises");
    for (std::size_t i = 1; i <= count; ++i) {
        const auto which = dice.below(industries.size());
        const auto& district = dice.one_of(city.districts);
        Enterprise made{UnitId{"e-" + std::to_string(i)}, names::company(dice, businesses[which], i), industries[which],
                        district, AccountId{"enterprise-" + std::to_string(i)}};
        TZ_CHECK(player.act_as_system(StreamId::of(made.unit),
                                      unit::Registered{made.name, unit::Kind::enterprise, district, {}, true, {}}));
        TZ_CHECK(open_account(player, made.account, made.name + " 统计员", Role::unit_clerk, made.unit, {}));
        city.enterprises.push_back(std::move(made));
    }
    return player.settle();
}

std::vector<UnitId> hosts_of(const City& city) {
    std::vector<UnitId> hosts;
    for (const auto& [unit, staff] : city.units) {
        if (unit.value.starts_with("d-") || unit.value.starts_with("z-")) hosts.push_back(unit);
    }
    return hosts;
}

std::vector<DemoAccount> demo_accounts(const City& city) {
    std::vector<DemoAccount> accounts{
        {"supervision", "督查室: sees and acts on everything, verifies, urges"},
        {"holder", "台账管理: keeps the ledger, returns and accepts reports"},
        {"projects", "市重点项目办: tours and their minutes; project libraries, plans, assessments"},
        {"approver", "审批: decides on inquiries and reconsiderations"},
        {"auditor", "审计: reads everything, writes nothing"},
        {"admin", "账号管理: accounts and roles only"},
        {"operations", "运维: health and metrics only"}};
    if (!city.offices.empty()) {
        accounts.push_back({"statistics", "市统计局: reviews enterprises, admits them, finds false figures"});
        accounts.push_back({"development", "市发展改革委: projects landing, their tiers, letters and needs"});
        accounts.push_back(
            {city.office(Office::finance).clerk.value, "数据提供 of " + city.office(Office::finance).name});
    }
    for (const auto& unit : city.visited) {
        const auto& staff = city.staff(unit);
        accounts.push_back({staff.clerk.value, "填报员 of " + staff.name});
        accounts.push_back({staff.leader.value, "负责人 of " + staff.name});
    }
    if (!city.enterprises.empty())
        accounts.push_back({city.enterprises.front().account.value, "企业统计员 of " + city.enterprises.front().name});
    return accounts;
}

}  // namespace taizhang::simulate
