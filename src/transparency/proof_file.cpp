#include "src/transparency/proof_file.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

namespace taizhang::tlog {

namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t most_hashes = 64;

Status check_start(std::string_view text) {
    if (text.size() > max_proof_bytes) {
        return Error{ErrorCode::over_limit, "a proof file has at most " + std::to_string(max_proof_bytes) +
                                                " bytes; this one has " + std::to_string(text.size())}
            .with("limit", max_proof_bytes);
    }
    return check_characters(text, "a proof file");
}

Result<std::string> parse_extra(std::string_view line) {
    line.remove_prefix(extra_word.size());
    TZ_TRY(std::string bytes, parse_base64(line, "extra data"));
    if (bytes.empty()) return invalid("the proof's line 'extra' is empty; without extra data the line is left out");
    return bytes;
}

}  // namespace

Result<ProofFile> ProofFile::parse(std::string_view text) {
    TZ_CHECK(check_start(text));
    std::string_view rest = text;
    TZ_TRY(std::string_view line, take_line(rest, "the name of the format"));
    if (line != first_line)
        return invalid("expected a proof that begins with " + quote(first_line) + ", got " + quote(line));
    ProofFile proof;
    TZ_TRY(line, take_line(rest, "the leaf's index"));
    if (line.starts_with(extra_word)) {
        TZ_TRY(proof.extra, parse_extra(line));
        TZ_TRY(line, take_line(rest, "the leaf's index"));
    }
    if (!line.starts_with(index_word)) return invalid("expected a line 'index <number>', got " + quote(line));
    TZ_TRY(proof.index, parse_number(line.substr(index_word.size()), "the leaf's index"));
    TZ_TRY(proof.path, take_hashes(rest, most_hashes, "the inclusion proof"));
    if (rest.empty()) return invalid("expected a checkpoint after the proof's empty line, got nothing");
    proof.checkpoint = rest;
    return proof;
}

std::string ProofFile::text() const {
    std::string text = std::string(first_line) + "\n";
    if (extra && !extra->empty()) text += std::string(extra_word) + to_base64(*extra) + "\n";
    return text + std::string(index_word) + std::to_string(index) + "\n" + format_hashes(path) + checkpoint;
}

Result<OpenedCheckpoint> verify_proof(const ProofFile& proof, const Digest& leaf, const TrustPolicy& policy) {
    TZ_TRY(auto opened, open_checkpoint(proof.checkpoint, policy));
    TZ_CHECK(verify_inclusion(leaf, proof.index, opened.checkpoint.size, proof.path, opened.checkpoint.root));
    return opened;
}

}  // namespace taizhang::tlog
