// A network without a wire: letters that are lost, doubled, late and out of order, and pipes that keep order until they
// break.
//
//     Mailbox<Frames> live;
//     live.send(frames, now, dice, weather);
//     while (auto frames = live.take(now)) …
//
// Time is the simulation's own, in milliseconds, and never goes back.
#pragma once

#include "tests/simulation/dice.hpp"

#include <algorithm>
#include <deque>
#include <optional>

namespace taizhang::simulation {

using Milliseconds = std::int64_t;

/// Of a thousand letters, and how late.
struct Weather {
    unsigned lost = 0, doubled = 0, late = 0;
    Milliseconds delay = 5;      ///< at most, of most
    Milliseconds latest = 3000;  ///< at most, of the late ones
};

inline Milliseconds delay_of(Dice& dice, const Weather& weather) {
    return dice.between(0, dice.chance(weather.late) ? weather.latest : weather.delay);
}

/// Each letter on its own way, as over UDP, or as messages to a publisher's slow subscriber.
template <class Body>
class Mailbox {
  public:
    void send(const Body& body, Milliseconds now, Dice& dice, const Weather& weather) {
        if (dice.chance(weather.lost)) return;
        const int copies = dice.chance(weather.doubled) ? 2 : 1;
        for (int i = 0; i < copies; ++i) letters_.push_back({now + delay_of(dice, weather), body});
    }
    /// The one that is due first.
    std::optional<Body> take(Milliseconds now) {
        const auto first = std::ranges::min_element(letters_, {}, &Letter::at);
        if (first == letters_.end() || first->at > now) return std::nullopt;
        Body body = std::move(first->body);
        letters_.erase(first);
        return body;
    }
    void clear() { letters_.clear(); }
    std::size_t size() const { return letters_.size(); }

  private:
    struct Letter {
        Milliseconds at;
        Body body;
    };
    std::deque<Letter> letters_;
};

/// In order and without gaps, as over TCP; what is under way when it breaks is lost.
template <class Body>
class Pipe {
  public:
    void send(Body body, Milliseconds now, Dice& dice, const Weather& weather) {
        last_ = std::max(last_, now + delay_of(dice, weather));
        letters_.push_back({last_, std::move(body)});
    }
    std::optional<Body> take(Milliseconds now) {
        if (letters_.empty() || letters_.front().first > now) return std::nullopt;
        Body body = std::move(letters_.front().second);
        letters_.pop_front();
        return body;
    }
    void clear() { letters_.clear(); }
    std::size_t size() const { return letters_.size(); }

  private:
    Milliseconds last_ = 0;
    std::deque<std::pair<Milliseconds, Body>> letters_;
};

}  // namespace taizhang::simulation
