#include "tools/bus_keys.hpp"

#include <taizhang/durable_file.hpp>
#include <taizhang/ids.hpp>
#include <taizhang/reflect/json.hpp>

#include <algorithm>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_key_bytes = 4'096;
constexpr std::size_t max_clients_bytes = 4 << 20;

struct StoredPair {
    std::string public_key, secret_key;
};
BOOST_DESCRIBE_STRUCT(StoredPair, (), (public_key, secret_key))

template <class T>
Result<T> read_as(const fs::path& path, const std::string& text) {
    const auto wrong = [&](const Error& error) { return corrupt(path.string() + ": " + error.message); };
    const auto json = reflect::parse_json(text);
    if (!json) return wrong(json.error());
    auto value = reflect::from_json<T>(*json);
    if (!value) return wrong(value.error());
    return value;
}

template <class T>
std::string text_of(const T& value) {
    return boost::json::serialize(reflect::to_json(value)) + "\n";
}

}  // namespace

Status BusKeys::make_folder() const {
    std::error_code problem;
    const bool made = fs::create_directories(folder_, problem);
    if (!problem && made) fs::permissions(folder_, fs::perms::owner_all, problem);
    if (!problem) return {};
    return Error{ErrorCode::not_writable, "cannot make " + folder_.string() + ": " + problem.message()};
}

Result<std::optional<bus::KeyPair>> BusKeys::pair() const {
    const auto path = folder_ / "key.json";
    const auto text = read_private_file(path, max_key_bytes);
    if (!text && text.error().code == ErrorCode::not_found) return std::optional<bus::KeyPair>();
    if (!text) return text.error();
    TZ_TRY(auto stored, read_as<StoredPair>(path, *text));
    TZ_CHECK(bus::check_key(stored.public_key, path.string() + ": public_key"));
    TZ_CHECK(bus::check_key(stored.secret_key, path.string() + ": secret_key"));
    return std::optional(bus::KeyPair{std::move(stored.public_key), std::move(stored.secret_key)});
}

Result<bus::KeyPair> BusKeys::make() const {
    TZ_CHECK(make_folder());
    TZ_TRY(auto pair, bus::make_keys());
    TZ_CHECK(make_file(folder_ / "key.json", text_of(StoredPair{pair.public_key, pair.secret_key})));
    return pair;
}

Result<std::vector<BusClient>> BusKeys::clients() const {
    const auto path = folder_ / "clients.json";
    const auto text = read_private_file(path, max_clients_bytes);
    if (!text && text.error().code == ErrorCode::not_found) return std::vector<BusClient>();
    if (!text) return text.error();
    return read_as<std::vector<BusClient>>(path, *text);
}

Status BusKeys::keep(const std::vector<BusClient>& clients) const {
    TZ_CHECK(make_folder());
    return replace_file(folder_ / "clients.json", text_of(clients));
}

Status BusKeys::allow(BusClient client) const {
    TZ_CHECK(check_id(client.name));
    TZ_CHECK(bus::check_key(client.key, "a client's public key"));
    TZ_TRY(auto all, clients());
    for (const auto& other : all) {
        if (other.name == client.name || other.key == client.key) {
            return Error{ErrorCode::conflict, other.name + " with the key " + other.key +
                                                  " is on the list already; revoke it first: taizhang bus key revoke " +
                                                  other.name};
        }
    }
    all.push_back(std::move(client));
    return keep(all);
}

Status BusKeys::revoke(const std::string& name_or_key) const {
    TZ_TRY(auto all, clients());
    const auto gone =
        std::erase_if(all, [&](const BusClient& one) { return one.name == name_or_key || one.key == name_or_key; });
    if (gone == 0)
        return not_found("nobody of the name or with the key " + name_or_key +
                         " is on the list; see taizhang bus key list");
    return keep(all);
}

Result<std::optional<bus::ServerKeys>> BusKeys::for_server() const {
    TZ_TRY(const auto mine, pair());
    if (!mine) return std::optional<bus::ServerKeys>();
    TZ_CHECK(clients());  // one that cannot be read is told at the start
    const auto current = [keys = *this] {
        std::set<std::string> allowed;
        if (const auto all = keys.clients())
            for (const auto& one : *all) allowed.insert(one.key);
        return allowed;
    };
    return std::optional(bus::ServerKeys{.secret_key = mine->secret_key, .clients = {}, .current = current});
}

}  // namespace taizhang
