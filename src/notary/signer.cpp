#include "src/notary/signer.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::notary {

namespace {

/// How many checkpoints load() looks at for the newest official one: half a second's work.
constexpr int looked_back = 4'096;

Error not_ours(const KeptCheckpoint& kept, const std::string& why) {
    return corrupt("the log's newest checkpoint, of " + std::to_string(kept.size) +
                   " records, is not what this log's " + "key has signed: " + why +
                   ". Put the key's backup in its place, or the log that belongs to the key");
}

}  // namespace

Signer::Signer(EventLog& log, std::unique_ptr<Keys> keys, tlog::TrustPolicy policy, const Clock& clock,
               std::function<void(const std::string&)> on_stopped)
    : log_(log),
      hashes_(log),
      keys_(std::move(keys)),
      policy_(std::move(policy)),
      clock_(clock),
      on_stopped_(std::move(on_stopped)) {}

Status Signer::load() {
    TZ_TRY(const auto latest, log_.checkpoints().latest());
    TZ_CHECK(keys_->refresh(log_.end()));
    if (!latest) return {};
    const auto opened = open(*latest);
    if (!opened) return not_ours(*latest, opened.error().message);
    TZ_CHECK(check_root(opened->checkpoint));
    signed_ = opened->checkpoint;
    newest_ = latest;
    return find_official(*latest);
}

Result<tlog::OpenedCheckpoint> Signer::open(const KeptCheckpoint& kept) const {
    TZ_TRY(auto opened, tlog::open_checkpoint(kept.note, policy(kept.size)));
    if (opened.checkpoint.size == kept.size) return opened;
    return corrupt("its note speaks of " + std::to_string(opened.checkpoint.size) + " records");
}

Status Signer::check_root(const tlog::Checkpoint& then) const {
    const auto root = tlog::tree_root(hashes_, then.size);
    if (root && *root == then.root) return {};
    const std::string why = root ? "they have another root hash now" : root.error().message;
    return corrupt("the first " + std::to_string(then.size) + " records are not those that were signed: " + why +
                   ". The history was rewritten, or this is another log; nothing more is signed. Keep the data "
                   "directory as it is for the auditors, and restore the log from a backup");
}

Status Signer::find_official(KeptCheckpoint from) {
    for (int i = 0; i < looked_back; ++i) {
        const auto opened = open(from);
        if (!opened) return {};  // of an earlier key: nothing that this policy could call official
        for (const auto& cosigner : opened->cosigners) cosigned_before_.try_emplace(cosigner.key.name, from.size);
        if (opened->official) {
            official_ = std::move(from);
            return {};
        }
        if (from.size == 0) return {};
        TZ_TRY(auto before, log_.checkpoints().at_most(from.size - 1));
        if (!before) return {};
        from = std::move(*before);
    }
    return {};
}

Result<tlog::Checkpoint> Signer::next(tlog::TreeSize end) const {
    tlog::Checkpoint next{.origin = log_.identity().origin, .size = end};
    TZ_TRY(next.root, tlog::tree_root(hashes_, end));
    if (!signed_) return next;
    TZ_CHECK(check_root(*signed_));
    TZ_TRY(const auto path, tlog::consistency_path(hashes_, signed_->size, end));
    TZ_CHECK(tlog::verify_consistency(signed_->size, signed_->root, end, next.root, path));
    return next;
}

tlog::TrustPolicy Signer::policy(tlog::TreeSize size) const {
    auto policy = policy_;
    policy.log_keys = keys_->in_force(size);
    return policy;
}

/// By every key that is in force where the checkpoint ends.
Result<std::string> Signer::sign(const tlog::Checkpoint& checkpoint) {
    TZ_CHECK(keys_->refresh(checkpoint.size));
    TZ_TRY(const auto keys, keys_->signing(checkpoint.size));
    return tlog::sign_note(checkpoint.text(), keys);
}

Result<KeptCheckpoint> Signer::sign() {
    const std::lock_guard one_at_a_time(signing_);
    if (const auto why = stopped_because(); !why.empty()) {
        return Error{ErrorCode::not_writable, "no checkpoints are signed any more: " + why};
    }
    const auto end = log_.end();  // everything below it is durable
    if (signed_ && signed_->size == end) return *newest();
    const auto checkpoint = next(end);
    if (!checkpoint) return stop(checkpoint.error());
    const auto note = sign(*checkpoint);
    if (!note) return stop(note.error());
    const KeptCheckpoint kept{end, *note};
    const auto before = signed_ ? std::optional(signed_->size) : std::nullopt;
    if (const auto done = log_.checkpoints().advance(before, kept); !done) return stop(done.error());
    signed_ = *checkpoint;
    publish(kept, true);
    return kept;
}

Status Signer::add(KeptCheckpoint& checkpoint, const tlog::NoteSignature& cosignature) {
    const std::lock_guard one_at_a_time(signing_);
    const std::array more{cosignature};
    TZ_TRY(auto note, tlog::with_signatures(checkpoint.note, more));
    const KeptCheckpoint cosigned{checkpoint.size, std::move(note)};
    const bool newest = signed_ && signed_->size == cosigned.size;
    if (newest) {
        if (const auto why = stopped_because(); !why.empty()) return Error{ErrorCode::not_writable, why};
        const auto done = log_.checkpoints().advance(cosigned.size, cosigned);
        if (!done) return stop(done.error());
    }
    checkpoint = cosigned;
    publish(cosigned, newest);
    return {};
}

void Signer::publish(const KeptCheckpoint& kept, bool newest) {
    const auto opened = open(kept);
    const std::lock_guard lock(mutex_);
    if (newest) newest_ = kept;
    if (!opened || !opened->official) return;
    if (official_ && official_->size > kept.size) return;
    if (!official_ || official_->size < kept.size) official_at_ = clock_.now();
    official_ = kept;
}

Error Signer::stop(const Error& why) {
    {
        const std::lock_guard lock(mutex_);
        if (!stopped_because_.empty()) return why;
        stopped_because_ = why.message;
    }
    if (on_stopped_) on_stopped_(why.message);
    return why;
}

std::optional<KeptCheckpoint> Signer::newest() const {
    const std::lock_guard lock(mutex_);
    return newest_;
}

std::optional<KeptCheckpoint> Signer::official() const {
    const std::lock_guard lock(mutex_);
    return official_;
}

std::optional<Time> Signer::official_at() const {
    const std::lock_guard lock(mutex_);
    return official_at_;
}

std::string Signer::stopped_because() const {
    const std::lock_guard lock(mutex_);
    return stopped_because_;
}

}  // namespace taizhang::notary
