// Working days 工作日, as the State Council's yearly notice arranges them: Monday to Friday, without the holidays, with
// the weekend days that are worked in exchange (调休).
//
//     calendar.is_working_day(Date(2014, 10, 11))        // true: a Saturday that is worked
//     calendar.due_day(Date(2014, 10, 5), Shift::after)  // 2014-10-08, the first day after the holidays
//
// Pure and immutable. A year for which there is no data has weekends only; covers() tells, and whoever shows a day that
// was counted without data says so.
#pragma once

#include <taizhang/result.hpp>
#include <taizhang/time.hpp>

#include <boost/describe.hpp>
#include <set>
#include <string>

namespace taizhang::regime {

/// What becomes of a due day that is not a working day (domain.md, rule 3).
enum class Shift {
    on,      ///< it stays
    before,  ///< the last working day before it
    after    ///< the first working day after it
};
BOOST_DESCRIBE_ENUM(Shift, on, before, after)

class Calendar {
  public:
    /// Every day is counted as Monday to Friday say.
    Calendar() = default;
    Calendar(std::set<int> years, std::set<Date> holidays, std::set<Date> worked);

    /// Whether the holidays of that year are known.
    bool covers(int year) const { return years_.contains(year); }
    bool is_working_day(Date day) const;
    Date due_day(Date day, Shift shift) const;
    /// The n-th working day after `day`; `day` itself for 0.
    Date add_working_days(Date day, unsigned n) const;

    const std::set<Date>& holidays() const { return holidays_; }
    const std::set<Date>& worked() const { return worked_; }

  private:
    std::set<int> years_;
    std::set<Date> holidays_;
    std::set<Date> worked_;
};

}  // namespace taizhang::regime
