// A child process whose standard output is read line by line, and whose standard input can be written to.
#pragma once

#include <sys/types.h>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::test {

class Child {
  public:
    explicit Child(const std::vector<std::string>& command);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();

    /// The next whole line; nothing at the end of the output or when the time is over.
    std::optional<std::string> line(std::chrono::milliseconds patience);
    /// Gives it a line to read.
    void tell(const std::string& line) const;
    pid_t pid() const { return pid_; }
    /// True once it has ended, also before wait().
    bool ended() const;
    void kill();
    /// Exit code, or minus the signal that ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    int input_ = -1, output_ = -1;
    std::string buffer_;
};

}  // namespace taizhang::test
