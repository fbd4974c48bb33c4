#include "tools/simulate/notebook.hpp"

namespace taizhang::simulate {

namespace {

template <class E>
constexpr std::uint16_t number = event_line<E>::number;

/// Decoding the rest would cost more than playing it.
bool matters(std::uint16_t type) {
    switch (type) {
        case number<unit::Registered>:
        case number<item::Entered>:
        case number<report::FellDue>:
        case number<report::CameLate>:
        case number<report::Missed>:
        case number<report::FoundFalse>:
        case number<item::Listed>:
        case number<item::Delisted>:
        case number<ledger::RhythmKept>:
        case number<assessment::Concluded>:
        case number<accountability::Proposed>:
        case number<accountability::Confirmed>:
        case number<accountability::Dismissed>:
        case number<accountability::Approved>:
        case number<accountability::CardIssued>:
        case number<accountability::CardLifted>:
        case number<rectification::Ordered>:
        case number<rectification::Reported>:
        case number<rectification::Accepted>:
        case number<rectification::Rejected>:
        case number<rectification::Withdrawn>:
            return true;
        default:
            return false;
    }
}

}  // namespace

void Notebook::apply(const Record& record) {
    ++counts_[record.header.type];
    ++events_;
    if (!matters(record.header.type)) return;
    if (const auto event = event_of(record)) fold(record.header.stream, *event, record.header);
}

void Notebook::note_report(const StreamId& stream, const Event& event) {
    using regime::Offence;
    if (const auto* owed = std::get_if<report::FellDue>(&event)) {
        reports_[stream] = {owed->ledger, owed->unit};
        for (const auto& call : owed_) call(*owed);
        return;
    }
    const auto& [ledger, unit] = reports_[stream];
    const auto how = std::holds_alternative<report::CameLate>(event) ? Offence::report_late
                     : std::holds_alternative<report::Missed>(event) ? Offence::report_omitted
                                                                     : Offence::report_false;
    bad_reports_.emplace(ledger, unit, how);
}

void Notebook::fold(const StreamId& stream, const Event& event, const EventHeader& header) {
    const auto is = [&]<class E>(std::type_identity<E>) { return std::holds_alternative<E>(event); };
    if (const auto* registered = std::get_if<unit::Registered>(&event))
        units_.emplace_back(UnitId{std::string(stream.id())}, *registered);
    else if (const auto* entered = std::get_if<item::Entered>(&event))
        entered_[entered->ledger].emplace_back(ItemId{std::string(stream.id())}, *entered);
    else if (stream.category() == ReportIdTag::category)
        note_report(stream, event);
    else if (is(std::type_identity<item::Listed>()))
        listed_.emplace(std::string(stream.id()));
    else if (is(std::type_identity<item::Delisted>()))
        listed_.erase(ItemId{std::string(stream.id())});
    else if (const auto* kept = std::get_if<ledger::RhythmKept>(&event))
        kept_.emplace(LedgerId{std::string(stream.id())}, kept->rhythm, kept->occasion);
    else if (const auto* concluded = std::get_if<assessment::Concluded>(&event))
        for (const auto& call : concluded_) call(AssessmentId{std::string(stream.id())}, *concluded);
    else if (const auto* proposed = std::get_if<accountability::Proposed>(&event)) {
        proposals_[stream] = *proposed;
        if (proposed->subject.category() == UnitIdTag::category)
            subjects_[stream] = UnitId{std::string(proposed->subject.id())};
    } else if (is(std::type_identity<accountability::Confirmed>()) ||
               is(std::type_identity<accountability::Dismissed>()) ||
               is(std::type_identity<accountability::Approved>()))
        proposals_.erase(stream);
    else if (is(std::type_identity<accountability::CardIssued>()))
        cards_[stream] = {stream, subjects_[stream], china_date(header.recorded)};
    else if (is(std::type_identity<accountability::CardLifted>()))
        cards_.erase(stream);
    else if (const auto* ordered = std::get_if<rectification::Ordered>(&event))
        orders_[stream] = {stream, *ordered, false};
    else if (const auto* reported = std::get_if<rectification::Reported>(&event))
        orders_[stream].answered = reported->finished;
    else if (is(std::type_identity<rectification::Rejected>()))
        orders_[stream].answered = false;
    else
        orders_.erase(stream);
}

std::vector<std::pair<ItemId, item::Entered>> Notebook::take_entered(const LedgerId& ledger) {
    return std::exchange(entered_[ledger], {});
}

std::vector<Notebook::Proposal> Notebook::proposals() const {
    std::vector<Proposal> all;
    for (const auto& [stream, what] : proposals_) all.push_back({stream, what});
    return all;
}

std::vector<Notebook::Order> Notebook::orders() const {
    std::vector<Order> all;
    for (const auto& [stream, order] : orders_) all.push_back(order);
    return all;
}

std::vector<Notebook::Card> Notebook::cards() const {
    std::vector<Card> all;
    for (const auto& [stream, card] : cards_) all.push_back(card);
    return all;
}

}  // namespace taizhang::simulate
