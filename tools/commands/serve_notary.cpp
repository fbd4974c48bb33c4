#include "tools/commands/serve_notary.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang {

namespace {

using std::chrono::milliseconds;

/// "500ms", "1s", "2m"; from a tenth of a second to an hour.
std::optional<milliseconds> parse_every(std::string_view text) {
    std::int64_t count = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, count);
    const std::string_view unit(end, static_cast<std::size_t>(last - end));
    constexpr std::int64_t most = 3'600'000;
    if (error != std::errc() || count < 1 || count > most) return std::nullopt;
    const std::int64_t factor = unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "m" ? 60'000 : 0;
    const milliseconds every(count * factor);
    if (every < milliseconds(100) || every > milliseconds(most)) return std::nullopt;
    return every;
}

}  // namespace

Error wrong_setting(const std::string& file, const toml::node& node, const std::string& what) {
    return invalid(file + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

Status NotaryReader::checkpoint(const toml::node& node) {
    const auto* table = node.as_table();
    if (!table) return wrong_setting(file_, node, "expected a table [checkpoint]");
    for (const auto& [key, value] : *table) TZ_CHECK(checkpoint_setting(key.str(), value));
    return {};
}

Status NotaryReader::checkpoint_setting(std::string_view key, const toml::node& node) {
    if (key == "every") {
        const auto every = node.is_string() ? parse_every(*node.value<std::string_view>()) : std::nullopt;
        if (!every) return wrong_setting(file_, node, R"(expected every such as "1s", "100ms" to "60m")");
        settings_.every = *every;
        settings_.every_given = true;
        return {};
    }
    if (key == "quorum") {
        const auto quorum = node.value_exact<std::int64_t>();
        if (!quorum || *quorum < 0) return wrong_setting(file_, node, "expected a number of witnesses for quorum");
        settings_.quorum = static_cast<std::size_t>(*quorum);
        quorum_ = &node;
        return {};
    }
    return wrong_setting(file_, node,
                         "unknown key '" + std::string(key) + "' in [checkpoint]; known are every, quorum");
}

Status NotaryReader::witnesses(const toml::node& node) {
    const auto* array = node.as_array();
    if (!array) return wrong_setting(file_, node, "expected [[witness]] in double brackets, once for each");
    for (const auto& element : *array) {
        const auto* table = element.as_table();
        if (!table) return wrong_setting(file_, element, "expected a table [[witness]] with key and url");
        TZ_CHECK(witness(*table));
    }
    return {};
}

Status NotaryReader::witness(const toml::table& table) {
    for (const auto& [key, value] : table) {
        if (key != "key" && key != "url")
            return wrong_setting(file_, value,
                                 "unknown key '" + std::string(key.str()) + "' in [[witness]]; known are key, url");
    }
    WitnessAddress witness;
    TZ_TRY(witness.key, key_of(table));
    TZ_TRY(witness.url, text_of(table, "url"));
    const auto channel = open_witness_channel(witness);
    if (!channel) return wrong_setting(file_, *table.get("url"), channel.error().message);
    settings_.witnesses.push_back(std::move(witness));
    return {};
}

Result<std::string> NotaryReader::text_of(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (!node) return wrong_setting(file_, table, "this [[witness]] has no " + std::string(key));
    if (!node->is_string()) return wrong_setting(file_, *node, "expected a string for " + std::string(key));
    return *node->value<std::string>();
}

Result<tlog::VerifierKey> NotaryReader::key_of(const toml::table& table) const {
    TZ_TRY(const auto text, text_of(table, "key"));
    const auto& node = *table.get("key");
    auto key = tlog::VerifierKey::parse(text);
    if (!key) return wrong_setting(file_, node, key.error().message);
    if (key->kind != tlog::KeyKind::cosignature_v1)
        return wrong_setting(file_, node, "this is not a witness's key; the witness tells its own at http://…/");
    const auto same = [&](const WitnessAddress& other) {
        return other.key.name == key->name || other.key.public_key == key->public_key;
    };
    if (std::ranges::any_of(settings_.witnesses, same))
        return wrong_setting(file_, node,
                             "a witness before this one has the same name or key; they would count as one");
    return key;
}

Result<NotarySettings> NotaryReader::finish() {
    const auto count = settings_.witnesses.size();
    if (!quorum_) settings_.quorum = count == 0 ? 0 : count / 2 + 1;
    if (settings_.quorum <= count) return settings_;
    return wrong_setting(file_, *quorum_,
                         "a quorum of " + std::to_string(settings_.quorum) + " cannot be reached with " +
                             std::to_string(count) + " [[witness]]");
}

}  // namespace taizhang
