// What a reader of lists has to say about one cell, line or sheet.
#pragma once

#include <boost/describe.hpp>
#include <string>

namespace taizhang::interop {

struct Said {
    std::string at;       ///< "清单!F7", or "清单" of a whole sheet
    std::string code;     ///< for programs and translations: "no_unit_of_measure" (docs/formats/project-lists.md)
    std::string what;     ///< what was expected, what came, what to do
    std::string read_as;  ///< empty: left out
};
BOOST_DESCRIBE_STRUCT(Said, (), (at, code, what, read_as))

}  // namespace taizhang::interop
