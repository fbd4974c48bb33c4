// Circulars 通报 and standings made from a picture of the ledger; minutes 纪要 made from a review. Pure: the same
// picture gives the same text, and so do its figures when they are recomputed from their position.
//
//     TZ_TRY(auto draft, compose(picture, rule_of(picture.ledger.rules, bulletin::Kind::monthly), request));
#pragma once

#include "src/documents/picture.hpp"

namespace taizhang::documents {

/// The regime's rule for that kind; where it has none, a plain one with the usual sections.
regime::BulletinRule rule_of(const LedgerReading& ledger, bulletin::Kind kind);

/// All fields of the bulletin but the digest.
bulletin::Issued compose(const Picture& picture, const regime::BulletinRule& rule);

/// One line of the ranking 排名: units that lead items, best first. Equal ones share a rank, and the next rank is left
/// out: 1, 1, 3.
struct Standing {
    std::size_t rank = 0;
    UnitId unit;
    std::string name;
    std::size_t items = 0;
    std::size_t on_schedule = 0;  ///< of them: not behind by the last report, or completed
    Decimal average;              ///< percent, one digit; of items that were reported
    std::size_t late_reports = 0;
    std::size_t cards = 0;  ///< standing
};
std::vector<Standing> rank_units(const Picture& picture);

/// The pieces of a body, by the names of regime::section_names().
std::vector<bulletin::Block> section(const Picture& picture, std::string_view name);

}  // namespace taizhang::documents
