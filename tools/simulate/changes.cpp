#include "tools/simulate/changes.hpp"

#include "events/redaction.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

void Changes::write_down(int year, bool first, const std::string& amended) {
    const auto on = [&](unsigned month, unsigned day, Diary::Task task) {
        with_.diary.on(Date(year, month, day), hours(9), std::move(task));
    };
    if (first) {
        on(2, 3, [this] { return confirm_units(); });
        on(5, 14, [this] { return move_unit(); });
        on(5, 15, [this] { return set_members(); });
        on(5, 19, [this, amended] { return amended.empty() ? Status() : amend(amended); });
        on(3, 11, [this, year] { return raise_what_must_go(year); });
    }
    on(3, 17, [this] { return swap_posts(); });
    on(4, 16, [this] { return rename_unit(); });
    on(4, 21, [this] { return change_roles(); });
    on(3, 25, [this, year] {
        ledger::Amended amended;
        amended.title = std::to_string(year) + "项目年台账（修订）";
        return with_.player.act(with_.city.projects, StreamId::of(LedgerId{std::to_string(year) + "-S5"}), amended,
                                "按领导小组会议纪要改名");
    });
    on(6, 18, [this] { return merge(false); });
    on(9, 17, [this] { return merge(true); });
}

/// Those that documents named, by somebody who knows them.
Status Changes::confirm_units() {
    for (const auto& [id, unit] : with_.player.notebook().units()) {
        if (!unit.confirmed) TZ_CHECK(with_.player.act(with_.city.supervision, StreamId::of(id), unit::Confirmed{}));
    }
    return {};
}

/// No office that the rules name, and none whose account a visitor is told of.
std::optional<UnitId> Changes::some_bureau() {
    std::vector<UnitId> free;
    for (const auto& unit : with_.city.bureaus) {
        const bool office =
            std::ranges::any_of(with_.city.offices, [&](const auto& one) { return one.second == unit; });
        if (!office && !with_.city.is_visited(unit) && with_.city.today(unit) == unit) free.push_back(unit);
    }
    return free.size() < 3 ? std::nullopt : std::optional(dice_.one_of(free));
}

Status Changes::swap_posts() {
    const auto one = some_bureau(), other = some_bureau();
    if (!one || !other || *one == *other) return {};
    const std::string post = "分管负责人";
    const auto move = [&](const UnitId& from, const UnitId& to) -> Status {
        const auto stream = StreamId::of(*with_.city.staff(from).responsible_leader.person);
        TZ_CHECK(with_.player.act(with_.city.holder, stream, person::Relieved{from, post}));
        return with_.player.act(with_.city.holder, stream, person::Appointed{to, "党组成员"});
    };
    TZ_CHECK(move(*one, *other));
    return move(*other, *one);
}

Status Changes::rename_unit() {
    const auto unit = some_bureau();
    if (!unit) return {};
    auto& staff = with_.city.units.at(*unit);
    staff.name += "（市" + std::to_string(with_.player.today().year()) + "年机构改革后）";
    return with_.player.act(with_.city.holder, StreamId::of(*unit), unit::Renamed{staff.name, {}});
}

Status Changes::move_unit() {
    const auto unit = some_bureau();
    if (!unit) return {};
    return with_.player.act(with_.city.holder, StreamId::of(*unit), unit::Moved{with_.city.government});
}

/// 各区 is one more from now on; what was assigned before stays with those of that day (S7.5).
Status Changes::set_members() {
    auto members = with_.city.districts;
    for (const auto& [unit, staff] : with_.city.units) {
        if (unit.value.starts_with("z-")) members.push_back(unit);
    }
    if (members.size() == with_.city.districts.size()) {
        const auto unit = some_bureau();
        if (!unit) return {};
        members.push_back(*unit);
    }
    return with_.player.act(with_.city.supervision, StreamId::of(UnitId{"c-districts"}), unit::MembersSet{members});
}

/// A bureau goes into another, or is dissolved with a successor; its accounts are closed, its work goes on.
Status Changes::merge(bool dissolve) {
    const auto from = some_bureau(), into = some_bureau();
    if (!from || !into || *from == *into) return {};
    auto& city = with_.city;
    const auto old = city.units.at(*from);
    const auto& next = city.staff(*into);
    Event event = unit::Merged{*into};
    if (dissolve) event = unit::Dissolved{*into};
    TZ_CHECK(with_.player.act(city.supervision, StreamId::of(*from), std::move(event), "机构改革，职能划转"));
    TZ_CHECK(with_.player.act(AccountId{"admin"}, StreamId::of(old.clerk), account::Closed{next.clerk}));
    TZ_CHECK(with_.player.act(AccountId{"admin"}, StreamId::of(old.leader), account::Closed{next.leader}));
    std::erase(city.bureaus, *from);
    city.units.erase(*from);
    for (auto& [unit, follower] : city.followed_by) {
        if (follower == *from) follower = *into;
    }
    city.followed_by[*from] = *into;
    return {};
}

Status Changes::change_roles() {
    const auto unit = some_bureau();
    if (!unit) return {};
    const auto stream = StreamId::of(with_.city.staff(*unit).clerk);
    TZ_CHECK(with_.player.act(AccountId{"admin"}, stream, account::RoleGranted{Role::unit_leader}));
    with_.diary.on(days_later(with_.player.today(), 30), hours(9), [this, stream] {
        return with_.player.act(AccountId{"admin"}, stream, account::RoleRevoked{Role::unit_leader}, "代行期满");
    });
    return {};
}

Status Changes::amend(const std::string& text) {
    const auto amended = text + "\n# 文字未变，补注出处\n";
    return with_.player.act(with_.city.supervision, StreamId::of(RegimeId{"S3"}),
                            regime::Amended{amended, sha256({amended})}, "补注条文出处");
}

/// A private matter stands in a text, which the law wants gone; another request is turned down.
Status Changes::raise_what_must_go(int year) {
    auto& player = with_.player;
    TZ_CHECK(player.settle());
    const PlayedItem* item = nullptr;
    for (const auto* each : with_.items.of(LedgerId{std::to_string(year) + "-S6"})) {
        if (each->is_going_on() && !item) item = each;
    }
    if (!item) return {};
    const auto stream = StreamId::of(item->id);
    const auto raise = [&](const std::string& name, const std::string& text, bool approved) {
        return player.act(
            with_.city.staff(item->lead).clerk, stream, item::ProblemRaised{name, text}, {},
            [this, approved](const CommandAnswer& answer) {
                const StreamId request{"redaction/" + std::to_string(answer.position)};
                with_.diary.on(days_later(with_.player.today(), 2), hours(9), [this, request, approved]() -> Status {
                    TZ_CHECK(with_.player.act(AccountId{"supervision-2"}, request,
                                              redaction::Requested{"个人信息保护规定第四十七条", {"/text"}},
                                              "文中写有当事人身份证号"));
                    if (approved)
                        return with_.player.act(AccountId{"approver-2"}, request, redaction::Approved{}, "依法删除");
                    return with_.player.act(AccountId{"approver-2"}, request, redaction::Declined{}, "不含个人信息");
                });
            });
    };
    TZ_CHECK(raise("gr1", "被征收人证件号误写入本栏", true));
    return raise("gr2", "被征收户数与公示不符", false);
}

}  // namespace taizhang::simulate
