#include "src/rpc/credential_file.hpp"

#include <taizhang/reflect/json.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace taizhang::rpc {

namespace fs = std::filesystem;

namespace {

Error failed(const char* what, const fs::path& path) {
    return {ErrorCode::internal, std::string("cannot ") + what + " " + path.string() + ": " + std::strerror(errno)};
}

/// A file descriptor that is closed in any case.
class File {
  public:
    File(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int fd() const { return fd_; }

  private:
    int fd_;
};

Status write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Status sync_folder(const fs::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const File opened(folder, O_RDONLY | O_DIRECTORY);
    if (opened.fd() < 0 || ::fsync(opened.fd()) != 0) return failed("sync the folder", folder);
    return {};
}

Status replace_file(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    {
        ::unlink(beside.c_str());  // left by a crash, perhaps with other rights
        const File file(beside, O_WRONLY | O_CREAT | O_EXCL);
        if (file.fd() < 0) return failed("create", beside);
        TZ_CHECK(write_all(file.fd(), bytes, beside));
        if (::fsync(file.fd()) != 0) return failed("sync", beside);
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed("rename a new file over", path);
    return sync_folder(path);
}

Status check_rights(const fs::path& path) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) return failed("look at", path);
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
    return Error{ErrorCode::refused,
                 "the credentials file " + path.string() + " may be read by others; run: chmod 600 " + path.string()};
}

}  // namespace

Result<CredentialFile> CredentialFile::open(fs::path path) {
    CredentialFile file(path);
    std::error_code error;
    if (!fs::exists(path, error)) {
        if (error) return Error{ErrorCode::internal, "cannot look at " + path.string() + ": " + error.message()};
        return file;
    }
    TZ_CHECK(check_rights(path));
    std::ifstream in(path, std::ios::binary);
    if (!in) return failed("read", path);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) TZ_CHECK(file.read_line(line, number));
    if (in.bad()) return failed("read", path);
    return file;
}

Status CredentialFile::read_line(std::string_view line, std::size_t number) {
    const auto at_line = [&](const Error& error) {
        return corrupt(path_.string() + ", line " + std::to_string(number) + ": " + error.message +
                       "; mend or delete the line, then set the secret again with account set-secret");
    };
    const auto json = reflect::parse_json(line);
    if (!json) return at_line(json.error());
    auto credential = reflect::from_json<Credential>(*json);
    if (!credential) return at_line(credential.error());
    const auto account = credential->account;
    credentials_.insert_or_assign(account, std::move(*credential));
    return {};
}

const std::string* CredentialFile::find(const AccountId& account) const {
    const auto found = credentials_.find(account);
    return found == credentials_.end() ? nullptr : &found->second.hash;
}

Status CredentialFile::set(const AccountId& account, std::string hash, Time now) {
    auto changed = credentials_;
    changed.insert_or_assign(account, Credential{account, std::move(hash), now});
    std::string text;
    for (const auto& [id, credential] : changed) {
        text += boost::json::serialize(reflect::to_json(credential));
        text += '\n';
    }
    TZ_CHECK(replace_file(path_, text));
    credentials_ = std::move(changed);
    return {};
}

}  // namespace taizhang::rpc
