// Stream log/keys: the keys that sign this log's checkpoints (docs/formats/transparency.md). The first key is the one
// under which the log was begun and stands in no event; each later one is adopted while an older one still signs, so
// that the older vouches for the newer: whoever trusts the first key can follow to the last.
#pragma once

#include "events/common.hpp"

namespace taizhang::log {

/// From here on checkpoints are signed by this key as well as by those that were adopted before and not retired.
struct KeyAdopted {
    std::string key;  ///< verifier key: "<origin>+<8 hex digits>+<base64>"
};
BOOST_DESCRIBE_STRUCT(KeyAdopted, (), (key))

/// Checkpoints that cover this event are no longer signed by that key, and a signature of it is no longer trusted.
struct KeyRetired {
    std::string key;  ///< as it was adopted; the first key, too
};
BOOST_DESCRIBE_STRUCT(KeyRetired, (), (key))

}  // namespace taizhang::log
