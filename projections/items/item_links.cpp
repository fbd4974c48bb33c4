#include "projections/items/item_links.hpp"

#include "projections/fold.hpp"
#include "projections/items/item_figures.hpp"
#include "projections/registers/posts.hpp"
#include "projections/registers/successors.hpp"

namespace taizhang {

using rows::ItemHolder;
using rows::ItemRow;
using rows::PersonOf;

/// Hidden, by the order's stream: whose count it raised.
struct OrderMemory {
    std::string key;
};
BOOST_DESCRIBE_STRUCT(OrderMemory, (), (key))

namespace {

std::string held_prefix(const PostName& post) {
    return hidden_key("held/" + post.unit.value + "/" + key_text(post.post) + "/");
}

std::optional<ItemHolder> holder(const Rows& rows, PersonOf of, const UnitId& lead, const NamedPerson& named) {
    const auto held = post_today(rows, lead, *named.post);
    if (!held) return std::nullopt;
    return ItemHolder{of, *named.post, held->person, held->name};
}

/// Orders are counted once, and given back once.
void count_orders(const Fact& fact, Rows& rows, const std::function<std::string(const ItemId&)>& key_of) {
    const auto memory_key = hidden_key(fact.header.stream.value);
    if (const auto* ordered = std::get_if<rectification::Ordered>(&fact.event)) {
        if (!ordered->item) return;
        const auto key = key_of(*ordered->item);
        fold_row<ItemRow>(rows, key, false, [](ItemRow& row) { ++row.supervision.open_rectifications; });
        return put_row(rows, memory_key, OrderMemory{key});
    }
    const bool closes = std::holds_alternative<rectification::Accepted>(fact.event) ||
                        std::holds_alternative<rectification::Withdrawn>(fact.event);
    const auto memory = closes ? get_row<OrderMemory>(rows, memory_key) : std::nullopt;
    if (!memory) return;
    fold_row<ItemRow>(rows, memory->key, false, [](ItemRow& row) { --row.supervision.open_rectifications; });
    rows.erase(memory_key);
}

void follow_posts(const Fact& fact, Rows& rows) {
    for (const auto& post : note_posts(fact, rows)) {
        const auto prefix = held_prefix(post);
        std::vector<std::string> keys;
        rows.scan(prefix,
                  [&](std::string_view key, std::string_view) { keys.emplace_back(key.substr(prefix.size())); });
        for (const auto& key : keys) {
            auto row = get_row<ItemRow>(rows, key);
            if (!row) continue;  // the index of another post, whose name begins as this one does
            link_people(rows, key, *row);
            put_row(rows, key, std::move(*row));
        }
    }
}

}  // namespace

void link_units(Rows& rows, const std::string& key, ItemRow& row) {
    auto answerable = answerable_for(rows, row.units);
    row.answerable = std::move(answerable.units);
    row.answering.clear();
    for (auto& one : answerable.instead_of) row.answering.push_back({std::move(one.unit), std::move(one.answers)});
    for (const auto& unit : row.answerable) index_answers(rows, unit, key);
}

void link_people(Rows& rows, const std::string& key, ItemRow& row) {
    row.holders.clear();
    const auto* lead = lead_of(row.units);
    if (!lead) return;
    const auto today = unit_today(rows, lead->unit);
    const auto link = [&](PersonOf of, const std::optional<NamedPerson>& named) {
        if (!named || !named->post) return;
        rows.put(held_prefix({lead->unit, *named->post}) + key, "{}");
        if (today != lead->unit) rows.put(held_prefix({today, *named->post}) + key, "{}");
        if (auto held = holder(rows, of, lead->unit, *named)) row.holders.push_back(std::move(*held));
    };
    link(PersonOf::responsible_leader, row.responsible_leader);
    link(PersonOf::responsible_person, row.responsible_person);
    link(PersonOf::liaison, row.liaison);
}

void follow_links(const Fact& fact, Rows& rows, const std::function<std::string(const ItemId&)>& key_of) {
    count_orders(fact, rows, key_of);
    follow_posts(fact, rows);
    const auto succession = note_succession(fact, rows);
    if (!succession) return;
    for (const auto& key : take_answers(rows, succession->from)) {
        auto row = get_row<ItemRow>(rows, key);
        if (!row) continue;
        link_units(rows, key, *row);
        link_people(rows, key, *row);
        put_row(rows, key, std::move(*row));
    }
}

}  // namespace taizhang
