// What is known of an assessment 考核 (S5.3–S5.6, S9.7), folded from its stream.
#pragma once

#include "events/assessment.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct FiledScore {
    std::string indicator;
    UnitId unit;
    Decimal value;
    std::string unit_of_measure;
    std::vector<Position> positions;  ///< of the filing and every correction, then what they were taken from
    AccountId by;
};

struct AssessmentState {
    assessment::Opened opened;
    std::vector<assessment::TargetsSet> targets;  ///< one for each indicator, as set last
    std::vector<FiledScore> scores;
    struct Given {
        assessment::PointsGiven points;
        Position at = 0;
    };
    std::vector<Given> given;
    struct Barred {
        assessment::AwardBarred bar;
        Position at = 0;
    };
    std::vector<Barred> barred;
    std::optional<assessment::Concluded> concluded;
    std::vector<assessment::Award> awards;  ///< computed and granted
    std::vector<assessment::StatementFiled> statements;
};

void fold(AssessmentState& state, const assessment::Opened& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::TargetsSet& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::ScoreFiled& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::ScoreCorrected& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::PointsGiven& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::AwardBarred& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::Concluded& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::AwardGranted& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::ResultApplied& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::Reopened& event, const EventHeader& header);
void fold(AssessmentState& state, const assessment::StatementFiled& event, const EventHeader& header);

}  // namespace taizhang
