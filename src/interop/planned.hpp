// What an import comes to before anything is done: commands whose ids follow from what was read, so that sending them
// twice has one effect.
//
//     PlannedCommand command{"item.enter", std::move(params)};
//     command.params["command_id"] = derived_command_id(command.method, command.params);
//
// Pure.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

namespace taizhang::interop {

struct PlannedCommand {
    std::string method;
    boost::json::object params;
};

/// Every name, alias and former name under which a unit is known, with its id.
using KnownUnits = std::map<std::string, std::string, std::less<>>;

/// RFC 9562 version 8: the id follows from what is sent, so that sending it twice has one effect.
std::string derived_command_id(std::string_view method, const boost::json::object& params);

}  // namespace taizhang::interop
