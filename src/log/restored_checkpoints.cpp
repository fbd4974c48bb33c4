#include "src/log/restored_checkpoints.hpp"

#include "src/transparency/log_hashes.hpp"

#include <algorithm>

namespace taizhang::backup {

namespace {

Result<std::vector<tlog::VerifierKey>> parse_keys(const std::vector<std::string>& texts) {
    std::vector<tlog::VerifierKey> keys;
    for (const auto& text : texts) {
        TZ_TRY(auto key, tlog::VerifierKey::parse(text));
        keys.push_back(std::move(key));
    }
    return keys;
}

}  // namespace

Result<RestoredCheckpoints> RestoredCheckpoints::make(EventLog& log, const Manifest& manifest,
                                                      const RestoreOptions& options) {
    auto keys = options.keys;
    if (keys.empty()) {
        TZ_TRY(keys, parse_keys(manifest.keys));
    }
    return RestoredCheckpoints(log, options, manifest.identity.origin, std::move(keys));
}

Status RestoredCheckpoints::carry_over(const std::vector<KeptCheckpoint>& checkpoints) {
    for (const auto& checkpoint : checkpoints) {
        if (checkpoint.size > log_.end()) break;
        const auto kept = keep(checkpoint);
        if (kept) continue;
        const auto error = kept.error();
        return Error{error.code, "the checkpoint of " + std::to_string(checkpoint.size) + " records: " + error.message}
            .with("checkpoint", checkpoint.size);
    }
    return {};
}

Status RestoredCheckpoints::keep(const KeptCheckpoint& kept) {
    TZ_TRY(const auto found, read(kept.note));
    if (found.checkpoint.size != kept.size)
        return corrupt("its note speaks of " + std::to_string(found.checkpoint.size) + " records");
    TZ_CHECK(check_root(found.checkpoint));
    newest_ = kept.size;
    if (found.is_signed) signed_size_ = kept.size;
    if (log_.identity().origin != origin_) return {};  // it is of the log by its old name
    TZ_CHECK(log_.checkpoints().advance(carried_ > 0 ? latest_ : std::nullopt, kept));
    latest_ = kept.size;
    ++carried_;
    return {};
}

Status RestoredCheckpoints::finish() {
    for (const auto& expected : options_.expected) TZ_CHECK(check_expected(expected));
    if (options_.keys.empty() || (signed_size_ && signed_size_ == newest_)) return {};
    const auto which =
        newest_ ? "the newest checkpoint, of " + std::to_string(*newest_) + " records, is signed by no given key"
                : "there is no checkpoint of up to " + std::to_string(log_.end()) + " records";
    return corrupt(which + "; give the right key, or restore more of the backup");
}

Status RestoredCheckpoints::check_expected(const ExpectedCheckpoint& expected) {
    const auto found = read(expected.note);
    if (!found) return Error{found.error().code, expected.from + ": " + found.error().message};
    if (!keys_.empty() && !found->is_signed)
        return corrupt(expected.from + ": it is signed by no known key of the log; give it with --key");
    const auto size = found->checkpoint.size;
    expected_size_ = std::max(expected_size_.value_or(0), size);
    if (size > log_.end()) {
        if (!options_.same_epoch) return {};
        return refused(expected.from + " speaks of " + std::to_string(size) + " records, and the backup holds " +
                       std::to_string(log_.end()) +
                       ": positions that were signed for would be given out again; restore "
                       "without keeping the epoch");
    }
    const auto same = check_root(found->checkpoint);
    if (same || same.error().code != ErrorCode::corrupt) return same;
    return refused("the backup is of a forked history: " + expected.from + ": " + same.error().message);
}

Result<RestoredCheckpoints::Read> RestoredCheckpoints::read(std::string_view note) const {
    TZ_TRY(const auto parsed, tlog::parse_note(note));
    TZ_TRY(const auto checkpoint, tlog::Checkpoint::parse(parsed.text));
    if (checkpoint.origin != origin_)
        return corrupt("it is of the log " + checkpoint.origin + ", but this is " + origin_);
    TZ_TRY(const auto by, tlog::verified_by(parsed, keys_));
    return Read{checkpoint, !by.empty()};
}

Status RestoredCheckpoints::check_root(const tlog::Checkpoint& checkpoint) const {
    TZ_TRY(const auto root, tlog::tree_root(tlog::LogHashes(log_), checkpoint.size));
    if (root == checkpoint.root) return {};
    return corrupt("the first " + std::to_string(checkpoint.size) + " records hash to the root " + root.to_string() +
                   ", but it says " + checkpoint.root.to_string());
}

void RestoredCheckpoints::tell(RestoreReport& report) const {
    report.checkpoints = carried_;
    report.signed_size = signed_size_;
    report.expected_size = expected_size_;
}

}  // namespace taizhang::backup
