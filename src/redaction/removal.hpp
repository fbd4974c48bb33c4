// What a redaction.approved event says of the record whose salt and payload it removed, and what is left of that one.
//
//     TZ_TRY(const auto removal, removal_of(record));                 // nothing: it orders none
//     if (removal) tell(removal->position, removal->text());
//     TZ_CHECK(substitute(redacted, order));                          // fills payload and schema in
//
// Pure; any thread.
#pragma once

#include "events/redaction.hpp"

#include <taizhang/record.hpp>

#include <optional>

namespace taizhang {

struct Removal {
    Position position = 0;  ///< of the record that was redacted
    Position by = 0;        ///< of the one that ordered it
    redaction::Execution execution;
    AccountId approved_by;
    std::string approver_name;
    Time approved;
    std::string reason;  ///< of the approval

    /// "redacted by 李一 and 王二 on 2014-05-01T…Z under 《…》第五条 (position 812)"
    std::string text() const;
};

/// What the record orders, if it is an order. ErrorCode::corrupt for one that cannot be: in another stream, without
/// what was carried out, approved by the account that asked, or of a record that is not before it.
Result<std::optional<Removal>> removal_of(const Record& record);

/// The substitute's bytes; ErrorCode::corrupt with the position unless the removal is of this record, and its
/// substitute is an event of the record's type.
Result<std::string> substitute_of(const EventHeader& redacted, const Removal& removal);

/// Puts the substitute in the payload's place. ErrorCode::corrupt with the position of the redacted record unless
/// `order` is what ordered it.
Status substitute(Record& redacted, const Record& order);

/// ErrorCode::corrupt: the record's payload is gone, but what is said to have ordered it does not.
Error not_ordered(Position redacted, Position by, const std::string& why);

}  // namespace taizhang
