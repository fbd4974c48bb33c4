// A city on the real engine: a log in memory, a clock that stands, and commands of the system account.
#pragma once

#include "src/log/simulated_log.hpp"
#include "tests/unit/keeper/desk.hpp"

#include "src/engine/engine.hpp"

#include <future>
#include <thread>

namespace taizhang::keeper {

class City {
  public:
    VirtualClock clock{china("2014-01-15 09:00")};
    SeededRandom random{7};
    std::unique_ptr<SimulatedLog> log = std::make_unique<SimulatedLog>(LogIdentity{"test.example/log", 1});
    std::unique_ptr<Engine> engine = Engine::start({}, *log, clock, random);

    ~City() { engine.reset(); }

    /// The process crashed; another one opens what is on the disk.
    void restart() {
        engine.reset();
        log = log->restart();
        engine = Engine::start({}, *log, clock, random);
    }

    /// Without waiting: settle() looks whether all went well.
    void give_later(const std::string& stream, Event event) {
        CommandRequest request;
        request.stream = StreamId{stream};
        request.proposal = std::move(event);
        request.account = system_account;
        request.reason = "set-up";
        for (std::size_t i = 0; i < 8; ++i)
            request.id.bytes[15 - i] = static_cast<std::uint8_t>(std::uint64_t(given_) >> (8 * i));
        ++given_;
        const auto promise = std::make_shared<std::promise<Result<CommandAnswer>>>();
        answers_.push_back(promise->get_future());
        engine->submit(std::move(request),
                       [promise](Result<CommandAnswer> answer) { promise->set_value(std::move(answer)); });
        if (answers_.size() >= at_once) settle();
    }
    void settle() {
        for (auto& one : answers_) {
            const auto answer = one.get();
            if (!answer) ADD_FAILURE() << answer.error().message;
        }
        answers_.clear();
    }
    void give(const std::string& stream, Event event) {
        give_later(stream, std::move(event));
        settle();
    }

    void unit(const std::string& id) {
        give_later("unit/" + id, unit::Registered{.name = id, .kind = unit::Kind::department});
        if (given_ == 1) settle();
    }
    void adopt(const std::string& text) { give("regime/s1", regime::Adopted{"制度", "S1", text, sha256({text})}); }
    void ledger(const std::string& under = {}) {
        settle();
        unit("zfb");
        ledger::Opened opened{.title = "台账", .year = 2014, .holder = UnitId{"zfb"}};
        if (!under.empty()) opened.regime = RegimeId{under};
        give("ledger/2014", opened);
    }
    void item(const std::string& id, const std::vector<std::string>& units, Date deadline) {
        item::Entered entered{.ledger = LedgerId{"2014"}, .number = id, .title = "事项" + id, .text = "工作"};
        for (const auto& one : units) {
            const auto role = entered.units.empty() ? PartyRole::lead : PartyRole::responsible;
            entered.units.push_back({UnitId{one}, one, role, false, false, {}});
        }
        entered.deadline = deadline;
        entered.deadline_basis = DeadlineBasis::stated;
        give_later("item/" + id, entered);
        if (given_ < at_once) settle();
    }

    std::vector<Record> records() const {
        std::vector<Record> all;
        while (all.size() < log->end()) {
            const auto page = log->read(all.size(), {});
            if (!page || page->empty()) break;
            all.insert(all.end(), page->begin(), page->end());
        }
        return all;
    }
    /// What was recorded with the moment at which it fell due, as the keeper's commands.
    Lines told() const {
        Lines lines;
        for (const auto& record : records()) {
            const auto& header = record.header;
            if (header.command_id.bytes[6] >> 4 != 8) continue;
            if (info_of_number(header.type) != header.command) continue;  // what follows from a command
            lines.push_back(china_text(header.effective) + " " + header.command + " " + header.stream.value);
        }
        return lines;
    }
    std::size_t count(std::string_view event) const {
        const auto* info = find_event_by_name(event);
        std::size_t found = 0;
        for (const auto& record : records()) found += record.header.type == info->number ? 1 : 0;
        return found;
    }

    template <class Holds>
    void await(Holds holds) {
        constexpr auto patience = std::chrono::seconds(20);
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!holds() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
        EXPECT_TRUE(holds()) << "it did not come about";
    }

  private:
    static std::string_view info_of_number(std::uint16_t number) { return find_event(number)->command; }

    static constexpr std::size_t at_once = 1'000;
    std::vector<std::future<Result<CommandAnswer>>> answers_;
    std::size_t given_ = 0;
};

}  // namespace taizhang::keeper
