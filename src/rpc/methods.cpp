// The method table: one list for what is written by hand, and a line for every command of the event catalogue.
#include "src/rpc/assessment_methods.hpp"
#include "src/rpc/auth_methods.hpp"
#include "src/rpc/bundle_methods.hpp"
#include "src/rpc/checkpoint_methods.hpp"
#include "src/rpc/command_methods.hpp"
#include "src/rpc/document_methods.hpp"
#include "src/rpc/event_methods.hpp"
#include "src/rpc/event_timeline.hpp"
#include "src/rpc/import_methods.hpp"
#include "src/rpc/log_methods.hpp"
#include "src/rpc/presence_methods.hpp"
#include "src/rpc/project_methods.hpp"
#include "src/rpc/projection_methods.hpp"
#include "src/rpc/report_methods.hpp"
#include "src/rpc/search_methods.hpp"
#include "src/rpc/system_methods.hpp"
#include "src/rpc/view_diff.hpp"
#include "src/rpc/view_methods.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace mp = boost::mp11;

namespace {

using Methods =
    mp::mp_list<RpcDiscover, SystemHealth, ProjectionsList, ProjectionsRebuild, ProjectionsRetry, AuthLogin, AuthToken,
                AuthLogout, AuthChangeSecret, AuthSessions, AuthRevokeSession, AuthLogoutEverywhere, AccountSetSecret,
                AccountSessions, EventsRead, EventsSubscribe, EventsUnsubscribe, EventsTimeline, ViewGet, ViewList,
                ViewDiffMethod, ViewSubscribe, ViewUnsubscribe, PresenceHere, PresenceGone, PresenceSubscribe,
                PresenceUnsubscribe, ReportPrefill, LedgerGaps, ProjectsStartRatio, AssessmentBars, FormsList, FormsGet,
                BulletinDraft, BulletinRecompute, SearchFind, ExportFile, ImportCheck, RegimeCheck, LogCheckpoint,
                LogProveInclusion, LogProveConsistency, LogRecord, LogKeys, LogProof, LogCheckpoints, LogBundle>;

const std::vector<Method>& table() {
    static const auto made = [] {
        std::vector<Method> all;
        mp::mp_for_each<Methods>([&](auto handler) { all.push_back(method_of<decltype(handler)>()); });
        for (auto& command : command_methods()) all.push_back(std::move(command));
        return all;
    }();
    return made;
}

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

Family family_of(std::string_view name) {
    static constexpr std::pair<std::string_view, Family> families[] = {
        {"auth.", Family::auth},         {"account.", Family::account}, {"events.", Family::events},
        {"view.", Family::view},         {"forms.", Family::view},      {"export.", Family::view},
        {"import.", Family::view},       {"search.", Family::view},     {"presence.", Family::view},
        {"log.", Family::log},           {"system.", Family::system},   {"rpc.", Family::rpc},
        {"projections.", Family::system}};
    for (const auto& [prefix, family] : families) {
        if (name.starts_with(prefix)) return family;
    }
    return Family::other;
}

std::span<const Method> methods() {
    return table();
}

const Method* find_method(std::string_view name) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, const Method*> made;
        for (const auto& method : table()) made.emplace(method.name, &method);
        return made;
    }();
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

const Method& nearest_method(std::string_view name) {
    constexpr std::size_t longest_looked_at = 64;
    const auto text = name.substr(0, longest_looked_at);
    return *std::min_element(table().begin(), table().end(), [&](const Method& a, const Method& b) {
        return distance(text, a.name) < distance(text, b.name);
    });
}

}  // namespace taizhang::rpc
