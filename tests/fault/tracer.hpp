// strace, attached to a running child: lists its system calls, and makes one of them fail.
//
//     Tracer tracer(writer.pid(), report, "inject=write:error=EIO:when=3");
//     if (!tracer.attached()) …                      // strace is missing, or ptrace is not permitted here
//     … the child ends …
//     tracer.wait();
//     for (const Call& call : calls_in(report, directory)) …
//
// strace counts the calls of each thread from when it was attached, and so does Call::occurrence.
#pragma once

#include "tests/fault/child.hpp"

#include <filesystem>

namespace taizhang::test {

class Tracer {
  public:
    Tracer(pid_t child, const std::string& report, const std::string& injection = {});
    bool attached() const { return attached_; }
    /// Until the child has ended and the report is complete.
    void wait() { strace_.wait(); }

  private:
    Child strace_;
    bool attached_ = false;
};

struct Call {
    std::string kind;       ///< such as "openat"
    int occurrence = 0;     ///< from 1, among its thread's calls of this kind
    std::string file = {};  ///< of which kind: "log", "sst", "MANIFEST", …; "directory" for the log's directory itself
    bool struck = false;    ///< the fault was injected here
};

/// The calls in strace's report that name the directory or a file in it.
std::vector<Call> calls_in(const std::filesystem::path& report, const std::string& directory);

}  // namespace taizhang::test
