// The five fixings 五定 (S1.1): an item has a goal, tasks, a deadline, responsible parties, and rewards or penalties.
//
//     missing_fixings({.goal = true, .tasks = true})     // deadline, responsibility, rewards
//
// Documents seldom state all five, so an item without one of them is entered and listed, not refused (rule 13).
#pragma once

#include "events/common.hpp"

namespace taizhang {

enum class Fixing { goal, tasks, deadline, responsibility, rewards };  // 定目标, 定任务, 定时限, 定责任, 定奖惩
BOOST_DESCRIBE_ENUM(Fixing, goal, tasks, deadline, responsibility, rewards)

/// What an item has.
struct Fixings {
    bool goal = false;            ///< a goal in words, or a target
    bool tasks = false;           ///< the text of the work
    bool deadline = false;        ///< a date, on whatever basis
    bool responsibility = false;  ///< a lead unit, a responsible leader and a responsible person: 具体到个人
    bool rewards = false;
};

/// In the document's order.
std::vector<Fixing> missing_fixings(const Fixings& held);

}  // namespace taizhang
