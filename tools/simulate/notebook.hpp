// What the people of a played city go by: what was asked of them and not answered yet, read from the log as it grows,
// so that no view is needed to play.
//
//     rig.on_record([&](const Record& record) { notebook.apply(record); });
//     for (const auto& proposal : notebook.proposals()) …
//
// One thread at a time.
#pragma once

#include "events/catalogue.hpp"
#include "src/regime/scheme.hpp"

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

namespace taizhang::simulate {

class Notebook {
  public:
    struct Proposal {
        StreamId stream;
        accountability::Proposed what;
    };
    struct Order {
        StreamId stream;
        rectification::Ordered what;
        bool answered = false;
    };
    struct Card {
        StreamId stream;
        UnitId unit;
        Date issued;
    };
    using Owed = std::function<void(const report::FellDue&)>;
    using Concluded = std::function<void(const AssessmentId&, const assessment::Concluded&)>;

    void apply(const Record& record);

    /// Called for every report that falls due, at that moment.
    void on_owed(Owed call) { owed_.push_back(std::move(call)); }

    /// Called for every result of an assessment.
    void on_concluded(Concluded call) { concluded_.push_back(std::move(call)); }

    /// Items entered into a ledger since this was asked last, in order.
    std::vector<std::pair<ItemId, item::Entered>> take_entered(const LedgerId& ledger);
    std::vector<Proposal> proposals() const;
    std::vector<Order> orders() const;
    std::vector<Card> cards() const;
    bool is_listed(const ItemId& item) const { return listed_.contains(item); }
    /// By whomever: the keeper knows of most by what was done.
    bool is_kept(const LedgerId& ledger, const std::string& rhythm, const std::string& occasion) const {
        return kept_.contains({ledger, rhythm, occasion});
    }
    /// A report of that unit in that ledger came late, never, or was false.
    bool reported_badly(const LedgerId& ledger, const UnitId& unit, regime::Offence how) const {
        return bad_reports_.contains({ledger, unit, how});
    }
    const std::vector<std::pair<UnitId, unit::Registered>>& units() const { return units_; }

    /// By number of the event's type.
    const std::map<std::uint16_t, std::uint64_t>& counts() const { return counts_; }
    std::uint64_t events() const { return events_; }

  private:
    void note_report(const StreamId& stream, const Event& event);
    void fold(const StreamId& stream, const Event& event, const EventHeader& header);

    std::map<std::uint16_t, std::uint64_t> counts_;
    std::uint64_t events_ = 0;
    std::map<LedgerId, std::vector<std::pair<ItemId, item::Entered>>> entered_;
    std::vector<std::pair<UnitId, unit::Registered>> units_;
    std::map<StreamId, accountability::Proposed> proposals_;
    std::map<StreamId, UnitId> subjects_;  ///< of measures that were agreed on, units alone
    std::map<StreamId, Card> cards_;
    std::map<StreamId, Order> orders_;
    std::set<std::tuple<LedgerId, std::string, std::string>> kept_;
    std::set<ItemId> listed_;
    std::unordered_map<StreamId, std::pair<LedgerId, UnitId>> reports_;
    std::set<std::tuple<LedgerId, UnitId, regime::Offence>> bad_reports_;
    std::vector<Owed> owed_;
    std::vector<Concluded> concluded_;
};

}  // namespace taizhang::simulate
