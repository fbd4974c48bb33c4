// The parts of a configuration file that say how checkpoints are signed and witnessed:
//
//     [checkpoint]
//     every = "1s"       # least time between two; "500ms", "2m"
//     quorum = 2         # cosignatures that make one official; without it, more than half of the witnesses
//
//     [[witness]]
//     key = "supervision.example.gov+0a1b2c3d+BAbc…"
//     url = "http://10.20.0.5:7480"
//
// Private to the settings of `taizhang serve`.
#pragma once

#include "src/regime/toml.hpp"
#include "tools/node.hpp"

namespace taizhang {

/// "file:line: what".
Error wrong_setting(const std::string& file, const toml::node& node, const std::string& what);

class NotaryReader {
  public:
    explicit NotaryReader(std::string file) : file_(std::move(file)) {}
    Status checkpoint(const toml::node& node);
    Status witnesses(const toml::node& node);
    /// After all was read: what must fit together.
    Result<NotarySettings> finish();

  private:
    Status checkpoint_setting(std::string_view key, const toml::node& node);
    Status witness(const toml::table& table);
    Result<std::string> text_of(const toml::table& table, std::string_view key) const;
    Result<tlog::VerifierKey> key_of(const toml::table& table) const;

    const std::string file_;
    NotarySettings settings_;
    const toml::node* quorum_ = nullptr;  ///< where it stands; the table is there until finish()
};

}  // namespace taizhang
