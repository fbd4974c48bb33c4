// View `reviews` 拉练、会议 (S1.9, S4.2): every review tour and meeting with its host, what is looked at, what was
// said, and its minutes. Key: the review's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class ReviewState { scheduled, held, cancelled };
BOOST_DESCRIBE_ENUM(ReviewState, scheduled, held, cancelled)

struct ReviewRemark {
    std::string remark;
    NamedPerson by;
    std::string text;
    std::optional<ItemId> item;
    std::optional<UnitId> unit;
    Time at;
};
BOOST_DESCRIBE_STRUCT(ReviewRemark, (), (remark, by, text, item, unit, at))

struct ReviewRow {
    ReviewId review;
    review::Kind kind = review::Kind::tour;
    std::string title;
    ReviewState state = ReviewState::scheduled;
    std::optional<LedgerId> ledger;
    Date on;
    std::optional<Date> first_on;  ///< of one that was moved to another day
    std::optional<Date> held_on;
    std::optional<UnitId> host;
    UnitId organiser;
    std::vector<review::Object> objects;
    std::optional<std::string> summary;  ///< or why it was cancelled
    std::vector<NamedPerson> present;
    std::vector<ReviewRemark> remarks;
    std::optional<BulletinId> minutes;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(ReviewRow, (),
                      (review, kind, title, state, ledger, on, first_on, held_on, host, organiser, objects, summary,
                       present, remarks, minutes, version))

}  // namespace rows

class ReviewsView final : public Projection {
  public:
    std::string_view name() const override { return "reviews"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
