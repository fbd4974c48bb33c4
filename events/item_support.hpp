// Stream item/…, part seven: what a project needs 要素保障 (S6.8), asked for and answered. Kinds are named by their
// keys in the regime.
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 要素保障 (S6.8).
struct SupportRequested {
    std::string support;  ///< its name within the item: 1 to 64 characters
    std::string kind;     ///< of the regime: land, environment, utilities, funds, labour, technology
    std::string text;
    std::optional<Amount> amount;
    std::optional<Date> needed_by;
    std::optional<UnitId> from;  ///< who should grant it
};
BOOST_DESCRIBE_STRUCT(SupportRequested, (), (support, kind, text, amount, needed_by, from))

struct SupportGranted {
    std::string support;
    std::string text;
    std::optional<Amount> amount;
};
BOOST_DESCRIBE_STRUCT(SupportGranted, (), (support, text, amount))

struct SupportDeclined {
    std::string support;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(SupportDeclined, (), (support, findings))

}  // namespace taizhang::item
