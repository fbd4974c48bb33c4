// Stream item/…, part three: how it ends. 办结 (complete) is not 销号 (close out): the latter follows verification.
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

struct CompletionClaimed {
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(CompletionClaimed, (), (summary))

struct CompletionVerified {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(CompletionVerified, (), (findings))

struct CompletionRejected {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(CompletionRejected, (), (findings))

/// 销号.
struct ClosedOut {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ClosedOut, (), (note))

struct Reopened {
    std::optional<Date> deadline;
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (deadline))

struct Cancelled {
    std::optional<ItemId> replaced_by;
};
BOOST_DESCRIBE_STRUCT(Cancelled, (), (replaced_by))

}  // namespace taizhang::item
