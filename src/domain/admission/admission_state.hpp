// What is known of an enterprise's admission 入库 (S3), folded from its stream.
//
// Stages: filed, under review at the level that comes next → returned → filed again … → passed by all levels → admitted
// → removed. rejected is an end.
#pragma once

#include "events/admission.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class AdmissionStage { filed, returned, rejected, admitted, removed };
BOOST_DESCRIBE_ENUM(AdmissionStage, filed, returned, rejected, admitted, removed)

struct AdmissionState {
    admission::Filed file;  ///< every member as it was set last
    AdmissionStage stage = AdmissionStage::filed;
    std::vector<Actor> filed_by;                         ///< everybody who did, the last one last
    std::vector<std::string> passed;                     ///< levels, in order, since it was filed last
    std::vector<admission::MaterialAttached> materials;  ///< one for each document and period
    std::optional<admission::Admitted> admitted;
    std::optional<Date> removed_on;
    struct Reported {
        Period period;
        bool late = false;
        std::vector<Position> positions;  ///< of the report and every correction
    };
    std::vector<Reported> statistics;
    struct Misreported {
        admission::Misreporting kind = admission::Misreporting::false_figures;
        Period period;
    };
    std::vector<Misreported> misreported;
};

/// The file with what is named anew.
admission::Filed as_refiled(admission::Filed file, const admission::Refiled& event);
/// Puts it among the others, in the place of the same document of the same period.
void attach(std::vector<admission::MaterialAttached>& materials, const admission::MaterialAttached& attached);
/// The month's report; nullptr where there is none.
const AdmissionState::Reported* find_statistic(const AdmissionState& state, Period period);

void fold(AdmissionState& state, const admission::Filed& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Refiled& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::MaterialAttached& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Passed& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Returned& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Rejected& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Admitted& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::Removed& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::StatisticReported& event, const EventHeader& header);
void fold(AdmissionState& state, const admission::MisreportingFound& event, const EventHeader& header);

}  // namespace taizhang
