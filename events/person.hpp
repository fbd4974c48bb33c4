// Stream person/…: 人员 and the posts they hold.
#pragma once

#include "events/common.hpp"

namespace taizhang::person {

struct Enrolled {
    std::string name;
    std::optional<UnitId> unit;
    std::optional<std::string> post;
};
BOOST_DESCRIBE_STRUCT(Enrolled, (), (name, unit, post))

struct Appointed {
    UnitId unit;
    std::string post;
};
BOOST_DESCRIBE_STRUCT(Appointed, (), (unit, post))

struct Relieved {
    UnitId unit;
    std::string post;
};
BOOST_DESCRIBE_STRUCT(Relieved, (), (unit, post))

}  // namespace taizhang::person
