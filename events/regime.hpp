// Stream regime/…: 制度, the rules a ledger runs under, as text with its digest. Amending never changes what was
// judged.
#pragma once

#include "events/common.hpp"

namespace taizhang::regime {

struct Adopted {
    std::string title;
    std::string system;  ///< S1 … S9, several as "S1 S2", or "calendar": the working days that others refer to
    std::string text;    ///< the rules, TOML
    Digest digest;       ///< SHA-256 of text
};
BOOST_DESCRIBE_STRUCT(Adopted, (), (title, system, text, digest))

struct Amended {
    std::string text;
    Digest digest;
};
BOOST_DESCRIBE_STRUCT(Amended, (), (text, digest))

struct Repealed {
    std::optional<RegimeId> replaced_by;
};
BOOST_DESCRIBE_STRUCT(Repealed, (), (replaced_by))

}  // namespace taizhang::regime
