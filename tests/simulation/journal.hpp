// What a simulation did, one line for each step, with a running hash: two runs of one seed have the same lines.
//
//     Journal journal(file);              // or Journal(nullptr): the hash alone
//     journal.begin(step);
//     journal.add("engine: wrote 3");
//     journal.end();
//     throw Violation("…");               // an invariant does not hold; main tells the seed
#pragma once

#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace taizhang::simulation {

class Violation : public std::runtime_error {
  public:
    explicit Violation(const std::string& what) : std::runtime_error(what) {
        if (first().empty()) first() = what;
    }
    /// The first since it was cleared: code under test may have caught the exception itself.
    static std::string& first() {
        static std::string text;
        return text;
    }
};

class Journal {
  public:
    explicit Journal(std::FILE* file) : file_(file) {}

    void begin(std::uint64_t step) { line_ = std::to_string(step); }
    void add(std::string_view what) { (line_ += "  ") += what; }
    void end() {
        constexpr std::uint64_t prime = 0x100000001b3;
        for (const char c : line_) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * prime;  // FNV-1a
        if (file_) std::fprintf(file_, "%016llx %s\n", static_cast<unsigned long long>(hash_), line_.c_str());
    }
    std::uint64_t hash() const { return hash_; }
    /// What has been said of the present step.
    const std::string& line() const { return line_; }

  private:
    std::FILE* const file_;
    std::string line_;
    std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace taizhang::simulation
