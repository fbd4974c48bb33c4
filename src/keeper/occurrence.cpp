#include "src/keeper/occurrence.hpp"

#include "src/regime/months.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

using regime::Trigger;

/// How far behind, in the measure of the bounds: points, or percent of the schedule.
std::optional<Decimal> shortfall(const regime::Schedule& schedule, Decimal percent, Decimal scheduled) {
    const auto points = subtract(scheduled, percent);
    if (!points) return std::nullopt;
    if (!schedule.relative) return *points;
    const auto hundredfold = multiply(*points, Decimal(100));
    const auto share = hundredfold ? divide(*hundredfold, scheduled, Decimal::max_scale) : hundredfold;
    return share ? std::optional(*share) : std::nullopt;
}

/// Collects what one event is to the ladder.
class Reader {
  public:
    Reader(const Book& book, const EventHeader& header, const std::optional<Decimal>& before)
        : book_(book), header_(header), before_(before) {
        base_.position = header.position;
        base_.recorded = header.recorded;
        base_.stream = header.stream;
    }

    template <class E>
    void operator()(const E&) {}  // no step answers it

    void operator()(const item::ProgressReported& e) {
        const auto* item = item_here();
        const auto unit = e.unit ? e.unit : header_.actor.unit;
        const auto* known = item && unit ? find_progress(*item, *unit, e.period) : nullptr;
        if (known) add_progress(*item, *known);
    }
    void operator()(const item::ProgressCorrected& e) {
        const auto* item = item_here();
        const auto* known = item && e.percent ? find_progress(*item, e.corrects) : nullptr;
        if (known) add_progress(*item, *known);
    }
    void operator()(const item::PlanMissed& e) { add_of_item(Trigger::plan_missed, e.unit, e.due); }
    void operator()(const item::AcknowledgementOverdue& e) {
        add_of_item(Trigger::acknowledgement_overdue, e.unit, e.due);
    }
    void operator()(const item::MilestoneMissed& e) {
        base_.key = e.milestone;
        add_of_leads(Trigger::milestone_missed, e.due);
    }
    void operator()(const item::FellOverdue& e) { add_of_leads(Trigger::item_overdue, e.deadline); }

    void operator()(const report::CameLate& e) { add_of_report(Trigger::report_late, e.due); }
    void operator()(const report::Missed& e) { add_of_report(Trigger::report_missed, e.due); }
    void operator()(const report::FoundFalse& e) {
        base_.items = e.items;
        add_of_report(Trigger::report_false, std::nullopt);
    }

    void operator()(const rectification::FellOverdue& e) { add_of_order(Trigger::rectification_overdue, e.deadline); }
    void operator()(const rectification::Rejected&) { add_of_order(Trigger::rectification_rejected, std::nullopt); }

    void operator()(const accountability::CardIssued& e) {
        add_of_measure(e.colour == accountability::Colour::yellow ? Trigger::yellow_card : Trigger::red_card);
    }
    void operator()(const accountability::CriticismCirculated&) { add_of_measure(Trigger::criticised); }

    void operator()(const inspection::FindingRecorded& e) {
        if (e.severity != inspection::Severity::serious) return;
        const auto* inspection = std::get_if<InspectionState>(&book_.get(header_.stream).state);
        if (e.item) base_.items = {*e.item};
        base_.unit = e.unit;
        base_.key = e.finding;
        add(Trigger::serious_finding, inspection ? inspection->plan.ledger : std::nullopt);
    }

    void operator()(const admission::MisreportingFound& e) {
        const auto* admission = std::get_if<AdmissionState>(&book_.get(header_.stream).state);
        if (!admission) return;
        base_.unit = admission->file.enterprise;
        base_.period = e.period;
        add(Trigger::misreported, admission->file.ledger);
    }

    /// Of whoever the regime says keeps it, where a unit has that name; else of the ledger's holder, and says so.
    void operator()(const ledger::RhythmMissed& e) {
        const auto* ledger = std::get_if<LedgerState>(&book_.get(header_.stream).state);
        if (!ledger) return;
        const LedgerId id{std::string(header_.stream.id())};
        const auto& rhythms = book_.rules_of(id).rhythms;
        const auto rule = std::ranges::find(rhythms, e.rhythm, &regime::Rhythm::name);
        const auto named = rule == rhythms.end() ? std::nullopt : book_.unit_named(rule->who);
        if (!named && rule != rhythms.end()) base_.instead_of = rule->who;
        base_.unit = named.value_or(ledger->holder);
        base_.key = e.rhythm;
        base_.occasion = e.occasion;
        base_.day = e.due;
        add(Trigger::rhythm_missed, id);
    }

    std::vector<Occurrence> take() { return std::move(found_); }

  private:
    const ItemState* item_here() const { return std::get_if<ItemState>(&book_.get(header_.stream).state); }

    /// `ledger`, or that of the item concerned; nothing happens outside of one.
    void add(Trigger trigger, const std::optional<LedgerId>& ledger) {
        const auto* item = base_.items.empty() ? nullptr : find_state<ItemState>(book_, base_.items.front());
        if (!ledger && !item) return;
        auto one = base_;
        one.trigger = trigger;
        one.ledger = ledger ? *ledger : item->ledger;
        found_.push_back(std::move(one));
    }

    void add_progress(const ItemState& item, const ReportedProgress& report) {
        const auto& schedule = book_.rules_of(item.ledger).schedule;
        base_.lamp = scheduled_lamp(schedule, report.percent, report.period);
        if (before_) base_.before = scheduled_lamp(schedule, *before_, report.period);
        base_.period = report.period;
        base_.percent = report.percent;
        // a correction to green is told as well: what was counted for the month is taken back
        if (base_.lamp != Lamp::green || before_) add_of_item(Trigger::behind, report.unit, std::nullopt);
    }

    void add_of_item(Trigger trigger, const UnitId& unit, std::optional<Date> day) {
        const auto* item = item_here();
        if (!item) return;
        base_.items = {ItemId{std::string(header_.stream.id())}};
        base_.unit = unit;
        base_.day = day;
        add(trigger, item->ledger);
    }

    /// Of the lead unit; where a collective leads, of each that it stands for.
    void add_of_leads(Trigger trigger, Date day) {
        const auto* item = item_here();
        const auto* lead = item ? lead_of(*item) : nullptr;
        if (!lead) return;
        base_.one_of_several = lead->members.size() > 1;
        if (!lead->collective || lead->members.empty()) return add_of_item(trigger, lead->unit, day);
        for (const auto& member : lead->members) add_of_item(trigger, member, day);
    }

    void add_of_report(Trigger trigger, std::optional<Date> day) {
        const auto* report = std::get_if<ReportState>(&book_.get(header_.stream).state);
        if (!report) return;
        base_.unit = report->unit;
        base_.period = report->period;
        base_.day = day;
        add(trigger, report->ledger);
    }

    void add_of_order(Trigger trigger, std::optional<Date> day) {
        const auto* order = std::get_if<RectificationState>(&book_.get(header_.stream).state);
        if (!order) return;
        if (order->item) base_.items = {*order->item};
        base_.unit = order->unit;
        base_.rectification = RectificationId{std::string(header_.stream.id())};
        base_.day = day;
        add(trigger, order->ledger);
    }

    void add_of_measure(Trigger trigger) {
        const auto* measure = std::get_if<AccountabilityState>(&book_.get(header_.stream).state);
        if (!measure) return;
        base_.items = measure->items;
        const auto id = std::string(measure->subject.id());
        if (measure->subject.category() == "unit") {
            base_.unit = UnitId{id};
        } else {
            base_.person = PersonId{id};
            const auto* person = find_state<PersonState>(book_, *base_.person);
            if (person) base_.unit = person->unit;
        }
        add(trigger, measure->ledger);
    }

    const Book& book_;
    const EventHeader& header_;
    const std::optional<Decimal>& before_;
    Occurrence base_;
    std::vector<Occurrence> found_;
};

}  // namespace

std::vector<Occurrence> occurrences_of(const Book& book, const EventHeader& header, const Event& event,
                                       const std::optional<Decimal>& before) {
    Reader reader(book, header, before);
    std::visit(reader, event);
    return reader.take();
}

Lamp scheduled_lamp(const regime::Schedule& schedule, Decimal percent, Period period) {
    const auto behind = shortfall(schedule, percent, scheduled_percent(period));
    if (!behind) return Lamp::grey;
    if (*behind <= schedule.green) return Lamp::green;
    return *behind <= schedule.yellow ? Lamp::yellow : Lamp::red;
}

bool answers_lamp(const regime::Step& step, Lamp lamp) {
    if (lamp == Lamp::red) return true;
    return lamp == Lamp::yellow && step.lamp != "red";
}

bool card_stands(const Book& book, const StreamId& measure, const regime::Cards& cards, Time issued, Time now) {
    const auto* state = std::get_if<AccountabilityState>(&book.get(measure).state);
    if (!state || state->stage != AccountabilityStage::carried_out) return false;
    if (state->deadline) return now <= end_of_day(*state->deadline);
    const bool red = state->measure == accountability::Measure::red_card;
    const auto months = red ? cards.red_months : cards.yellow_months;
    return now <= end_of_day(regime::months_later(china_date(issued), months));
}

}  // namespace taizhang::keeper
