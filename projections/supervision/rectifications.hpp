// View `rectifications` 限期整改 (S1.7): every order with its reports, rejections and extensions. Key: the order's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class RectificationState { open, reported, accepted, withdrawn };  // a rejection opens it again
BOOST_DESCRIBE_ENUM(RectificationState, open, reported, accepted, withdrawn)

struct RectificationReport {
    std::string result;
    bool finished = true;
    Time at;
    std::string by;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(RectificationReport, (), (result, finished, at, by, position))

struct RectificationRejection {
    std::string findings;
    std::optional<Date> deadline;  ///< the new one
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(RectificationRejection, (), (findings, deadline, at, by))

struct RectificationExtension {
    Date to;
    Time at;
    std::string by;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(RectificationExtension, (), (to, at, by, reason))

struct RectificationRow {
    RectificationId rectification;
    UnitId unit;
    UnitId answers;  ///< who answers for the unit today
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;
    std::string demand;
    RectificationState state = RectificationState::open;
    Date deadline;
    Date first_deadline;
    bool overdue = false;             ///< the deadline that holds now has passed without a finished report
    std::uint32_t times_overdue = 0;  ///< deadlines that passed so; stays
    std::optional<InspectionId> inspection;
    std::optional<std::string> finding;
    std::optional<AccountabilityId> proposal;
    std::optional<std::string> clause;
    Time ordered_at;
    std::string ordered_by;
    std::vector<RectificationReport> reports;
    std::vector<RectificationRejection> rejections;
    std::vector<RectificationExtension> extensions;
    std::vector<std::uint16_t> reminded;  ///< days before the deadline that holds now
    std::optional<Time> closed_at;        ///< accepted or withdrawn
    std::optional<std::string> closed_by;
    std::optional<std::string> findings;  ///< of the acceptance, or the withdrawal's note
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(RectificationRow, (),
                      (rectification, unit, answers, item, ledger, demand, state, deadline, first_deadline, overdue,
                       times_overdue, inspection, finding, proposal, clause, ordered_at, ordered_by, reports,
                       rejections, extensions, reminded, closed_at, closed_by, findings, version))

}  // namespace rows

class RectificationsView final : public Projection {
  public:
    std::string_view name() const override { return "rectifications"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
