// What the audit trail remembers of a stream or of one report: each field's value as it is, as JSON, in a hidden row.
//
//     Picture picture(rows, hidden_key("item/2014-009"), &changes);
//     picture.set("title", "…");          // notes old → new in changes, if it differs
//     picture.keep();                     // writes the hidden row, if anything was set
#pragma once

#include "projections/projection.hpp"

#include <list>

namespace taizhang {

/// reflect::Change as it is written: its values are JSON text already.
struct ToldChange {
    std::string field;
    JsonText before;
    JsonText after;
};
BOOST_DESCRIBE_STRUCT(ToldChange, (), (field, before, after))

/// The hidden row: an object of those fields.
class PictureRow final : public TypedRow {
  public:
    struct Field {
        std::string name;
        JsonText value;
    };

    PictureRow() : TypedRow(&row_type<PictureRow>) {}
    void write(RowBuffer& out) const override;
    const JsonText* find(std::string_view name) const;
    void set(std::string_view name, JsonText value);
    void erase(std::string_view name);

    std::vector<Field> fields;
};

class Picture {
  public:
    /// Nothing is noted where nobody asks for the changes.
    Picture(Rows& rows, std::string key, std::vector<ToldChange>* changes);

    /// A picture of this event alone, whatever was there: nothing is read.
    template <class E>
    static void put_anew(Rows& rows, std::string_view key, const E& event) {
        auto row = std::make_unique<PictureRow>();
        reflect::for_each_member<E>([&](auto member) {
            auto value = json_text(event.*member.pointer);
            if (!value.is_nothing()) row->fields.push_back({member.name, std::move(value)});
        });
        rows.put(key, std::move(row));
    }

    /// null takes the field away; empty lists and absent fields are the same.
    void set(std::string_view field, JsonText after);
    void set(std::string_view field, const boost::json::value& after);
    /// nullptr where there is none; as long as this lives.
    const boost::json::value* find(std::string_view field);
    void keep();

    /// Every member that the event has: an absent optional says nothing.
    template <class E>
    void set_members(const E& event) {
        reflect::for_each_member<E>([&](auto member) {
            const auto& value = event.*member.pointer;
            if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(value)>>) {
                if (!value) return;
            }
            set(member.name, json_text(value));
        });
    }

    /// All members: what is absent now is taken away.
    template <class E>
    void replace_members(const E& event) {
        reflect::for_each_member<E>([&](auto member) { set(member.name, json_text(event.*member.pointer)); });
    }

  private:
    const PictureRow& fields();
    PictureRow& fields_to_change();

    Rows& rows_;
    const std::string key_;
    std::vector<ToldChange>* const changes_;
    std::unique_ptr<PictureRow> own_;  ///< where the rows have none at hand
    const PictureRow* kept_ = nullptr;
    PictureRow* changed_ = nullptr;
    std::list<boost::json::value> found_;
};

}  // namespace taizhang
