// Folding the events of one category, one row a stream. A new event of that category without an overload in the folder
// does not compile; events of other categories cost nothing.
//
//     struct FoldUnit { UnitRow& row; const EventHeader& header; void operator()(const unit::Registered&) const; ... };
//     fold_stream<"unit", rows::UnitRow, FoldUnit>(fact, rows);
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

template <class E>
consteval std::string_view event_category() {
    const std::string_view name = event_line<E>::name;
    return name.substr(0, name.find('.'));
}

template <class E, WireName Category>
concept EventOf = event_category<E>() == std::string_view(Category.text);

/// Names the events that a fold takes without doing anything, so that a new one is not among them by itself:
/// `template <class E> requires OneOf<E, item::Urged, …> void operator()(const E&) const {}`.
template <class E, class... Named>
concept OneOf = (std::same_as<E, Named> || ...);

/// Of an item as a project (events/item_project.hpp), but for the adjusted plan, which moves milestones: what a fold
/// that looks at the work alone takes without doing anything.
template <class E>
concept OfProject =
    OneOf<E, item::Profiled, item::Routed, item::PlanApplied, item::TierSet, item::BatchSet, item::ReserveClassSet,
          item::LibraryEntered, item::LibraryLeft, item::CommitmentSigned, item::ProceduresTeamFormed,
          item::ServiceOfficerAssigned, item::ProcedureCompleted, item::MaterialAttached, item::InvestmentBooked,
          item::SupportRequested, item::SupportGranted, item::SupportDeclined>;

/// Calls handle(event) if the fact is of that category.
template <WireName Category, class Handle>
void on_events_of(const Fact& fact, Handle&& handle) {
    std::visit(
        [&]<class E>(const E& event) {
            if constexpr (EventOf<E, Category>) handle(event);
        },
        fact.event);
}

/// The row's key is the stream's id; its first event makes it.
template <WireName Category, class Row, class Fold>
void fold_stream(const Fact& fact, Rows& rows) {
    on_events_of<Category>(fact, [&](const auto& event) {
        fold_row<Row>(rows, fact.header.stream.id(), fact.header.stream_version == 1, [&](Row& row) {
            Fold{row, fact.header}(event);
            row.version = fact.header.stream_version;
        });
    });
}

/// The unit for which an event speaks: the one that it names, else the actor's own. Deciders see to it that there is
/// one; a row with an empty id could be written but never read.
inline UnitId speaker(const std::optional<UnitId>& named, const EventHeader& header) {
    if (!named && !header.actor.unit) throw std::runtime_error("neither the event nor its actor names a unit");
    return named ? *named : *header.actor.unit;
}

/// Takes over what was named and keeps the rest.
template <class To, class From>
void take(To& to, const std::optional<From>& from) {
    if (from) to = *from;
}

}  // namespace taizhang
