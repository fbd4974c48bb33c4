// What the audit trail remembers of a stream or of one report: each field's value as it is, as JSON, in a hidden row.
//
//     Picture picture(rows, hidden_key("item/2014-009"), changes);
//     picture.set("title", "…");          // notes old → new in changes, if it differs
//     picture.keep();                     // writes the hidden row, if anything was set
#pragma once

#include "projections/projection.hpp"

#include <taizhang/reflect/diff.hpp>

namespace taizhang {

class Picture {
  public:
    Picture(Rows& rows, std::string key, std::vector<reflect::Change>& changes);

    /// null takes the field away; empty lists and absent fields are the same.
    void set(std::string_view field, boost::json::value after);
    const boost::json::value* find(std::string_view field) { return fields().if_contains(field); }
    void keep();

    /// Every member that the event has: an absent optional says nothing.
    template <class E>
    void set_members(const E& event) {
        reflect::for_each_member<E>([&](auto member) {
            const auto& value = event.*member.pointer;
            if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(value)>>) {
                if (!value) return;
            }
            set(member.name, reflect::to_json(value));
        });
    }

    /// All members: what is absent now is taken away.
    template <class E>
    void replace_members(const E& event) {
        reflect::for_each_member<E>([&](auto member) { set(member.name, reflect::to_json(event.*member.pointer)); });
    }

  private:
    boost::json::object& fields();

    Rows& rows_;
    const std::string key_;
    std::vector<reflect::Change>& changes_;
    std::optional<boost::json::object> fields_;  ///< read when first asked for: many events concern another picture
    bool changed_ = false;
};

}  // namespace taizhang
