#include "projections/supervision/bulletins.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::BulletinRow;
using rows::BulletinState;

namespace {

struct FoldBulletin {
    BulletinRow& row;
    const EventHeader& header;

    void operator()(const bulletin::Issued& e) const {
        row.bulletin = BulletinId{std::string(header.stream.id())};
        row.kind = e.kind;
        row.title = e.title;
        row.number = e.number;
        row.ledger = e.ledger;
        row.review = e.review;
        row.from = e.from;
        row.until = e.until;
        row.stands_on = e.stands_on;
        row.addressed_to = e.addressed_to;
        row.body = e.body;
        row.signed_by = e.signed_by;
        row.dated = e.dated;
        row.digest = e.digest;
        row.edited = e.edited;
        row.issued_at = header.recorded;
        row.issued_by = header.actor.name;
    }
    /// It may be published in several places.
    void operator()(const bulletin::Published& e) const {
        row.state = BulletinState::published;
        row.published.push_back({e.where, header.recorded, header.actor.name});
    }
    void operator()(const bulletin::Withdrawn& e) const {
        row.state = BulletinState::withdrawn;
        row.withdrawn_at = header.recorded;
        if (!header.reason.empty()) row.withdrawn_why = header.reason;
        row.replaced_by = e.replaced_by;
    }
};

}  // namespace

boost::json::object BulletinsView::row_schema() const {
    return reflect::schema<BulletinRow>();
}

void BulletinsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"bulletin", BulletinRow, FoldBulletin>(fact, rows);
}

}  // namespace taizhang
