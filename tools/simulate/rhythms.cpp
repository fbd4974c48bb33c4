#include "tools/simulate/rhythms.hpp"

#include "events/bulletin.hpp"
#include "events/inspection.hpp"
#include "events/review.hpp"
#include "src/documents/drafts.hpp"
#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

using regime::RhythmKind;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

review::Kind meeting_of(RhythmKind kind) {
    switch (kind) {
        case RhythmKind::start_day:
            return review::Kind::start_day;
        case RhythmKind::dispatch:
            return review::Kind::dispatch;
        case RhythmKind::appraisal:
            return review::Kind::appraisal;
        case RhythmKind::tour:
            return review::Kind::tour;
        default:
            return review::Kind::coordination;
    }
}

bulletin::Kind bulletin_of(const regime::Rhythm& rhythm) {
    if (rhythm.kind == RhythmKind::brief) return bulletin::Kind::brief;
    if (rhythm.kind == RhythmKind::listing) return bulletin::Kind::notice;
    if (rhythm.every == regime::Every::week) return bulletin::Kind::weekly;
    return rhythm.every == regime::Every::quarter ? bulletin::Kind::quarterly : bulletin::Kind::monthly;
}

}  // namespace

Rhythms::Rhythms(Stagehands& with, YearOptions options, AccountId holder, UnitId office)
    : theatre_{with, std::move(options), Dice(with.player.seed(), "rhythms")},
      holder_(std::move(holder)),
      office_(std::move(office)) {
    theatre_.dice = Dice(with.player.seed(), "rhythms " + theatre_.options.ledger.value);
}

void Rhythms::write_down(const regime::Calendar& calendar) {
    const Date today = theatre_.player.today();
    std::size_t which = 0;
    for (const auto& rhythm : theatre_.options.rules.rhythms) {
        ++which;
        std::size_t n = 0;
        for (const auto& each : regime::occurrences(rhythm, theatre_.options.year, calendar)) {
            const auto name = theatre_.options.ledger.value + "-r" + std::to_string(which) + "-" + std::to_string(++n);
            const auto thrown = theatre_.dice.below(100);
            if (each.due < today) continue;
            if (thrown >= 95) continue;  // nobody does it
            const int after = thrown >= 88 ? theatre_.dice.between(1, 6) : -theatre_.dice.between(0, 2);
            const Date day = std::max({each.begins, days_later(each.due, after), days_later(today, 1)});
            theatre_.diary.on(day, hours(9) + minutes(theatre_.dice.below(480)),
                              [this, &rhythm, each, name] { return keep(rhythm, each, name); });
        }
    }
}

/// What it was kept with tells most of it to the keeper, who records it; the rest is recorded by hand on the next day.
Status Rhythms::keep(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const std::string& name) {
    const auto& ledger = theatre_.options.ledger;
    const auto is_kept = [this, &rhythm, label = occurrence.label] {
        return theatre_.player.notebook().is_kept(theatre_.options.ledger, rhythm.name, label);
    };
    if (is_kept()) return {};
    TZ_TRY(const auto by, do_it(rhythm, occurrence, name));
    ledger::RhythmKept kept;
    kept.rhythm = rhythm.name;
    kept.occasion = occurrence.label;
    kept.on = theatre_.player.today();
    kept.text = rhythm.name + "已完成";
    for (const auto& made : rhythm.produces) kept.text += "，形成" + made;
    kept.by = by;
    if (by.empty()) return theatre_.player.act(holder_, StreamId::of(ledger), kept);
    theatre_.diary.on(days_later(kept.on, 1), hours(8), [this, kept, is_kept] {
        return is_kept() ? Status() : theatre_.player.act(holder_, StreamId::of(theatre_.options.ledger), kept);
    });
    return {};
}

Result<std::vector<StreamId>> Rhythms::do_it(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence,
                                             const std::string& name) {
    switch (rhythm.kind) {
        case RhythmKind::circular:
        case RhythmKind::brief:
        case RhythmKind::listing: {
            const auto stream = StreamId::of(BulletinId{name});
            TZ_CHECK(circulate(rhythm, occurrence, stream));
            return std::vector{stream};
        }
        case RhythmKind::tour:
            if (!some_item(true)) return std::vector<StreamId>();
            [[fallthrough]];
        case RhythmKind::dispatch:
        case RhythmKind::appraisal:
        case RhythmKind::meeting:
        case RhythmKind::start_day: {
            const auto stream = StreamId::of(ReviewId{name});
            TZ_CHECK(meet(rhythm, occurrence, stream));
            return std::vector{stream};
        }
        case RhythmKind::inspection: {
            if (!some_item(false)) return std::vector<StreamId>();
            const auto stream = StreamId::of(InspectionId{name});
            TZ_CHECK(inspect(rhythm, stream));
            return std::vector{stream};
        }
        default:
            return std::vector<StreamId>();
    }
}

Status Rhythms::circulate(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const StreamId& stream) {
    auto& player = theatre_.player;
    TZ_CHECK(player.rig().flush());
    auto issued =
        player.rig().has_views() ? draft(rhythm, occurrence) : Result<bulletin::Issued>(written(rhythm, occurrence));
    if (!issued) return issued.error();
    TZ_CHECK(player.act(holder_, stream, std::move(*issued)));
    if (theatre_.dice.chance(3))
        return player.act(holder_, stream, bulletin::Withdrawn{}, "表内一处数字有误，撤回重发");
    return player.act(holder_, stream, bulletin::Published{"内网"});
}

/// From the views, as they stand: what recomputing it gives again.
Result<bulletin::Issued> Rhythms::draft(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence) {
    auto& rig = theatre_.player.rig();
    TZ_TRY(const auto* views, rig.views());
    documents::DraftRequest request;
    request.kind = bulletin_of(rhythm);
    request.ledger = theatre_.options.ledger;
    request.from = occurrence.begins;
    request.until = std::max(occurrence.begins, occurrence.due);
    const Position at = rig.log().end() - 1;
    TZ_TRY(const auto last, rig.log().read(at, {.count = 1}));
    return documents::draft_bulletin(*views, request, at, last.front().header.recorded);
}

/// By hand, and so marked: nobody is to take it for what the views said.
bulletin::Issued Rhythms::written(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence) {
    auto& player = theatre_.player;
    bulletin::Issued issued;
    issued.kind = bulletin_of(rhythm);
    issued.title = rhythm.name + "（" + occurrence.label + "）";
    issued.ledger = theatre_.options.ledger;
    issued.from = occurrence.begins;
    issued.until = std::max(occurrence.begins, occurrence.due);
    issued.stands_on = player.rig().log().end() - 1;
    issued.addressed_to = rhythm.to.empty() ? "各区，市直各部门" : rhythm.to;
    issued.body = {{bulletin::BlockKind::paragraph, theatre_.dice.one_of(texts::remarks), {}}};
    issued.signed_by = rhythm.who;
    issued.dated = player.today();
    issued.edited = true;
    return issued;
}

Status Rhythms::meet(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const StreamId& stream) {
    auto& player = theatre_.player;
    auto& dice = theatre_.dice;
    review::Scheduled scheduled;
    scheduled.kind = meeting_of(rhythm.kind);
    scheduled.title = rhythm.name + "（" + occurrence.label + "）";
    scheduled.ledger = theatre_.options.ledger;
    scheduled.on = player.today();
    scheduled.organiser = office_;
    const auto* item = some_item(scheduled.kind == review::Kind::tour);
    if (item) scheduled.objects = {{item->id, theatre_.city.today(item->lead), {}}};
    if (scheduled.kind == review::Kind::tour)
        scheduled.host = theatre_.city.districts[hosts_++ % theatre_.city.districts.size()];
    TZ_CHECK(player.act(holder_, stream, scheduled));
    if (dice.chance(8)) {
        review::Rescheduled later;
        later.on = days_later(player.today(), 1);
        TZ_CHECK(player.act(holder_, stream, later, "与市里会议冲突，改期"));
        if (dice.chance(60)) return player.act(holder_, stream, review::Cancelled{"合并召开"}, "精简会议");
    }
    const NamedPerson speaker{{}, "分管副市长", "分管副市长"};
    TZ_CHECK(player.act(holder_, stream, review::Held{player.today(), "通报进度，逐项会商问题", {speaker}}));
    if (!item || !dice.chance(50)) return {};
    return player.act(
        holder_, stream,
        review::RemarkMade{"r1", speaker, dice.one_of(texts::remarks), item->id, theatre_.city.today(item->lead)});
}

Status Rhythms::inspect(const regime::Rhythm& rhythm, const StreamId& stream) {
    auto& player = theatre_.player;
    const auto* item = some_item(false);
    const auto lead = theatre_.city.today(item->lead);
    inspection::Scheduled scheduled;
    scheduled.kind = theatre_.dice.chance(50) ? inspection::Kind::routine : inspection::Kind::spot;
    scheduled.title = rhythm.name;
    scheduled.ledger = theatre_.options.ledger;
    scheduled.on = player.today();
    scheduled.units = {lead};
    scheduled.items = {item->id};
    scheduled.inspectors = {{{}, "督查二组", {}}};
    const auto& office = theatre_.city.supervision;
    TZ_CHECK(player.act(office, stream, scheduled));
    if (theatre_.dice.chance(6))
        return player.act(office, stream, inspection::Cancelled{"与上级督查合并进行"}, "减轻基层负担");
    TZ_CHECK(player.act(office, stream, inspection::Held{player.today(), "实地察看项目进度"}));
    if (!theatre_.dice.chance(30)) return {};
    const auto severity = theatre_.dice.chance(10) ? inspection::Severity::serious : inspection::Severity::problem;
    return player.act(office, stream,
                      inspection::FindingRecorded{"f1", lead, item->id, theatre_.dice.one_of(texts::found), severity});
}

/// One that is worked on; to be toured, a district's.
const PlayedItem* Rhythms::some_item(bool toured) {
    const auto& items = theatre_.items();
    if (items.empty()) return nullptr;
    const auto from = theatre_.dice.below(items.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(items.size(), 50); ++i) {
        const auto* item = items[(from + i) % items.size()];
        if (item->is_going_on() && (!toured || item->kind.empty())) return item;
    }
    return nullptr;
}

}  // namespace taizhang::simulate
