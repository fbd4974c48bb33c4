// What is known of the redaction 依法删除 of one event, folded from its stream.
#pragma once

#include "events/redaction.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct RedactionState {
    struct Request {
        Actor by;
        Time at;
        std::string reason, rule;
        std::vector<std::string> members;
    };
    std::optional<Request> open;  ///< waits for the second account
    std::uint32_t approved = 0;   ///< how often texts of the event were removed
};

void fold(RedactionState& state, const redaction::Requested& event, const EventHeader& header);
void fold(RedactionState& state, const redaction::Approved& event, const EventHeader& header);
void fold(RedactionState& state, const redaction::Declined& event, const EventHeader& header);

}  // namespace taizhang
