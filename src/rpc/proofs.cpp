#include "src/rpc/proofs.hpp"

#include "src/transparency/log_hashes.hpp"
#include "src/transparency/proof_file.hpp"

namespace taizhang::rpc {

namespace {

Error beyond_end(const char* what, std::uint64_t got, Position end) {
    return not_found("/" + std::string(what) + ": the log holds " + std::to_string(end) + " records, got " +
                     std::to_string(got) + "; nothing can be proven of what is not there yet")
        .with("path", boost::json::string("/" + std::string(what)));
}

Status check_size(const char* what, tlog::TreeSize size, Position end) {
    if (size <= end) return {};
    return beyond_end(what, size, end);
}

}  // namespace

Result<CheckedRecord> checked_record(const EventLog& log, Position position) {
    if (const auto end = log.end(); position >= end) return beyond_end("position", position, end);
    TZ_TRY(auto page, log.read(position, {.count = 1}));
    if (page.size() != 1 || page[0].header.position != position)
        return corrupt("record " + std::to_string(position) + " is below the log's end but cannot be read");
    auto entry = header_entry(page[0].header);
    const auto leaf = leaf_hash(entry);
    TZ_TRY(const auto kept, tlog::LogHashes(log).hashes(0, position, 1));
    if (kept[0] == leaf) return CheckedRecord{std::move(page[0]), std::move(entry), leaf};
    return corrupt("record " + std::to_string(position) + " hashes to " + leaf.to_string() +
                   ", but the leaf kept for it is " + kept[0].to_string() + "; run taizhang verify");
}

Result<Inclusion> inclusion_in(const EventLog& log, Position position, tlog::TreeSize size) {
    const auto end = log.end();
    TZ_CHECK(check_size("size", size, end));
    if (position >= end) return beyond_end("position", position, end);
    if (position >= size) {
        return invalid(
            "/position: expected one below the size, " + std::to_string(size) + ", got " + std::to_string(position),
            "/position");
    }
    const tlog::LogHashes hashes(log);
    Inclusion proof;
    TZ_TRY(const auto leaf, hashes.hashes(0, position, 1));
    proof.leaf = leaf[0];
    TZ_TRY(proof.path, tlog::inclusion_path(hashes, position, size));
    TZ_TRY(proof.root, tlog::tree_root(hashes, size));
    TZ_CHECK(tlog::verify_inclusion(proof.leaf, position, size, proof.path, proof.root));
    return proof;
}

Result<std::vector<Digest>> consistency_in(const EventLog& log, tlog::TreeSize from, tlog::TreeSize to) {
    TZ_CHECK(check_size("to", to, log.end()));
    if (from > to)
        return invalid("/from: expected at most /to, " + std::to_string(to) + ", got " + std::to_string(from), "/from");
    const tlog::LogHashes hashes(log);
    TZ_TRY(auto path, tlog::consistency_path(hashes, from, to));
    TZ_TRY(const auto from_root, tlog::tree_root(hashes, from));
    TZ_TRY(const auto to_root, tlog::tree_root(hashes, to));
    TZ_CHECK(tlog::verify_consistency(from, from_root, to, to_root, path));
    return path;
}

Result<std::string> proof_file(const EventLog& log, const CheckedRecord& record, const KeptCheckpoint& checkpoint) {
    const auto position = record.record.header.position;
    if (position >= checkpoint.size) {
        return not_found("position " + std::to_string(position) + " is not under the checkpoint of " +
                         std::to_string(checkpoint.size) + " records; ask again when a newer one is there")
            .with("path", "/position");
    }
    TZ_TRY(const auto note, tlog::parse_note(checkpoint.note));
    TZ_TRY(const auto told, tlog::Checkpoint::parse(note.text));
    if (told.size != checkpoint.size || told.size > log.end()) {
        return corrupt("the checkpoint kept for " + std::to_string(checkpoint.size) + " records speaks of " +
                       std::to_string(told.size) + ", and the log holds " + std::to_string(log.end()));
    }
    TZ_TRY(auto proof, inclusion_in(log, position, told.size));
    TZ_CHECK(tlog::verify_inclusion(record.leaf, position, told.size, proof.path, told.root));
    return tlog::ProofFile{record.entry, position, std::move(proof.path), checkpoint.note}.text();
}

}  // namespace taizhang::rpc
