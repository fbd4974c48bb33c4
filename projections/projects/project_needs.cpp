#include "projections/projects/project_needs.hpp"

#include "projections/fold.hpp"
#include "projections/registers/ledger_rules.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::NeedRow;
using rows::NeedState;

/// Hidden, by the item's stream.
struct NeedyItem {
    LedgerId ledger;
    std::string title;
    std::optional<UnitId> region;
    std::vector<std::string> supports;
};
BOOST_DESCRIBE_STRUCT(NeedyItem, (), (ledger, title, region, supports))

namespace {

std::string title_of(const regime::Rules& rules, const std::string& kind) {
    const auto& supports = rules.projects.supports;
    const auto found = std::ranges::find(supports, kind, &regime::Support::key);
    return found == supports.end() ? kind : found->title;
}

struct TellNeeds {
    NeedyItem& item;
    Rows& rows;
    const EventHeader& header;

    void operator()(const item::Entered& e) const {
        item.ledger = e.ledger;
        item.title = e.title;
    }
    void operator()(const item::Revised& e) const {
        take(item.title, e.title);
        renew();
    }
    void operator()(const item::Profiled& e) const {
        take(item.region, e.region);
        if (e.region) renew();
    }
    void operator()(const item::SupportRequested& e) const;
    void operator()(const item::SupportGranted& e) const {
        change(e.support, [&](NeedRow& row) {
            answer(row, NeedState::granted, e.text);
            row.granted = e.amount ? e.amount : row.amount;
        });
    }
    void operator()(const item::SupportDeclined& e) const {
        change(e.support, [&](NeedRow& row) { answer(row, NeedState::declined, e.findings); });
    }
    void operator()(const item::Cancelled&) const { drop(); }
    void operator()(const item::Merged&) const { drop(); }
    void operator()(const item::ClosedOut&) const { drop(); }

    std::string key(const std::string& support) const {
        return item.ledger.value + "/" + std::string(header.stream.id()) + "/" + key_text(support);
    }
    template <class Act>
    void change(const std::string& support, Act&& act) const {
        auto row = need_row<NeedRow>(rows, key(support));
        act(row);
        put_row(rows, key(support), std::move(row));
    }
    void answer(NeedRow& row, NeedState state, const std::string& text) const {
        row.state = state;
        row.answered_at = header.recorded;
        row.answered_by = header.actor.name;
        row.answer = text;
        row.late = row.needed_by && header.recorded > end_of_day(*row.needed_by);
    }
    void renew() const {
        for (const auto& support : item.supports) {
            change(support, [&](NeedRow& row) {
                row.item_title = item.title;
                row.region = item.region;
            });
        }
    }
    /// Whoever was asked need not answer any more.
    void drop() const {
        for (const auto& support : item.supports) {
            change(support, [](NeedRow& row) {
                if (row.state == NeedState::requested) row.state = NeedState::dropped;
            });
        }
    }
};

void TellNeeds::operator()(const item::SupportRequested& e) const {
    NeedRow row;
    row.ledger = item.ledger;
    row.item = ItemId{std::string(header.stream.id())};
    row.support = e.support;
    row.item_title = item.title;
    row.region = item.region;
    row.kind = e.kind;
    row.kind_title = title_of(*rules_of(rows, item.ledger), e.kind);
    row.text = e.text;
    row.amount = e.amount;
    row.needed_by = e.needed_by;
    row.from = e.from;
    if (e.from) row.answers = unit_today(rows, *e.from);
    row.requested_at = header.recorded;
    row.requested_by = header.actor.name;
    row.requesting = header.actor.unit;
    row.position = header.position;
    if (row.answers) index_answers(rows, *row.answers, key(e.support));
    put_row(rows, key(e.support), std::move(row));
    item.supports.push_back(e.support);
}

template <class E>
concept OfNeeds = OneOf<E, item::Entered, item::Revised, item::Profiled, item::SupportRequested, item::SupportGranted,
                        item::SupportDeclined, item::Cancelled, item::Merged, item::ClosedOut>;

}  // namespace

boost::json::object ProjectNeedsView::row_schema() const {
    return reflect::schema<NeedRow>();
}

void ProjectNeedsView::apply(const Fact& fact, Rows& rows) const {
    note_rules(fact, rows);
    on_events_of<"item">(fact, [&]<class E>(const E& event) {
        if constexpr (OfNeeds<E>) {
            const auto key = hidden_key(fact.header.stream.value);
            auto item = fact.header.stream_version == 1 ? NeedyItem{} : need_row<NeedyItem>(rows, key);
            TellNeeds{item, rows, fact.header}(event);
            put_row(rows, key, std::move(item));
        }
    });
    pass_answers_on<NeedRow>(fact, rows, [](const NeedRow& row) { return row.state == NeedState::requested; });
}

}  // namespace taizhang
