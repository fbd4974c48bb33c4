// Who does what when in a played city: everything that is to be done has a day and an hour, and is done in that order,
// also what is written down meanwhile.
//
//     diary.on(Date(2014, 2, 3), hours(9), [&] { return report(); });
//     TZ_CHECK(diary.play(player, end));
//
// What is written down for a time that has passed is done next. One thread at a time.
#pragma once

#include <taizhang/result.hpp>
#include <taizhang/time.hpp>

#include <functional>
#include <queue>

namespace taizhang::simulate {

class Player;

class Diary {
  public:
    using Task = std::function<Status()>;

    void on(Date day, std::chrono::minutes time_of_day, Task task);
    /// Until nothing is left before `end`; after each day `told` is called with it.
    Status play(Player& player, Time end, const std::function<void(Date)>& told = {});

    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        Time at;
        std::uint64_t number = 0;  ///< in the order of writing
        Task task;
        bool operator<(const Entry& other) const { return std::tie(other.at, other.number) < std::tie(at, number); }
    };

    std::priority_queue<Entry> entries_;
    std::uint64_t written_ = 0;
};

inline Date days_later(Date day, int days) {
    return Date(day.days() + std::chrono::days(days));
}

/// Monday to Friday: a day at the weekend is taken for the Monday after it.
Date working_day(Date day);

}  // namespace taizhang::simulate
