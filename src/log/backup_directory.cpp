#include "src/log/backup_directory.hpp"

#include <algorithm>
#include <set>

namespace taizhang::backup {

namespace fs = std::filesystem;

namespace {

constexpr const char* manifest_name = "MANIFEST";
constexpr const char* lock_name = "LOCK";

Error in_segment(const SegmentInfo& info, const std::string& what) {
    return corrupt(info.file + ", positions " + std::to_string(info.from) + " to " + std::to_string(info.to) +
                   " (exclusive): " + what)
        .with("file", boost::json::string(info.file))
        .with("position", info.from);
}

/// No manifest: then nothing else may stand there but what a first run left that was killed at once.
Status check_unused(const fs::path& path) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(path, problem)) {
        const auto name = entry.path().filename().string();
        if (name == lock_name || name == std::string(manifest_name) + ".partial") continue;
        return invalid(path.string() + " holds " + name + ", but no " + manifest_name +
                       ": it is no backup, or its manifest is lost; name an empty directory, or put the manifest back");
    }
    if (problem) return invalid("cannot list " + path.string() + ": " + problem.message());
    return {};
}

/// Cheap, so it is done each time: a backup of which a file is gone shall not be added to as if nothing had happened.
Status check_files(const fs::path& path, const Manifest& manifest) {
    for (const auto& info : manifest.segments) {
        std::error_code problem;
        const auto size = fs::file_size(path / info.file, problem);
        if (problem) return in_segment(info, "it is missing or cannot be read: " + problem.message());
        if (size != info.bytes) {
            return in_segment(
                info, "it has " + std::to_string(size) + " bytes; " + std::to_string(info.bytes) + " were written");
        }
    }
    return {};
}

Result<Manifest> parsed(const fs::path& path) {
    const auto file = path / manifest_name;
    TZ_TRY(const auto text, read_whole(file, max_manifest_bytes));
    auto manifest = parse_manifest(text);
    if (!manifest) return corrupt(file.string() + ": " + manifest.error().message).with("file", manifest_name);
    return manifest;
}

Status write_manifest(const fs::path& path, const Manifest& manifest) {
    return write_whole(path / manifest_name, format_manifest(manifest));
}

/// Durable when it returns; completes what is known of it.
Status write_segment(const fs::path& path, const std::string& bytes, SegmentInfo& info) {
    info.bytes = bytes.size();
    std::copy_n(bytes.end() - std::ptrdiff_t(info.sha256.bytes.size()), info.sha256.bytes.size(),
                reinterpret_cast<char*>(info.sha256.bytes.data()));
    return write_whole(path / info.file, bytes);
}

}  // namespace

Result<BackupDirectory> BackupDirectory::open_to_write(const fs::path& path, const LogIdentity& identity) {
    std::error_code problem;
    const bool there = fs::exists(path / manifest_name, problem);
    if (!there && fs::exists(path, problem)) TZ_CHECK(check_unused(path));
    TZ_CHECK(make_private(path));
    TZ_TRY(auto lock, FileLock::take(path / lock_name));
    auto found = parsed(path);
    if (found) {
        TZ_CHECK(check_files(path, *found));
        BackupDirectory directory(path, std::move(lock), std::move(*found));
        TZ_CHECK(directory.remove_unnamed());
        return directory;
    }
    if (found.error().code != ErrorCode::not_found) return found.error();
    Manifest fresh{.identity = identity};
    TZ_CHECK(write_manifest(path, fresh));
    return BackupDirectory(path, std::move(lock), std::move(fresh));
}

Result<std::size_t> BackupDirectory::redact(Manifest& next, std::size_t segment, const Redactions& redactions) const {
    auto& info = next.segments[segment];
    TZ_TRY(const auto old_bytes, read_segment(path_, info));
    TZ_TRY(const auto old, parse_segment(old_bytes, info));
    auto builder = builder_of(old);
    auto changed = builder.redact(redactions);
    if (!changed) return in_segment(info, changed.error().message);
    if (*changed == 0) return changed;
    Position newest = 0;
    for (auto it = redactions.lower_bound(info.from); it != redactions.end() && it->first < info.to; ++it)
        newest = std::max(newest, it->second);
    info.file = segment_name(segment + 1, newest);
    TZ_CHECK(write_segment(path_, std::move(builder).finish(info.root), info));
    return changed;
}

Result<BackupDirectory::Added> BackupDirectory::add(SegmentBuilder segment, const Digest& root,
                                                    const std::optional<KeptCheckpoint>& newest,
                                                    const std::vector<std::string>& keys,
                                                    const Redactions& redactions) {
    Added added;
    auto next = manifest_;
    for (std::size_t i = 0; i < next.segments.size(); ++i) {
        const auto first = redactions.lower_bound(next.segments[i].from);
        if (first == redactions.end() || first->first >= next.segments[i].to) continue;
        TZ_TRY(const auto redacted, redact(next, i, redactions));
        added.redacted += redacted;
    }
    SegmentInfo info{.file = segment_name(manifest_.segments.size() + 1),
                     .from = segment.from(),
                     .to = segment.to(),
                     .bytes = 0,
                     .sha256 = {},
                     .root = root};
    TZ_CHECK(write_segment(path_, std::move(segment).finish(root), info));
    added.bytes = info.bytes;
    next.segments.push_back(std::move(info));
    next.checkpoint = newest;
    for (const auto& key : keys)
        if (std::ranges::find(next.keys, key) == next.keys.end()) next.keys.push_back(key);
    TZ_CHECK(write_manifest(path_, next));
    manifest_ = std::move(next);
    if (added.redacted > 0) TZ_CHECK(remove_unnamed());
    return added;
}

Status BackupDirectory::remove_unnamed() const {
    std::set<std::string> named;
    for (const auto& info : manifest_.segments) named.insert(info.file);
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(path_, problem)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with("segment-") || named.contains(name)) continue;
        std::error_code failed;
        if (fs::remove(entry.path(), failed); failed) {
            return Error{ErrorCode::not_writable,
                         "the old file " + entry.path().string() + " cannot be removed: " + failed.message()};
        }
    }
    return sync_directory(path_);
}

Result<Manifest> read_manifest(const fs::path& directory) {
    auto found = parsed(directory);
    if (found || found.error().code != ErrorCode::not_found) return found;
    return not_found("there is no backup in " + directory.string() + ": it has no " + manifest_name);
}

Result<std::string> read_segment(const fs::path& directory, const SegmentInfo& info) {
    auto bytes = read_whole(directory / info.file, info.bytes);
    if (bytes) return bytes;
    return in_segment(info, bytes.error().message);
}

Error wrong_root(const SegmentInfo& info, const Digest& found) {
    return in_segment(info, "the records up to there hash to the root " + found.to_string() + ", but it says " +
                                info.root.to_string());
}

}  // namespace taizhang::backup
