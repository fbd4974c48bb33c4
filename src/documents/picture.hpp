// What a circular is made of: a ledger's state at one position of the log, as plain facts.
//
//     TZ_TRY(Picture picture, take_picture(reading, {.ledger = id, .from = first, .until = last}));
//     bulletin::Issued draft = compose(picture, rule, request);               // compose.hpp: pure
//
// The same position gives the same picture, forever (rule 8): everything comes from views as of it, nothing from a
// clock.
#pragma once

#include "events/bulletin.hpp"
#include "events/schedule.hpp"
#include "src/documents/reading.hpp"

namespace taizhang::documents {

struct ItemFacts {
    ItemId id;
    std::string number;
    std::string title;
    UnitId lead;
    std::string lead_name;   ///< as printed
    std::string status;      ///< as the view has it
    bool ended = false;      ///< cancelled, merged or carried over: counted nowhere
    bool completed = false;  ///< 办结 verified, or closed out
    bool closed_out = false;
    std::optional<Decimal> percent;
    std::optional<Decimal> scheduled;
    std::optional<Period> last_period;
    Lamp lamp = Lamp::grey;
    std::optional<Date> deadline;
    std::optional<Date> overdue_since;
    std::string reasons;
    std::string corrections;
    std::string project_kind;
    std::vector<std::string> steps_reached;
};

struct ReportFacts {
    UnitId unit;
    std::string unit_name;
    Period period;
    std::optional<Date> due;
    std::optional<Time> submitted_at;
    bool late = false;
    bool missed = false;
    bool accepted = false;
};

struct OrderFacts {
    std::string unit_name;
    std::string item;  ///< number and title; empty where it is about none
    std::string demand;
    Date deadline;
    std::string state;  ///< in words
    bool open = true;
    bool overdue = false;
    Date ordered_on;
    std::optional<Date> ended_on;
};

struct MeasureFacts {
    std::string subject;  ///< a unit's or a person's name
    std::string measure;  ///< yellow_card …
    std::string state;    ///< as the view has it
    std::string clause;
    std::string grounds;
    std::optional<UnitId> unit;  ///< where the subject is one
    Date since;                  ///< when it was carried out
    bool standing = false;       ///< a card that is neither lifted nor lapsed
};

/// What is asked for: of which days it tells.
struct PictureRequest {
    LedgerId ledger;
    Date from;
    Date until;
};

struct Picture {
    LedgerReading ledger;
    Position position = 0;
    Date as_of;  ///< the day on which the event at `position` was recorded
    Date from, until;
    std::vector<ItemFacts> items;                            ///< in the ledger's order
    std::vector<ReportFacts> reports;                        ///< whose period lies in from … until
    std::vector<OrderFacts> orders;                          ///< open ones, and those that ended in from … until
    std::vector<MeasureFacts> measures;                      ///< carried out by `until`
    std::map<bulletin::Kind, std::size_t> issued_this_year;  ///< bulletins of this ledger, for the next number
};

/// The views' rows at `at`, which has the recorded time `time`.
Result<Picture> take_picture(const Views& views, const PictureRequest& request, Position at, Time time);

}  // namespace taizhang::documents
