// What `taizhang verify` looks at, one function for each kind of source, and what it then can say.
//
//     TZ_TRY(const Verification found, verify_data("data", {.policy = policy}));
//     found.print();
#pragma once

#include "src/audit/verifier.hpp"
#include "tools/client/client.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang {

struct SignedFile {
    std::string path, note;
};

struct VerifyOptions {
    tlog::TrustPolicy policy;
    std::vector<SignedFile> checkpoints;  ///< older ones, from elsewhere
    bool views = true;
};

/// Everything held. What was not looked at is told in `remarks`.
struct Verification {
    std::string checked;  ///< what held, in words
    std::uint64_t records = 0, streams = 0, commands = 0, checkpoints = 0, official = 0;
    std::size_t quorum = 0;
    std::optional<std::uint64_t> covered, official_size;  ///< records under the largest checkpoint
    std::optional<std::size_t> views;
    std::vector<Removal> removals;  ///< by law, each with its order
    std::optional<Digest> root;
    std::string signatures;
    std::vector<std::string> remarks;

    void print() const;
    boost::json::object to_json() const;
};

/// The log, its indexes, kept hashes and kept checkpoints, and the views. ErrorCode::busy while a server runs on it.
Result<Verification> verify_data(const std::string& data, VerifyOptions options);
/// Every record under the newest checkpoint of a running server; who logs in must be allowed to read accounts.
Result<Verification> verify_server(const ClientTarget& target, const VerifyOptions& options);
/// A bundle (docs/formats/bundle.md), line by line.
Result<Verification> verify_bundle_file(const std::string& path, const VerifyOptions& options);

/// The log of a data directory, which must be there and closed.
Result<std::unique_ptr<EventLog>> open_kept_log(const std::string& data);
/// The log's key as the data directory holds it, without its secret; nothing when it holds none.
Result<std::optional<tlog::VerifierKey>> own_key(const std::string& data);

/// Compares all rows of all views, histories included, with what the log gives when they are built anew, in a folder
/// beside that is removed again. Views that are behind catch up first. Returns how many were compared; nothing when the
/// directory keeps no views. ErrorCode::corrupt names the first row that differs, and its position.
Result<std::optional<std::size_t>> compare_views(const std::string& data, const EventLog& log,
                                                 std::vector<std::string>& remarks);

/// A line on standard error that is written over again and again, if that is a terminal.
class ProgressLine {
  public:
    ProgressLine();
    ~ProgressLine();
    void tell(const std::string& what, std::uint64_t done, std::uint64_t of);

  private:
    const bool shown_;
    bool begun_ = false;
    std::chrono::steady_clock::time_point next_{};
};

}  // namespace taizhang
