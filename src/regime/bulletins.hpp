// [[bulletin]]: the circulars 通报 that a regime asks for, when each is due and what it is made of.
// docs/formats/regime.md describes the keys; src/documents writes them.
#pragma once

#include "events/bulletin.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::regime {

/// [[bulletin]]: a circular that is due, and how it looks.
struct BulletinRule {
    bulletin::Kind kind = bulletin::Kind::monthly;
    std::string title;                  ///< bulletin_placeholders(kind) are filled in
    std::optional<std::string> number;  ///< 文号: {year} and {n}
    std::string addressed_to;
    std::string signed_by;
    std::uint8_t due_day = 0;  ///< of the month after its period, 1..31; a weekly one's: of the week after, 1 Monday ..
                               ///< 7 Sunday; 0: it is not due on any day
    std::vector<std::string> sections;  ///< of section_names(), in order
};
/// In a bulletin's title: {year}, and {month}, {quarter}, {week} or {half} as its kind has one.
std::vector<std::string> bulletin_placeholders(bulletin::Kind kind);
/// What a circular may be made of: "overview" "reporting" "behind" "ranking" "rectification" "cards" "overdue"
/// "projects".
const std::vector<std::string>& section_names();

}  // namespace taizhang::regime
