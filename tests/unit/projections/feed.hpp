// Makes facts for tests of projections: positions, stream versions and times are counted up by themselves.
//
//     Feed feed;
//     feed.add("unit/fgw", unit::Registered{.name = "发改委"});
//     feed.as("clerk", "fgw").add("item/1", item::Acknowledged{}, "a reason");
#pragma once

#include "projections/projection.hpp"

#include <map>

// Tests name the fields that matter; the others are absent.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#pragma clang diagnostic ignored "-Wmissing-field-initializers"

namespace taizhang::test {

struct Told {
    EventHeader header;
    Event event;
};

class Feed {
  public:
    Feed& as(std::string account, std::optional<std::string> unit) {
        actor_.account.value = account;
        actor_.name = "name of " + account;
        actor_.role = "unit_clerk";
        actor_.unit = unit ? std::optional(UnitId{*unit}) : std::nullopt;
        return *this;
    }
    Feed& at(std::string_view time) {
        now_ = *Time::parse(time);
        return *this;
    }

    const Told& add(const std::string& stream, Event event, std::string reason = {}) {
        EventHeader header;
        header.position = told_.size();
        header.stream = {stream};
        header.stream_version = ++versions_[stream];
        header.type = info_of(event).number;
        header.schema = info_of(event).schema;
        header.recorded = now_;
        header.effective = now_;
        header.actor = actor_;
        header.command = std::string(info_of(event).command);
        header.command_id.bytes[15] = static_cast<std::uint8_t>(header.position);
        header.command_id.bytes[14] = static_cast<std::uint8_t>(header.position >> 8);
        header.reason = std::move(reason);
        now_ = now_ + std::chrono::milliseconds(1000);
        told_.push_back({std::move(header), std::move(event)});
        return told_.back();
    }
    const std::vector<Told>& told() const { return told_; }

    /// As a log keeps it, without digests: projections do not look at them.
    static Record record(const Told& told) {
        Record record;
        record.header = told.header;
        record.payload = encode_event(told.event);
        return record;
    }

  private:
    Actor actor_{AccountId{"office"}, {}, {}, "name of office", "supervision"};
    Time now_ = *Time::parse("2014-01-13T01:00:00Z");
    std::map<std::string, Version> versions_;
    std::vector<Told> told_;
};

/// Rows in memory, without history and without a cache of typed rows: everything goes through text.
class PlainRows final : public Rows {
  public:
    std::optional<std::string> get(std::string_view key) const override {
        const auto found = rows.find(key);
        return found == rows.end() ? std::nullopt : std::optional(found->second);
    }
    void put(std::string_view key, std::string row) override {
        rows.insert_or_assign(std::string(key), std::move(row));
    }
    void erase(std::string_view key) override { rows.erase(std::string(key)); }
    void scan(std::string_view prefix,
              const std::function<void(std::string_view, std::string_view)>& visit) const override {
        for (auto it = rows.lower_bound(prefix); it != rows.end() && it->first.starts_with(prefix); ++it)
            visit(it->first, it->second);
    }
    std::map<std::string, std::string, std::less<>> rows;
};

/// The view after all that was told.
template <class View>
PlainRows project(const Feed& feed, const View& view = View()) {
    PlainRows rows;
    for (const auto& told : feed.told()) view.apply({told.header, told.event}, rows);
    return rows;
}

inline Decimal decimal(std::string_view text) {
    return *Decimal::parse(text);
}
inline Period period(std::string_view text) {
    return *Period::parse(text);
}
inline Party party(std::string unit, PartyRole role = PartyRole::responsible) {
    return {UnitId{unit}, "printed " + unit, role, false, false, {}};
}

/// Ledger 2014 with item 1, led by fgw with sjw beside it.
inline void enter_item(Feed& feed) {
    feed.add("ledger/2014", ledger::Opened{.title = "重点工作", .year = 2014, .holder = UnitId{"gov"}});
    item::Entered entered;
    entered.ledger = LedgerId{"2014"};
    entered.number = "1";
    entered.title = "工业";
    entered.text = "工业增长16%以上";
    entered.units = {party("fgw", PartyRole::lead), party("sjw")};
    entered.targets = {{"增长", {">="}, decimal("16"), "%", false, {4, 8}}};
    feed.add("item/1", entered);
}

inline NamedPerson named(std::optional<std::string> person, std::string name, std::optional<std::string> post = {}) {
    return {person ? std::optional(PersonId{*person}) : std::nullopt, std::move(name), std::move(post)};
}

/// The row that must be there.
template <class View, class Row>
Row row_of(const Feed& feed, const std::string& key) {
    const auto rows = project<View>(feed);
    auto row = get_row<Row>(rows, key);
    if (row) return std::move(*row);
    std::string keys;
    for (const auto& [known, text] : rows.rows) keys += hidden(known) ? "" : " " + known;
    throw std::runtime_error("no row " + key + " among" + keys);
}

/// The keys that readers see.
template <class View>
std::vector<std::string> keys_of(const Feed& feed) {
    std::vector<std::string> keys;
    for (const auto& [key, text] : project<View>(feed).rows) {
        if (!hidden(key)) keys.push_back(key);
    }
    return keys;
}

/// A regime with a ledger under it, before any item: rules as TOML below title, system and document.
inline void adopt(Feed& feed, const std::string& rules) {
    const auto text = "title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n" + rules;
    feed.add("regime/r", regime::Adopted{"制度", "S1", text, {}});
}
inline void amend(Feed& feed, const std::string& rules) {
    const auto text = "title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n" + rules;
    feed.add("regime/r", regime::Amended{text, {}}, "why");
}
inline void open_under_regime(Feed& feed) {
    feed.add("ledger/2014",
             ledger::Opened{.title = "重点工作", .year = 2014, .holder = UnitId{"gov"}, .regime = RegimeId{"r"}});
}
inline item::Entered entered() {
    item::Entered e;
    e.ledger = LedgerId{"2014"};
    e.number = "1";
    e.title = "工业";
    e.text = "工业增长16%以上";
    e.units = {party("fgw", PartyRole::lead), party("sjw")};
    return e;
}

inline item::ProgressReported reported(std::string unit, std::string_view month, std::string_view percent,
                                       std::string text = "words") {
    item::ProgressReported e;
    e.unit = UnitId{unit};
    e.period = period(month);
    e.percent = decimal(percent);
    e.progress = std::move(text);
    return e;
}

}  // namespace taizhang::test
