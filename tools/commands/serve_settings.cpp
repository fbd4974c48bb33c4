#include "tools/commands/serve.hpp"

#include "tools/commands/serve_notary.hpp"

#include <charconv>
#include <sstream>

namespace taizhang {

namespace {

constexpr auto wrong = wrong_setting;
/// Replicas show nothing before a checkpoint covers it.
constexpr std::chrono::milliseconds bus_checkpoint_interval{100};

Status take_text(const std::string& file, const std::string& key, const toml::node& node, std::string& out) {
    const auto value = node.value<std::string>();
    if (!value || !node.is_string()) return wrong(file, node, "expected a string for " + key);
    out = *value;
    return {};
}

Status take_flag(const std::string& file, const std::string& key, const toml::node& node, bool& out) {
    const auto value = node.value_exact<bool>();
    if (!value) return wrong(file, node, "expected true or false for " + key);
    out = *value;
    return {};
}

Status take_origins(const std::string& file, const toml::node& node, std::vector<std::string>& out) {
    const auto* array = node.as_array();
    if (!array) return wrong(file, node, "expected an array of strings for allowed_origins");
    for (const auto& element : *array) {
        TZ_CHECK(take_text(file, "allowed_origins", element, out.emplace_back()));
    }
    return {};
}

Status take(const std::string& file, const std::string& key, const toml::node& node, ServeSettings& out,
            NotaryReader& notary, FollowText& follow) {
    if (key == "data") return take_text(file, key, node, out.data);
    if (key == "listen") return take_text(file, key, node, out.listen);
    if (key == "bus") return take_text(file, key, node, out.bus);
    if (key == "origin") return take_text(file, key, node, out.origin);
    if (key == "page") return take_text(file, key, node, out.page);
    if (key == "keeper") return take_flag(file, key, node, out.keeper);
    if (key == "public_entries") return take_flag(file, key, node, out.public_entries);
    if (key == "allowed_origins") return take_origins(file, node, out.allowed_origins);
    if (key == "checkpoint") return notary.checkpoint(node);
    if (key == "witness") return notary.witnesses(node);
    if (key == "follow") return read_follow(file, node, follow);
    TZ_TRY(const bool known, read_exposure(file, key, node, out.exposure));
    if (known) return {};
    return wrong(file, node,
                 "unknown key '" + key +
                     "'; known are data, listen, bus, origin, page, keeper, public_entries, allowed_origins, "
                     "[checkpoint], "
                     "[[witness]], [follow], " +
                     exposure_keys);
}

Status read_config(const std::string& file, ServeSettings& out, FollowText& follow) {
    try {
        const auto table = toml::parse_file(file);
        NotaryReader notary(file);
        for (const auto& [key, node] : table) TZ_CHECK(take(file, std::string(key.str()), node, out, notary, follow));
        TZ_TRY(out.notary, notary.finish());
        return {};
    } catch (const toml::parse_error& problem) {
        return invalid(file + ":" + std::to_string(problem.source().begin.line) + ": " +
                       std::string(problem.description()));
    }
}

void prefer(std::string& setting, const std::string& flag) {
    if (!flag.empty()) setting = flag;
}

}  // namespace

Result<ServeSettings> settle(const ServeFlags& flags) {
    ServeSettings settings;
    FollowText follow;
    if (!flags.config.empty()) TZ_CHECK(read_config(flags.config, settings, follow));
    TZ_TRY(settings.follow, settle_follow(flags.follow, std::move(follow), settings.notary));
    TZ_CHECK(settle_exposure(flags.exposure, settings.exposure));
    prefer(settings.data, flags.data);
    prefer(settings.listen, flags.listen);
    prefer(settings.bus, flags.bus);
    prefer(settings.origin, flags.origin);
    prefer(settings.page, flags.page);
    if (flags.no_keeper) settings.keeper = false;
    if (!flags.allowed_origins.empty()) settings.allowed_origins = flags.allowed_origins;
    if (!settings.bus.empty() && !settings.notary.every_given) settings.notary.every = bus_checkpoint_interval;
    return settings;
}

Result<ListenAt> parse_listen(const std::string& text) {
    const auto wrong_form = [&] {
        return invalid("expected an address and a port such as 127.0.0.1:8080 or [::1]:8080, got '" + text + "'");
    };
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return wrong_form();
    ListenAt at{text.substr(0, colon), 0};
    const bool bracketed = at.address.front() == '[' && at.address.back() == ']';
    if (bracketed)
        at.address = at.address.substr(1, at.address.size() - 2);
    else if (at.address.find(':') != std::string::npos)
        return wrong_form();
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, at.port);
    if (error != std::errc() || stopped != end) return wrong_form();
    return at;
}

}  // namespace taizhang
