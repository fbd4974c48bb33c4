#include "src/transparency/note.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <sodium.h>

#include <algorithm>

namespace taizhang::tlog {

namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::size_t seed_bytes = crypto_sign_SEEDBYTES;

/// Idempotent and safe from any thread; the first call chooses the fastest implementation.
bool sodium_ready() {
    static const bool ready = sodium_init() >= 0;
    return ready;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A string that is wiped when it goes.
struct Secret {
    std::string value;
    explicit Secret(std::string bytes) : value(std::move(bytes)) {}
    Secret(const Secret&) = delete;
    ~Secret() { sodium_memzero(value.data(), value.size()); }
};

/// "<name>+<id>+<base64>" of either kind of key, split at the first two '+' only, since base64 has '+' of its own.
struct KeyText {
    std::string_view name, id, material;
};

Result<KeyText> split_key(std::string_view text) {
    const std::size_t first = text.find('+');
    const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
    if (second == text.npos) return invalid("expected a key as <name>+<8 hex digits>+<base64>");
    return KeyText{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

Result<KeyKind> kind_of(std::string_view material) {
    if (material.size() == 1 + seed_bytes) {
        if (material[0] == char(KeyKind::ed25519)) return KeyKind::ed25519;
        if (material[0] == char(KeyKind::cosignature_v1)) return KeyKind::cosignature_v1;
    }
    return invalid(
        "expected a key of 33 bytes whose first says its kind, 1 (Ed25519) or 4 (Ed25519 cosignature); "
        "other kinds are not known here");
}

Status check_name(std::string_view name) {
    if (is_key_name(name)) return {};
    return invalid("a key's name must be UTF-8, not empty, without spaces, control characters and '+'; got " +
                   quote(name));
}

Status check_id_text(const VerifierKey& key, std::string_view id) {
    const std::string right = to_hex(view(key.id()));
    if (id == right) return {};
    return invalid("the key of " + quote(key.name) + " has the id " + right + ", but its text says " + quote(id));
}

Result<NoteSignature> parse_signature(std::string_view line) {
    if (!line.starts_with(dash)) {
        return invalid("expected a signature line that begins with '\u2014 ' (U+2014, a space), got " + quote(line));
    }
    line.remove_prefix(dash.size());
    const std::size_t space = line.find(' ');
    if (space == line.npos) return invalid("expected a signature line '\u2014 <name> <base64>', got " + quote(line));
    NoteSignature signature{.name = std::string(line.substr(0, space))};
    TZ_CHECK(check_name(signature.name));
    TZ_TRY(signature.blob, parse_base64(line.substr(space + 1), "signature of " + quote(signature.name)));
    if (signature.blob.size() <= signature.id.size()) {
        return invalid("a signature has more than the 4 bytes of a key's id; that of " + quote(signature.name) +
                       " has " + std::to_string(signature.blob.size()));
    }
    std::copy_n(signature.blob.begin(), signature.id.size(), signature.id.begin());
    signature.blob.erase(0, signature.id.size());
    return signature;
}

bool holds(const VerifierKey& key, const Note& note, const NoteSignature& signature) {
    constexpr std::size_t size = crypto_sign_BYTES;
    if (key.kind != KeyKind::ed25519 || signature.blob.size() != size) return false;
    return signed_by(key, note.text, std::span<const std::uint8_t, size>(bytes_of(signature.blob), size));
}

}  // namespace

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
    // before anything that quotes it
    if (text.starts_with(private_prefix)) return invalid("expected a verifier key, got a signing key, which is secret");
    TZ_CHECK(check_characters(text, "a key"));
    TZ_TRY(const KeyText parts, split_key(text));
    TZ_CHECK(check_name(parts.name));
    TZ_TRY(const std::string material, parse_base64(parts.material, "public key"));
    TZ_TRY(const KeyKind kind, kind_of(material));
    VerifierKey key{.name = std::string(parts.name), .kind = kind};
    std::copy_n(material.begin() + 1, key.public_key.size(), key.public_key.begin());
    TZ_CHECK(check_id_text(key, parts.id));
    return key;
}

std::string VerifierKey::to_string() const {
    return name + "+" + to_hex(view(id())) + "+" + to_base64(char(kind) + std::string(view(public_key)));
}

std::array<std::uint8_t, 4> VerifierKey::id() const {
    const char kind_byte = char(kind);
    const Digest digest = sha256({name, "\n", {&kind_byte, 1}, view(public_key)});
    return {digest.bytes[0], digest.bytes[1], digest.bytes[2], digest.bytes[3]};
}

Result<SigningKey> SigningKey::generate(std::string_view name, KeyKind kind) {
    if (!sodium_ready()) return Error{ErrorCode::internal, "libsodium cannot be used on this machine"};
    const Secret seed(std::string(seed_bytes, '\0'));
    randombytes_buf(const_cast<char*>(seed.value.data()), seed.value.size());
    return from_seed(name, kind, seed.value);
}

Result<SigningKey> SigningKey::from_seed(std::string_view name, KeyKind kind, std::string_view seed) {
    if (!sodium_ready()) return Error{ErrorCode::internal, "libsodium cannot be used on this machine"};
    TZ_CHECK(check_name(name));
    if (seed.size() != seed_bytes) return invalid("a key's seed has 32 bytes, got " + std::to_string(seed.size()));
    SigningKey key;
    key.verifier_ = {.name = std::string(name), .kind = kind};
    crypto_sign_seed_keypair(key.verifier_.public_key.data(), key.secret_.data(), bytes_of(seed));
    return key;
}

Result<SigningKey> SigningKey::parse(std::string_view text) {
    if (!text.starts_with(private_prefix)) return invalid("expected a signing key that begins with PRIVATE+KEY+");
    TZ_TRY(const KeyText parts, split_key(text.substr(private_prefix.size())));
    auto bytes = parse_base64(parts.material, "secret key");
    // the error would quote the secret
    if (!bytes) return invalid("expected a signing key that ends with padded base64 (RFC 4648, section 4)");
    const Secret material(std::move(bytes).value());
    TZ_TRY(const KeyKind kind, kind_of(material.value));
    TZ_TRY(auto key, from_seed(parts.name, kind, std::string_view(material.value).substr(1)));
    TZ_CHECK(check_id_text(key.verifier_, parts.id));
    return key;
}

std::string SigningKey::secret_text() const {
    const Secret material(char(verifier_.kind) + std::string(view(secret_).substr(0, seed_bytes)));
    return std::string(private_prefix) + verifier_.name + "+" + to_hex(view(verifier_.id())) + "+" +
           to_base64(material.value);
}

SigningKey::SigningKey(SigningKey&& other) noexcept : verifier_(std::move(other.verifier_)), secret_(other.secret_) {
    sodium_memzero(other.secret_.data(), other.secret_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
    if (this == &other) return *this;
    verifier_ = std::move(other.verifier_);
    secret_ = other.secret_;
    sodium_memzero(other.secret_.data(), other.secret_.size());
    return *this;
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view message) const {
    std::array<std::uint8_t, 64> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
    return signature;
}

bool signed_by(const VerifierKey& key, std::string_view message, std::span<const std::uint8_t, 64> signature) {
    return sodium_ready() &&
           crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.public_key.data()) == 0;
}

Result<Note> parse_note(std::string_view text) {
    if (text.size() > max_note_bytes) {
        return Error{ErrorCode::over_limit, "a note has at most " + std::to_string(max_note_bytes) +
                                                " bytes; this one has " + std::to_string(text.size())}
            .with("limit", max_note_bytes);
    }
    TZ_CHECK(check_characters(text, "a note"));
    const std::size_t split = text.rfind("\n\n");
    if (split == text.npos) return invalid("expected a note: a text, an empty line, and signature lines");
    Note note{.text = std::string(text.substr(0, split + 1))};
    std::string_view rest = text.substr(split + 2);
    if (rest.empty()) return invalid("the note bears no signature: expected signature lines after its last empty line");
    while (!rest.empty()) {
        if (note.signatures.size() == max_note_signatures) {
            return invalid("a note bears at most " + std::to_string(max_note_signatures) + " signatures");
        }
        TZ_TRY(const std::string_view line, take_line(rest, "a signature"));
        TZ_TRY(NoteSignature signature, parse_signature(line));
        note.signatures.push_back(std::move(signature));
    }
    return note;
}

std::string format_note(const Note& note) {
    std::string text = note.text + "\n";
    for (const NoteSignature& signature : note.signatures) text += format_signature(signature);
    return text;
}

std::string format_signature(const NoteSignature& signature) {
    const std::string bytes = std::string(view(signature.id)) + signature.blob;
    return std::string(dash) + signature.name + " " + to_base64(bytes) + "\n";
}

std::string sign_note(std::string_view text, std::span<const SigningKey* const> keys) {
    Note note{.text = std::string(text)};
    for (const SigningKey* key : keys) {
        const VerifierKey& verifier = key->verifier();
        note.signatures.push_back({verifier.name, verifier.id(), std::string(view(key->sign(text)))});
    }
    return format_note(note);
}

Result<const VerifierKey*> key_of(const NoteSignature& signature, std::span<const VerifierKey> keys) {
    const VerifierKey* found = nullptr;
    for (const VerifierKey& key : keys) {
        if (key.name != signature.name || key.id() != signature.id) continue;
        if (found && *found != key) {
            return invalid("two different keys that are known here share the name " + quote(key.name) + " and the id " +
                           to_hex(view(signature.id)) + "; leave one of them out");
        }
        found = &key;
    }
    return found;
}

Result<std::vector<VerifierKey>> verified_by(const Note& note, std::span<const VerifierKey> keys) {
    std::vector<VerifierKey> signers;
    for (const NoteSignature& signature : note.signatures) {
        TZ_TRY(const VerifierKey* key, key_of(signature, keys));
        if (!key) continue;
        if (!holds(*key, note, signature)) {
            return corrupt("the signature of " + key->name + "+" + to_hex(view(signature.id)) +
                           " is not that key's signature of this text; do not trust this note");
        }
        if (std::ranges::find(signers, *key) == signers.end()) signers.push_back(*key);
    }
    return signers;
}

}  // namespace taizhang::tlog
