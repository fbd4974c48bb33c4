#include "tests/fault/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <stdexcept>

extern char** environ;

namespace taizhang::test {

Child::Child(const std::vector<std::string>& command) {
    int ends[2], input[2];
    if (::pipe2(ends, O_CLOEXEC) != 0 || ::pipe2(input, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    output_ = ends[0];
    input_ = input[1];
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    const int failed = ::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    ::close(input[0]);
    if (failed) throw std::runtime_error("cannot start " + command[0]);
}

Child::~Child() {
    if (pid_ > 0) {
        kill();
        wait();
    }
    ::close(input_);
    ::close(output_);
}

void Child::tell(const std::string& line) const {
    const std::string whole = line + '\n';
    if (::write(input_, whole.data(), whole.size()) != ssize_t(whole.size()))
        throw std::runtime_error("the child does not listen");
}

std::optional<std::string> Child::line(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const auto end = buffer_.find('\n'); end != std::string::npos) {
            auto line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{output_, POLLIN, 0};
        if (::poll(&waiting, 1, std::max(0, int(left.count()))) <= 0) return std::nullopt;
        char chunk[4096];
        const auto size = ::read(output_, chunk, sizeof chunk);
        if (size <= 0) return std::nullopt;
        buffer_.append(chunk, std::size_t(size));
    }
}

bool Child::ended() const {
    siginfo_t info{};
    return pid_ < 0 || ::waitid(P_PID, id_t(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

void Child::kill() {
    ::kill(pid_, SIGKILL);
}

int Child::wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace taizhang::test
