// Names for everybody and everything in a played city, put together from short lists of words: likeness with anybody is
// chance. Names by number are different for different numbers.
#pragma once

#include "tools/simulate/dice.hpp"

#include <string>
#include <vector>

namespace taizhang::simulate::names {

std::string person(Dice& dice);
/// Two characters: 临江, 云台 …
std::string place(std::size_t number);
/// What a bureau of that number is called, without the city: 教育局; then the streets' offices.
std::string bureau(std::size_t number);

/// 工业, 基础设施 … as the regimes call the sectors of projects.
std::string project(Dice& dice, const std::string& sector, std::size_t number);
std::string company(Dice& dice, const std::string& business, std::size_t number);
std::string task(Dice& dice, std::size_t number);

}  // namespace taizhang::simulate::names
