// What is known of an inspection 督查 (S1.6), folded from its stream.
#pragma once

#include "events/inspection.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class InspectionStage { scheduled, held, cancelled };
BOOST_DESCRIBE_ENUM(InspectionStage, scheduled, held, cancelled)

struct Finding {
    std::string id;
    UnitId unit;
    std::optional<ItemId> item;
    inspection::Severity severity = inspection::Severity::problem;
};

struct InspectionState {
    inspection::Scheduled plan;
    InspectionStage stage = InspectionStage::scheduled;
    std::vector<Finding> findings;
};

void fold(InspectionState& state, const inspection::Scheduled& event, const EventHeader& header);
void fold(InspectionState& state, const inspection::Held& event, const EventHeader& header);
void fold(InspectionState& state, const inspection::FindingRecorded& event, const EventHeader& header);
void fold(InspectionState& state, const inspection::Cancelled& event, const EventHeader& header);

}  // namespace taizhang
