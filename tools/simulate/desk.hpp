// 报账 (S1.4, S8.6, S9.4): whatever report falls due of whatever ledger is handed in by the unit that owes it, most in
// time, some late, a few never; the ledger's holder accepts it, and sends some back first; some figures are corrected
// afterwards, some prove false.
#pragma once

#include "tools/simulate/diary.hpp"
#include "tools/simulate/items.hpp"

namespace taizhang::simulate {

/// What the desk must know of a ledger.
struct LedgerDesk {
    AccountId judge;  ///< the holder's
    /// Left to whoever tries the demo.
    std::function<bool(const UnitId&, Period)> left = [](const UnitId&, Period) { return false; };
};

class Desk {
  public:
    Desk(Player& player, const City& city, Diary& diary, Items& items);

    void open(const LedgerId& ledger, LedgerDesk desk) { ledgers_[ledger] = std::move(desk); }

    /// Whatever comes for it from now on is left.
    void close(const LedgerId& ledger) { ledgers_.erase(ledger); }

    /// 汇总, by the ledger's holder.
    Status consolidate(const LedgerId& ledger, Period period);

  private:
    struct Handed {
        ReportId id;
        UnitId unit;
        std::vector<ItemId> owed;
        report::Submitted submitted;
    };

    void owe(const report::FellDue& owed);
    int days_after_due(const UnitStaff& staff);
    Status hand_in(const report::FellDue& owed);
    report::Entry entry(PlayedItem& item, const UnitId& unit, Period period);
    void add_actuals(const PlayedItem& item, int percent, report::Entry& entry);
    void judge_later(std::shared_ptr<Handed> handed);
    Status judge(const Handed& handed);
    Status send_back(const Handed& handed);
    void add_reopened(Handed& handed);
    void correct_later(const Handed& handed, const CommandAnswer& answer);
    Status find_false(const Handed& handed);

    Player& player_;
    const City& city_;
    Diary& diary_;
    Items& items_;
    Dice dice_;
    std::map<LedgerId, LedgerDesk> ledgers_;
    std::map<std::pair<LedgerId, Period>, std::size_t> accepted_;
};

}  // namespace taizhang::simulate
