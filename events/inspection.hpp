// Stream inspection/…: 督查 (S1.6): scheduled, held, what was found.
#pragma once

#include "events/common.hpp"

namespace taizhang::inspection {

/// 定期检查, 不定期抽查, 日常检查, 专项抽查.
enum class Kind { routine, spot, daily, special };
BOOST_DESCRIBE_ENUM(Kind, routine, spot, daily, special)

struct Scheduled {
    Kind kind = Kind::routine;
    std::string title;
    std::optional<LedgerId> ledger;
    Date on;
    std::vector<UnitId> units;  ///< who is inspected; at least one unit or item
    std::vector<ItemId> items;
    std::vector<NamedPerson> inspectors;
};
BOOST_DESCRIBE_STRUCT(Scheduled, (), (kind, title, ledger, on, units, items, inspectors))

struct Held {
    Date held_on;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(Held, (), (held_on, summary))

enum class Severity { note, problem, serious };
BOOST_DESCRIBE_ENUM(Severity, note, problem, serious)

struct FindingRecorded {
    std::string finding;  ///< its name within the inspection: 1 to 64 characters
    UnitId unit;          ///< whose
    std::optional<ItemId> item;
    std::string text;
    Severity severity = Severity::problem;
};
BOOST_DESCRIBE_STRUCT(FindingRecorded, (), (finding, unit, item, text, severity))

struct Cancelled {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Cancelled, (), (note))

}  // namespace taizhang::inspection
