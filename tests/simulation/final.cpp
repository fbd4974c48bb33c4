// Everything against everything: views against a model and against views made anew, rows that were followed against
// rows that are read, duties against an agenda made anew.
#include "events/catalogue.hpp"
#include "tests/simulation/model.hpp"
#include "tests/simulation/world.hpp"

namespace taizhang::simulation {

namespace {

std::string difference(const LedgerPicture& expected, const LedgerPicture& shown) {
    for (const auto& [key, line] : expected) {
        const auto found = shown.find(key);
        if (found == shown.end()) return key + " is missing; expected " + line;
        if (found->second != line) return key + ": expected " + line + ", shown is " + found->second;
    }
    for (const auto& [key, line] : shown) {
        if (!expected.contains(key)) return key + " is shown as " + line + ", and was never entered";
    }
    return {};
}

}  // namespace

void World::compare_as_of(std::optional<Position> position) {
    const auto shown = ledger_shown(server_->views(), position);
    if (!shown) throw Violation("the ledger cannot be read: " + shown.error().message);
    const auto expected = ledger_as_of(truth_.records(), position ? *position + 1 : 0);
    if (const auto why = difference(expected, *shown); !why.empty())
        throw Violation("the ledger as of position " + std::to_string(position.value_or(0)) + ": " + why);
}

/// By cursor, as a page does that looks now and then; it may have seen more than a view that begins anew has.
void World::follow_rows() {
    const auto changes = server_->views().changes_since("current_ledger", {}, rows_position_);
    if (!changes) throw Violation("the rows cannot be followed: " + changes.error().message);
    for (const auto& row : changes->upserts) rows_[row.key] = row.json;
    for (const auto& key : changes->removals) rows_.erase(key);
    rows_position_ = changes->position;
    if (rows_position_ == before_first) return;
    LedgerPicture followed;
    for (const auto& [key, json] : rows_) followed[key] = told_of_row(json);
    const auto expected = ledger_as_of(truth_.records(), rows_position_ + 1);
    if (const auto why = difference(expected, followed); !why.empty())
        throw Violation("rows that were followed to position " + std::to_string(rows_position_) + ": " + why);
}

void World::compare_views() {
    auto fresh = SteppedViews::open({.path = (directory_ / "fresh").string(), .batch_events = 150}, server_->log(),
                                    all_projections());
    if (!fresh) throw Violation("views cannot be made anew: " + fresh.error().message);
    while ((*fresh)->step()) {
    }
    for (const auto& state : server_->views().states()) {
        if (!state.applied || *state.applied + 1 != truth_.end())
            throw Violation("the view " + state.name + " did not come to the end");
        if (server_->views().digest(state.name).value() != (*fresh)->digest(state.name).value())
            throw Violation("the view " + state.name + " has other rows than one that is made anew");
    }
}

/// Whatever is due has been done, or was refused.
void World::check_duties() {
    keeper::Agenda agenda;
    for (const auto& record : truth_.records()) agenda.apply(record.header, event_of(record).value());
    const auto now = std::max(clock_.now(), agenda.last_recorded().value_or(Time{}));
    while (const auto duty = agenda.take(now)) {
        if (!truth_.stands_refused(duty->id, duty->stream))
            throw Violation("nobody did what fell due: " + std::string(info_of(duty->proposal).command) + " " +
                            duty->stream.value);
    }
}

void World::final_checks() {
    journal_.begin(step_);
    truth_.audit(server_->log());
    truth_.audit_duties();
    check_duties();
    compare_views();
    compare_as_of(server_->views().applied());
    for (int i = 0; i < 3; ++i) compare_as_of(dice_.below(truth_.end()));
    follow_rows();
    sign();
    gather();
    if (server_->notary().state().official_size != truth_.end()) throw Violation("the end has no official checkpoint");
    say("all is well");
    journal_.end();
}

}  // namespace taizhang::simulation
