// Signed notes, checkpoints, keys and proofs as text (docs/formats/transparency.md): what is read is written again as
// the same bytes, so that nobody can change a signed text's surroundings unseen.
#include "src/transparency/proof_file.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/known_keys.hpp"

#include <taizhang/record.hpp>

namespace taizhang::fuzz {
namespace {

void check_checkpoint(std::string_view text) {
    const auto checkpoint = tlog::Checkpoint::parse(text);
    if (!checkpoint) return;
    const auto own = checkpoint->text();
    same(text.substr(0, own.size()), own, "a checkpoint begins with its three lines");
    require(must(tlog::Checkpoint::parse(own), "a checkpoint that was written can be read") == *checkpoint,
            "a checkpoint is stable", text);
}

void check_note(std::string_view text) {
    const auto note = tlog::parse_note(text);
    if (!note) return;
    same(tlog::format_note(*note), text, "a note has one spelling");
    check_checkpoint(note->text);
}

void check_opened(std::string_view text) {
    const auto opened = tlog::open_checkpoint(text, known_policy());
    if (!opened) return;
    const auto note = must(tlog::parse_note(text), "a checkpoint that opens is a note");
    require(opened->official == (opened->cosigners.size() >= known_policy().quorum), "official is by the quorum");
    require(tlog::Checkpoint::parse(note.text).value() == opened->checkpoint, "what opens is what was signed");
    const auto more = must(tlog::with_signatures(text, note.signatures), "the same signatures can be put again");
    require(tlog::open_checkpoint(more, known_policy()).has_value(), "signed twice is as good as once");
}

void check_keys(std::string_view text) {
    if (const auto key = tlog::VerifierKey::parse(text)) same(key->to_string(), text, "a key has one spelling");
    if (const auto key = tlog::SigningKey::parse(text)) same(key->secret_text(), text, "a secret has one spelling");
}

void check_proof(std::string_view text) {
    const auto proof = tlog::ProofFile::parse(text);
    if (!proof) return;
    same(proof->text(), text, "a proof has one spelling");
    const auto leaf = leaf_hash(proof->extra.value_or(""));
    if (tlog::verify_proof(*proof, leaf, known_policy()))
        require(!tlog::verify_proof(*proof, Digest{}, known_policy()), "a proof is of one leaf");
}

}  // namespace
}  // namespace taizhang::fuzz

FUZZ_TARGET(input) {
    using namespace taizhang::fuzz;
    check_checkpoint(input);
    check_note(input);
    check_opened(input);
    check_keys(input);
    check_proof(input);
}
