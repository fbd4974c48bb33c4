#include "src/rpc/drafts.hpp"

#include "events/catalogue.hpp"
#include "src/views/views.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace {

constexpr std::size_t records_at_once = 1'000, max_turns = 10'000;
constexpr Position furthest_back = 50'000;  ///< events that are looked through for turns of long ago

/// The types of which this takes notice.
struct Types {
    std::uint16_t entered = number("item.entered"), activated = number("item.activated"),
                  assigned = number("item.units_assigned"), transferred = number("item.transferred"),
                  decomposed = number("item.decomposed"), merged = number("unit.merged"),
                  dissolved = number("unit.dissolved");

    static std::uint16_t number(std::string_view name) { return find_event_by_name(name)->number; }
    bool is_turn(std::uint16_t type) const { return type == activated || type == assigned || type == transferred; }
    bool is_of_item(std::uint16_t type) const { return is_turn(type) || type == entered || type == decomposed; }
};

const Types& types() {
    static const Types known;
    return known;
}

bool holds(const std::vector<UnitId>& units, const UnitId& unit) {
    return std::ranges::find(units, unit) != units.end();
}

void add(std::vector<UnitId>& units, const UnitId& unit) {
    if (!holds(units, unit)) units.push_back(unit);
}

std::vector<UnitId> units_of(const std::vector<Party>& parties) {
    std::vector<UnitId> units;
    for (const auto& party : parties) {
        add(units, party.unit);
        for (const auto& member : party.members) add(units, member);
    }
    return units;
}

}  // namespace

bool Draft::is_of(const std::optional<UnitId>& unit) const {
    return unit && holds(units, *unit);
}

bool Draft::was_of(const std::optional<UnitId>& unit) const {
    return unit && holds(former, *unit);
}

const Draft* DraftSet::find(std::string_view item) const {
    const auto found = items.find(item);
    return found == items.end() ? nullptr : &found->second;
}

bool DraftSet::concerns(const std::optional<UnitId>& unit) const {
    return unit && std::ranges::any_of(
                       items, [&](const auto& one) { return one.second.is_of(unit) || one.second.was_of(unit); });
}

Result<Drafts::Seen> Drafts::look() const {
    const std::lock_guard lock(mutex_);
    TZ_CHECK(catch_up());
    return Seen{shown_, until_};
}

Result<Drafts::Known> Drafts::known() const {
    const auto until = shown_until_.load();
    const auto number = shown_number_.load();
    if (shows_ && until >= log_.end()) return Known{number, until};
    const std::lock_guard lock(mutex_);
    TZ_CHECK(catch_up());
    return Known{shown_->number, until_};
}

Result<Drafts::Seen> Drafts::look_back(Position from) const {
    const std::lock_guard lock(mutex_);
    TZ_CHECK(catch_up());
    if (from >= working_.turns_from) return Seen{shown_, until_};
    const auto too_long_ago = [] {
        return Error{ErrorCode::gone,
                     "/from: that is too long ago to tell which drafts were activated since: forget "
                     "the rows, and subscribe without `from`"}
            .with("path", "/from");
    };
    if (working_.turns_from - from > furthest_back) return too_long_ago();
    std::vector<DraftTurn> turns;
    for (auto next = from; next < working_.turns_from;) {
        TZ_TRY(const auto page, log_.read(next, {.count = records_at_once}));
        if (page.empty()) break;
        for (const auto& [header, salt, payload, redacted, erases] : page) {
            if (header.position < working_.turns_from && types().is_turn(header.type))
                turns.push_back({header.position, std::string(header.stream.id())});
        }
        next = page.back().header.position + 1;
    }
    working_.turns.insert(working_.turns.begin(), turns.begin(), turns.end());
    working_.turns_from = from;
    publish();
    if (working_.turns_from > from) return too_long_ago();  // there were more than are kept
    return Seen{shown_, until_};
}

Status Drafts::catch_up() const {
    if (begun_ && until_ >= log_.end()) return {};
    if (!begun_) TZ_CHECK(begin());
    begun_ = true;
    while (until_ < log_.end()) {
        TZ_TRY(const auto page, log_.read(until_, {.count = records_at_once}));
        if (page.empty()) break;
        for (const auto& record : page) TZ_CHECK(take(record));
        until_ = page.back().header.position + 1;
    }
    if (changed_) publish();
    shown_until_ = until_;
    shows_ = true;
    return {};
}

/// What a view shows is so as of one position, whatever state the view is in; the log tells what comes after it.
Status Drafts::begin() const {
    working_ = {};
    until_ = 0;
    if (!views_.find("current_ledger")) return {};
    ViewQuery query{.view = "current_ledger", .filter = {{"status", {"draft", "cancelled", "merged", "carried_over"}}}};
    do {
        TZ_TRY(const auto page, views_.list(query));
        if (!page.position) return {};
        until_ = *page.position + 1;
        for (const auto& row : page.rows) TZ_CHECK(take_row(row.json, *page.position));
        query.cursor = page.next_cursor;
    } while (!query.cursor.empty());
    working_.turns.clear();
    working_.turns_from = until_;
    changed_ = true;
    return {};
}

/// Whoever acts for a unit that is gone stands in the row alone.
Status Drafts::take_row(std::string_view json, Position last) const {
    TZ_TRY(const auto row, reflect::parse_json(json));
    const auto& fields = row.as_object();
    const std::string item(fields.at("item").as_string());
    const auto stream = StreamId::of(ItemId{item});
    for (Version version = 1;;) {
        TZ_TRY(const auto page, log_.read_stream(stream, version, {}));
        if (page.empty() || page.front().header.position > last) break;
        for (const auto& record : page) {
            if (record.header.position <= last) TZ_CHECK(take_item(record));
        }
        version = page.back().header.stream_version + 1;
    }
    const auto found = working_.items.find(item);
    if (found == working_.items.end()) return {};
    if (const auto* answerable = fields.if_contains("answerable")) {
        for (const auto& unit : answerable->as_array()) add(found->second.units, UnitId{std::string(unit.as_string())});
    }
    return {};
}

Status Drafts::take(const Record& record) const {
    const auto type = record.header.type;
    if (types().is_of_item(type)) return take_item(record);
    if ((type != types().merged && type != types().dissolved) || working_.items.empty()) return {};
    TZ_TRY(const auto event, event_of(record));
    const UnitId gone{std::string(record.header.stream.id())};
    std::optional<UnitId> successor;
    if (const auto* merged = std::get_if<unit::Merged>(&event)) successor = merged->into;
    if (const auto* dissolved = std::get_if<unit::Dissolved>(&event)) successor = dissolved->successor;
    if (!successor) return {};
    for (auto& [item, draft] : working_.items) {
        if (!draft.is_of(gone) || draft.is_of(successor)) continue;
        draft.units.push_back(*successor);
        working_.turns.push_back({record.header.position, item});
        changed_ = true;
    }
    return {};
}

Status Drafts::take_item(const Record& record) const {
    const auto type = record.header.type;
    const std::string item(record.header.stream.id());
    const auto at = record.header.position;
    const auto known = working_.items.find(item);
    if (!types().is_of_item(type) || (type != types().entered && known == working_.items.end())) return {};
    if (type == types().activated) {
        working_.items.erase(known);
        working_.turns.push_back({at, item});
        changed_ = true;
        return {};
    }
    TZ_TRY(const auto event, event_of(record));
    if (const auto* entered = std::get_if<item::Entered>(&event); entered && entered->draft.value_or(false)) {
        auto units = units_of(entered->units);
        TZ_TRY(const auto holder, holder_of(entered->ledger));
        for (const auto& unit : holder) add(units, unit);
        working_.items[item] = {std::move(units), {}};
        changed_ = true;
    }
    if (const auto* assigned = std::get_if<item::UnitsAssigned>(&event))
        take_units(item, units_of(assigned->units), at);
    if (const auto* transferred = std::get_if<item::Transferred>(&event)) {
        auto units = known->second.units;
        std::erase(units, transferred->from);
        add(units, transferred->to);
        take_units(item, std::move(units), at);
    }
    if (const auto* decomposed = std::get_if<item::Decomposed>(&event)) {
        auto units = known->second.units;
        for (const auto& part : decomposed->parts) add(units, part.unit);
        take_units(item, std::move(units), at);
    }
    return {};
}

void Drafts::take_units(const std::string& item, std::vector<UnitId> units, Position at) const {
    auto& draft = working_.items.at(item);
    for (const auto& unit : draft.units) {
        if (!holds(units, unit)) add(draft.former, unit);
    }
    draft.units = std::move(units);
    working_.turns.push_back({at, item});
    changed_ = true;
}

Result<std::vector<UnitId>> Drafts::holder_of(const LedgerId& ledger) const {
    std::vector<UnitId> holders;
    TZ_TRY(const auto first, log_.read_stream(StreamId::of(ledger), 1, {.count = 1}));
    if (first.empty()) return holders;
    TZ_TRY(const auto event, event_of(first.front()));
    if (const auto* opened = std::get_if<ledger::Opened>(&event)) holders.push_back(opened->holder);
    return holders;
}

void Drafts::publish() const {
    auto& turns = working_.turns;
    if (turns.size() > max_turns) {
        const auto first = turns.end() - max_turns / 2;
        working_.turns_from = first->at;
        turns.erase(turns.begin(), first);
    }
    ++working_.number;
    shown_ = std::make_shared<const DraftSet>(working_);
    shown_number_ = working_.number;
    changed_ = false;
}

}  // namespace taizhang::rpc
