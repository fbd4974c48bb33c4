// People at their desks, one command each at a time: over a network that loses requests and answers, so that they send
// the same command again, under the same id, until they know.
//
//     Client client(person, board, truth, dice, weather);
//     client.step(now, wall_clock);
//     while (auto request = client.take_request(now)) engine.submit(…, [&](auto answer) { client.answer(…); });
#pragma once

#include "tests/simulation/network.hpp"
#include "tests/simulation/town.hpp"
#include "tests/simulation/truth.hpp"

namespace taizhang::simulation {

class Client {
  public:
    Client(const Person& person, Board& board, Truth& truth, Dice& dice, const Weather& weather)
        : person_(person), desk_(person, board, dice), truth_(truth), dice_(dice), weather_(weather) {}

    const std::string& name() const { return person_.account.value; }
    /// Hears, asks again, thinks of something new (unless it is to finish). What it did, for the journal.
    std::string step(Milliseconds now, Time clock, bool finish);
    bool waits() const { return pending_.has_value() || answers_.size() > 0; }

    std::optional<CommandRequest> take_request(Milliseconds now) { return requests_.take(now); }
    void answer(const CommandRequest& request, const Result<CommandAnswer>& answer, Milliseconds now);

  private:
    struct Pending {
        CommandRequest request;
        Milliseconds again = 0;
    };
    struct Heard {
        CommandRequest request;
        Result<CommandAnswer> answer;
    };
    std::string hear(const Heard& heard, Milliseconds now);
    void send(Milliseconds now);
    CommandRequest next_command(Time clock);

    const Person person_;
    Desk desk_;
    Truth& truth_;
    Dice& dice_;
    const Weather& weather_;
    Mailbox<CommandRequest> requests_;
    Mailbox<Heard> answers_;
    std::optional<Pending> pending_;
    std::optional<CommandId> last_id_;
};

}  // namespace taizhang::simulation
