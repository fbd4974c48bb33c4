#include "src/notary/witnesses.hpp"

#include "src/transparency/lines.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <thread>

namespace taizhang::notary {

namespace {

constexpr int longest_wait = 12;  ///< times `retry`: one that is away for long is asked once a minute

/// What a witness says, for messages that end in JSON: somebody else's bytes need not be text.
std::string readable(const std::string& body) {
    return tlog::check_characters(body, "an answer") ? body
                                                     : "(" + std::to_string(body.size()) + " bytes that are not text)";
}

/// Of a 409: decimal digits and a newline.
Result<tlog::TreeSize> told_size(const tlog::WitnessAnswer& answer) {
    std::string_view text = answer.body;
    if (text.ends_with('\n')) text.remove_suffix(1);
    tlog::TreeSize size = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, size);
    if (error == std::errc() && end == last) return size;
    return invalid("it answered 409, with which it should tell the size that it knows, but told " +
                   quote(readable(answer.body)));
}

Error refusal(const tlog::WitnessAnswer& answer) {
    return refused("it answered " + std::to_string(answer.status) + ": " + shorten(readable(answer.body)));
}

Error knows_other(tlog::TreeSize told, tlog::TreeSize size) {
    return Error{ErrorCode::conflict,
                 "it has cosigned a checkpoint of " + std::to_string(told) + " records, which cannot be continued by " +
                     "this one of " + std::to_string(size) +
                     ". Was the log restored from an older backup, or does a second one run with the same key?"};
}

/// The witness's own signature among the lines that it answered.
Result<tlog::NoteSignature> find_cosignature(const tlog::VerifierKey& key, const std::string& text,
                                             const std::string& lines) {
    const auto note = tlog::parse_note(text + "\n" + lines);
    if (!note || note->text != text) {
        return invalid("it answered 200, but not with lines of signatures: " +
                       (note ? quote(readable(lines)) : note.error().message));
    }
    for (const auto& signature : note->signatures) {
        if (signature.name != key.name || signature.id != key.id()) continue;
        TZ_CHECK(tlog::verify_cosignature(key, text, signature));
        return signature;
    }
    return invalid("it answered without a signature of " + key.to_string() + "; is that the witness's key?");
}

}  // namespace

Witnesses::Witnesses(const std::vector<std::shared_ptr<WitnessChannel>>& channels, const EventLog& log,
                     std::chrono::milliseconds retry, const std::map<std::string, tlog::TreeSize>& cosigned_before)
    : hashes_(log), retry_(retry) {
    for (const auto& channel : channels) {
        Known known{.channel = channel};
        if (const auto before = cosigned_before.find(channel->key().name); before != cosigned_before.end()) {
            known.size = before->second;
            known.cosigned = before->second;
        }
        known_.push_back(std::move(known));
    }
}

std::vector<std::size_t> Witnesses::lacking(tlog::TreeSize size) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < known_.size(); ++i) {
        if (known_[i].cosigned != size) which.push_back(i);
    }
    return which;
}

std::vector<std::size_t> Witnesses::due(tlog::TreeSize size) const {
    auto which = lacking(size);
    const auto now = Clock::now();
    const std::lock_guard lock(mutex_);
    std::erase_if(which, [&](std::size_t i) { return known_[i].again > now; });
    return which;
}

std::optional<Witnesses::Clock::time_point> Witnesses::next_due(tlog::TreeSize size) const {
    const auto which = lacking(size);
    const std::lock_guard lock(mutex_);
    std::optional<Clock::time_point> next;
    for (const auto i : which) next = next ? std::min(*next, known_[i].again) : known_[i].again;
    return next;
}

void Witnesses::ask(const std::vector<std::size_t>& which, const KeptCheckpoint& checkpoint, const Taken& taken) {
    if (which.empty()) return;
    const auto note = tlog::parse_note(checkpoint.note);
    if (!note) return;  // it was signed by us: never
    const auto ask = [&](std::size_t index) { ask_one(index, checkpoint, note->text, taken); };
    std::vector<std::jthread> others;
    others.reserve(which.size());
    for (std::size_t i = 1; i < which.size(); ++i) {
        try {
            others.emplace_back(ask, which[i]);
        } catch (const std::system_error&) {  // no further thread is to be had: one after the other then
            ask(which[i]);
        }
    }
    ask(which[0]);
}

void Witnesses::ask_one(std::size_t index, const KeptCheckpoint& checkpoint, const std::string& text,
                        const Taken& taken) {
    const auto outcome = [&]() -> Status {
        try {
            TZ_TRY(const auto signature, cosignature(index, checkpoint, text));
            return taken(signature);
        } catch (const std::exception& problem) {  // such as no memory: asked again later
            return Error{ErrorCode::internal, problem.what()};
        }
    };
    note_outcome(index, checkpoint.size, outcome());
}

Result<tlog::NoteSignature> Witnesses::cosignature(std::size_t index, const KeptCheckpoint& checkpoint,
                                                   const std::string& text) {
    const auto from = std::min(known_size(index), checkpoint.size);
    TZ_TRY(auto answer, post(index, from, checkpoint));
    // a 409 of another kind says that it has seen another root at this size
    if (answer.status == 409 && answer.content_type.starts_with("text/x.tlog.size")) {
        TZ_TRY(const auto told, told_size(answer));
        set_known_size(index, told);
        if (told > checkpoint.size || told == from) return knows_other(told, checkpoint.size);
        if (ending_) return Error{ErrorCode::busy, "it was not asked again, since the server is ending"};
        TZ_TRY(answer, post(index, told, checkpoint));
    }
    if (answer.status != 200) return refusal(answer);
    return find_cosignature(known_[index].channel->key(), text, answer.body);
}

Result<tlog::WitnessAnswer> Witnesses::post(std::size_t index, tlog::TreeSize from,
                                            const KeptCheckpoint& checkpoint) const {
    tlog::AddCheckpoint request{.old_size = from, .path = {}, .checkpoint = checkpoint.note};
    TZ_TRY(request.path, tlog::consistency_path(hashes_, from, checkpoint.size));
    return known_[index].channel->post(request);
}

tlog::TreeSize Witnesses::known_size(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return known_[index].size;
}

void Witnesses::set_known_size(std::size_t index, tlog::TreeSize size) {
    const std::lock_guard lock(mutex_);
    known_[index].size = size;
}

void Witnesses::note_outcome(std::size_t index, tlog::TreeSize size, const Status& outcome) {
    const std::lock_guard lock(mutex_);
    auto& known = known_[index];
    if (outcome) {
        known.size = size;
        known.cosigned = size;
        known.last_problem.clear();
        known.failures = 0;
        known.again = {};
        return;
    }
    known.last_problem = outcome.error().message;
    known.failures = std::min(known.failures + 1, longest_wait);
    known.again = Clock::now() + known.failures * retry_;
}

std::vector<NotaryState::Asked> Witnesses::state() const {
    const std::lock_guard lock(mutex_);
    std::vector<NotaryState::Asked> all;
    for (const auto& known : known_) {
        all.push_back({known.channel->key().name, known.channel->address(), known.cosigned, known.last_problem});
    }
    return all;
}

}  // namespace taizhang::notary
