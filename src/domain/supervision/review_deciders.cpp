// 拉练 and meetings (S1.9, S4.2, S4.3): planned with a host and objects, held, what leaders said, minutes.
#include "src/domain/deciders.hpp"
#include "src/domain/items/item_checks.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include <set>

namespace taizhang {

namespace {

constexpr std::string_view touring = "S4.2", minuting = "S1.9";

std::string review_name(const Case& c) {
    return "review '" + std::string(c.stream.id()) + "'";
}

Status check_stage(const ReviewState& state, ReviewStage needed, const Case& c) {
    if (state.stage == needed) return {};
    const char* is = "";
    switch (state.stage) {
        case ReviewStage::scheduled:
            is = " has not been held yet; record that first (review.hold)";
            break;
        case ReviewStage::held:
            is = " was held already";
            break;
        case ReviewStage::cancelled:
            is = " was cancelled; schedule another one (review.schedule)";
            break;
    }
    return refused(review_name(c) + is, touring);
}

bool can_host(unit::Kind kind) {
    using enum unit::Kind;
    switch (kind) {
        case district:
        case zone:
        case town:
        case street:
            return true;
        case government:
        case department:
        case enterprise:
        case institution:
        case collective:
        case other:
            break;
    }
    return false;
}

/// 主场: a tour goes to one district, zone, town or street at a time.
Status check_host(const review::Scheduled& plan, const Case& c) {
    if (!plan.host) {
        if (plan.kind != review::Kind::tour) return {};
        return refused("/host: a tour is hosted by one district at a time; name it", touring).with("path", "/host");
    }
    TZ_TRY(const auto* host, need_active_unit(c, *plan.host, "/host"));
    if (plan.kind != review::Kind::tour || can_host(host->kind)) return {};
    return refused("/host: a tour is hosted by a district, zone, town or street, and '" + plan.host->value + "' (" +
                       host->name + ") is a " + reflect::enum_name(host->kind),
                   touring)
        .with("path", "/host");
}

/// Where the ledger's regime names the office that organises tours, it is that one.
Status check_organiser(const review::Scheduled& plan, const Case& c) {
    TZ_TRY(const auto* organiser, need_active_unit(c, plan.organiser, "/organiser"));
    const auto& named = rules_of(c, plan.ledger).tours.organiser;
    const auto& aliases = organiser->aliases;
    const bool is_named = organiser->name == named || std::ranges::find(aliases, named) != aliases.end();
    if (plan.kind != review::Kind::tour || named.empty() || is_named) return {};
    return refused("/organiser: by the ledger's regime tours are organised by " + named + ", not by " + organiser->name,
                   touring)
        .with("path", "/organiser");
}

Status check_object(const review::Object& object, const review::Scheduled& plan, const std::string& at, const Case& c) {
    TZ_CHECK(need_item(c, object.item, plan.ledger, at + "/item"));
    if (object.unit) TZ_CHECK(need_state<UnitState>(c, *object.unit, at + "/unit"));
    return check_text(object.place, at + "/place", max_name_characters);
}

/// One project, one task force, one head (S4.3): what is toured has them.
Status check_task_forces(const review::Scheduled& plan, const Case& c) {
    if (plan.kind != review::Kind::tour) return {};
    std::string missing;
    boost::json::array items;
    for (const auto& object : plan.objects) {
        const auto* item = find_state<ItemState>(c.context.directory, object.item);
        if (!item || !item->project_kind || item->task_force) continue;
        missing += (missing.empty() ? "'" : ", '") + object.item.value + "'";
        items.push_back(json_text(object.item.value));
    }
    if (missing.empty()) return {};
    return refused("/objects: every project has a leader, a task force and its head, and " + missing +
                       " has none; form it first (item.form_task_force)",
                   "S4.3")
        .with("path", "/objects")
        .with("items", std::move(items));
}

Status check_objects(const review::Scheduled& plan, const Case& c) {
    TZ_CHECK(check_count(plan.objects.size(), "/objects"));
    if (plan.kind == review::Kind::tour && plan.objects.empty())
        return refused("/objects: a tour goes to see something; name at least one item", touring)
            .with("path", "/objects");
    std::set<ItemId> seen;
    for (std::size_t i = 0; i < plan.objects.size(); ++i) {
        const auto at = element_path("/objects", i);
        if (!seen.insert(plan.objects[i].item).second)
            return invalid(at + "/item: '" + plan.objects[i].item.value + "' stands in the list twice; name it once",
                           at + "/item");
        TZ_CHECK(check_object(plan.objects[i], plan, at, c));
    }
    return check_task_forces(plan, c);
}

Status check_plan(const review::Scheduled& plan, const Case& c) {
    TZ_CHECK(check_text(plan.title, "/title", max_title_characters));
    if (plan.ledger) TZ_CHECK(need_state<LedgerState>(c, *plan.ledger, "/ledger"));
    TZ_CHECK(check_organiser(plan, c));
    TZ_CHECK(check_host(plan, c));
    return check_objects(plan, c);
}

/// One of the objects, or another item of the review's ledger.
Status check_remark_item(const ReviewState& state, const std::optional<ItemId>& item, const Case& c) {
    if (!item) return {};
    if (std::ranges::find(state.plan.objects, *item, &review::Object::item) != state.plan.objects.end()) return {};
    TZ_CHECK(need_item(c, *item, state.plan.ledger, "/item"));
    return {};
}

/// Minutes once, unless those were withdrawn.
Status check_no_minutes(const ReviewState& state, const Case& c) {
    const auto* earlier = state.minutes ? find_state<BulletinState>(c.context.directory, *state.minutes) : nullptr;
    if (!earlier || earlier->stage == BulletinStage::withdrawn) return {};
    return refused(review_name(c) + " has minutes already, '" + state.minutes->value + "'; withdraw them first " +
                       "(bulletin.withdraw)",
                   minuting);
}

}  // namespace

Status decide(const ReviewState&, const review::Scheduled& proposal, const Case& c) {
    return check_plan(proposal, c);
}

Status decide(const ReviewState& state, const review::Rescheduled& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, ReviewStage::scheduled, c));
    if (!proposal.on && !proposal.host && proposal.objects.empty())
        return invalid("/on: nothing would change; give another day, host or list of objects", "/on");
    auto plan = state.plan;
    if (proposal.host) plan.host = proposal.host;
    if (!proposal.objects.empty()) plan.objects = proposal.objects;
    return check_plan(plan, c);
}

Status decide(const ReviewState& state, const review::Held& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, ReviewStage::scheduled, c));
    TZ_CHECK(check_happened(proposal.held_on, "/held_on", c));
    TZ_CHECK(check_people(proposal.present, "/present", c));
    return check_text(proposal.summary, "/summary");
}

Status decide(const ReviewState& state, const review::RemarkMade& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, ReviewStage::held, c));
    TZ_CHECK(check_text(proposal.remark, "/remark", max_key_characters));
    TZ_CHECK(check_count(state.remarks.size() + 1, "/remark"));
    if (std::ranges::find(state.remarks, proposal.remark) != state.remarks.end())
        return refused("/remark: '" + proposal.remark + "' was recorded already; choose another name", minuting)
            .with("path", "/remark");
    TZ_CHECK(check_person(proposal.by, "/by", {}, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    if (proposal.unit) TZ_CHECK(need_state<UnitState>(c, *proposal.unit, "/unit"));
    return check_remark_item(state, proposal.item, c);
}

Status decide(const ReviewState& state, const review::MinutesIssued& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, ReviewStage::held, c));
    TZ_CHECK(check_no_minutes(state, c));
    TZ_TRY(const auto* bulletin, need_state<BulletinState>(c, proposal.bulletin, "/bulletin"));
    const auto fault = [&](const char* what) {
        return refused("/bulletin: '" + proposal.bulletin.value + "' " + what, minuting).with("path", "/bulletin");
    };
    if (bulletin->kind != bulletin::Kind::minutes) return fault("is no minutes; issue one of that kind");
    if (bulletin->review != c.id<ReviewId>()) return fault("is the minutes of another review");
    if (bulletin->stage == BulletinStage::withdrawn) return fault("was withdrawn");
    return {};
}

Status decide(const ReviewState& state, const review::Cancelled& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, ReviewStage::scheduled, c));
    return check_text(proposal.note, "/note");
}

}  // namespace taizhang
