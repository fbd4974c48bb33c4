// A small world for tests of the rules: streams in memory, and commands given by accounts, decided by the real
// deciders.
//
//     World world;
//     world.set_up("unit/fgw", unit::Registered{.name = "发改委", .kind = unit::Kind::department});
//     world.account("clerk", {Role::unit_clerk}, "fgw");
//     auto result = world.give("clerk", "item/1", item::Acknowledged{});
//
// What is accepted is applied at once, as the engine would.
#pragma once

#include "src/domain/access.hpp"
#include "src/domain/case.hpp"
#include "src/transparency/lines.hpp"

#include <taizhang/reflect/json.hpp>

#include <map>
#include <stdexcept>

#ifdef __clang__
// Events are written here as designated initialisers that name what matters to the test.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang {

/// For a test's messages.
inline void PrintTo(const Result<std::vector<Happening>>& result, std::ostream* out) {
    if (!result) {
        *out << result.error().message;
        return;
    }
    for (const auto& [stream, event] : *result)
        *out << stream.value << " " << info_of(event).name << " " << event_to_json(event) << " ";
}

class World : public Directory {
  public:
    Time now = *Time::parse("2014-01-15T09:00:00+08:00");

    const Aggregate& get(const StreamId& stream) const override {
        static std::map<StreamId, Aggregate> absent;
        const auto found = streams_.find(stream);
        if (found != streams_.end()) return found->second;
        return absent.try_emplace(stream, Aggregate{stream, 0, {}}).first->second;
    }

    std::vector<ItemId> items_of(const LedgerId& ledger) const override {
        std::vector<ItemId> items;
        for (const auto& [stream, aggregate] : streams_) {
            const auto* item = std::get_if<ItemState>(&aggregate.state);
            if (item && item->ledger == ledger) items.push_back(ItemId{std::string(stream.id())});
        }
        return items;
    }

    std::vector<AdmissionId> admissions_of(const UnitId& enterprise) const override {
        std::vector<AdmissionId> files;
        for (const auto& [stream, aggregate] : streams_) {
            const auto* file = std::get_if<AdmissionState>(&aggregate.state);
            if (file && file->file.enterprise == enterprise) files.push_back(AdmissionId{std::string(stream.id())});
        }
        return files;
    }

    Result<PlacedEvent> event_at(Position position) const override {
        if (position < log_.size()) return log_[position];
        return Directory::event_at(position);
    }

    /// Position of the next event.
    Position end() const { return log_.size(); }

    /// Given by the system account, and meant to succeed.
    void set_up(const std::string& stream, const Event& event, const std::string& reason = "set-up") {
        const auto result = give_as(system(), {Role::system}, stream, event, reason, now);
        if (!result) throw std::logic_error("set-up of " + stream + ": " + result.error().message);
    }

    void account(const std::string& id, std::vector<Role> roles, const std::string& unit = {}) {
        account::Opened opened{.name = id, .roles = std::move(roles)};
        if (!unit.empty()) opened.unit = UnitId{unit};
        set_up("account/" + id, opened);
    }

    /// Effective now, unless told otherwise.
    Result<std::vector<Happening>> give(const std::string& by, const std::string& stream, const Event& event,
                                        const std::string& reason = {}, std::optional<Time> effective = std::nullopt) {
        if (by == "system") return give_as(system(), {Role::system}, stream, event, reason, effective.value_or(now));
        const auto* known = find_state<AccountState>(*this, AccountId{by});
        if (!known) throw std::logic_error("no account " + by + " was set up");
        const Actor actor{AccountId{by}, known->person, known->unit, known->name, ""};
        return give_as(actor, known->roles, stream, event, reason, effective.value_or(now));
    }

    template <class S>
    const S& state(const std::string& stream) const {
        const auto* found = std::get_if<S>(&get(StreamId{stream}).state);
        if (!found) throw std::logic_error("there is no " + stream);
        return *found;
    }

    void at(const std::string& china_time) { now = *Time::parse(china_time + ":00+08:00"); }

  private:
    static Actor system() { return {AccountId{"system"}, std::nullopt, std::nullopt, "system", "system"}; }

    Result<std::vector<Happening>> give_as(Actor actor, const std::vector<Role>& roles, const std::string& stream,
                                           const Event& event, const std::string& reason, Time effective) {
        const StreamId id{stream};
        Context context{now, effective, actor, roles, reason, *this, end()};
        if (const auto role = acting_role(get(id), event, context)) context.actor.role = reflect::enum_name(*role);
        auto decided = decide(get(id), event, context);
        if (!decided) return decided;
        for (const auto& one : *decided) keep(one.stream, one.event, context);
        return decided;
    }

    void keep(const StreamId& id, const Event& event, const Context& context) {
        auto& aggregate = streams_.try_emplace(id, Aggregate{id, 0, {}}).first->second;
        EventHeader header;
        header.position = end();
        header.stream = id;
        header.stream_version = aggregate.version + 1;
        header.type = info_of(event).number;
        header.recorded = context.now;
        header.effective = context.effective;
        header.actor = context.actor;
        header.reason = context.reason;
        if (const auto applied = apply(aggregate, event, header); !applied)
            throw std::logic_error("apply: " + applied.error().message);
        log_.push_back({header, event});
        if (const auto* approved = std::get_if<redaction::Approved>(&event)) erase(id, *approved->execution);
    }

    /// As the log does: what was removed is not there any more.
    void erase(const StreamId& id, const redaction::Execution& execution) {
        auto& target = log_.at(std::stoull(std::string(id.id())));
        const auto bytes = tlog::parse_base64(execution.substitute, "substitute");
        auto left = decode_event(target.header.type, execution.schema, bytes.value());
        if (!left) throw std::logic_error("substitute: " + left.error().message);
        target.event = std::move(*left);
    }

    std::map<StreamId, Aggregate> streams_;
    std::vector<PlacedEvent> log_;
};

}  // namespace taizhang
