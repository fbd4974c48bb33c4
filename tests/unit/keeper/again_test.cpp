// An agenda that was kept along is the agenda that is folded from the beginning, whatever happened: random years.
#include "tests/unit/keeper/desk.hpp"

#include <random>

namespace taizhang::keeper {
namespace {

constexpr const char* regime_text = R"(title = "制度"
system = "S1"
document = "文件"
[acknowledgement]
within = "3 working days"
[reporting]
due_day = 8
shift = "after"
[checking]
due_day = 15
[plans]
month = 2
day = 20
[[rhythm]]
name = "周通报"
kind = "circular"
every = "week"
day = 5
remind = [1]
who = "办公室"
[[rhythm]]
name = "月调度会"
kind = "dispatch"
every = "month"
day = 20
remind = [7, 3]
who = "办公室"
[[rhythm]]
name = "项目月通报"
kind = "circular"
every = "month"
who = "办公室"
[[step]]
name = "behind"
on = "behind"
take = "rectification"
deadline = "15 days"
text = "{item}落后"
[[step]]
name = "behind-for-long"
on = "behind"
lamp = "red"
times = 2
consecutive = true
take = "yellow_card"
after = "10 days"
text = "{item}连续落后"
[[step]]
name = "late"
on = "report_late"
times = 2
take = "urging"
mode = "automatic"
text = "{unit}迟报"
[[step]]
name = "overdue"
on = "item_overdue"
take = "criticism"
after = "5 working days"
text = "{item}逾期"
)";

/// A year in which anything may happen to anything.
class RandomYear {
  public:
    explicit RandomYear(std::uint64_t seed) : dice_(seed) {
        for (const auto* unit : {"a", "b", "c", "d"}) desk.unit(unit);
        desk.regime(regime_text);
        desk.ledger("2014", "s1");
        desk.ledger("plain");
        for (int i = 0; i < 6; ++i) {
            const auto units = std::vector<std::string>{unit(), i % 2 ? "d" : "e"};
            desk.item(std::to_string(i), {units[0] == units[1] ? "c" : units[0], units[1]},
                      Date(2014, 2 + below(10), 1 + below(28)), i == 5 ? "plain" : "2014");
        }
        desk.unit("e");
    }

    /// Some hours or days pass; what fell due meanwhile is recorded, and something happens.
    void step() {
        desk.now = desk.now + std::chrono::minutes(below(4 * 24 * 60));
        while (auto duty = desk.agenda.take(desk.now)) {
            given.push_back(*duty);
            if (below(20) > 0) desk.record(*duty);  // or it is refused
        }
        happen();
    }

    Desk desk;
    std::vector<Duty> given;

  private:
    void happen() {
        const auto item = "item/" + std::to_string(below(6));
        const auto who = unit();
        const auto period = month(1 + below(12));
        switch (below(17)) {
            case 0:
                return void(desk.put(item, item::Suspended{}));
            case 1:
                return void(desk.put(item, item::Resumed{}));
            case 2:
                return void(desk.put(item, item::CompletionClaimed{}, who));
            case 3:
                return void(desk.put(item, item::CompletionRejected{}));
            case 4:
                return void(desk.put(item, item::Acknowledged{UnitId{who}}, who));
            case 5:
                return void(desk.put(item, item::PlanFiled{.unit = UnitId{who}}, who));
            case 6:
                return void(desk.put(item, item::ExtensionGranted{Date(2014, 2 + below(10), 1 + below(28))}));
            case 7:
                return desk.submit(who, period);
            case 8:
                return void(desk.put("rectification/" + std::to_string(below(5)),
                                     rectification::Ordered{.unit = UnitId{who},
                                                            .item = ItemId{std::to_string(below(6))},
                                                            .deadline = Date(2014, 2 + below(10), 1 + below(28))}));
            case 9:
                return void(desk.put(item, item::MilestonePlanned{std::to_string(desk.log.size()), "节点",
                                                                  Date(2014, 2 + below(10), 1 + below(28))}));
            case 10:
                if (below(8) == 0 && who != "a") desk.put("unit/" + who, unit::Merged{UnitId{"a"}});
                return;
            case 11:
                return void(desk.put("ledger/2014", ledger::Checked{std::uint8_t(1 + below(4)), "已查"}));
            case 12:
                return issue(below(2) ? bulletin::Kind::weekly : bulletin::Kind::monthly);
            case 13:
                return hold(review::Kind::dispatch);
            case 14:
                return void(desk.put("ledger/2014", ledger::RhythmKept{.rhythm = "月调度会",
                                                                       .occasion = period.to_string(),
                                                                       .on = china_date(desk.now),
                                                                       .text = "已开",
                                                                       .by = {},
                                                                       .late = false}));
            default:
                return desk.progress(std::to_string(below(6)), who, period, int(below(101)));
        }
    }
    void issue(bulletin::Kind kind) {
        const auto id = "bulletin/" + std::to_string(desk.log.size());
        desk.put(id, bulletin::Issued{
                         .kind = kind, .title = "通报", .ledger = LedgerId{"2014"}, .dated = china_date(desk.now)});
    }
    void hold(review::Kind kind) {
        const auto id = "review/" + std::to_string(desk.log.size());
        const auto today = china_date(desk.now);
        desk.put(id, review::Scheduled{.kind = kind, .title = "调度会", .ledger = LedgerId{"2014"}, .on = today});
        desk.put(id, review::Held{today, "已开", {}});
    }
    std::string unit() { return std::string(1, char('a' + below(4))); }
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(dice_); }

    std::mt19937_64 dice_;
};

/// What is offered until the end of the next year, if nothing else happens and all of it is recorded.
Lines future(Desk desk) {
    Lines lines;
    for (const auto& duty : desk.until_duties("2016-01-01")) lines.push_back(Desk::line(duty) + duty.id.to_string());
    return lines;
}

TEST(Again, an_agenda_kept_along_is_the_one_folded_from_the_beginning) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        RandomYear year(seed);
        for (int i = 0; i < 120; ++i) year.step();
        auto kept = year.desk;
        // a change of the rules makes the one that was kept forget what was refused, as a restart does
        kept.put("regime/other", regime::Adopted{"日历", "S9", "", {}});
        auto refolded = kept;
        refolded.agenda = kept.refolded();
        ASSERT_EQ(future(kept), future(refolded)) << "seed " << seed;
    }
}

TEST(Again, no_duty_is_recorded_twice_and_none_before_its_time) {
    for (std::uint64_t seed = 100; seed < 120; ++seed) {
        RandomYear year(seed);
        for (int i = 0; i < 120; ++i) year.step();
        std::set<std::string> seen;
        for (const auto& [header, event] : year.desk.log) {
            if (header.actor.account != AccountId{"system"} || header.effective == header.recorded) continue;
            EXPECT_LE(header.effective, header.recorded);
            const auto text = header.stream.value + std::string(info_of(event).name) + serialize(event_to_json(event));
            EXPECT_TRUE(seen.insert(text).second) << "seed " << seed << ": " << text;
        }
    }
}

}  // namespace
}  // namespace taizhang::keeper
