#include "projections/persons.hpp"

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
        row.unit = e.unit;
        row.post = e.post;
    }
    void operator()(const person::Appointed& e) const {
        row.unit = e.unit;
        row.post = e.post;
    }
    /// Relieved of another post than the one shown, a person keeps the one shown.
    void operator()(const person::Relieved& e) const {
        if (row.unit != e.unit || row.post != e.post) return;
        row.unit.reset();
        row.post.reset();
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
