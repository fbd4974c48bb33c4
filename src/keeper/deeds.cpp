#include "src/keeper/deeds.hpp"

#include <algorithm>

namespace taizhang::keeper {

namespace {

using regime::Every;
using regime::RhythmKind;

/// 通报 by how often it comes. One that is told oftener or seldomer is another circular, and a notice may be anything.
bool circulates(bulletin::Kind kind, Every every) {
    switch (every) {
        case Every::week:
            return kind == bulletin::Kind::weekly;
        case Every::month:
            return kind == bulletin::Kind::monthly;
        case Every::quarter:
            return kind == bulletin::Kind::quarterly;
        case Every::half_year:
            return kind == bulletin::Kind::standings;  // 半年进展公布
        case Every::half_month:
        case Every::year:
            break;
    }
    return false;
}

/// 考核 in the middle of the year, or at its end: also early in the next where it is of the last. Quarters are opened
/// as one or the other; which of them it is, the days between which it counts tell.
bool concludes(assessment::Occasion occasion, const regime::Rhythm& rule, const regime::Occurrence& occurrence) {
    if (rule.every == Every::quarter) return true;
    const auto month = occurrence.due.month();
    if (occasion == assessment::Occasion::mid_year) return month >= 6 && month <= 8;
    return month == 12 || (rule.concerns == regime::Concerns::last && month <= 3);
}

/// The table: which deed is surely what a kind of rhythm asks for. What has no line is for a person to say: a report
/// 报告, a plan, a list, an application, 银企对接, a campaign, a commendation leave nothing here that is surely it.
struct Table {
    const regime::Rhythm& rule;
    const regime::Occurrence& occurrence;

    bool operator()(bulletin::Kind kind) const {
        if (rule.kind == RhythmKind::brief) return kind == bulletin::Kind::brief;
        return rule.kind == RhythmKind::circular && circulates(kind, rule.every);
    }
    bool operator()(review::Kind kind) const {
        switch (kind) {
            case review::Kind::tour:
                return rule.kind == RhythmKind::tour;
            case review::Kind::dispatch:
                return rule.kind == RhythmKind::dispatch;
            case review::Kind::appraisal:
                return rule.kind == RhythmKind::appraisal;
            case review::Kind::coordination:
                return rule.kind == RhythmKind::meeting;
            case review::Kind::start_day:
                return rule.kind == RhythmKind::start_day;
        }
        return false;
    }
    /// 日常检查 goes on all the time and is nobody's monthly or quarterly one.
    bool operator()(inspection::Kind kind) const {
        return rule.kind == RhythmKind::inspection && kind != inspection::Kind::daily;
    }
    bool operator()(assessment::Occasion occasion) const {
        return rule.kind == RhythmKind::assessment && concludes(occasion, rule, occurrence);
    }
};

struct Words {
    const std::string& title;

    std::string operator()(bulletin::Kind) const { return "印发《" + title + "》"; }
    std::string operator()(review::Kind) const { return "召开“" + title + "”"; }
    std::string operator()(inspection::Kind) const { return "开展“" + title + "”"; }
    std::string operator()(assessment::Occasion) const { return "完成“" + title + "”考核"; }
};

}  // namespace

bool fits(const regime::Rhythm& rule, const DeedKind& kind, const regime::Occurrence& occurrence) {
    return std::visit(Table{rule, occurrence}, kind);
}

bool is_in_time(const Deed& deed, const regime::Rhythm& rule, const regime::Occurrence& occurrence) {
    const auto& due = occurrence.due;
    const auto from = rule.following ? Date(due.year(), due.month(), 1) : occurrence.begins;
    return deed.on >= from && deed.on <= due && deed.recorded <= end_of_day(due);
}

const regime::Rhythm* surely(const Deed& deed, const std::vector<const regime::Rhythm*>& fitting) {
    if (fitting.size() == 1) return fitting.front();
    const auto is_named = [&](const regime::Rhythm* rule) { return deed.title.find(rule->name) != std::string::npos; };
    if (std::ranges::count_if(fitting, is_named) != 1) return nullptr;
    return *std::ranges::find_if(fitting, is_named);
}

std::string words_of(const Deed& deed) {
    return std::visit(Words{deed.title}, deed.kind);
}

}  // namespace taizhang::keeper
