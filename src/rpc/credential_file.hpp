// The file of secrets' hashes: one JSON object a line, {"account":…,"hash":…,"changed":…}, mode 0600.
//
//     TZ_TRY(auto file, CredentialFile::open(path));
//     TZ_CHECK(file.set({"zhang"}, hash, now));      // durable when it returns
//
// A change writes the whole file beside the old one, syncs it, renames it over and syncs the folder: after a crash
// there is the old file or the new one, never a part. One thread at a time.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <vector>

namespace taizhang::rpc {

struct Credential {
    AccountId account;
    std::string hash;  ///< crypto_pwhash_str: $argon2id$…
    Time changed;
};
BOOST_DESCRIBE_STRUCT(Credential, (), (account, hash, changed))

class CredentialFile {
  public:
    /// A file that is not there is empty. Refused: one that others may read, and a line that is not ours.
    static Result<CredentialFile> open(std::filesystem::path path);
    /// Whether `text` can become the file: before a good one is replaced by it.
    static Status check(const std::filesystem::path& path, const std::string& text);

    std::vector<AccountId> accounts() const;
    const std::string* find(const AccountId& account) const;
    /// Accounts of this file whose secret is another one in `next`, or is gone there.
    std::vector<AccountId> changed_in(const CredentialFile& next) const;
    /// After an error nothing has changed, here or on the disk.
    Status set(const AccountId& account, std::string hash, Time now);

  private:
    explicit CredentialFile(std::filesystem::path path) : path_(std::move(path)) {}
    Status read_lines(std::istream& in);
    Status read_line(std::string_view line, std::size_t number);

    std::filesystem::path path_;
    std::map<AccountId, Credential> credentials_;
};

}  // namespace taizhang::rpc
