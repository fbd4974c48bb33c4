// 督查 (S1.6, S1.7, S7.4): what the ladder proposes is confirmed or dismissed, orders to rectify are answered in time
// or not, inspections find things, cards and criticism follow, an approver decides on inquiries and reconsiderations.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Supervision {
  public:
    explicit Supervision(Theatre& theatre) : theatre_(theatre) {}

    /// Confirms most proposals and dismisses some; carries out what is confirmed; asks the approver for the rest.
    Status decide_proposals();
    /// The units answer most orders, the office accepts most answers.
    Status answer_orders();
    /// One unit each month, of the four kinds in turn (S1.6).
    Status inspect(unsigned month);
    /// 查账 (S1.5), the office's own confidence (rule 9), and what is listed for supervision.
    Status check_quarter(unsigned quarter);

  private:
    Status decide(const boost::json::object& proposal);
    Status carry_out(const boost::json::object& proposal);
    Status inquire(const boost::json::object& proposal);
    Status reconsider(const boost::json::object& measure);
    Status assess(PlayedItem& item, std::uint32_t quarter);

    Theatre& theatre_;
    std::size_t inspections_ = 0;
    bool reconsidered_ = false;
};

}  // namespace taizhang::simulate
