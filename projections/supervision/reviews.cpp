#include "projections/supervision/reviews.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ReviewRow;
using rows::ReviewState;

namespace {

struct FoldReview {
    ReviewRow& row;
    const EventHeader& header;

    void operator()(const review::Scheduled& e) const {
        row.review = ReviewId{std::string(header.stream.id())};
        row.kind = e.kind;
        row.title = e.title;
        row.ledger = e.ledger;
        row.on = e.on;
        row.host = e.host;
        row.organiser = e.organiser;
        row.objects = e.objects;
    }
    void operator()(const review::Rescheduled& e) const {
        if (e.on && *e.on != row.on && !row.first_on) row.first_on = row.on;
        take(row.on, e.on);
        if (e.host) row.host = e.host;
        if (!e.objects.empty()) row.objects = e.objects;
    }
    void operator()(const review::Held& e) const {
        row.state = ReviewState::held;
        row.held_on = e.held_on;
        row.summary = e.summary;
        row.present = e.present;
    }
    void operator()(const review::RemarkMade& e) const {
        row.remarks.push_back({e.remark, e.by, e.text, e.item, e.unit, header.recorded});
    }
    void operator()(const review::MinutesIssued& e) const { row.minutes = e.bulletin; }
    void operator()(const review::Cancelled& e) const {
        row.state = ReviewState::cancelled;
        row.summary = e.note;
    }
};

}  // namespace

boost::json::object ReviewsView::row_schema() const {
    return reflect::schema<ReviewRow>();
}

void ReviewsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"review", ReviewRow, FoldReview>(fact, rows);
}

}  // namespace taizhang
