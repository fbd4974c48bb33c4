// The rows that one stream has in the calendar: put in, moved, done, passed, dropped. The stream remembers in a hidden
// row where they stand.
//
//     Diary diary(rows, header);
//     diary.set(DueKind::deadline, "", e.deadline, about);    // puts it in, or moves it there
//     diary.settle(DueKind::deadline, "");
//     diary.keep();
#pragma once

#include "projections/calendar/calendar.hpp"

namespace taizhang {

struct DiaryEntry {
    rows::DueKind kind = rows::DueKind::report;
    std::string part;  ///< the key's last part
    Date due;
    rows::DueState state = rows::DueState::open;  ///< open, late or missed, while it runs
    std::optional<Time> done;
    bool dropped = false;
};
BOOST_DESCRIBE_STRUCT(DiaryEntry, (), (kind, part, due, state, done, dropped))

struct DiaryMemory {
    std::vector<DiaryEntry> entries;
};
BOOST_DESCRIBE_STRUCT(DiaryMemory, (), (entries))

class Diary {
  public:
    Diary(Rows& rows, const EventHeader& header, const StreamId& stream);
    Diary(Rows& rows, const EventHeader& header) : Diary(rows, header, header.stream) {}

    /// What is known already moves there, running again unless it is done; `about` counts for a new one only.
    void set(rows::DueKind kind, const std::string& part, Date due, const rows::DueRow& about);
    void settle(rows::DueKind kind, const std::string& part);
    /// Not done after all.
    void reopen(rows::DueKind kind, const std::string& part);
    /// The day has passed: late or missed.
    void pass(rows::DueKind kind, const std::string& part, rows::DueState state);
    void drop(rows::DueKind kind, const std::string& part);
    void take_up(rows::DueKind kind, const std::string& part);
    /// As if it had never been there.
    void remove(rows::DueKind kind, const std::string& part);
    void remind(rows::DueKind kind, const std::string& part, std::uint16_t days);
    /// Changes the row's other fields.
    void edit(rows::DueKind kind, const std::string& part, const std::function<void(rows::DueRow&)>& change);

    const DiaryEntry* find(rows::DueKind kind, const std::string& part) const;
    const std::vector<DiaryEntry>& entries() const { return memory_.entries; }
    void keep();

  private:
    DiaryEntry* entry(rows::DueKind kind, const std::string& part);
    std::string key(const DiaryEntry& entry) const;
    void change(rows::DueKind kind, const std::string& part, const std::function<void(DiaryEntry&)>& change);
    void show(const DiaryEntry& entry, rows::DueRow row);

    Rows& rows_;
    const EventHeader& header_;
    const StreamId stream_;
    DiaryMemory memory_;
    bool changed_ = false;
};

}  // namespace taizhang
