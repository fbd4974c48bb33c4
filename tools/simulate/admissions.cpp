#include "tools/simulate/admissions.hpp"

#include "src/regime/eligible.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::array findings{"利润表未加盖公章，请补正", "主营业务收入与纳税申报表不一致", "行业代码选择有误，请核对"};

std::optional<Office> office_of(const std::string& department) {
    if (department == "市经信委") return Office::economy;
    if (department == "市商务局") return Office::commerce;
    if (department == "市城建委") return Office::construction;
    if (department == "市发改委") return Office::development;
    return std::nullopt;
}

Period month_after(Period period) {
    return period.month() == 12 ? Period{std::chrono::year{period.year() + 1} / std::chrono::January}
                                : Period{std::chrono::year{period.year()} / std::chrono::month{period.month() + 1}};
}

regime::EnterpriseFacts facts_of(const admission::Filed& filed) {
    regime::EnterpriseFacts facts;
    facts.industry = filed.industry;
    facts.entity = filed.entity;
    for (const auto& figure : filed.figures) facts.figures[figure.key] = {figure.value, figure.unit};
    facts.qualifications = filed.qualifications;
    facts.situation = filed.situation == admission::Situation::grown           ? regime::Situation::grown
                      : filed.situation == admission::Situation::newly_covered ? regime::Situation::newly_covered
                                                                               : regime::Situation::newly_opened;
    if (filed.opened_on) facts.opened_in = filed.opened_on->year();
    return facts;
}

}  // namespace

Admissions::Admissions(Stagehands& with, YearOptions options, std::vector<Enterprise> candidates, Time end)
    : theatre_{with, std::move(options), Dice(with.player.seed(), "admissions")},
      dice_(theatre_.dice),
      player_(with.player),
      candidates_(std::move(candidates)),
      end_(end) {
    dice_ = Dice(with.player.seed(), "admissions " + theatre_.options.ledger.value);
}

Status Admissions::open() {
    const auto& options = theatre_.options;
    ledger::Opened opened;
    opened.title = std::to_string(options.year) + "年" + options.rules.title + "台账";
    opened.year = static_cast<std::uint16_t>(options.year);
    opened.holder = theatre_.city.office(Office::statistics).unit;
    opened.regime = RegimeId{"S3"};
    TZ_CHECK(player_.act(theatre_.city.statistics, StreamId::of(options.ledger), opened));
    std::size_t number = 0;
    for (const auto& candidate : candidates_) {
        const auto month = 2 + static_cast<unsigned>(dice_.below(std::max(1u, std::min(options.months, 11u) - 1)));
        const Date day = theatre_.in_month(month, 3 + static_cast<unsigned>(dice_.below(24)));
        theatre_.diary.on(day, hours(9) + minutes(dice_.below(400)),
                          [this, &candidate, n = ++number] { return file(candidate, n); });
    }
    return {};
}

Status Admissions::close() {
    return player_.act(theatre_.city.statistics, StreamId::of(theatre_.options.ledger),
                       ledger::Closed{"年度新增“四上”企业名单已报市政府审定，台账交账"});
}

/// Who it is and what it has reached. False: the industry is in no class.
bool Admissions::fill(File& file, bool eligible) {
    auto& filed = file.filed;
    const auto* of = theatre_.options.rules.admission.class_of(file.enterprise.industry);
    if (!of) return false;
    const int year = theatre_.options.year;
    filed.ledger = theatre_.options.ledger;
    filed.enterprise = file.enterprise.unit;
    filed.name = file.enterprise.name;
    const auto number = std::to_string(100'000'00 + files_.size());
    filed.code = "91420700MA" + number.substr(0, 8);
    filed.industry = file.enterprise.industry;
    filed.entity = of->entities.empty() ? "法人单位" : of->entities.front();
    filed.region = file.enterprise.district;
    if (of->department) {
        if (const auto office = office_of(*of->department)) filed.department = theatre_.city.office(*office).unit;
    }
    const bool fresh = dice_.chance(60) || of->qualification;
    filed.procedure = fresh ? "monthly" : "yearly";
    filed.situation = fresh ? admission::Situation::newly_opened : admission::Situation::grown;
    filed.opened_on =
        fresh ? Date(year, 1, 5 + static_cast<unsigned>(dice_.below(20))) : Date(year - dice_.between(2, 8), 5, 18);
    if (of->qualification) filed.qualifications = {*of->qualification};
    for (const auto& criterion : of->any_of) {
        const auto parts =
            multiply(criterion.at_least.value, Decimal(eligible ? dice_.between(102, 320) : dice_.between(40, 95)));
        const auto value = parts ? divide(*parts, Decimal(100), 0) : parts;
        if (value) filed.figures.push_back({criterion.measure, *value, criterion.at_least.unit});
    }
    return true;
}

std::vector<std::string> Admissions::materials_of(const File& file) const {
    std::vector<std::string> names;
    for (const auto& one :
         regime::missing_materials(theatre_.options.rules.admission, facts_of(file.filed), file.filed.procedure, {})) {
        if (one.any_of.empty()) continue;
        for (const auto& name : one.any_of.front()) {
            for (unsigned copy = 0; copy < one.copies; ++copy) names.push_back(name);
        }
    }
    return names;
}

Status Admissions::attach(const File& file, const std::string& material) {
    admission::MaterialAttached attached;
    attached.material = material;
    attached.document.title = file.enterprise.name + material;
    return player_.act(theatre_.staff(file.enterprise.district).clerk, stream(file), attached);
}

Status Admissions::file(const Enterprise& enterprise, std::size_t number) {
    auto& file = *files_.emplace_back(std::make_unique<File>());
    file.id = AdmissionId{theatre_.options.ledger.value + "-" + std::to_string(number)};
    file.enterprise = enterprise;
    const auto& clerk = theatre_.staff(enterprise.district).clerk;
    const bool small = dice_.chance(6);
    if (!fill(file, !small)) return {};
    // too small as yet (S3.1), which the rules say; it comes again when it has grown
    if (small && !file.filed.figures.empty()) {
        TZ_CHECK(player_.try_in_vain(clerk, stream(file), file.filed));
        file.filed.figures.clear();
        if (!fill(file, true)) return {};
    }
    TZ_CHECK(player_.act(clerk, stream(file), file.filed));
    for (const auto& material : materials_of(file)) {
        if (dice_.chance(8))
            file.owed.push_back(material);
        else
            TZ_CHECK(attach(file, material));
    }
    look_later(file, dice_.between(1, 6));
    return {};
}

void Admissions::look_later(File& file, int days) {
    theatre_.diary.on(days_later(player_.today(), days), hours(9) + minutes(dice_.below(420)),
                      [this, &file] { return look(file); });
}

/// Levels above the city have no accounts here: what they said is told by the ledger's holder (S3.4).
AccountId Admissions::reviewer(const File& file) const {
    if (file.level == 0) return theatre_.staff(file.enterprise.district).clerk;
    if (file.level == 1) return theatre_.staff(theatre_.city.statistics_of.at(file.enterprise.district)).clerk;
    return theatre_.city.statistics;
}

Status Admissions::look(File& file) {
    const auto& levels = theatre_.options.rules.admission.levels;
    const auto account = reviewer(file);
    const auto& level = levels[file.level].name;
    if (!file.owed.empty()) {  // not complete, so it cannot pass; the rest is handed in
        TZ_CHECK(player_.try_in_vain(account, stream(file), admission::Passed{level, {}, {}, {}}));
        for (const auto& material : std::exchange(file.owed, {})) TZ_CHECK(attach(file, material));
        look_later(file, dice_.between(2, 9));
        return {};
    }
    if (file.level > 0 && file.level < 3 && !file.returned && dice_.chance(12)) return send_back(file);
    if (file.level > 0 && dice_.chance(2))
        return player_.act(account, stream(file), admission::Rejected{level, "经核查已迁出本市，不予入库"});
    admission::Passed passed{level, {}, {}, {}};
    if (file.level > 2) passed.decided_on = days_later(player_.today(), -1);
    TZ_CHECK(player_.act(account, stream(file), passed));
    if (++file.level == levels.size()) return admit(file);
    look_later(file, dice_.between(1, 7));
    return {};
}

/// Mended and filed again, from the first level.
Status Admissions::send_back(File& file) {
    file.returned = true;
    const auto& levels = theatre_.options.rules.admission.levels;
    TZ_CHECK(player_.act(reviewer(file), stream(file),
                         admission::Returned{levels[file.level].name, dice_.one_of(findings)}));
    theatre_.diary.on(days_later(player_.today(), dice_.between(2, 12)), hours(10), [this, &file]() -> Status {
        file.level = 0;
        TZ_CHECK(player_.act(theatre_.staff(file.enterprise.district).clerk, stream(file), admission::Refiled{}));
        look_later(file, dice_.between(1, 4));
        return {};
    });
    return {};
}

Status Admissions::admit(File& file) {
    const Date today = player_.today();
    const Period from{today.value.year() / today.value.month()};
    TZ_CHECK(player_.act(theatre_.city.statistics, stream(file),
                         admission::Admitted{today, from, "国家统计局批复入库名录"}));
    report_later(file, from);
    if (!dice_.chance(5)) return {};
    theatre_.diary.on(days_later(today, dice_.between(60, 120)), hours(15), [this, &file] {
        file.removed = true;
        return player_.act(theatre_.city.statistics, stream(file),
                           admission::Removed{player_.today(), "连续停业三个月"}, "停业出库");
    });
    return {};
}

/// Of a month by the fifth of the next, most of them.
void Admissions::report_later(File& file, Period period) {
    const Date first = days_later(period.last_day(), 1);
    if (start_of_day(first) > end_) return;
    const auto thrown = dice_.below(100);
    const int days = thrown < 91 ? dice_.between(0, 3) : thrown < 98 ? dice_.between(8, 20) : -1;
    const Date day = days_later(first, days < 0 ? 25 : days);
    theatre_.diary.on(day, hours(8) + minutes(dice_.below(600)), [this, &file, period, refused = days < 0]() -> Status {
        if (file.removed) return {};
        report_later(file, month_after(period));
        if (!refused) return report(file, period);
        return player_.act(
            theatre_.city.statistics, stream(file),
            admission::MisreportingFound{admission::Misreporting::refused, period, "多次催报仍未报送", {}});
    });
}

std::vector<admission::Measured> Admissions::figures_of(const File&, bool wrong) {
    const int revenue = dice_.between(40, 900) * (wrong ? 10 : 1);
    return {{"当月营业收入", Decimal(revenue), "万元"}, {"期末从业人数", Decimal(dice_.between(8, 400)), "人"}};
}

Status Admissions::report(File& file, Period period) {
    const bool wrong = dice_.chance(2), mistaken = dice_.chance(4);
    TZ_CHECK(player_.act(file.enterprise.account, stream(file),
                         admission::StatisticReported{period, figures_of(file, wrong), {}, {}, {}}, {},
                         [&file, period](const CommandAnswer& answer) { file.reported[period] = answer.position; }));
    if (!wrong && !mistaken) return {};
    theatre_.diary.on(days_later(player_.today(), dice_.between(3, 20)), hours(11), [this, &file, period, wrong] {
        if (!wrong) return file.removed ? Status() : correct(file, period);
        return player_.act(
            theatre_.city.statistics, stream(file),
            admission::MisreportingFound{
                admission::Misreporting::false_figures, period, "核查原始凭证，所报收入虚增", {file.reported[period]}});
    });
    return {};
}

Status Admissions::correct(File& file, Period period) {
    return player_.act(file.enterprise.account, stream(file),
                       admission::StatisticReported{period, figures_of(file, false), file.reported[period], {}, {}},
                       "漏计一笔收入");
}

}  // namespace taizhang::simulate
