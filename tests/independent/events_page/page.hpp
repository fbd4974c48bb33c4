// docs/formats/events.md, made from the catalogue by reflection: which struct each event number has as its payload, and
// which bytes each of its members has (storage.md). With it a program in another language reads payloads.
//
//     std::cout << events_page();
//
// The test beside it holds the page in docs to this; events_page_write prints it anew.
#pragma once

#include "tests/unit/events/filled.hpp"

#include <boost/core/demangle.hpp>
#include <map>

namespace taizhang::independent {

class EventsPage {
  public:
    std::string text() {
        boost::mp11::mp_for_each<Catalogue>([&](auto line) { add_event<typename decltype(line)::type>(); });
        std::string page{introduction};
        page += "| number | event | schema | payload |\n|---|---|---|---|\n" + events_;
        page += "\n## Structs\n\n| struct | members |\n|---|---|\n" + rows(structs_);
        return page + "\n## Enums\n\n| enum | names |\n|---|---|\n" + rows(enums_);
    }

  private:
    template <class Payload>
    void add_event() {
        const auto& info = info_of(Event{Payload{}});
        events_ += "| " + std::to_string(info.number) + " | " + std::string(info.name) + " | " +
                   std::to_string(info.schema) + " | " + members<Payload>() + " |\n";
    }

    template <class Struct>
    std::string members() {
        std::string list;
        reflect::for_each_member<Struct>([&](auto member) {
            using Type = std::remove_cvref_t<decltype(std::declval<Struct>().*member.pointer)>;
            list += (list.empty() ? "`" : ", `") + std::string(member.name) + ": " + form<Type>() + "`";
        });
        return list;
    }

    /// How storage.md calls the bytes of a T.
    template <class T>
    std::string form() {
        if constexpr (reflect::is_optional<T>) {
            return "optional " + form<typename T::value_type>();
        } else if constexpr (reflect::is_vector<T>) {
            return "vector " + form<typename T::value_type>();
        } else if constexpr (std::is_same_v<T, bool>) {
            return "bool";
        } else if constexpr (std::is_integral_v<T>) {
            return (std::is_signed_v<T> ? "i" : "u") + std::to_string(8 * sizeof(T));
        } else if constexpr (reflect::DescribedEnum<T>) {
            return add_enum<T>();
        } else if constexpr (reflect::DescribedStruct<T>) {
            return add_struct<T>();
        } else {
            return scalar<T>();
        }
    }

    template <class T>
    std::string scalar() {
        if constexpr (std::is_same_v<T, std::string>) return "string";
        if constexpr (std::is_same_v<T, Time>) return "Time";
        if constexpr (std::is_same_v<T, Date>) return "date";
        if constexpr (std::is_same_v<T, Period>) return "period";
        if constexpr (std::is_same_v<T, Decimal>) return "decimal";
        if constexpr (std::is_same_v<T, Digest>) return "digest";
        if constexpr (std::is_same_v<T, StreamId>) return "stream";
        if constexpr (std::is_same_v<T, Comparator>) return "comparator";
        return "id";
    }

    template <class T>
    std::string add_struct() {
        const auto name = short_name<T>();
        if (structs_.emplace(name, "").second) structs_[name] = members<T>();
        return name;
    }

    template <class T>
    std::string add_enum() {
        std::string names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto one) { names += (names.empty() ? "`" : ", `") + std::string(one.name) + "`"; });
        enums_.emplace(short_name<T>(), names);
        return short_name<T>();
    }

    template <class T>
    static std::string short_name() {
        const auto name = boost::core::demangle(typeid(T).name());
        return name.substr(std::string_view("taizhang::").size());
    }

    static std::string rows(const std::map<std::string, std::string>& table) {
        std::string text;
        for (const auto& [name, row] : table) text += "| " + name + " | " + row + " |\n";
        return text;
    }

    static constexpr std::string_view introduction =
        R"(# Events, by number

What the payload of each event number holds (record.md: `type`, `schema`, `payload`), so that it can be read without the program. Made
from the catalogue by `events_page_write` (`tests/independent/events_page/`); a test keeps both equal, and
`tests/independent/catalogue.py` reads payloads from this page alone. Numbers and names are never used for anything else.

The payload is 0x01 and the struct of the event's members, in this order, as storage.md writes them. `bool`, `u8` to `i64`, `string`,
`Time`, `optional` and `vector` are stored as named there; `date`, `period`, `decimal`, `digest`, `stream`, `comparator` and `id` are
scalars, stored as their text, and enums as one of their names. A payload with fewer members than stand here was written before the
last ones were appended. The same holds for the structs within.

The readable form (record.md) has `taizhang.<event>.v<schema>` as its type.

)";

    std::string events_;
    std::map<std::string, std::string> structs_, enums_;
};

inline std::string events_page() {
    return EventsPage().text();
}

}  // namespace taizhang::independent
