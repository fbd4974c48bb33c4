#include "src/notary/key_file.hpp"

#include <taizhang/durable_file.hpp>
#include <taizhang/text.hpp>

#include <cstring>

namespace taizhang::notary {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_key_bytes = 4'096;

/// A key's text, wiped when it goes.
struct SecretText {
    std::string value;
    explicit SecretText(std::string text) : value(std::move(text)) {}
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    ~SecretText() { ::explicit_bzero(value.data(), value.size()); }
};

std::string told(tlog::KeyKind kind) {
    return kind == tlog::KeyKind::ed25519 ? "a log's signing key" : "a witness's key";
}

Result<tlog::SigningKey> parse_key(const fs::path& path, std::string_view text, tlog::KeyKind kind) {
    if (!text.ends_with('\n')) return invalid(path.string() + ": expected a key on one line with its end, got none");
    text.remove_suffix(1);
    auto key = tlog::SigningKey::parse(text);
    if (!key) return invalid(path.string() + ": " + key.error().message);
    if (key->verifier().kind == kind) return key;
    return invalid(path.string() + ": expected " + told(kind) + ", got " + told(key->verifier().kind) + ", of " +
                   quote(key->verifier().name));
}

Result<tlog::SigningKey> make_key(const fs::path& path, std::string_view name, tlog::KeyKind kind) {
    TZ_TRY(auto key, tlog::SigningKey::generate(name, kind));
    TZ_CHECK(save_key(path, key));
    return key;
}

}  // namespace

Status save_key(const fs::path& path, const tlog::SigningKey& key) {
    const SecretText line(key.secret_text());
    const SecretText text(line.value + "\n");
    return make_file(path, text.value);
}

Result<tlog::SigningKey> load_key(const fs::path& path, tlog::KeyKind kind) {
    TZ_TRY(std::string bytes, read_private_file(path, max_key_bytes));
    const SecretText text(std::move(bytes));
    return parse_key(path, text.value, kind);
}

Result<tlog::SigningKey> load_or_make_key(const fs::path& path, std::string_view name, tlog::KeyKind kind) {
    auto key = load_key(path, kind);
    if (!key && key.error().code == ErrorCode::not_found) {
        key = make_key(path, name, kind);
        if (!key && key.error().code == ErrorCode::conflict) key = load_key(path, kind);  // another was quicker
    }
    if (!key) return key.error();
    if (key->verifier().name == name) return key;
    return invalid(path.string() + ": expected the key of " + quote(name) + ", got that of " +
                   quote(key->verifier().name));
}

}  // namespace taizhang::notary
