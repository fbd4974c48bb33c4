#include "fake_notary.hpp"

#include "tests/unit/transparency/naive_tree.hpp"

namespace taizhang::rpc::test {

namespace {

tlog::SigningKey key_named(const std::string& name, tlog::KeyKind kind) {
    return *tlog::SigningKey::from_seed(name, kind, sha256({name}).view());
}

Digest root_of(const MemoryLog& log, std::uint64_t size) {
    tlog::naive::NaiveTree tree(0);
    for (const auto& record : *log.read(0, {.count = size}))
        tree.leaves.push_back(tlog::naive::leaf_of(header_entry(record.header)));
    return tree.mth(0, size);
}

}  // namespace

FakeNotary::FakeNotary(MemoryLog& log, const Clock& clock)
    : log_(log), clock_(clock), key_(key_named(log.identity().origin, tlog::KeyKind::ed25519)) {
    for (const auto* name : {"audit", "office"}) witnesses_.push_back(key_named(name, tlog::KeyKind::cosignature_v1));
    for (const auto& witness : witnesses_)
        state_now.witnesses.push_back({witness.verifier().name, "http://" + witness.verifier().name, {}, {}});
}

Result<KeptCheckpoint> FakeNotary::official() const {
    if (trouble) return *trouble;
    if (official_) return *official_;
    return not_found("no checkpoint has been cosigned");
}

tlog::TrustPolicy FakeNotary::policy() const {
    tlog::TrustPolicy policy{.origin = log_.identity().origin, .log_keys = {key_.verifier()}, .quorum = 1};
    for (const auto& witness : witnesses_) policy.witnesses.push_back(witness.verifier());
    return policy;
}

KeptCheckpoint FakeNotary::sign(std::uint64_t size) {
    const tlog::Checkpoint checkpoint{log_.identity().origin, size, root_of(log_, size)};
    KeptCheckpoint kept{size, tlog::sign_note(checkpoint.text(), std::array{&std::as_const(key_)})};
    (void)log_.checkpoints().advance({}, kept);
    state_now.signed_size = size;
    return kept;
}

KeptCheckpoint FakeNotary::make_official(std::uint64_t size, const std::vector<std::string>& witnesses) {
    auto kept = sign(size);
    std::vector<tlog::NoteSignature> lines;
    for (const auto& witness : witnesses_) {
        if (std::find(witnesses.begin(), witnesses.end(), witness.verifier().name) != witnesses.end())
            lines.push_back(tlog::cosign(witness, tlog::parse_note(kept.note)->text, clock_.now()));
    }
    kept.note = *tlog::with_signatures(kept.note, lines);
    (void)log_.checkpoints().advance(size, kept);
    official_ = kept;
    state_now.official_size = size;
    state_now.official_at = clock_.now();
    return kept;
}

}  // namespace taizhang::rpc::test
