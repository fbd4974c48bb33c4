// The CURVE keys in a data directory: bus/key.json, this machine's own pair, used where it serves a bus and where it
// follows one; bus/clients.json, whom its bus lets in (docs/replicas.md).
//
//     const BusKeys keys(data);
//     TZ_TRY(const auto pair, keys.make());
//     TZ_CHECK(keys.allow({.name = "district-7", .key = "…", .replica = true, .allowed = now}));
//
// Files have mode 0600 and are replaced whole, so that a server may read them meanwhile.
#pragma once

#include "src/bus/keys.hpp"

#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace taizhang {

struct BusClient {
    std::string name;
    std::string key;       ///< public
    bool replica = false;  ///< may also have the hashes of the accounts' secrets, so that people can log in there
    Time allowed;
};
BOOST_DESCRIBE_STRUCT(BusClient, (), (name, key, replica, allowed))

class BusKeys {
  public:
    explicit BusKeys(const std::filesystem::path& data) : folder_(data / "bus") {}

    /// Nothing when none was made.
    Result<std::optional<bus::KeyPair>> pair() const;
    /// ErrorCode::conflict when there is one.
    Result<bus::KeyPair> make() const;
    Result<std::vector<BusClient>> clients() const;
    /// ErrorCode::conflict when the name or the key is there already.
    Status allow(BusClient client) const;
    /// By name or by key; ErrorCode::not_found when it is not there.
    Status revoke(const std::string& name_or_key) const;

    /// For a publisher: lets in whoever is on the list at that moment.
    Result<std::optional<bus::ServerKeys>> for_server() const;

  private:
    Status keep(const std::vector<BusClient>& clients) const;
    Status make_folder() const;

    std::filesystem::path folder_;
};

}  // namespace taizhang
