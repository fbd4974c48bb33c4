#include "src/regime/scheme_choice.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

std::string titles_of(const Rules& rules) {
    std::string text;
    for (const auto& one : rules.assessments) text += (text.empty() ? "" : ", ") + quote(one.title);
    return text;
}

}  // namespace

Result<const Scheme*> choose_scheme(const Rules& rules, const std::string& title) {
    const auto& schemes = rules.assessments;
    if (schemes.size() == 1) return &schemes.front();
    const Scheme* contained = nullptr;
    std::size_t count = 0;
    for (const auto& one : schemes) {
        if (title == one.title || title == one.key) return &one;
        if (title.find(one.title) == std::string::npos) continue;
        contained = &one;
        ++count;
    }
    if (count == 1) return contained;
    if (schemes.empty())
        return invalid("/regime: it has no scheme of assessment; add one to its text ([[assessment]]), or name another",
                       "/regime");
    return invalid("/title: the regime has several schemes, so the title is to contain one of theirs: expected " +
                       titles_of(rules) + ", got " + quote(title),
                   "/title");
}

bool is_told_by_title(const Scheme& scheme) {
    return scheme.times.size() > 2;
}

const AssessmentTime* time_of(const Scheme& scheme, assessment::Occasion occasion, const std::string& title) {
    const auto& times = scheme.times;
    if (times.empty()) return nullptr;
    if (is_told_by_title(scheme)) {
        const auto is_named = [&](const AssessmentTime& time) {
            return !time.name.empty() && title.find(time.name) != std::string::npos;
        };
        if (std::ranges::count_if(times, is_named) != 1) return nullptr;
        return &*std::ranges::find_if(times, is_named);
    }
    const auto by_month = [](const AssessmentTime& a, const AssessmentTime& b) { return a.month < b.month; };
    const auto [first, last] = std::ranges::minmax_element(times, by_month);
    if (occasion == assessment::Occasion::year_end) return &*last;
    return first->month == last->month ? nullptr : &*first;
}

}  // namespace taizhang::regime
