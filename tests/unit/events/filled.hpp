// An example of any described struct with every member set, each to a value of its own, made by reflection: what round
// trips and golden bytes are tested with.
//
//     auto example = filled<item::Entered>();
//
// The golden files in tests/golden/events were written from it: a change here shows as a difference there.
#pragma once

#include "events/catalogue.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang {

class Filler {
  public:
    template <class T>
    void fill(T& value, std::string_view name) {
        if constexpr (reflect::is_optional<T>) {
            fill(value.emplace(), name);
        } else if constexpr (reflect::is_vector<T>) {
            value.resize(2);
            for (auto& element : value) fill(element, name);
        } else if constexpr (std::is_same_v<T, bool>) {
            value = true;
        } else if constexpr (std::is_integral_v<T>) {
            value = static_cast<T>(next());
        } else if constexpr (std::is_same_v<T, std::string>) {
            value = std::string(name) + "·字" + std::to_string(next());
        } else if constexpr (reflect::DescribedEnum<T>) {
            fill_enum(value);
        } else if constexpr (reflect::DescribedStruct<T>) {
            reflect::for_each_member<T>([&](auto member) { fill(value.*member.pointer, member.name); });
        } else {
            value = scalar(value);
        }
    }

  private:
    int next() { return ++count_; }

    /// The last one, so that a default would show.
    template <class T>
    void fill_enum(T& value) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto one) { value = one.value; });
    }

    template <class Tag>
    Id<Tag> scalar(const Id<Tag>&) {
        return {std::string(Tag::category) + "-" + std::to_string(next())};
    }
    StreamId scalar(const StreamId&) { return {"unit/unit-" + std::to_string(next())}; }
    Decimal scalar(const Decimal&) { return *Decimal::of(-150 - next(), 2); }
    Time scalar(const Time&) { return *Time::parse("2014-03-05T09:00:00+08:00"); }
    Date scalar(const Date&) { return Date(2014, 2, static_cast<unsigned>(next() % 28 + 1)); }
    Period scalar(const Period&) { return *Period::parse("2014-11"); }
    Digest scalar(const Digest&) { return sha256({std::to_string(next())}); }
    Comparator scalar(const Comparator&) { return *Comparator::parse("~"); }

    int count_ = 0;
};

template <class T>
T filled() {
    T value{};
    Filler().fill(value, "event");
    return value;
}

/// One of each event type, in the order of the table.
inline std::vector<Event> filled_events() {
    std::vector<Event> events;
    boost::mp11::mp_for_each<Catalogue>(
        [&](auto line) { events.emplace_back(filled<typename decltype(line)::type>()); });
    return events;
}

}  // namespace taizhang
