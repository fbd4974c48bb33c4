#include "tests/unit/views/town.hpp"

namespace taizhang::test {

namespace {

constexpr int units = 6;

struct Item {
    std::string stream;
    std::string lead;
    std::vector<Position> reports;
    int problems = 0;
};

class Town {
  public:
    Town(std::uint32_t seed, std::size_t items) : random_(seed) {
        for (int i = 0; i < units; ++i) feed.add("unit/" + unit(i), unit::Registered{.name = "Unit " + unit(i)});
        for (const auto* year : {"2014", "2015"})
            feed.add(std::string("ledger/") + year,
                     ledger::Opened{.title = year, .year = 2014, .holder = UnitId{"u0"}});
        for (std::size_t i = 0; i < items; ++i) enter(i);
    }

    void happen() {
        auto& item = items_[pick(items_.size())];
        switch (pick(12)) {
            case 0:
                feed.add(item.stream, item::Acknowledged{UnitId{item.lead}});
                break;
            case 1:
                feed.add(item.stream, item::Revised{.goal = "goal " + number(100)}, "why");
                break;
            case 2:
                correct(item);
                break;
            case 3:
                feed.add(item.stream, item::Urged{"hurry " + number(9), {}});
                break;
            case 4:
                transfer(item);
                break;
            case 5:
                raise(item);
                break;
            case 6:
                feed.add(item.stream, item::ExtensionGranted{Date(2014, 12, 1 + unsigned(pick(28)))}, "why");
                break;
            case 7:
                rename();
                break;
            case 8:
                feed.add(item.stream, item::CompletionClaimed{"done"});
                break;
            default:
                report(item);
        }
    }

    Feed feed;

  private:
    std::size_t pick(std::size_t below) { return random_() % below; }
    std::string number(std::size_t below) { return std::to_string(pick(below)); }
    static std::string unit(std::size_t i) { return "u" + std::to_string(i); }

    void enter(std::size_t i) {
        item::Entered e;
        e.ledger = LedgerId{i % 3 == 0 ? "2015" : "2014"};
        e.number = std::to_string(i);
        e.title = "item " + e.number;
        e.text = std::string(300, 'x');
        const auto lead = unit(pick(units));
        e.units = {party(lead, PartyRole::lead), party(unit(pick(units)))};
        e.targets = {{"growth", {">="}, decimal("16"), "%", false, {1, 2}}};
        const auto stream = "item/i" + std::to_string(i);
        feed.add(stream, e);
        items_.push_back({stream, lead, {}, 0});
    }
    void report(Item& item) {
        auto e = reported(item.lead, "2014-0" + std::to_string(1 + pick(9)), number(101), "words " + number(50));
        if (pick(2) == 0) e.actuals = {{"growth", decimal(number(30)), "%"}};
        item.reports.push_back(feed.add(item.stream, e).header.position);
    }
    void correct(Item& item) {
        if (item.reports.empty()) return report(item);
        item::ProgressCorrected e;
        e.corrects = item.reports.back();  // an earlier one may have been reported anew since
        e.percent = decimal(number(101));
        feed.add(item.stream, e, "misread");
    }
    void transfer(Item& item) {
        const auto to = unit(pick(units));
        if (to == item.lead) return raise(item);
        feed.add(item.stream, item::Transferred{UnitId{item.lead}, UnitId{to}, "Unit " + to}, "why");
        item.lead = to;
    }
    void raise(Item& item) {
        feed.add(item.stream, item::ProblemRaised{"p" + std::to_string(item.problems++), "problem"});
    }
    void rename() { feed.add("unit/" + unit(pick(units)), unit::Renamed{"Name " + number(1000), {}}); }

    std::mt19937 random_;
    std::vector<Item> items_;
};

}  // namespace

Feed town(std::uint32_t seed, std::size_t items, std::size_t events) {
    Town made(seed, items);
    for (std::size_t i = 0; i < events; ++i) made.happen();
    return std::move(made.feed);
}

}  // namespace taizhang::test
