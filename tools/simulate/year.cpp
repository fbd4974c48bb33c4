#include "tools/simulate/year.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "tools/simulate/texts.hpp"

#include <set>

namespace taizhang::simulate {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

Date day_after_month(int year, unsigned month, unsigned day) {
    return month == 12 ? Date(year + 1, 1, day) : Date(year, month + 1, day);
}

constexpr unsigned last_day = 12;  ///< of the month after, on which something is done

enum class Stage { active, claimed, verified, closed };

struct PlayedItem {
    ItemId id;
    UnitId lead;
    std::vector<UnitId> units;       ///< all that report: the parties, collectives by their members
    unsigned pace = 100;             ///< percent of the schedule that it keeps
    std::map<UnitId, int> reported;  ///< percent so far
    std::optional<Date> deadline;
    std::vector<Target> targets;
    bool extension_asked = false;
    Stage stage = Stage::active;
};

class Year {
  public:
    Year(Player& player, const City& city, const YearOptions& options)
        : player_(player), city_(city), options_(options) {}

    Status play() {
        TZ_CHECK(load_items());
        TZ_CHECK(take_over());
        for (unsigned month = 1; month <= options_.months; ++month) TZ_CHECK(play_month(month));
        return {};
    }

  private:
    Status load_items() {
        TZ_TRY(const auto rows, rows_of(player_.node(), "current_ledger", {{"ledger", options_.ledger.value}}));
        for (const auto& row : rows) {
            PlayedItem item;
            item.id = ItemId{std::string(row.at("item").as_string())};
            if (const auto* deadline = row.if_contains("deadline")) {
                TZ_TRY(item.deadline, Date::parse(deadline->as_string()));
            }
            for (const auto& unit : row.at("units").as_array()) TZ_CHECK(add_party(item, unit));
            for (const auto& target : row.at("targets").as_array()) TZ_CHECK(add_target(item, target));
            item.pace = 72 + static_cast<unsigned>(player_.below(50));
            if (!item.units.empty()) items_.push_back(std::move(item));
        }
        return {};
    }

    Status add_party(PlayedItem& item, const boost::json::value& json) {
        TZ_TRY(const auto party, reflect::from_json<Party>(json));
        if (party.role == PartyRole::lead) item.lead = party.members.empty() ? party.unit : party.members.front();
        if (party.members.empty()) add_unit(item, party.unit);
        for (const auto& member : party.members) add_unit(item, member);
        return {};
    }

    /// The view's row has more than the target itself: what was reported against it.
    static Status add_target(PlayedItem& item, const boost::json::value& json) {
        Target target;
        target.indicator = json.at("indicator").as_string();
        target.unit = json.at("unit").as_string();
        TZ_TRY(target.value, Decimal::parse(json.at("value").as_string()));
        item.targets.push_back(std::move(target));
        return {};
    }

    void add_unit(PlayedItem& item, const UnitId& unit) {
        const bool known = std::find(item.units.begin(), item.units.end(), unit) != item.units.end();
        if (!known && city_.units.contains(unit)) item.units.push_back(unit);
    }

    const UnitStaff& staff(const UnitId& unit) const { return city_.units.at(unit); }

    /// The first weeks: the holder names people, the units acknowledge, a few of them only when urged.
    Status take_over() {
        const Date begin = player_.today();
        for (auto& item : items_) {
            const auto& lead = staff(item.lead);
            player_.at(begin, hours(9));
            TZ_CHECK(player_.act(city_.holder, StreamId::of(item.id),
                                 item::PeopleAssigned{lead.responsible_leader, lead.responsible_person, {}, {}}));
        }
        player_.at(next_day(begin, 2), hours(9));
        for (auto& item : items_) {
            for (const auto& unit : item.units) {
                if (player_.chance(6)) {
                    TZ_CHECK(player_.act(city_.supervision, StreamId::of(item.id), item::Urged{"请尽快签收", unit}));
                }
                TZ_CHECK(player_.act(staff(unit).clerk, StreamId::of(item.id), item::Acknowledged{}));
            }
        }
        return {};
    }

    static Date next_day(Date day, int days) { return Date(day.days() + std::chrono::days(days)); }

    Date day_after_month(unsigned month, unsigned day) const {
        return simulate::day_after_month(options_.year, month, day);
    }

    Status play_month(unsigned month) {
        TZ_CHECK(in_mid_month(month));
        player_.at(day_after_month(month, 1), hours(9));
        std::set<UnitId> late;
        for (const auto& [unit, staff] : city_.units) {
            if (month == 12 && is_visited(unit)) continue;
            if (player_.chance(8))
                late.insert(unit);
            else
                TZ_CHECK(report(staff, month));
        }
        player_.at(day_after_month(month, 6), hours(9));
        for (const auto& unit : late) TZ_CHECK(report_late(staff(unit), month));
        TZ_CHECK(review_reports(month));
        if (month >= 6) TZ_CHECK(finish_some(month));
        return {};
    }

    bool is_visited(const UnitId& unit) const {
        return std::find(city_.visited.begin(), city_.visited.end(), unit) != city_.visited.end();
    }

    // ---- monthly reporting ---------------------------------------------------------------------------------------

    Period period(unsigned month) const {
        Period period;
        period.value = std::chrono::year_month(std::chrono::year{options_.year}, std::chrono::month{month});
        return period;
    }

    Status report_late(const UnitStaff& unit, unsigned month) {
        if (auto* item = item_of(unit.unit)) {
            TZ_CHECK(player_.act(city_.supervision, StreamId::of(item->id),
                                 item::Urged{player_.one_of(texts::urgings), unit.unit}));
        }
        return report(unit, month);
    }

    PlayedItem* item_of(const UnitId& unit) {
        for (auto& item : items_) {
            if (item.stage == Stage::active && concerns(item, unit)) return &item;
        }
        return nullptr;
    }

    static bool concerns(const PlayedItem& item, const UnitId& unit) {
        return std::find(item.units.begin(), item.units.end(), unit) != item.units.end();
    }

    Status report(const UnitStaff& unit, unsigned month) {
        std::vector<ItemId> covered;
        for (auto& item : items_) {
            if (item.stage != Stage::active || !concerns(item, unit.unit)) continue;
            TZ_CHECK(report_progress(unit, item, month));
            covered.push_back(item.id);
        }
        if (covered.empty()) return {};
        const auto id = report_id(options_.ledger, period(month), unit.unit);
        const auto count = std::to_string(covered.size());
        reports_[month].push_back(
            {id,
             unit.leader,
             {options_.ledger, {}, period(month), std::move(covered), "本月共报送" + count + "项", {}, {}}});
        TZ_CHECK(player_.act(unit.leader, StreamId::of(id), reports_[month].back().submitted));
        return {};
    }

    Status report_progress(const UnitStaff& unit, PlayedItem& item, unsigned month) {
        auto& so_far = item.reported[unit.unit];
        const int scheduled = static_cast<int>(month * 100 / 12);
        const int jitter = static_cast<int>(player_.below(7)) - 3;
        so_far = std::clamp(scheduled * static_cast<int>(item.pace) / 100 + jitter, so_far, 100);
        item::ProgressReported event;
        event.period = period(month);
        event.percent = Decimal(so_far);
        event.progress = player_.one_of(texts::progress);
        if (behind_schedule(event.percent, event.period)) {
            event.problems = player_.one_of(texts::problems);
            event.measures = player_.one_of(texts::measures);
            event.reasons = player_.one_of(texts::reasons);
            event.corrections = player_.one_of(texts::corrections);
        }
        if (unit.unit == item.lead) TZ_CHECK(add_actuals(item, so_far, event));
        TZ_TRY(const auto answer, player_.act(unit.clerk, StreamId::of(item.id), std::move(event)));
        if (player_.chance(2)) TZ_CHECK(correct(unit, item, answer.position, month));
        return {};
    }

    /// What has been reached of each target grows with the progress; a ratio is known at the year's end only.
    static Status add_actuals(const PlayedItem& item, int percent, item::ProgressReported& event) {
        for (const auto& target : item.targets) {
            if (target.unit.starts_with(":")) continue;
            TZ_TRY(const auto part, multiply(target.value, Decimal(percent)));
            TZ_TRY(const auto reached, divide(part, Decimal(100), target.value.scale()));
            event.actuals.push_back({target.indicator, reached, target.unit});
        }
        return {};
    }

    Status correct(const UnitStaff& unit, PlayedItem& item, Position position, unsigned month) {
        auto& so_far = item.reported[unit.unit];
        so_far = so_far > 3 ? so_far - 2 : so_far + 1;
        item::ProgressCorrected event;
        event.corrects = position;
        event.percent = Decimal(so_far);
        if (behind_schedule(Decimal(so_far), period(month))) {
            event.reasons = player_.one_of(texts::reasons);
            event.corrections = player_.one_of(texts::corrections);
        }
        TZ_CHECK(player_.act(unit.clerk, StreamId::of(item.id), std::move(event), player_.one_of(texts::mistakes)));
        return {};
    }

    Status review_reports(unsigned month) {
        player_.at(day_after_month(month, 8), hours(9));
        for (const auto& report : reports_[month]) {
            const auto stream = StreamId::of(report.id);
            if (player_.chance(5)) {
                TZ_CHECK(player_.act(city_.holder, stream, report::Returned{player_.one_of(texts::returns)},
                                     "请核对后重报"));
                auto again = report.submitted;
                again.summary += "，已按要求补充";
                TZ_CHECK(player_.act(report.leader, stream, std::move(again)));
            }
            TZ_CHECK(player_.act(city_.holder, stream, report::Accepted{}));
        }
        return {};
    }

    // ---- problems, extensions, completion ------------------------------------------------------------------------

    Status in_mid_month(unsigned month) {
        player_.at(Date(options_.year, month, 20), hours(10));
        for (auto& item : items_) {
            if (item.stage != Stage::active) continue;
            if (player_.chance(5)) TZ_CHECK(meet_problem(item, month));
            if (month >= 8 && !item.extension_asked && item.pace < 85) TZ_CHECK(ask_extension(item));
        }
        return {};
    }

    Status meet_problem(PlayedItem& item, unsigned month) {
        const auto stream = StreamId::of(item.id);
        const auto name = "p" + std::to_string(month);
        TZ_CHECK(
            player_.act(staff(item.lead).clerk, stream, item::ProblemRaised{name, player_.one_of(texts::problems)}));
        if (player_.chance(40))
            TZ_CHECK(player_.act(staff(item.lead).leader, stream, item::ProblemEscalated{name, "重点工作办公室"}));
        if (player_.chance(80))
            TZ_CHECK(
                player_.act(city_.supervision, stream, item::ProblemResolved{name, player_.one_of(texts::measures)}));
        return {};
    }

    Status ask_extension(PlayedItem& item) {
        item.extension_asked = true;
        if (!item.deadline) return {};
        const auto stream = StreamId::of(item.id);
        const auto to = next_day(*item.deadline, 60);
        TZ_CHECK(
            player_.act(staff(item.lead).leader, stream, item::ExtensionRequested{to}, player_.one_of(texts::reasons)));
        if (player_.chance(60)) {
            TZ_CHECK(player_.act(city_.supervision, stream, item::ExtensionGranted{to}, "情况属实，同意延期"));
            item.deadline = to;
        } else {
            TZ_CHECK(
                player_.act(city_.supervision, stream, item::ExtensionRefused{"增加力量，按原时限完成"}, "理由不充分"));
        }
        return {};
    }

    /// Those that are through claim completion; some claims are sent back; what is verified is closed out later.
    Status finish_some(unsigned month) {
        player_.at(day_after_month(month, last_day), hours(9));
        for (auto& item : items_) {
            const auto stream = StreamId::of(item.id);
            if (item.stage == Stage::verified) {
                TZ_CHECK(player_.act(city_.supervision, stream, item::ClosedOut{}));
                item.stage = Stage::closed;
            } else if (item.stage == Stage::active && item.reported[item.lead] >= 100) {
                TZ_CHECK(claim(item));
            }
        }
        return {};
    }

    Status claim(PlayedItem& item) {
        const auto stream = StreamId::of(item.id);
        TZ_CHECK(player_.act(staff(item.lead).leader, stream, item::CompletionClaimed{"年度任务已全部完成，申请核验"}));
        if (player_.chance(25)) {
            TZ_CHECK(player_.act(city_.supervision, stream, item::CompletionRejected{player_.one_of(texts::rejections)},
                                 "材料不齐"));
            return {};
        }
        TZ_CHECK(player_.act(city_.supervision, stream, item::CompletionVerified{player_.one_of(texts::findings)}));
        item.stage = Stage::verified;
        return {};
    }

    struct PlayedReport {
        ReportId id;
        AccountId leader;
        report::Submitted submitted;
    };

    Player& player_;
    const City& city_;
    const YearOptions& options_;
    std::vector<PlayedItem> items_;
    std::map<unsigned, std::vector<PlayedReport>> reports_;
};

}  // namespace

Time end_of_play(int year, unsigned months) {
    return start_of_day(day_after_month(year, months, last_day + 1));
}

Status play_year(Player& player, const City& city, const YearOptions& options) {
    return Year(player, city, options).play();
}

}  // namespace taizhang::simulate
