// A whole play: from an empty data directory to a city with years of work behind it.
//
//     TZ_TRY(const auto played, play(plan, [](Date day) { … }));
//
// One thread; the views are built by whoever opens the directory next, unless circulars are drafted from them.
#pragma once

#include "src/interop/breakdown.hpp"
#include "tools/simulate/city.hpp"

namespace taizhang::simulate {

struct PlayedDocument {
    std::string bytes;
    std::string name;  ///< of the file
    interop::Breakdown breakdown;
};

struct PlayPlan {
    std::filesystem::path data;
    std::uint64_t seed = 2014;
    std::optional<PlayedDocument> document;  ///< the key-work ledger of its year; else tasks are made up
    /// Texts by id: "working-days", "key-work", and "S3" "S5" "S6" "S8" "S9" where all systems are played.
    std::map<std::string, std::string> regimes;
    bool all_systems = false;
    int from = 2014;  ///< the first year; the document's where there is one
    unsigned years = 1;
    unsigned months = 12;  ///< of the last year
    std::size_t districts = 6, bureaus = 40, items = 60, projects = 60, enterprises = 60;
    std::size_t filler = 0;
    bool drafts = false;  ///< circulars are made from the views (rule 8), as those of a document always are: slower
    Time latest{std::numeric_limits<std::int64_t>::max()};
};

struct Played {
    City city;
    Time end;  ///< by the city's clock
    std::size_t items = 0;
    std::size_t commands = 0, refused_as_meant = 0;
    std::uint64_t events = 0;
    std::map<std::uint16_t, std::uint64_t> counts;  ///< by number of the event's type
    std::uint64_t keeper_refused = 0;
    std::string keeper_told;  ///< the last of these
};

/// ErrorCode::invalid where the directory holds a ledger already; ErrorCode::internal where the script and the rules
/// do not agree.
Result<Played> play(const PlayPlan& plan, const std::function<void(Date)>& told = {});

}  // namespace taizhang::simulate
