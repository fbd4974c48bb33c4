#include "src/rpc/event_filter.hpp"

#include "events/catalogue.hpp"
#include "src/rpc/errors.hpp"
#include "src/rpc/limits.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::rpc {

namespace {

Status check_size(std::size_t size, const char* list) {
    if (size <= max_filter_values) return {};
    return over_limit(std::string("filter.") + list + " has " + std::to_string(size) + " values; at most " +
                          std::to_string(max_filter_values) + " are taken",
                      max_filter_values, std::string("/filter/") + list);
}

/// "item.entered" of "taizhang.item.entered.v1", of "item.entered.v1", or of itself.
std::string_view bare_name(std::string_view type) {
    constexpr std::string_view prefix = "taizhang.";
    if (type.starts_with(prefix)) type.remove_prefix(prefix.size());
    const auto version = type.rfind(".v");
    const bool has_version = version != std::string_view::npos && version + 2 < type.size() &&
                             type.find_first_not_of("0123456789", version + 2) == std::string_view::npos;
    return has_version ? type.substr(0, version) : type;
}

Result<std::uint16_t> type_number(const std::string& type, std::size_t index) {
    if (const auto* info = find_event_by_name(bare_name(type))) return info->number;
    return invalid(
        "expected an event type such as item.progress_reported (rpc.discover lists them), got " + quote(type),
        "/filter/types/" + std::to_string(index));
}

}  // namespace

Result<EventFilter> EventFilter::make(const EventFilterParams& params) {
    TZ_CHECK(check_size(params.streams.size(), "streams"));
    TZ_CHECK(check_size(params.types.size(), "types"));
    TZ_CHECK(check_size(params.units.size(), "units"));
    TZ_CHECK(check_size(params.actors.size(), "actors"));
    EventFilter filter;
    filter.streams_ = params.streams;
    for (std::size_t i = 0; i < params.types.size(); ++i) {
        TZ_TRY(const auto number, type_number(params.types[i], i));
        filter.types_.insert(number);
    }
    filter.units_.insert(params.units.begin(), params.units.end());
    filter.actors_.insert(params.actors.begin(), params.actors.end());
    filter.since_ = params.since;
    filter.until_ = params.until;
    return filter;
}

bool EventFilter::matches(const EventHeader& header) const {
    const auto begins = [&](const std::string& prefix) { return header.stream.value.starts_with(prefix); };
    if (!streams_.empty() && std::none_of(streams_.begin(), streams_.end(), begins)) return false;
    if (!types_.empty() && !types_.contains(header.type)) return false;
    if (!actors_.empty() && !actors_.contains(header.actor.account)) return false;
    if (since_ && header.recorded < *since_) return false;
    if (until_ && header.recorded > *until_) return false;
    if (units_.empty()) return true;
    const bool acted = header.actor.unit && units_.contains(*header.actor.unit);
    return acted || (header.stream.category() == "unit" && units_.contains(UnitId{std::string(header.stream.id())}));
}

}  // namespace taizhang::rpc
