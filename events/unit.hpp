// Stream unit/…: 单位. Merging and dissolving keep history; what a unit owed passes to a named successor.
#pragma once

#include "events/common.hpp"

namespace taizhang::unit {

enum class Kind { government, district, zone, town, street, department, enterprise, institution, collective, other };
BOOST_DESCRIBE_ENUM(Kind, government, district, zone, town, street, department, enterprise, institution, collective,
                    other)

struct Registered {
    std::string name;
    Kind kind = Kind::other;
    std::optional<UnitId> parent;
    std::vector<std::string> aliases;  ///< other names under which documents print it
    bool confirmed = true;             ///< false: named by an imported document, not yet confirmed by anybody
    std::vector<UnitId> members;       ///< of a collective such as 各区
};
BOOST_DESCRIBE_STRUCT(Registered, (), (name, kind, parent, aliases, confirmed, members))

/// What an import had read is right, perhaps with another kind or parent.
struct Confirmed {
    std::optional<Kind> kind;
    std::optional<UnitId> parent;
};
BOOST_DESCRIBE_STRUCT(Confirmed, (), (kind, parent))

/// The old name stays an alias by itself.
struct Renamed {
    std::string name;
    std::vector<std::string> aliases;  ///< further ones, beside those that it has
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (name, aliases))

struct Moved {
    std::optional<UnitId> parent;  ///< none: to the top
};
BOOST_DESCRIBE_STRUCT(Moved, (), (parent))

/// The whole list, from now on; items keep the members of the day on which they were assigned (S7.5).
struct MembersSet {
    std::vector<UnitId> members;
};
BOOST_DESCRIBE_STRUCT(MembersSet, (), (members))

struct Merged {
    UnitId into;
};
BOOST_DESCRIBE_STRUCT(Merged, (), (into))

struct Dissolved {
    std::optional<UnitId> successor;
};
BOOST_DESCRIBE_STRUCT(Dissolved, (), (successor))

}  // namespace taizhang::unit
