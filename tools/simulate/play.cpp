#include "tools/simulate/play.hpp"

#include "src/regime/read.hpp"
#include "tools/node.hpp"
#include "tools/simulate/admissions.hpp"
#include "tools/simulate/assessments.hpp"
#include "tools/simulate/changes.hpp"
#include "tools/simulate/document.hpp"
#include "tools/simulate/opening.hpp"
#include "tools/simulate/own_ledgers.hpp"
#include "tools/simulate/projects.hpp"
#include "tools/simulate/rhythms.hpp"
#include "tools/simulate/supervision.hpp"
#include "tools/simulate/year.hpp"

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

/// Makes the directory as every other command does, and leaves it closed.
Status make_directory(const std::filesystem::path& data, const Clock& clock) {
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = data}, clock, random));
    if (node->log().end() == 0) return {};
    return invalid(data.string() + " holds a ledger already; simulate into an empty directory");
}

constexpr std::size_t own_ledgers = 3;

/// So that the commands of a day fit into a day.
std::chrono::milliseconds pace_of(const PlayPlan& plan) {
    const auto work = plan.items + 8 * plan.projects + plan.enterprises + 1;
    return std::chrono::milliseconds(std::clamp<std::size_t>(12'000'000 / work, 100, 40'000));
}

class CityPlay {
  public:
    CityPlay(const PlayPlan& plan, Rig& rig, VirtualClock& clock)
        : plan_(plan),
          clock_(clock),
          player_(rig, clock, {.seed = plan.seed, .latest = plan.latest}),
          desk_(player_, city_, diary_, items_),
          supervision_(with_),
          changes_(with_) {}

    Result<Played> play(const std::function<void(Date)>& told) {
        TZ_CHECK(settle());
        TZ_CHECK(write_down());
        TZ_CHECK(diary_.play(player_, end_of_play(last_year(), plan_.months), told));
        TZ_CHECK(enter_filler());
        TZ_CHECK(player_.finish());
        return result();
    }

  private:
    bool has_regime() const { return plan_.regimes.contains("key-work"); }

    /// Units, people, accounts; of a document the units that it names.
    Status settle() {
        for (const auto& [id, text] : plan_.regimes) {
            if (id == "working-days") {
                TZ_TRY(rules_[id], regime::read(text, "the calendar"));
                continue;
            }
            TZ_TRY(rules_[id], adopt_rules(player_, id, text, plan_.regimes.at("working-days")));
        }
        UnitId government{"g-city"};
        if (plan_.document) {
            TZ_CHECK(settle_districts(player_));
            TZ_TRY(document_, read_document(player_, *plan_.document, has_regime() ? "key-work" : ""));
            TZ_CHECK(send(player_, document_.units));
            if (plan_.all_systems) TZ_CHECK(settle_offices(player_));
            government = holder_of(document_);
        } else {
            TZ_CHECK(found_city(player_, plan_.districts, plan_.bureaus));
        }
        TZ_TRY(city_, staff_units(player_, government, plan_.all_systems));
        return plan_.all_systems ? found_enterprises(player_, city_, plan_.enterprises) : Status();
    }

    static UnitId holder_of(const DocumentCommands& document) {
        for (const auto& command : document.rest) {
            if (const auto* opened = std::get_if<ledger::Opened>(&command.proposal)) return opened->holder;
        }
        return {};
    }

    Status write_down() {
        if (plan_.document) {
            const auto day = plan_.document->breakdown.document.written_on.value_or(Date(plan_.from, 1, 13));
            diary_.on(day, hours(9), [this] { return open_document(); });
        } else {
            for (unsigned i = 0; i < plan_.years; ++i) {
                const int year = plan_.from + static_cast<int>(i);
                diary_.on(Date(year, 1, 6), hours(9), [this, year] { return open_tasks(year); });
            }
        }
        if (has_regime()) write_down_supervision();
        if (plan_.all_systems) write_down_systems();
        return {};
    }

    int last_year() const { return plan_.from + static_cast<int>(plan_.years) - 1; }

    /// The ledgers of the other systems, each at its time of the year.
    void write_down_systems() {
        for (int year = plan_.from; year <= last_year(); ++year) {
            diary_.on(Date(year - 1, 8, 12), hours(9),
                      [this, year] { return open_projects("S9", year, city_.projects, city_.project_office); });
            diary_.on(Date(year, 1, 7), hours(10),
                      [this, year] { return open_projects("S8", year, city_.projects, city_.project_office); });
            diary_.on(Date(year, 1, 8), hours(10), [this, year] {
                return open_projects("S6", year, city_.development, city_.offices.at(Office::development));
            });
            diary_.on(Date(year, 2, 10), hours(10),
                      [this, year] { return open_projects("S5", year, city_.projects, city_.project_office); });
            diary_.on(Date(year, 1, 9), hours(10), [this, year] { return open_admissions(year); });
            if (year == last_year()) open_applications(year + 1);
            changes_.write_down(year, year == plan_.from, plan_.regimes.at("S3"));
        }
    }

    /// Of the year after the last, which is applied for while the last is played (S9.1).
    void open_applications(int year) {
        diary_.on(Date(year - 1, 8, 12), hours(9),
                  [this, year] { return open_projects("S9", year, city_.projects, city_.project_office); });
    }

    YearOptions options_of(const std::string& system, int year) const {
        YearOptions options;
        options.ledger = LedgerId{std::to_string(year) + "-" + system};
        options.year = year;
        options.months = year > last_year() ? 0 : year == last_year() ? plan_.months : 12;
        options.regime = true;
        options.last = year == last_year();
        options.rules = rules_.at(system);
        return options;
    }

    Status open_projects(const std::string& system, int year, const AccountId& holder, const UnitId& office) {
        auto& years = projects_[system];
        auto* before = years.empty() ? nullptr : years.back().get();
        auto& made = *years.emplace_back(std::make_unique<ProjectYear>(
            with_, ProjectYearOptions{options_of(system, year), system, holder, office, plan_.projects}));
        TZ_CHECK(made.open());
        accompany(system, year, holder, office);
        if (!before) return {};
        // of key projects when December's report is in; of the others when its grace is over
        diary_.on(system == "S9" ? Date(year, 1, 16) : Date(year, 1, 22), hours(9),
                  [before, &made] { return before->hand_over(made); });
        return {};
    }

    /// What comes round in that ledger, and the assessments of July and December.
    void accompany(const std::string& system, int year, const AccountId& holder, const UnitId& office) {
        rhythms_.emplace_back(std::make_unique<Rhythms>(with_, options_of(system, year), holder, office))
            ->write_down(rules_.at("working-days").calendar);
        if (rules_.at(system).assessments.empty()) return;
        for (const auto& turn : turns_of(rules_.at(system).assessments.front())) {
            assessments_
                .emplace_back(std::make_unique<Assessment>(with_, options_of(system, year), system, holder, turn))
                ->write_down();
        }
    }

    Status open_admissions(int year) {
        const auto all = city_.enterprises.size();
        const auto nth = static_cast<std::size_t>(year - plan_.from);
        const auto begin = all * nth / plan_.years, end = all * (nth + 1) / plan_.years;
        const auto at = [&](std::size_t n) { return city_.enterprises.begin() + static_cast<std::ptrdiff_t>(n); };
        auto& made = *admissions_.emplace_back(std::make_unique<Admissions>(with_, options_of("S3", year),
                                                                            std::vector<Enterprise>(at(begin), at(end)),
                                                                            end_of_play(last_year(), plan_.months)));
        TZ_CHECK(made.open());
        accompany("S3", year, city_.statistics, city_.offices.at(Office::statistics));
        // last year's, once its list is with the city government at the end of February (S3.6)
        if (nth > 0) diary_.on(Date(year, 3, 3), hours(9), [this, nth] { return admissions_[nth - 1]->close(); });
        return {};
    }

    YearOptions options_of(const LedgerId& ledger, int year) const {
        YearOptions options;
        options.ledger = ledger;
        options.year = year;
        options.last = year == last_year();
        options.months = options.last ? plan_.months : 12;
        options.regime = has_regime();
        options.rare = plan_.all_systems;
        if (plan_.all_systems && options.last) options.left = options.months;
        if (has_regime()) options.rules = rules_.at("key-work");
        return options;
    }

    Status open_document() {
        TZ_CHECK(send(player_, document_.rest));
        auto& year =
            *key_work_.emplace_back(std::make_unique<KeyWork>(with_, options_of(document_.ledger, plan_.from), true));
        if (has_regime()) TZ_CHECK(enter_form_lines(year.theatre()));
        TZ_CHECK(year.open());
        choose_visited(document_.ledger);
        open_own_ledgers(year.theatre().options);
        return {};
    }

    /// The year before is handed over when its last month has been put together.
    Status open_tasks(int of) {
        const LedgerId ledger{std::to_string(of)};
        ledger::Opened opened;
        opened.title = std::to_string(of) + "年市重点工作台账";
        opened.year = static_cast<std::uint16_t>(of);
        opened.holder = city_.government;
        if (has_regime()) opened.regime = RegimeId{"key-work"};
        TZ_CHECK(player_.act(city_.holder, StreamId::of(ledger), opened));
        auto* before = key_work_.empty() ? nullptr : key_work_.back().get();
        auto* year =
            key_work_
                .emplace_back(std::make_unique<KeyWork>(with_, options_of(ledger, of), with_.player.rig().has_views()))
                .get();
        TZ_CHECK(enter_tasks(year->theatre(), plan_.items));
        if (has_regime()) TZ_CHECK(enter_form_lines(year->theatre()));
        TZ_CHECK(year->open());
        if (city_.visited.empty()) choose_visited(ledger);
        open_own_ledgers(year->theatre().options);
        if (!before) return {};
        diary_.on(Date(of, 1, 21), hours(9), [before, year, ledger]() -> Status {
            TZ_CHECK(before->hand_over(ledger));
            return take_in(year->theatre());
        });
        return {};
    }

    /// 单位台账 (S1.3), when the city's own is at work; the year before goes on in them.
    void open_own_ledgers(const YearOptions& above) {
        if (!has_regime()) return;
        diary_.on(days_later(player_.today(), 16), hours(9), [this, above]() -> Status {
            const auto before = std::exchange(own_, {});
            for (std::size_t i = 0; i < std::min<std::size_t>(own_ledgers, city_.districts.size()); ++i) {
                const auto& unit = city_.districts[i];
                auto* made =
                    own_.emplace_back(kept_own_.emplace_back(std::make_unique<OwnLedger>(with_, above, unit)).get());
                TZ_CHECK(made->open(AccountId{"own-" + std::to_string(i + 1)}, before.empty()));
                if (i < before.size()) TZ_CHECK(before[i]->hand_over(*made));
            }
            return {};
        });
    }

    /// One office for all ledgers, once a month. What came up at the play's end is left to whoever tries the demo.
    void write_down_supervision() {
        const auto months = static_cast<int>(12 * (plan_.years - 1) + plan_.months);
        for (int i = 0; i < months; ++i) {
            const int year = plan_.from + i / 12;
            const auto month = static_cast<unsigned>(i % 12) + 1;
            diary_.on(Date(year, month, 22), hours(10), [this] { return supervision_.answer_orders(); });
            const Date after = month == 12 ? Date(year + 1, 1, 13) : Date(year, month + 1, 13);
            if (i + 1 == 12 * static_cast<int>(plan_.years)) continue;
            diary_.on(after, hours(10), [this]() -> Status {
                TZ_CHECK(supervision_.decide_proposals());
                return supervision_.lift_cards();
            });
        }
    }

    /// The first three units, and whoever leads most items.
    void choose_visited(const LedgerId& ledger) {
        auto& visited = city_.visited;
        for (const auto& [unit, staff] : city_.units) {
            if (visited.size() < 3) visited.push_back(unit);
        }
        std::map<UnitId, std::size_t> led;
        for (const auto* item : items_.of(ledger)) ++led[item->lead];
        const auto most = std::ranges::max_element(led, {}, [](const auto& one) { return one.second; });
        if (most != led.end() && !city_.is_visited(most->first)) visited.push_back(most->first);
    }

    /// Another ledger with many short items, to see how the page and the views bear ten times the data and more. Under
    /// rules they stay drafts, which owe nothing yet: they are to be looked at, not worked on.
    Status enter_filler() {
        if (plan_.filler == 0) return {};
        player_.rig().set_pace(std::chrono::milliseconds(50));  // by a script, within the day
        const LedgerId ledger{std::to_string(plan_.from) + "-filler"};
        ledger::Opened opened;
        opened.title = "大规模台账（压力样例）";
        opened.year = static_cast<std::uint16_t>(plan_.from);
        opened.holder = city_.government;
        if (has_regime()) opened.regime = RegimeId{"key-work"};
        TZ_CHECK(player_.act_as_system(StreamId::of(ledger), opened));
        const auto& units = player_.notebook().units();
        for (std::size_t i = 1; i <= plan_.filler; ++i) {
            const auto& [unit, known] = units[i % units.size()];
            item::Entered entered;
            entered.ledger = ledger;
            entered.number = std::to_string(i);
            entered.title = "样例事项" + std::to_string(i);
            entered.text = "用于检验大规模台账的样例事项，编号" + std::to_string(i) + "。";
            entered.units = {{unit, known.name, PartyRole::lead, false, known.kind == unit::Kind::collective, {}}};
            entered.deadline = Date(plan_.from, 12, 31);
            TZ_CHECK(player_.act_as_system(StreamId::of(ItemId{ledger.value + "-" + std::to_string(i)}),
                                           std::move(entered)));
        }
        return {};
    }

    Played result() {
        Played played;
        played.city = city_;
        played.end = clock_.now();
        for (const auto& year : key_work_) played.items += items_.of(year->theatre().options.ledger).size();
        played.commands = player_.commands();
        played.refused_as_meant = player_.refused_as_meant();
        played.events = player_.notebook().events();
        played.counts = player_.notebook().counts();
        const auto keeper = player_.rig().keeper().status();
        played.keeper_refused = keeper.refused;
        played.keeper_told = keeper.last_refusal;
        return played;
    }

    const PlayPlan& plan_;
    VirtualClock& clock_;
    Player player_;
    City city_;
    Diary diary_;
    Items items_;
    Desk desk_;
    Stagehands with_{player_, city_, diary_, items_, desk_};
    Supervision supervision_;
    Changes changes_;
    std::map<std::string, regime::Rules> rules_;
    DocumentCommands document_;
    std::vector<std::unique_ptr<KeyWork>> key_work_;
    std::map<std::string, std::vector<std::unique_ptr<ProjectYear>>> projects_;
    std::vector<std::unique_ptr<OwnLedger>> kept_own_;
    std::vector<OwnLedger*> own_;  ///< of the last year
    std::vector<std::unique_ptr<Admissions>> admissions_;
    std::vector<std::unique_ptr<Rhythms>> rhythms_;
    std::vector<std::unique_ptr<Assessment>> assessments_;
};

Date first_day(const PlayPlan& plan) {
    if (plan.all_systems) return Date(plan.from - 1, 8, 1);  // applications for the year's plan begin in August (S9.1)
    if (!plan.document) return Date(plan.from, 1, 4);
    return plan.document->breakdown.document.written_on.value_or(Date(plan.from, 1, 13));
}

}  // namespace

Result<Played> play(const PlayPlan& plan, const std::function<void(Date)>& told) {
    VirtualClock clock(start_of_day(first_day(plan)) + hours(9));
    TZ_CHECK(make_directory(plan.data, clock));
    const bool drafts = plan.drafts || (plan.document && plan.regimes.contains("key-work"));
    TZ_TRY(const auto rig,
           Rig::open({.data = plan.data, .seed = plan.seed, .views = drafts, .pace = pace_of(plan)}, clock));
    return CityPlay(plan, *rig, clock).play(told);
}

}  // namespace taizhang::simulate
