#include "src/transparency/checkpoint.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <limits>

namespace taizhang::tlog {

namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::size_t signature_bytes = 64;
constexpr std::uint64_t last_second = std::numeric_limits<std::int64_t>::max() / 1000;  ///< that Time can hold

std::string big_endian(std::uint64_t value) {
    std::string bytes(time_bytes, '\0');
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8) *byte = char(value & 0xFF);
    return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

/// What a witness signs.
std::string cosigned_message(std::uint64_t seconds, std::string_view checkpoint_text) {
    return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(checkpoint_text);
}

Status check_kind(const VerifierKey& key, KeyKind kind, std::string_view place) {
    if (key.kind == kind) return {};
    return invalid("expected keys of kind " + std::to_string(int(kind)) + " as " + std::string(place) +
                   ", but that of " + quote(key.name) + " is of kind " + std::to_string(int(key.kind)));
}

Status check_policy(const TrustPolicy& policy) {
    for (const VerifierKey& key : policy.log_keys) TZ_CHECK(check_kind(key, KeyKind::ed25519, "the log's keys"));
    for (const VerifierKey& key : policy.witnesses) TZ_CHECK(check_kind(key, KeyKind::cosignature_v1, "witnesses"));
    return {};
}

/// A witness that has signed more than once is one cosigner, as of the latest time.
Result<std::vector<Cosigner>> cosigners_of(const Note& note, std::span<const VerifierKey> witnesses) {
    std::vector<Cosigner> cosigners;
    for (const NoteSignature& signature : note.signatures) {
        TZ_TRY(const VerifierKey* key, key_of(signature, witnesses));
        if (!key) continue;
        TZ_TRY(const Time at, verify_cosignature(*key, note.text, signature));
        const auto same = std::ranges::find(cosigners, *key, &Cosigner::key);
        if (same == cosigners.end()) {
            cosigners.push_back({*key, at});
        } else {
            same->at = std::max(same->at, at);
        }
    }
    return cosigners;
}

bool same_office(const VerifierKey& one, const VerifierKey& other) {
    return one.name == other.name || one.public_key == other.public_key;
}

/// One office with two keys, or one key under two names, is one witness; so are two of which each is one with a third.
std::size_t different(const std::vector<Cosigner>& cosigners) {
    std::vector<std::vector<const VerifierKey*>> offices;
    for (const Cosigner& cosigner : cosigners) {
        std::vector<const VerifierKey*> joined = {&cosigner.key};
        std::erase_if(offices, [&](const auto& office) {
            const bool same = std::ranges::any_of(office, [&](auto* key) { return same_office(*key, cosigner.key); });
            if (same) joined.insert(joined.end(), office.begin(), office.end());
            return same;
        });
        offices.push_back(std::move(joined));
    }
    return offices.size();
}

}  // namespace

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
    TZ_CHECK(check_characters(text, "a checkpoint"));
    std::string_view rest = text;
    TZ_TRY(const std::string_view origin, take_line(rest, "the checkpoint's origin"));
    TZ_TRY(const std::string_view size, take_line(rest, "the checkpoint's size"));
    TZ_TRY(const std::string_view root, take_line(rest, "the checkpoint's root hash"));
    if (origin.empty()) return invalid("expected the log's origin in the checkpoint's first line, which is empty");
    Checkpoint checkpoint{.origin = std::string(origin)};
    TZ_TRY(checkpoint.size, parse_number(size, "the checkpoint's size"));
    TZ_TRY(checkpoint.root, parse_hash(root, "the checkpoint's root hash"));
    while (!rest.empty()) {
        TZ_TRY(const std::string_view extension, take_line(rest, "a checkpoint's extension"));
        if (extension.empty()) return invalid("a checkpoint has no empty lines; one stands after its root hash");
    }
    return checkpoint;
}

std::string Checkpoint::text() const {
    return origin + "\n" + std::to_string(size) + "\n" + to_base64(root.view()) + "\n";
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view text, const TrustPolicy& policy) {
    TZ_CHECK(check_policy(policy));
    TZ_TRY(const Note note, parse_note(text));
    OpenedCheckpoint opened;
    TZ_TRY(opened.checkpoint, Checkpoint::parse(note.text));
    if (!policy.origin.empty() && opened.checkpoint.origin != policy.origin) {
        return corrupt("expected a checkpoint of " + quote(policy.origin) + ", got one of " +
                       quote(opened.checkpoint.origin));
    }
    TZ_TRY(const auto signers, verified_by(note, policy.log_keys));
    if (signers.empty()) {
        return corrupt("no known key of the log has signed this checkpoint of " + quote(opened.checkpoint.origin) +
                       "; known: " + std::to_string(policy.log_keys.size()) +
                       ", signatures: " + std::to_string(note.signatures.size()));
    }
    opened.signed_with = signers.front();
    TZ_TRY(opened.cosigners, cosigners_of(note, policy.witnesses));
    opened.official = different(opened.cosigners) >= policy.quorum;
    return opened;
}

NoteSignature cosign(const SigningKey& key, std::string_view checkpoint_text, Time at) {
    const auto seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(at.milliseconds, 0) / 1000);
    const auto signature = key.sign(cosigned_message(seconds, checkpoint_text));
    return {key.verifier().name, key.verifier().id(),
            big_endian(seconds) + std::string(signature.begin(), signature.end())};
}

Result<Time> verify_cosignature(const VerifierKey& key, std::string_view checkpoint_text,
                                const NoteSignature& signature) {
    const bool belongs = key.kind == KeyKind::cosignature_v1 && key.name == signature.name &&
                         key.id() == signature.id && signature.blob.size() == time_bytes + signature_bytes;
    if (!belongs) return corrupt("the signature of " + quote(signature.name) + " is not a cosignature of that key");
    const std::uint64_t seconds = from_big_endian(std::string_view(signature.blob).substr(0, time_bytes));
    if (seconds > last_second) return corrupt("the cosignature of " + quote(key.name) + " bears an impossible time");
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(signature.blob.data()) + time_bytes;
    if (!signed_by(key, cosigned_message(seconds, checkpoint_text),
                   std::span<const std::uint8_t, signature_bytes>(bytes, signature_bytes))) {
        return corrupt("the cosignature of " + quote(key.name) +
                       " is not that witness's signature of this checkpoint; do not trust this note");
    }
    return Time{static_cast<std::int64_t>(seconds) * 1000};
}

Result<std::string> with_signatures(std::string_view text, std::span<const NoteSignature> more) {
    TZ_TRY(Note note, parse_note(text));
    for (const NoteSignature& signature : more) {
        std::erase_if(note.signatures,
                      [&](const NoteSignature& old) { return old.name == signature.name && old.id == signature.id; });
        note.signatures.push_back(signature);
    }
    const std::string changed = format_note(note);
    TZ_CHECK(parse_note(changed));  // bounds, and names that come from elsewhere
    return changed;
}

}  // namespace taizhang::tlog
