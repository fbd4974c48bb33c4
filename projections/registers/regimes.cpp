#include "projections/registers/regimes.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::RegimeRow;

struct FoldRegime {
    RegimeRow& row;
    const EventHeader& header;

    void operator()(const regime::Adopted& e) const {
        row.regime = RegimeId{std::string(header.stream.id())};
        row.title = e.title;
        row.system = e.system;
        row.text = e.text;
        row.digest = e.digest;
        row.adopted_at = header.recorded;
    }
    void operator()(const regime::Amended& e) const {
        row.text = e.text;
        row.digest = e.digest;
        rows::RegimeText amended{header.recorded, header.position, e.digest, header.actor.name, std::nullopt};
        if (!header.reason.empty()) amended.reason = header.reason;
        row.amended.push_back(std::move(amended));
    }
    void operator()(const regime::Repealed& e) const {
        row.repealed = true;
        row.replaced_by = e.replaced_by;
    }
};

}  // namespace

boost::json::object RegimesView::row_schema() const {
    return reflect::schema<RegimeRow>();
}

void RegimesView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"regime", RegimeRow, FoldRegime>(fact, rows);
}

}  // namespace taizhang
