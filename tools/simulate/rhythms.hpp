// 节奏 (S1.8, S5.2, S6.5–S6.9, S8.3, S8.7, S9.1): what a ledger's regime asks for at its time, most of it done on its
// day, some late, some not at all; circulars, meetings, tours and inspections with which it is done.
//
// One thread at a time.
#pragma once

#include "events/bulletin.hpp"
#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Rhythms {
  public:
    /// Kept by the ledger's holder.
    Rhythms(Stagehands& with, YearOptions options, AccountId holder, UnitId office);

    void write_down(const regime::Calendar& calendar);

  private:
    Status keep(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const std::string& name);
    Result<std::vector<StreamId>> do_it(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence,
                                        const std::string& name);
    Status circulate(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const StreamId& stream);
    Result<bulletin::Issued> draft(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence);
    bulletin::Issued written(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence);
    Status meet(const regime::Rhythm& rhythm, const regime::Occurrence& occurrence, const StreamId& stream);
    Status inspect(const regime::Rhythm& rhythm, const StreamId& stream);
    const PlayedItem* some_item(bool toured);

    Theatre theatre_;
    AccountId holder_;
    UnitId office_;
    std::size_t hosts_ = 0;
};

}  // namespace taizhang::simulate
