// 督查 (S1.6, S1.7, S7.4): what the ladder proposes is confirmed or dismissed, orders to rectify are answered in time
// or not, inspections find things, cards and criticism follow, an approver decides on inquiries and reconsiderations.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// What one office does for all ledgers.
class Supervision {
  public:
    explicit Supervision(Stagehands& with) : with_(with), dice_(with.player.seed(), "supervision") {}

    /// Confirms most proposals and dismisses some; carries out what is confirmed; asks the approver for the rest.
    Status decide_proposals();
    /// The units answer most orders, the office accepts most answers.
    Status answer_orders();
    /// Cards that have stood for some months are lifted where the unit has caught up.
    Status lift_cards();

  private:
    Status decide(const Notebook::Proposal& proposal);
    Status carry_out(const Notebook::Proposal& proposal);
    Status inquire(const Notebook::Proposal& proposal);
    Status reconsider(const Notebook::Proposal& measure);

    Stagehands& with_;
    Dice dice_;
    std::size_t reconsidered_ = 0;
};

/// One unit each month, of the four kinds in turn (S1.6).
Status inspect(Theatre& theatre, unsigned month);
/// 查账 (S1.5), the office's own confidence (rule 9), and what is listed for supervision.
Status check_quarter(Theatre& theatre, unsigned quarter);

}  // namespace taizhang::simulate
