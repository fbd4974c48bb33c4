// What is known of an assessment 考核 (S5.3–S5.6, S9.7), folded from its stream.
#pragma once

#include "events/assessment.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

/// One figure: of an indicator that counts projects, one project.
struct FiledScore {
    std::string indicator;
    UnitId unit;
    std::optional<std::string> project;  ///< its name, where the indicator counts projects
    Decimal value;                       ///< as corrected last
    std::string unit_of_measure;
    std::vector<Position> positions;  ///< of the filing and every correction
    std::vector<Position> evidence;   ///< what the value that holds was taken from
};

struct AssessmentState {
    /// An event of this stream, and where it stands.
    template <class E>
    struct Placed {
        E event;
        Position at = 0;
    };

    assessment::Opened opened;
    std::vector<Placed<assessment::TargetsSet>> targets;  ///< one for each indicator, as set last
    std::vector<FiledScore> scores;
    std::vector<Placed<assessment::PointsGiven>> given;
    std::vector<Placed<assessment::AwardBarred>> barred;
    std::vector<assessment::StatementFiled> statements;
    /// What holds now; nothing before it is concluded, and after it is reopened until it is concluded again.
    std::optional<assessment::Concluded> concluded;
    std::vector<assessment::Award> granted;          ///< on this result, by judgement
    std::vector<assessment::ResultApplied> applied;  ///< of this result
};

/// nullptr where the unit is not assessed.
const assessment::Assessed* find_assessed(const AssessmentState& state, const UnitId& unit);
/// Of that filing, or of one of its corrections; nullptr where there is none.
const FiledScore* find_score(const AssessmentState& state, Position position);
/// Of what holds now; nullptr where nothing does, or the unit is not assessed.
const assessment::Standing* find_standing(const AssessmentState& state, const UnitId& unit);

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
