#include "tools/witness_store.hpp"

#include <taizhang/durable_file.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <taizhang/text.hpp>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view first_line = "taizhang witness 1\n";
constexpr std::size_t max_state_bytes = 16 << 20;

/// "<size> <base64 of the root> <origin>", without the newline; read as the checkpoint that it stands for.
Result<tlog::Checkpoint> parse_line(std::string_view line) {
    const auto size_end = line.find(' ');
    const auto root_end = size_end == line.npos ? line.npos : line.find(' ', size_end + 1);
    if (root_end == line.npos) return invalid("expected '<size> <root> <origin>', got " + quote(line));
    const auto part = [&](std::size_t from, std::size_t to) { return std::string(line.substr(from, to - from)); };
    return tlog::Checkpoint::parse(part(root_end + 1, line.size()) + "\n" + part(0, size_end) + "\n" +
                                   part(size_end + 1, root_end) + "\n");
}

std::string line_of(const tlog::Checkpoint& checkpoint) {
    return std::to_string(checkpoint.size) + " " + to_base64(checkpoint.root.view()) + " " + checkpoint.origin + "\n";
}

}  // namespace

Result<std::unique_ptr<FileWitnessStore>> FileWitnessStore::open(fs::path path, Missing missing) {
    std::unique_ptr<FileWitnessStore> store(new FileWitnessStore(std::move(path)));
    TZ_CHECK(store->lock());
    auto text = read_private_file(store->path_, max_state_bytes);
    if (!text && text.error().code == ErrorCode::not_found && missing == Missing::made) {
        TZ_CHECK(make_file(store->path_, first_line));
        return store;
    }
    if (!text && text.error().code == ErrorCode::not_found) {
        return not_found(
            store->path_.string() +
            " is missing, but the witness's key is there: without the state it would not know what it "
            "has cosigned, and could cosign another history. Restore both, or begin anew with another key");
    }
    if (!text) return text.error();
    TZ_CHECK(store->read(*text));
    return store;
}

FileWitnessStore::~FileWitnessStore() {
    if (lock_ >= 0) ::close(lock_);
}

/// On a file beside it, since the state itself is another file after each change.
Status FileWitnessStore::lock() {
    const std::string file = path_.string() + ".lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) return Error{ErrorCode::not_writable, "cannot open " + file + ": " + std::strerror(errno)};
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return {};
    return Error{ErrorCode::busy, "another witness runs with " + path_.string() + "; give this one a state of its own"};
}

Status FileWitnessStore::read(std::string_view text) {
    const auto wrong = [&](std::size_t line, const std::string& what) {
        return corrupt(path_.string() + ":" + std::to_string(line) + ": " + what +
                       ". This witness cosigns nothing with a damaged memory; restore the file");
    };
    if (!text.starts_with(first_line)) return wrong(1, "expected the line 'taizhang witness 1'");
    std::size_t number = 1;
    for (text.remove_prefix(first_line.size()); !text.empty();) {
        ++number;
        const auto end = text.find('\n');
        if (end == text.npos) return wrong(number, "the line has no end");
        const auto checkpoint = parse_line(text.substr(0, end));
        if (!checkpoint) return wrong(number, checkpoint.error().message);
        if (!known_.emplace(checkpoint->origin, *checkpoint).second)
            return wrong(number, "this log stands there twice");
        text.remove_prefix(end + 1);
    }
    return {};
}

std::string FileWitnessStore::text_of(const Known& known) {
    std::string text(first_line);
    for (const auto& [origin, checkpoint] : known) text += line_of(checkpoint);
    return text;
}

Result<std::optional<tlog::Checkpoint>> FileWitnessStore::latest(const std::string& origin) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(origin);
    if (found == known_.end()) return std::optional<tlog::Checkpoint>();
    return std::optional(found->second);
}

Status FileWitnessStore::keep(const tlog::Checkpoint& next) {
    const std::lock_guard lock(mutex_);
    auto changed = known_;
    changed.insert_or_assign(next.origin, next);
    TZ_CHECK(replace_file(path_, text_of(changed)));
    known_ = std::move(changed);
    return {};
}

}  // namespace taizhang
