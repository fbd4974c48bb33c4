// 月度报账 (S1.4): every unit hands in one report for all its items, most in time, some late, a few never; some are
// sent back and mended; the holder consolidates.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Reporting {
  public:
    explicit Reporting(Theatre& theatre) : theatre_(theatre) {}

    /// In the first days of the month after; who is late this time comes with report_late().
    Status report_in_time(unsigned month);
    /// After the due day.
    Status report_late(unsigned month);
    /// The holder accepts, and returns a few first.
    Status judge(unsigned month);
    Status consolidate(unsigned month);
    /// A figure that proved wrong, now and then.
    Status correct_some(unsigned month);

  private:
    struct Played {
        ReportId id;
        AccountId leader;
        report::Submitted submitted;
    };

    Status report(const UnitStaff& unit, unsigned month);
    Result<report::Entry> entry(const UnitStaff& unit, PlayedItem& item, unsigned month);
    Status correct(const PlayedItem& item, const UnitId& unit, unsigned month);

    Status load_owed(unsigned month);
    bool is_owed(const UnitId& unit, const PlayedItem& item) const;

    Theatre& theatre_;
    std::map<UnitId, std::vector<ItemId>> owed_;  ///< by whom which items were to be reported, as the keeper found
    std::vector<UnitId> late_;
    std::map<unsigned, std::vector<Played>> reports_;
};

}  // namespace taizhang::simulate
