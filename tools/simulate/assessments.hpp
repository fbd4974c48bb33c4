// 考核 (S5.3–S5.6, S6.6, S8.7, S9.7): one assessment of units by the scheme of a ledger's regime: targets handed down,
// figures filed by whoever provides them, some corrected; points, bars, the result, awards, statements of those who
// missed, and to what the result is put.
//
// One thread at a time.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// One assessment of a scheme's year.
struct AssessmentTurn {
    assessment::Occasion occasion = assessment::Occasion::year_end;
    unsigned month = 12;  ///< in which it is concluded; it begins in the month before
    std::string name;     ///< in ids
    std::string title;    ///< before the scheme's
};

/// The middle of the year and its end; of a scheme that is held oftener (S6.6) each of its times.
std::vector<AssessmentTurn> turns_of(const regime::Scheme& scheme);

class Assessment {
  public:
    /// Kept by the ledger's holder.
    Assessment(Stagehands& with, YearOptions options, std::string system, AccountId holder, AssessmentTurn turn);

    void write_down();

  private:
    struct Filed {
        std::string indicator;
        UnitId unit;
        AccountId by;
        Decimal value;
        Position at = 0;
    };

    Status open();
    Status hand_down();
    Status file_figures();
    Status file(const regime::IndicatorRule& rule, const UnitId& unit);
    Status file_one(const regime::IndicatorRule& rule, const UnitId& unit, Decimal value, const std::string& measure,
                    std::optional<std::string> project);
    Status correct_some();
    Status judge();
    Status bar(const UnitId& unit, const regime::BarRule& rule);
    Status conclude();
    Status follow();
    Status grant();
    Status apply();
    Status reopen();
    AccountId provider_of(const regime::IndicatorRule& rule) const;
    bool is_exempt(const regime::IndicatorRule& rule, const UnitId& unit) const;
    const regime::Scheme& scheme() const { return theatre_.options.rules.assessments.front(); }
    Status as_holder(Event event, std::string reason = {});

    Theatre theatre_;
    Dice& dice_;
    Player& player_;
    std::string system_;
    AccountId holder_;
    AssessmentTurn turn_;
    AssessmentId id_;
    std::vector<assessment::Assessed> units_;
    std::map<std::pair<std::string, UnitId>, Decimal> targets_;
    std::deque<Filed> filed_;
    std::optional<assessment::Concluded> concluded_;
};

}  // namespace taizhang::simulate
