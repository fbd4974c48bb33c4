#include "tools/simulate/year.hpp"

#include "tools/simulate/finishing.hpp"
#include "tools/simulate/opening.hpp"
#include "tools/simulate/reporting.hpp"
#include "tools/simulate/supervision.hpp"
#include "tools/simulate/tours.hpp"

namespace taizhang::simulate {

namespace {

using std::chrono::hours;

constexpr unsigned last_day = 17;  ///< of the month after, on which something is done

class Year {
  public:
    explicit Year(Theatre& theatre) : theatre_(theatre), reporting_(theatre), supervision_(theatre), tours_(theatre) {}

    Status play() {
        for (unsigned month = 1; month <= theatre_.options.months; ++month) {
            TZ_CHECK(in_month(month));
            TZ_CHECK(after_month(month));
        }
        return {};
    }

  private:
    Status at(Date day, int hour) { return theatre_.player.at(day, hours(hour)); }
    Status at_in_month(unsigned month, unsigned day, int hour) {
        const auto date = theatre_.in_month(month, day);
        return date < theatre_.player.today() ? Status() : at(date, hour);
    }

    Status in_month(unsigned month) {
        TZ_CHECK(at_in_month(month, 20, 10));
        TZ_CHECK(meet_problems(theatre_, month));
        if (!theatre_.options.regime) return {};
        TZ_CHECK(at_in_month(month, 22, 10));
        TZ_CHECK(supervision_.answer_orders());
        TZ_CHECK(supervision_.inspect(month));
        TZ_CHECK(at_in_month(month, 25, 9));
        TZ_CHECK(tours_.advance_projects(month));
        return month >= 3 ? tours_.tour(month) : Status();
    }

    /// The due day is the 5th, or a working day soon after it.
    Status after_month(unsigned month) {
        TZ_CHECK(at(theatre_.after_month(month, 2), 9));
        TZ_CHECK(reporting_.report_in_time(month));
        TZ_CHECK(at(theatre_.after_month(month, 10), 9));
        TZ_CHECK(reporting_.report_late(month));
        TZ_CHECK(at(theatre_.after_month(month, 11), 9));
        TZ_CHECK(reporting_.judge(month));
        TZ_CHECK(reporting_.correct_some(month));
        TZ_CHECK(at(theatre_.after_month(month, 13), 9));
        if (theatre_.options.regime) TZ_CHECK(supervise(month));
        if (month >= 6) TZ_CHECK(finish_some(theatre_));
        if (!theatre_.options.regime) return {};
        TZ_CHECK(at(theatre_.after_month(month, last_day), 9));
        TZ_CHECK(reporting_.consolidate(month));
        return circulate(month);
    }

    Status supervise(unsigned month) {
        if (month % 3 == 0) TZ_CHECK(supervision_.check_quarter(month / 3));
        // what came up at the year's end is left to whoever tries the demo
        return month == 12 ? Status() : supervision_.decide_proposals();
    }

    Status circulate(unsigned month) {
        using bulletin::Kind;
        TZ_CHECK(tours_.circulate(Kind::monthly, month));
        if (month % 3 == 0) TZ_CHECK(tours_.circulate(Kind::quarterly, month));
        return month % 6 == 0 ? tours_.circulate(Kind::standings, month) : Status();
    }

    Theatre& theatre_;
    Reporting reporting_;
    Supervision supervision_;
    Tours tours_;
};

}  // namespace

Time end_of_play(int year, unsigned months) {
    const Date day = months == 12 ? Date(year + 1, 1, last_day) : Date(year, months + 1, last_day);
    return start_of_day(day) + std::chrono::days(1);
}

Status play_year(Player& player, const City& city, const YearOptions& options) {
    Theatre theatre{player, city, options};
    if (options.regime) TZ_CHECK(enter_form_lines(player, city, options.ledger, options.year));
    TZ_TRY(theatre.items, load_items(player, city, options.ledger));
    TZ_CHECK(open_year(theatre));
    return Year(theatre).play();
}

}  // namespace taizhang::simulate
