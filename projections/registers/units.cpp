#include "projections/registers/units.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::UnitRow;
using rows::UnitStatus;

struct FoldUnit {
    UnitRow& row;
    const EventHeader& header;

    void operator()(const unit::Registered& e) const {
        row.unit = UnitId{std::string(header.stream.id())};
        row.name = e.name;
        row.kind = e.kind;
        row.parent = e.parent;
        row.aliases = e.aliases;
        row.confirmed = e.confirmed;
        row.members = e.members;
        row.collective = e.kind == unit::Kind::collective || !e.members.empty();
    }
    void operator()(const unit::Confirmed& e) const {
        row.confirmed = true;
        take(row.kind, e.kind);
        if (e.parent) row.parent = e.parent;
        row.collective = row.collective || row.kind == unit::Kind::collective;
    }
    void operator()(const unit::Renamed& e) const {
        const auto old_name = std::exchange(row.name, e.name);
        row.former_names.push_back(old_name);
        std::erase(row.aliases, e.name);
        add_alias(old_name);
        for (const auto& alias : e.aliases) add_alias(alias);
    }
    void operator()(const unit::Moved& e) const { row.parent = e.parent; }
    void operator()(const unit::MembersSet& e) const {
        row.members = e.members;
        row.collective = true;
    }
    void operator()(const unit::Merged& e) const {
        row.status = UnitStatus::merged;
        row.successor = e.into;
    }
    void operator()(const unit::Dissolved& e) const {
        row.status = UnitStatus::dissolved;
        row.successor = e.successor;
    }

    /// Documents go on printing the old names.
    void add_alias(const std::string& alias) const {
        const bool known = std::ranges::find(row.aliases, alias) != row.aliases.end();
        if (!known && alias != row.name) row.aliases.push_back(alias);
    }
};

}  // namespace

boost::json::object UnitsView::row_schema() const {
    return reflect::schema<UnitRow>();
}

void UnitsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"unit", UnitRow, FoldUnit>(fact, rows);
}

}  // namespace taizhang
