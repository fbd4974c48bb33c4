// What of a view's row is looked for: its kind, its title, its words. A row without words of its own is no document.
//
//     const auto* source = source_of("bulletins");
//     Document found = document_of(*source, row);      // {Kind::bulletin, "8月工作通报", "一、总体情况 …", "2014-…"}
//
// Pure; any thread.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taizhang::search {

/// In the order in which a page shows them. Documents are numbered by it: never change the order, only append.
enum class Kind {
    item,        ///< a task of a ledger
    project,     ///< what a project is: owner, site, content; its work is an item besides
    ledger,      ///< a ledger, with its document and checks
    unit,        ///< with its other names
    person,      ///< with the posts held
    report,      ///< a month's words on an item
    sheet,       ///< a month's report as a whole: its summary, why it was returned
    plan,        ///< how an item is to be done
    bulletin,    ///< circulars, minutes
    order,       ///< to rectify
    measure,     ///< of accountability
    inspection,  ///< with its findings
    review,      ///< tours and meetings, with what was said
    regime,      ///< the rules themselves
    enterprise,  ///< to be admitted
    need,        ///< of a project
    assessment,  ///< indicators, awards, statements
    change       ///< why something was done: an event's reason and words
};
BOOST_DESCRIBE_ENUM(Kind, item, project, ledger, unit, person, report, sheet, plan, bulletin, order, measure,
                    inspection, review, regime, enterprise, need, assessment, change)

/// A view that is looked through.
struct Source {
    std::string_view view;
    Kind kind = Kind::item;
    std::string_view title;                   ///< the row's field; empty: a row has no title of its own
    std::span<const std::string_view> words;  ///< members, at any depth, whose texts are words
};

std::span<const Source> sources();
/// nullptr for a view that is not looked through.
const Source* source_of(std::string_view view);

struct Document {
    Kind kind = Kind::item;
    std::string title;
    std::string body;    ///< its texts, one a line
    std::string ledger;  ///< empty where it is no ledger's
};

/// Nothing where the row has no words.
std::optional<Document> document_of(const Source& source, const boost::json::object& row);

}  // namespace taizhang::search
