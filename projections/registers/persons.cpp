#include "projections/registers/persons.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::PersonRow;

struct FoldPerson {
    PersonRow& row;
    const EventHeader& header;

    void operator()(const person::Enrolled& e) const {
        row.person = PersonId{std::string(header.stream.id())};
        row.name = e.name;
        if (e.unit && e.post) row.posts.push_back({*e.unit, *e.post, header.recorded});
        row.unit = e.unit;
        row.post = e.post;
    }
    void operator()(const person::Appointed& e) const {
        give_up(e.unit, e.post);  // the same post again: held from now
        row.posts.push_back({e.unit, e.post, header.recorded});
        show_last();
    }
    void operator()(const person::Relieved& e) const {
        if (give_up(e.unit, e.post)) show_last();
    }

    bool give_up(const UnitId& unit, const std::string& post) const {
        const auto held = std::ranges::find_if(
            row.posts, [&](const rows::HeldPost& one) { return one.unit == unit && one.post == post; });
        if (held == row.posts.end()) return false;
        row.former_posts.push_back({held->unit, held->post, held->since, header.recorded});
        row.posts.erase(held);
        return true;
    }
    void show_last() const {
        row.unit = row.posts.empty() ? std::nullopt : std::optional(row.posts.back().unit);
        row.post = row.posts.empty() ? std::nullopt : std::optional(row.posts.back().post);
    }
};

}  // namespace

boost::json::object PersonsView::row_schema() const {
    return reflect::schema<PersonRow>();
}

void PersonsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"person", PersonRow, FoldPerson>(fact, rows);
}

}  // namespace taizhang
