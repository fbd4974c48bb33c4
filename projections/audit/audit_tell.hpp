// Notes what one event changed in its stream's trail. Events without an overload set the fields that they name.
#pragma once

#include "projections/audit/audit_picture.hpp"
#include "projections/audit/audit_trail.hpp"
#include "projections/fold.hpp"

namespace taizhang {

template <class T>
boost::json::value as_json(const T& value) {
    return reflect::to_json(value);
}

/// What the overloads of all categories use.
struct Teller {
    Rows& rows;
    taizhang::rows::ToldRow& row;
    Picture& picture;
    const EventHeader& header;

    template <class E>
    void begin(const E& e, const char* state) const {
        picture.set_members(e);
        picture.set("state", state);
    }
    void ruled(const char* state, const std::string& text) const {
        picture.set("state", state);
        words("findings", text);
    }
    void cancelled(const std::optional<std::string>& note) const {
        picture.set("state", "cancelled");
        if (note) words("note", *note);
    }
    /// Every member that the event has is told once and kept as no field.
    template <class E>
    void facts(const E& e) const {
        const auto told = as_json(e);  // lives through the loop
        for (const auto& [name, value] : told.as_object()) fact(std::string_view(name), value);
    }
    static std::string plan(const UnitId& unit, const char* field) { return "plan." + unit.value + "." + field; }
    boost::json::array list(std::string_view field) const {
        const auto* found = picture.find(field);
        return found && found->is_array() ? found->get_array() : boost::json::array();
    }
    template <class Successor>
    void end(const char* status, const Successor& successor) const {
        picture.set("status", status);
        picture.set("successor", as_json(successor));
    }
    void changed(std::string_view field, const boost::json::value& before, const boost::json::value& after) const {
        row.changes.push_back({std::string(field), {boost::json::serialize(before)}, {boost::json::serialize(after)}});
    }
    void fact(std::string_view field, const boost::json::value& value) const { changed(field, nullptr, value); }
    void words(std::string_view field, const std::string& text) const {
        if (text.empty()) return;
        row.changes.push_back({std::string(field), {}, json_text(text)});
        row.summary = text;
    }
    template <class E>
    void set_given(const E& e) const {
        reflect::for_each_member<E>([&](auto member) {
            const auto& value = e.*member.pointer;
            if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(value)>>) {
                if (value) picture.set(member.name, json_text(*value));
            }
        });
    }
    /// The field's list with these entries put in place of those of the same name.
    boost::json::array merged(std::string_view field, std::string_view name, const boost::json::array& given) const;
};

void tell_registers(const Fact& fact, const Teller& teller);    // unit, person, account, regime, ledger
void tell_items(const Fact& fact, const Teller& teller);        // item, report
void tell_projects(const Fact& fact, const Teller& teller);     // the item as a project
void tell_admissions(const Fact& fact, const Teller& teller);   // admission
void tell_assessments(const Fact& fact, const Teller& teller);  // assessment
void tell_supervision(const Fact& fact, const Teller& teller);  // inspection, rectification, review, bulletin, …
void tell_law(const Fact& fact, const Teller& teller);          // redaction, log

}  // namespace taizhang
