// Signed notes (C2SP signed-note): a text, and lines that sign it, each with the name and the id of a key.
//
//     TZ_TRY(const SigningKey key, SigningKey::generate("ledger.example.gov/2014"));
//     const std::array signers{&key};
//     const std::string note = sign_note("text\n", signers);
//     TZ_TRY(const Note opened, parse_note(note));
//     const std::array known{key.verifier()};
//     TZ_TRY(const auto by, verified_by(opened, known));   // the keys whose signatures hold
//
// Ed25519 (RFC 8032) by libsodium. Secret bytes are wiped when a key goes. Any thread.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/time.hpp>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::tlog {

inline constexpr std::size_t max_note_bytes = 64 << 10;
inline constexpr std::size_t max_note_signatures = 100;

/// What stands in a key's id and in its text: how the signature is made.
enum class KeyKind : std::uint8_t {
    ed25519 = 0x01,        ///< signs the text itself
    cosignature_v1 = 0x04  ///< a witness: signs a time and the text (checkpoint.hpp)
};

/// "<name>+<8 hex digits of the id>+<base64 of kind ‖ public key>": all that somebody needs to check signatures.
struct VerifierKey {
    std::string name;  ///< not empty, no spaces, no '+'
    KeyKind kind = KeyKind::ed25519;
    std::array<std::uint8_t, 32> public_key{};

    /// ErrorCode::invalid when the text is not such a key or its id is not that of its name and public key.
    static Result<VerifierKey> parse(std::string_view text);
    std::string to_string() const;
    /// SHA-256(name ‖ 0x0A ‖ kind ‖ public key)[:4].
    std::array<std::uint8_t, 4> id() const;

    bool operator==(const VerifierKey&) const = default;
};

class SigningKey {
  public:
    /// A new key from the system's random source. `name` as in VerifierKey.
    static Result<SigningKey> generate(std::string_view name, KeyKind kind = KeyKind::ed25519);
    /// From a 32-byte seed; for tests and for reading a key's file.
    static Result<SigningKey> from_seed(std::string_view name, KeyKind kind, std::string_view seed);
    /// One line, "PRIVATE+KEY+<name>+<8 hex digits>+<base64 of kind ‖ seed>", as Go's note package writes them.
    static Result<SigningKey> parse(std::string_view text);
    std::string secret_text() const;

    SigningKey(SigningKey&& other) noexcept;
    SigningKey& operator=(SigningKey&& other) noexcept;
    ~SigningKey();  ///< wipes the secret

    const VerifierKey& verifier() const { return verifier_; }
    /// The 64-byte Ed25519 signature of any message.
    std::array<std::uint8_t, 64> sign(std::string_view message) const;

  private:
    SigningKey() = default;
    VerifierKey verifier_;
    std::array<std::uint8_t, 64> secret_{};  ///< libsodium's form: seed ‖ public key
};

/// Whether the signature of the message is the key's.
bool signed_by(const VerifierKey& key, std::string_view message, std::span<const std::uint8_t, 64> signature);

struct NoteSignature {
    std::string name;
    std::array<std::uint8_t, 4> id{};
    std::string blob = {};  ///< what follows the id: 64 bytes for ed25519, time and 64 bytes for a cosignature
};

struct Note {
    std::string text;  ///< ends with a newline
    std::vector<NoteSignature> signatures = {};
};

/// Splits at the last empty line and reads the signature lines. ErrorCode::invalid says what is malformed; whether a
/// signature holds is not looked at. ErrorCode::over_limit above max_note_bytes.
Result<Note> parse_note(std::string_view note);
std::string format_note(const Note& note);
/// One signature line, with its newline: "— <name> <base64(id ‖ blob)>".
std::string format_signature(const NoteSignature& signature);
/// The text, an empty line, and a line of each key. `text` ends with a newline and has no empty line at its end.
std::string sign_note(std::string_view text, std::span<const SigningKey* const> keys);

/// The key that a signature line names, matched on name and id; nullptr when it is none of `keys`. ErrorCode::invalid
/// when two different ones match.
Result<const VerifierKey*> key_of(const NoteSignature& signature, std::span<const VerifierKey> keys);
/// Which of `keys` (all of kind ed25519) have signed, each once. Signatures of other keys are passed over;
/// ErrorCode::corrupt when a known key's signature does not hold, which rejects the whole note.
Result<std::vector<VerifierKey>> verified_by(const Note& note, std::span<const VerifierKey> keys);

}  // namespace taizhang::tlog
