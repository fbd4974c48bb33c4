#include "tools/key_ring.hpp"

#include "src/audit/key_history.hpp"
#include "src/notary/key_file.hpp"

namespace taizhang {

namespace fs = std::filesystem;

fs::path first_key_file(const fs::path& data) {
    return data / "checkpoint.key";
}

fs::path key_file(const fs::path& data, const tlog::VerifierKey& key) {
    const auto id = key.id();
    return data / "keys" / (to_hex({reinterpret_cast<const char*>(id.data()), id.size()}) + ".key");
}

Result<std::vector<tlog::KeyChange>> DataKeys::changes(tlog::TreeSize size) {
    return audit::key_changes(log_, size);
}

Result<tlog::SigningKey> DataKeys::load(const tlog::VerifierKey& key) {
    const auto path = key_file(data_, key);
    auto found = notary::load_key(path, tlog::KeyKind::ed25519);
    if (found || found.error().code != ErrorCode::not_found) return found;
    return not_found(path.string() + " is missing; put its backup there");
}

Result<tlog::SigningKey> signing_key(const fs::path& data, EventLog& log) {
    const auto path = first_key_file(data);
    TZ_TRY(const auto latest, log.checkpoints().latest());
    if (!latest) return notary::load_or_make_key(path, log.identity().origin, tlog::KeyKind::ed25519);
    auto key = notary::load_key(path, tlog::KeyKind::ed25519);
    if (key || key.error().code != ErrorCode::not_found) return key;
    DataKeys ring(data, log);
    TZ_TRY(auto changes, ring.changes(log.end()));
    tlog::KeyChain chain;
    for (auto& change : changes) chain.add(std::move(change));
    for (const auto& adopted : chain.in_force(log.end())) {
        if (auto secret = ring.load(adopted)) return secret;
    }
    return not_found("the key that signed this log's checkpoints, " + path.string() +
                     ", is missing; put its backup there (docs/transparency.md)");
}

Result<tlog::VerifierKey> make_next_key(const fs::path& data, std::string_view origin) {
    const auto folder = data / "keys";
    std::error_code problem;
    const bool made = fs::create_directories(folder, problem);
    if (!problem && made) fs::permissions(folder, fs::perms::owner_all, problem);
    if (problem) return Error{ErrorCode::not_writable, "cannot make " + folder.string() + ": " + problem.message()};
    // Its file is named by its id, which is known once it is made.
    TZ_TRY(const auto key, tlog::SigningKey::generate(origin));
    TZ_CHECK(notary::save_key(key_file(data, key.verifier()), key));
    return key.verifier();
}

}  // namespace taizhang
