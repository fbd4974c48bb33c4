#include "tests/unit/assessment/schemes.hpp"

namespace taizhang::scoring {

namespace {

void put(std::string& out, const std::vector<Step>& steps) {
    for (const auto& step : steps) {
        out += "  " + step.text;
        for (const auto& source : step.sources) out += " [" + source + "]";
        out += "\n";
    }
}

}  // namespace

std::string dump(const Standing& standing) {
    std::string out;
    for (const auto& unit : standing.units) {
        out +=
            unit.group + " " + std::to_string(unit.rank) + " " + unit.unit + " " + score_of(standing, unit.unit) + "\n";
        for (const auto& line : unit.lines) put(out, line.steps);
        put(out, unit.steps);
        put(out, unit.barred);
        put(out, unit.statement);
    }
    for (const auto& award : standing.awards) {
        out += award.award + " " + award.group.value_or("") + "\n";
        for (const auto& winner : award.winners) out += "  " + winner.unit + " " + winner.value.to_string() + "\n";
        put(out, award.passed_over);
        for (const auto& note : award.notes) out += "  " + note + "\n";
    }
    for (const auto& difference : standing.differences) out += difference.words + "\n";
    return out;
}

}  // namespace taizhang::scoring
