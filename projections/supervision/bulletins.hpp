// View `bulletins` 通报、简报、公示、纪要: what was told, in full, with the position that its figures stand on and the
// digest of its text (rule 8). Key: the bulletin's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class BulletinState { issued, published, withdrawn };
BOOST_DESCRIBE_ENUM(BulletinState, issued, published, withdrawn)

struct Publication {
    std::string where;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(Publication, (), (where, at, by))

struct BulletinRow {
    BulletinId bulletin;
    bulletin::Kind kind = bulletin::Kind::monthly;
    std::string title;
    std::optional<std::string> number;
    BulletinState state = BulletinState::issued;
    std::optional<LedgerId> ledger;
    std::optional<ReviewId> review;
    std::optional<Date> from;
    std::optional<Date> until;
    Position stands_on = 0;
    std::string addressed_to;
    std::vector<bulletin::Block> body;
    std::string signed_by;
    Date dated;
    Digest digest;
    bool edited = false;
    Time issued_at;
    std::string issued_by;
    std::vector<Publication> published;
    std::optional<Time> withdrawn_at;
    std::optional<std::string> withdrawn_why;
    std::optional<BulletinId> replaced_by;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(BulletinRow, (),
                      (bulletin, kind, title, number, state, ledger, review, from, until, stands_on, addressed_to, body,
                       signed_by, dated, digest, edited, issued_at, issued_by, published, withdrawn_at, withdrawn_why,
                       replaced_by, version))

}  // namespace rows

class BulletinsView final : public Projection {
  public:
    std::string_view name() const override { return "bulletins"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
