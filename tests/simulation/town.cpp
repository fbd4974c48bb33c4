#include "tests/simulation/town.hpp"

#include "events/report_id.hpp"
#include "events/schedule.hpp"

#ifdef __clang__
// Events are written here as designated initialisers that name what matters.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang::simulation {

namespace {

const std::vector<UnitId> units{UnitId{"u0"}, UnitId{"u1"}, UnitId{"u2"}};

/// Days and steps are short, so that a simulated winter is full of deadlines.
constexpr const char* regime_text = R"(title = "模拟制度"
system = "S1"
document = "模拟文件"
[acknowledgement]
within = "3 working days"
[deadlines]
remind = [7, 1]
[reporting]
due_day = 5
shift = "after"
grace_days = 6
remind = [3, 1]
[checking]
due_day = 15
[[step]]
name = "behind"
on = "behind"
take = "rectification"
deadline = "10 days"
text = "{item}落后"
[[step]]
name = "late"
on = "report_late"
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

item::Entered entered(const std::string& number, const UnitId& lead, Date deadline) {
    item::Entered event{.ledger = town_ledger, .number = number, .title = "事项" + number, .text = "工作" + number};
    event.units.push_back({lead, lead.value, PartyRole::lead, false, false, {}});
    event.deadline = deadline;
    event.deadline_basis = DeadlineBasis::stated;
    return event;
}

CommandRequest by_system(const std::string& stream, Event proposal, Dice& dice) {
    CommandRequest request;
    request.stream = StreamId{stream};
    request.proposal = std::move(proposal);
    request.id = random_command_id(dice);
    request.account = system_account;
    request.reason = "set-up";
    return request;
}

}  // namespace

const std::vector<Person>& people() {
    static const std::vector<Person> all{{AccountId{"clerk0"}, Role::unit_clerk, units[0]},
                                         {AccountId{"clerk1"}, Role::unit_clerk, units[1]},
                                         {AccountId{"clerk2"}, Role::unit_clerk, units[2]},
                                         {AccountId{"second0"}, Role::unit_clerk, units[0]},
                                         {AccountId{"holder"}, Role::ledger_holder, UnitId{"office"}}};
    return all;
}

CommandId random_command_id(Dice& dice) {
    CommandId id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(dice.next());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);  // version 4
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

std::vector<CommandRequest> set_up(Board& board, Dice& dice) {
    std::vector<CommandRequest> all;
    const auto give = [&](const std::string& stream, Event event) {
        all.push_back(by_system(stream, std::move(event), dice));
    };
    for (const auto* unit : {"office", "u0", "u1", "u2"})
        give(std::string("unit/") + unit, unit::Registered{.name = unit, .kind = unit::Kind::department});
    for (const auto& [account, role, unit] : people())
        give("account/" + account.value, account::Opened{account.value, {role}, unit, {}});
    give("regime/r1", regime::Adopted{"模拟制度", "S1", regime_text, sha256({regime_text})});
    give("ledger/" + town_ledger.value,
         ledger::Opened{.title = "台账", .year = 2014, .holder = UnitId{"office"}, .regime = RegimeId{"r1"}});
    for (unsigned i = 0; i < 5; ++i) {
        const Board::Item item{ItemId{"i" + std::to_string(i)}, units[i % units.size()]};
        give("item/" + item.id.value, entered(std::to_string(i), item.lead, Date(2014, 2 + i, 1 + 5 * i)));
        board.items.push_back(item);
    }
    board.entered = 5;
    return all;
}

CommandRequest Desk::think_of_something(Time now) {
    auto request = person_.role == Role::ledger_holder ? holders_work(now) : clerks_work(now);
    request.id = random_command_id(dice_);
    request.account = person_.account;
    if (dice_.chance(60)) request.expected_version = dice_.below(6);
    return request;
}

CommandRequest Desk::on(const ItemId& item, Event proposal, const std::string& reason) const {
    CommandRequest request;
    request.stream = StreamId::of(item);
    request.proposal = std::move(proposal);
    request.reason = reason;
    return request;
}

const Board::Item& Desk::some_item() {
    std::vector<const Board::Item*> mine;
    for (const auto& item : board_.items) {
        if (item.lead == person_.unit) mine.push_back(&item);
    }
    if (mine.empty() || dice_.chance(80)) return dice_.one_of(board_.items);
    return *dice_.one_of(mine);
}

Period Desk::recent_month(Time now) {
    const auto month = period_of(now);
    const auto earlier = std::chrono::months(dice_.below(std::min(3U, month.month())));
    return {month.value - earlier};
}

CommandRequest Desk::report(const Board::Item& item, Period period) {
    item::ProgressReported event;
    event.period = period;
    event.percent = Decimal(int(dice_.below(101)));
    event.progress = "进展" + std::to_string(dice_.below(1000));
    event.reasons = "原因";
    event.corrections = "措施";
    return on(item.id, event);
}

CommandRequest Desk::correction() {
    const auto& [item, position] = dice_.one_of(board_.reports);
    item::ProgressCorrected event;
    event.corrects = position;
    event.percent = Decimal(int(dice_.below(101)));
    event.reasons = "误读";
    event.corrections = "更正";
    return on(item, event, "误读");
}

/// Several streams at once: the report, and the progress of each of the unit's items.
CommandRequest Desk::monthly_report(Period period) {
    report::Submitted event{.ledger = town_ledger, .unit = {}, .period = period, .summary = "本月"};
    for (const auto& item : board_.items) {
        if (item.lead != person_.unit || dice_.chance(300)) continue;
        report::Entry entry{.item = item.id, .percent = Decimal(int(dice_.below(101))), .progress = "月报"};
        entry.reasons = "原因";
        entry.corrections = "措施";
        event.entries.push_back(entry);
    }
    CommandRequest request;
    request.stream = StreamId::of(report_id(town_ledger, period, person_.unit));
    request.proposal = event;
    return request;
}

CommandRequest Desk::clerks_work(Time now) {
    const auto& item = some_item();
    switch (dice_.below(10)) {
        case 0:
        case 1:
            return on(item.id, item::Acknowledged{});
        case 2:
            if (!board_.reports.empty()) return correction();
            return on(item.id, item::Acknowledged{});
        case 3:
            return on(item.id, item::ProblemRaised{"p" + std::to_string(dice_.below(1000)), "问题"});
        case 4:
            return on(item.id, item::CompletionClaimed{"已办结"});
        case 5:
            return monthly_report(recent_month(now));
        default:
            return report(item, recent_month(now));
    }
}

CommandRequest Desk::new_item() {
    const auto number = std::to_string(board_.entered++);
    const auto deadline = Date(2014, 3 + unsigned(dice_.below(10)), 1 + unsigned(dice_.below(28)));
    return on(ItemId{"i" + number}, entered(number, dice_.one_of(units), deadline));
}

CommandRequest Desk::holders_work(Time) {
    const auto& item = some_item();
    switch (dice_.below(10)) {
        case 0:
            return on(item.id, item::Suspended{}, "等待");
        case 1:
            return on(item.id, item::Resumed{}, "继续");
        case 2:
            return on(item.id, item::CompletionVerified{"属实"});
        case 3:
            return on(item.id, item::CompletionRejected{"不实"}, "不实");
        case 4:
            return on(item.id, item::ClosedOut{});
        case 5:
            return on(item.id, item::Reopened{}, "重办");
        case 6:
            return on(item.id, item::Urged{"请抓紧", {}});
        case 7:
            if (dice_.chance(200)) return on(item.id, item::Cancelled{}, "撤销");
            return on(item.id, item::ExtensionGranted{Date(2014, 12, 1 + unsigned(dice_.below(28)))}, "延期");
        default:
            return new_item();
    }
}

void Desk::learn(const CommandRequest& request, const CommandAnswer& answer) {
    const ItemId item{std::string(request.stream.id())};
    if (std::holds_alternative<item::ProgressReported>(request.proposal)) {
        board_.reports.emplace_back(item, answer.position);
    } else if (const auto* entered = std::get_if<item::Entered>(&request.proposal)) {
        board_.items.push_back({item, entered->units.front().unit});
    }
}

}  // namespace taizhang::simulation
