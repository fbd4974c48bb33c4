#include "tests/fault/tracer.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <thread>

namespace taizhang::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

bool is_traced(const fs::path& task) {
    std::ifstream status(task / "status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("TracerPid:")) return line != "TracerPid:\t0";
    }
    return false;
}

/// Every thread, so that none escapes the count.
bool all_traced(pid_t process) {
    std::error_code gone;
    for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(process) + "/task", gone)) {
        if (!is_traced(task.path())) return false;
    }
    return !gone;
}

std::vector<std::string> command(pid_t child, const std::string& report, const std::string& injection) {
    std::vector<std::string> words{"/usr/bin/env", "strace",           "-f", "-y", "-qq", "-o", report,
                                   "-e",           "trace=%file,%desc"};
    if (!injection.empty()) words.insert(words.end(), {"-e", injection});
    words.insert(words.end(), {"-p", std::to_string(child)});
    return words;
}

/// What kind of file it is, so that the fault meets each kind: the number in "000123.sst" means nothing.
std::string kind_of_file(const std::string& name) {
    if (name.empty()) return "directory";
    if (const auto dot = name.rfind('.'); dot != std::string::npos) return name.substr(dot + 1);
    return name.substr(0, name.find('-'));
}

std::string file_in(const std::string& line, const std::string& directory) {
    const auto begin = line.find(directory) + directory.size();
    if (line[begin] != '/') return kind_of_file("");
    const auto end = line.find_first_of("\">,", begin);
    return kind_of_file(line.substr(begin + 1, end - begin - 1));
}

bool is_injected(const std::string& line) {
    return line.ends_with("(INJECTED)");
}

}  // namespace

Tracer::Tracer(pid_t child, const std::string& report, const std::string& injection)
    : strace_(command(child, report, injection)) {
    while (!strace_.ended() && !(attached_ = all_traced(child))) std::this_thread::sleep_for(1ms);
}

std::vector<Call> calls_in(const fs::path& report, const std::string& directory) {
    std::vector<Call> calls;
    std::map<std::pair<std::string, std::string>, int> counts;  // by thread and kind
    std::map<std::string, std::size_t> interrupted;             // by thread, where strace ends the line later
    std::ifstream file(report);
    for (std::string line; std::getline(file, line);) {
        const auto space = line.find(' ');
        const auto thread = line.substr(0, space);
        const auto begin = line.find_first_not_of(' ', space);
        const auto open = line.find('(', begin);
        if (line.find(" resumed>") != std::string::npos) {
            if (const auto whole = interrupted.extract(thread)) calls[whole.mapped()].struck = is_injected(line);
        }
        if (open == std::string::npos || !std::isalpha(static_cast<unsigned char>(line[begin]))) continue;
        Call call{.kind = line.substr(begin, open - begin)};
        call.occurrence = ++counts[{thread, call.kind}];
        if (line.find(directory) == std::string::npos) continue;
        call.file = file_in(line, directory);
        call.struck = is_injected(line);
        if (line.ends_with("<unfinished ...>")) interrupted.insert_or_assign(thread, calls.size());
        calls.push_back(std::move(call));
    }
    return calls;
}

}  // namespace taizhang::test
