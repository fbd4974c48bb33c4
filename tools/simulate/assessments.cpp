#include "tools/simulate/assessments.hpp"

#include "src/domain/assessment/assessment_bars.hpp"
#include "src/regime/scheme_choice.hpp"
#include "tools/simulate/names.hpp"
#include "tools/simulate/texts.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::size_t most_departments = 8;

/// "一季度" → "q1", by its place among the times.
AssessmentTurn turn_of(const regime::AssessmentTime& time, std::size_t number, bool last) {
    return {last ? assessment::Occasion::year_end : assessment::Occasion::mid_year, time.month,
            "q" + std::to_string(number), time.name};
}

/// Two digits after the point.
Decimal cents(std::int64_t value) {
    const auto made = Decimal::of(value, 2);
    return made ? *made : Decimal();
}

Decimal share(Decimal value, int per_cent) {
    const auto part = multiply(value, Decimal(per_cent));
    const auto rounded = part ? divide(*part, Decimal(100), 2) : part;
    return rounded ? *rounded : Decimal();
}

}  // namespace

std::vector<AssessmentTurn> turns_of(const regime::Scheme& scheme) {
    if (!regime::is_told_by_title(scheme))
        return {{assessment::Occasion::mid_year, 7, "mid", {}}, {assessment::Occasion::year_end, 12, "end", {}}};
    auto times = scheme.times;
    std::ranges::sort(times, {}, &regime::AssessmentTime::month);
    std::vector<AssessmentTurn> turns;
    for (const auto& time : times) turns.push_back(turn_of(time, turns.size() + 1, turns.size() + 1 == times.size()));
    return turns;
}

Assessment::Assessment(Stagehands& with, YearOptions options, std::string system, AccountId holder, AssessmentTurn turn)
    : theatre_{with, std::move(options), Dice(with.player.seed(), "assessment")},
      dice_(theatre_.dice),
      player_(with.player),
      system_(std::move(system)),
      holder_(std::move(holder)),
      turn_(std::move(turn)),
      id_{theatre_.options.ledger.value + "-" + turn_.name} {
    dice_ = Dice(with.player.seed(), "assessment " + id_.value);
    player_.notebook().on_concluded([this](const AssessmentId& id, const assessment::Concluded& concluded) {
        if (id == id_) concluded_ = concluded;
    });
}

Status Assessment::as_holder(Event event, std::string reason) {
    return player_.act(holder_, StreamId::of(id_), std::move(event), std::move(reason));
}

void Assessment::write_down() {
    const bool mid = turn_.occasion == assessment::Occasion::mid_year;
    const unsigned begin = turn_.month - 1, end = turn_.month;
    auto& diary = theatre_.diary;
    const auto on = [&](unsigned month, unsigned day, Status (Assessment::*what)()) {
        diary.on(theatre_.in_month(month, day), hours(9) + minutes(dice_.below(300)),
                 [this, what] { return (this->*what)(); });
    };
    on(begin, 18, &Assessment::open);
    on(begin, 21, &Assessment::hand_down);
    on(end, 5, &Assessment::file_figures);
    on(end, 12, &Assessment::correct_some);
    on(end, 14, &Assessment::judge);
    on(end, 18, &Assessment::conclude);
    on(end, 20, &Assessment::follow);
    on(end, 22, &Assessment::grant);
    on(end, 26, &Assessment::apply);
    if (mid && system_ == "S9") on(end, 23, &Assessment::reopen);
}

/// Districts and departments; those that provide figures among them, which some schemes exempt.
Status Assessment::open() {
    const auto& city = theatre_.city;
    const auto add = [&](const std::vector<UnitId>& from, const std::string& group, std::size_t most) {
        std::size_t n = 0;
        for (const auto& unit : from) {
            if (city.today(unit) == unit && n++ < most) units_.push_back({unit, group});
        }
    };
    const auto& groups = scheme().groups;
    add(city.districts, groups.front().key, 20);
    std::vector<UnitId> departments;
    for (const auto& [office, unit] : city.offices) departments.push_back(unit);
    if (groups.size() > 1)
        add(departments, groups[1].key, most_departments);
    else
        add(departments, groups.front().key, most_departments / 2);
    assessment::Opened opened;
    opened.ledger = theatre_.options.ledger;
    opened.regime = RegimeId{system_};
    opened.title = turn_.title + scheme().title;
    opened.occasion = turn_.occasion;
    opened.units = units_;
    return as_holder(opened);
}

bool Assessment::is_exempt(const regime::IndicatorRule& rule, const UnitId& unit) const {
    if (rule.exempt.empty()) return false;
    const auto is = [&](Office office) { return theatre_.city.offices.at(office) == unit; };
    return is(Office::finance) || is(Office::development);
}

/// 任务分解 (S5.1): the sum is the total, or a little more than it on purpose.
Status Assessment::hand_down() {
    for (const auto& rule : scheme().indicators) {
        if (rule.method == regime::Method::given || (rule.weight == Decimal(0) && dice_.chance(50))) continue;
        assessment::TargetsSet set;
        set.indicator = rule.key;
        set.unit_of_measure = rule.total ? rule.total->unit : rule.unit.value_or("分");
        std::vector<UnitId> measured;
        for (const auto& one : units_) {
            const bool fits = rule.groups.empty() || std::ranges::count(rule.groups, one.group) > 0;
            if (fits && !is_exempt(rule, one.unit)) measured.push_back(one.unit);
        }
        if (measured.empty()) continue;
        const bool ratio = rule.unit && *rule.unit == "%";
        const auto total = rule.total ? rule.total->value : Decimal(static_cast<int>(20 * measured.size()));
        auto left = total;
        for (std::size_t i = 0; i < measured.size(); ++i) {
            auto part = ratio ? Decimal(100) : share(total, static_cast<int>(100 / measured.size()));
            if (i + 1 == measured.size() && !ratio && dice_.chance(80)) part = left;
            if (const auto rest = subtract(left, part)) left = *rest;
            targets_[{rule.key, measured[i]}] = part;
            set.targets.push_back({measured[i], part});
        }
        TZ_CHECK(as_holder(set));
    }
    return {};
}

/// Those whom the scheme names; the ledger's holder where it names nobody.
AccountId Assessment::provider_of(const regime::IndicatorRule& rule) const {
    if (rule.providers.empty()) return holder_;
    const auto& name = rule.providers.front();
    const auto& city = theatre_.city;
    const auto has = [&](const char* word) { return name.find(word) != std::string::npos; };
    if (has("统计")) return city.staff(city.statistics_of.at(city.districts.front())).clerk;
    if (has("财政")) return city.office(Office::finance).clerk;
    if (has("商务")) return city.office(Office::commerce).clerk;
    return city.office(Office::development).clerk;
}

Status Assessment::file_figures() {
    for (const auto& rule : scheme().indicators) {
        for (const auto& one : units_) {
            const bool fits = rule.groups.empty() || std::ranges::count(rule.groups, one.group) > 0;
            if (!fits || is_exempt(rule, one.unit) || dice_.chance(2)) continue;
            TZ_CHECK(file(rule, one.unit));
        }
    }
    return {};
}

Status Assessment::file(const regime::IndicatorRule& rule, const UnitId& unit) {
    if (rule.method == regime::Method::given)
        return file_one(rule, unit, share(rule.weight, dice_.between(60, 100)), rule.unit.value_or("分"), {});
    if (!rule.bands.empty()) {  // project by project, each with its money
        const auto projects = 1 + dice_.below(3);
        for (std::size_t i = 0; i < projects; ++i)
            TZ_CHECK(file_one(rule, unit, cents(dice_.between(50, 1200)), "亿元",
                              names::project(dice_, "工业", dice_.below(5000)) + std::to_string(i + 1)));
        return {};
    }
    const auto target = targets_.find({rule.key, unit});
    const auto value =
        target == targets_.end() ? cents(dice_.between(100, 5000)) : share(target->second, dice_.between(70, 128));
    return file_one(rule, unit, value, rule.total ? rule.total->unit : rule.unit.value_or("分"), {});
}

Status Assessment::file_one(const regime::IndicatorRule& rule, const UnitId& unit, Decimal value,
                            const std::string& measure, std::optional<std::string> project) {
    assessment::ScoreFiled score;
    score.indicator = rule.key;
    score.unit = unit;
    score.value = value;
    score.unit_of_measure = measure;
    score.note = std::move(project);
    auto& filed = filed_.emplace_back(Filed{rule.key, unit, provider_of(rule), value, 0});
    return player_.act(filed.by, StreamId::of(id_), score, {},
                       [&filed](const CommandAnswer& answer) { filed.at = answer.position; });
}

Status Assessment::correct_some() {
    for (auto& filed : filed_) {
        if (!dice_.chance(6)) continue;
        filed.value = share(filed.value, dice_.between(90, 99));
        if (filed.value == Decimal(0)) continue;
        TZ_CHECK(player_.act(filed.by, StreamId::of(id_), assessment::ScoreCorrected{filed.at, filed.value, {}},
                             "核对原始台账后更正"));
    }
    return {};
}

/// Plus and minus points, and who gets no award (S5.6): the careless, or else the last of the list.
Status Assessment::judge() {
    TZ_CHECK(player_.settle());
    std::size_t marked = 0, barred = 0;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const auto& unit = units_[i].unit;
        const auto character = theatre_.staff(unit).character;
        const bool last = i + 1 == units_.size();
        for (const auto& bonus : scheme().bonuses) {
            if (character != Character::slow && !dice_.chance(15) && !(last && marked == 0)) continue;
            ++marked;
            TZ_CHECK(as_holder(assessment::PointsGiven{unit, bonus.key, bonus.each, bonus.name + "，一次", {}}));
        }
        for (const auto& rule : scheme().bars) {
            const bool told =
                rule.times == 1 && theatre_.player.notebook().reported_badly(theatre_.options.ledger, unit, rule.on);
            if (told ? !dice_.chance(40) : is_of_reports(rule.on) || !(last && barred == 0)) continue;
            ++barred;
            TZ_CHECK(bar(unit, rule));
        }
    }
    return {};
}

/// What the record holds is confirmed as it is; what it cannot know is entered.
Status Assessment::bar(const UnitId& unit, const regime::BarRule& rule) {
    assessment::AwardBarred barred{unit, std::string(reflect::enum_name(rule.on)), {}, {}};
    if (!is_of_reports(rule.on)) barred.grounds = "群众举报经查属实，在项目服务中推诿";
    return as_holder(barred);
}

Status Assessment::conclude() {
    return as_holder(assessment::Concluded{{}, {}, "经领导小组会议审定"});
}

/// 表态发言: most of those who missed a target say why, and what they will do.
Status Assessment::follow() {
    TZ_CHECK(player_.settle());
    if (!concluded_) return {};
    for (const auto& standing : concluded_->standings) {
        if (standing.missed.empty() || !dice_.chance(85)) continue;
        assessment::StatementFiled statement;
        statement.unit = standing.unit;
        for (const auto& missed : standing.missed) {
            if (!missed.empty()) statement.indicators.push_back(missed);
        }
        statement.text = "对未完成的指标认真反思，" + std::string(dice_.one_of(texts::reasons));
        statement.measures = dice_.one_of(texts::corrections);
        TZ_CHECK(player_.act(theatre_.staff(standing.unit).leader, StreamId::of(id_), statement));
    }
    return {};
}

/// Single awards that are judged and not computed (S5.4).
Status Assessment::grant() {
    if (!concluded_) return {};
    for (const auto& rule : scheme().awards) {
        if (rule.by != regime::By::judged || dice_.chance(30)) continue;
        std::size_t given = 0;
        for (const auto& standing : concluded_->standings) {
            const bool fits = rule.groups.empty() || std::ranges::count(rule.groups, standing.group) > 0;
            if (!fits || !standing.barred.empty() || given >= rule.least || !dice_.chance(60)) continue;
            ++given;
            TZ_CHECK(as_holder(
                assessment::AwardGranted{{rule.key, standing.unit, {}, "评审组按“" + rule.criterion + "”评定"}, {}}));
        }
    }
    return {};
}

/// 结果运用 (S1.9, S5.6): to the units' performance, the best ones' awards, and whoever is looked at for another post.
Status Assessment::apply() {
    if (!concluded_ || turn_.occasion == assessment::Occasion::mid_year) return {};
    const auto is_put_to = [&](assessment::Use use) {
        return scheme().uses.empty() || std::ranges::count(scheme().uses, use) > 0;
    };
    for (const auto& standing : concluded_->standings) {
        const auto subject = StreamId::of(standing.unit);
        if (is_put_to(assessment::Use::performance))
            TZ_CHECK(
                as_holder(assessment::ResultApplied{assessment::Use::performance, subject, "纳入年度绩效考核", {}}));
        if (standing.rank != 1) continue;
        if (is_put_to(assessment::Use::award))
            TZ_CHECK(as_holder(assessment::ResultApplied{assessment::Use::award, subject, "推荐为先进单位", {}}));
        const auto& leader = theatre_.staff(standing.unit).responsible_leader;
        if (is_put_to(assessment::Use::appointment))
            TZ_CHECK(as_holder(assessment::ResultApplied{
                assessment::Use::appointment, StreamId::of(*leader.person), "作为干部选拔任用的依据", {}}));
    }
    return {};
}

/// A figure that the result stands on was wrong: reopened, corrected, and concluded again.
Status Assessment::reopen() {
    if (!concluded_ || filed_.empty()) return {};
    auto& filed = filed_.front();
    TZ_CHECK(as_holder(assessment::Reopened{{filed.at}}, "数据提供单位来函更正"));
    filed.value = share(filed.value, 97);
    TZ_CHECK(player_.act(filed.by, StreamId::of(id_), assessment::ScoreCorrected{filed.at, filed.value, {}},
                         "数据提供单位来函更正"));
    return as_holder(assessment::Concluded{{}, {}, "重新核算"});
}

}  // namespace taizhang::simulate
