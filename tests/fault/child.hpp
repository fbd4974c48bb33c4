// A child process whose standard output is read line by line.
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
    void kill();
    /// Exit code, or minus the signal that ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string buffer_;
};

}  // namespace taizhang::test
