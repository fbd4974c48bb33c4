// A small picture of a ledger for tests of what is made from it.
#pragma once

#include "src/documents/compose.hpp"

#ifdef __clang__
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang::documents {

inline ItemFacts item(const std::string& id, const std::string& lead, const std::string& percent, Lamp lamp) {
    ItemFacts facts;
    facts.id = ItemId{id};
    facts.number = id;
    facts.title = "事项" + id;
    facts.lead = UnitId{lead};
    facts.lead_name = "单位" + lead;
    if (!percent.empty()) facts.percent = *Decimal::parse(percent);
    facts.scheduled = *Decimal::parse("25.00");
    facts.lamp = lamp;
    return facts;
}

inline ReportFacts report(const std::string& unit, bool in, bool late) {
    ReportFacts facts;
    facts.unit = UnitId{unit};
    facts.unit_name = "单位" + unit;
    facts.period = *Period::parse("2014-03");
    facts.due = Date(2014, 4, 8);
    if (in) facts.submitted_at = *Time::parse("2014-04-03T10:00:00+08:00");
    facts.late = late;
    return facts;
}

inline Picture picture() {
    Picture made;
    made.ledger.row.ledger = LedgerId{"2014"};
    made.ledger.row.year = 2014;
    made.position = 4711;
    made.as_of = Date(2014, 4, 17);
    made.from = Date(2014, 3, 1);
    made.until = Date(2014, 3, 31);
    return made;
}

/// All words of a body, in order.
inline std::string words(const std::vector<bulletin::Block>& body) {
    bulletin::Issued issued;
    issued.body = body;
    return bulletin_text(issued);
}

}  // namespace taizhang::documents
