// Folding the events of one category, one row a stream. A new event of that category without an overload in the folder
// does not compile; events of other categories cost nothing.
//
//     struct FoldUnit { UnitRow& row; const EventHeader& header; void operator()(const unit::Registered&) const; ... };
//     fold_stream<"unit", rows::UnitRow, FoldUnit>(fact, rows);
#pragma once

#include "projections/projection.hpp"

#include <array>

namespace taizhang {

template <class Line>
consteval std::string_view category_in() {
    const std::string_view name = Line::name;
    return name.substr(0, name.find('.'));
}

template <class E, WireName Category>
concept EventOf = category_in<event_line<E>>() == std::string_view(Category.text);

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

template <WireName Category>
struct IsOf {
    template <class Line>
    using fn = std::bool_constant<category_in<Line>() == std::string_view(Category.text)>;
};
template <WireName Category>
using EventsOf = boost::mp11::mp_transform<event_struct, boost::mp11::mp_copy_if_q<Catalogue, IsOf<Category>>>;

template <WireName Category>
bool is_of(const Event& event) {
    static constexpr auto table = []<class... Line>(boost::mp11::mp_list<Line...>) {
        return std::array{(category_in<Line>() == std::string_view(Category.text))...};
    }(Catalogue());
    return table[event.index()];
}

/// Calls handle(event) if the fact is of that category. Only the category's events are instantiated: a visit of all of
/// them would be most of what a projection takes to compile.
template <WireName Category, class Handle>
void on_events_of(const Fact& fact, Handle&& handle) {
    if (!is_of<Category>(fact.event)) return;
    const auto if_this = [&]<class E>(std::type_identity<E>) {
        const auto* event = std::get_if<E>(&fact.event);
        if (event) handle(*event);
        return event != nullptr;
    };
    [&]<class... E>(boost::mp11::mp_list<E...>) {
        static_cast<void>((if_this(std::type_identity<E>()) || ...));
    }(EventsOf<Category>());
}

/// The row's key is the stream's id; its first event makes it.
template <WireName Category, class Row, class Fold>
void fold_stream(const Fact& fact, Rows& rows) {
    if (!is_of<Category>(fact.event)) return;
    fold_row<Row>(rows, fact.header.stream.id(), fact.header.stream_version == 1, [&](Row& row) {
        on_events_of<Category>(fact, Fold{row, fact.header});
        row.version = fact.header.stream_version;
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
