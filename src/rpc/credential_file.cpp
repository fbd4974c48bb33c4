#include "src/rpc/credential_file.hpp"

#include <taizhang/durable_file.hpp>
#include <taizhang/reflect/json.hpp>

#include <sys/stat.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace taizhang::rpc {

namespace fs = std::filesystem;

namespace {

Error failed(const char* what, const fs::path& path) {
    return {ErrorCode::internal, std::string("cannot ") + what + " " + path.string() + ": " + std::strerror(errno)};
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
    TZ_CHECK(file.read_lines(in));
    if (in.bad()) return failed("read", path);
    return file;
}

Status CredentialFile::check(const fs::path& path, const std::string& text) {
    std::istringstream in(text);
    return CredentialFile(path).read_lines(in);
}

Status CredentialFile::read_lines(std::istream& in) {
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) TZ_CHECK(read_line(line, number));
    return {};
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

std::vector<AccountId> CredentialFile::accounts() const {
    std::vector<AccountId> all;
    for (const auto& [account, credential] : credentials_) all.push_back(account);
    return all;
}

const std::string* CredentialFile::find(const AccountId& account) const {
    const auto found = credentials_.find(account);
    return found == credentials_.end() ? nullptr : &found->second.hash;
}

std::vector<AccountId> CredentialFile::changed_in(const CredentialFile& next) const {
    std::vector<AccountId> changed;
    for (const auto& [account, credential] : credentials_) {
        const auto* hash = next.find(account);
        if (!hash || *hash != credential.hash) changed.push_back(account);
    }
    return changed;
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
