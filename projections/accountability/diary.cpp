#include "projections/accountability/diary.hpp"

#include "projections/registers/successors.hpp"

namespace taizhang {

using rows::DueKind;
using rows::DueRow;
using rows::DueState;

namespace {

std::string diary_key(const StreamId& stream) {
    return hidden_key("diary/" + stream.value);
}

template <class Entries>
auto find_entry(Entries& entries, DueKind kind, const std::string& part) {
    const auto found =
        std::ranges::find_if(entries, [&](const DiaryEntry& one) { return one.kind == kind && one.part == part; });
    return found == entries.end() ? nullptr : &*found;
}

DueState shown(const DiaryEntry& entry) {
    if (entry.done) return DueState::done;
    return entry.dropped ? DueState::dropped : entry.state;
}

}  // namespace

Diary::Diary(Rows& rows, const EventHeader& header, const StreamId& stream)
    : rows_(rows),
      header_(header),
      stream_(stream),
      memory_(get_row<DiaryMemory>(rows, diary_key(stream)).value_or(DiaryMemory{})) {}

std::string Diary::key(const DiaryEntry& entry) const {
    return entry.due.to_string() + "/" + reflect::enum_name(entry.kind) + "/" + std::string(stream_.id()) + "/" +
           key_text(entry.part);
}

const DiaryEntry* Diary::find(DueKind kind, const std::string& part) const {
    return find_entry(memory_.entries, kind, part);
}

DiaryEntry* Diary::entry(DueKind kind, const std::string& part) {
    return find_entry(memory_.entries, kind, part);
}

void Diary::show(const DiaryEntry& entry, DueRow row) {
    row.due = entry.due;
    row.kind = entry.kind;
    row.state = shown(entry);
    row.was_late = row.was_late || entry.state != DueState::open;
    row.done_at = entry.done;
    const auto at = key(entry);
    if (row.unit && !entry.done) row.answers = unit_today(rows_, *row.unit);
    if (row.answers && !entry.done) index_answers(rows_, *row.answers, at);
    put_row(rows_, at, std::move(row));
    changed_ = true;
}

void Diary::set(DueKind kind, const std::string& part, Date due, const DueRow& about) {
    auto* known = entry(kind, part);
    if (!known) {
        memory_.entries.push_back({kind, part, due, DueState::open, std::nullopt, false});
        auto row = about;
        row.stream = stream_;
        return show(memory_.entries.back(), std::move(row));
    }
    if (known->due == due) return;
    auto row = need_row<DueRow>(rows_, key(*known));
    rows_.erase(key(*known));
    if (!row.moved_from) row.moved_from = known->due;
    if (row.moved_from == due) row.moved_from.reset();
    row.reminded.clear();
    known->due = due;
    known->state = DueState::open;
    show(*known, std::move(row));
}

void Diary::change(DueKind kind, const std::string& part, const std::function<void(DiaryEntry&)>& change) {
    auto* known = entry(kind, part);
    if (!known) return;
    change(*known);
    show(*known, need_row<DueRow>(rows_, key(*known)));
}

void Diary::settle(DueKind kind, const std::string& part) {
    change(kind, part, [&](DiaryEntry& one) {
        if (!one.done) one.done = header_.recorded;
    });
}

void Diary::reopen(DueKind kind, const std::string& part) {
    change(kind, part, [](DiaryEntry& one) { one.done.reset(); });
}

void Diary::pass(DueKind kind, const std::string& part, DueState state) {
    change(kind, part, [&](DiaryEntry& one) { one.state = state; });
}

void Diary::drop(DueKind kind, const std::string& part) {
    const auto* known = find(kind, part);
    if (known && !known->dropped) change(kind, part, [](DiaryEntry& one) { one.dropped = true; });
}

void Diary::take_up(DueKind kind, const std::string& part) {
    const auto* known = find(kind, part);
    if (known && known->dropped) change(kind, part, [](DiaryEntry& one) { one.dropped = false; });
}

void Diary::remove(DueKind kind, const std::string& part) {
    const auto* known = find(kind, part);
    if (!known) return;
    rows_.erase(key(*known));
    std::erase_if(memory_.entries, [&](const DiaryEntry& one) { return &one == known; });
    changed_ = true;
}

void Diary::remind(DueKind kind, const std::string& part, std::uint16_t days) {
    edit(kind, part, [&](DueRow& row) { row.reminded.push_back(days); });
}

void Diary::edit(DueKind kind, const std::string& part, const std::function<void(DueRow&)>& change) {
    const auto* known = find(kind, part);
    if (!known) return;
    auto row = need_row<DueRow>(rows_, key(*known));
    change(row);
    show(*known, std::move(row));
}

void Diary::keep() {
    if (changed_) put_row(rows_, diary_key(stream_), std::move(memory_));
}

}  // namespace taizhang
