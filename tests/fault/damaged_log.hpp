// A log whose files can be damaged between two openings.
#pragma once

#include "src/log/rocks_log.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <fstream>
#include <random>
#include <vector>

namespace taizhang::test {

namespace fs = std::filesystem;

inline std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
inline void write_file(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class DamagedLog {
  public:
    Result<std::unique_ptr<EventLog>> open() { return open_rocks_log(options); }
    /// One group for each number, of so many records; salts and payloads do not compress.
    void fill(const std::vector<int>& groups) {
        const auto log = open().value();
        for (const int size : groups) {
            auto group = GroupBuilder(*log).events("item/a", size).take();
            for (auto& record : group) make_random(record);
            log->append(group).value();
            originals.insert(originals.end(), group.begin(), group.end());
        }
    }
    std::vector<fs::path> files(const std::string& extension) const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(options.path)) {
            if (entry.path().extension() == extension) found.push_back(entry.path());
        }
        return found;
    }
    /// The write-ahead log that holds everything that was appended since the last opening.
    fs::path wal() const {
        auto all = files(".log");
        return *std::max_element(all.begin(), all.end(),
                                 [](auto& a, auto& b) { return fs::file_size(a) < fs::file_size(b); });
    }
    void forget_mark() { fs::remove(options.path + "/ACKNOWLEDGED"); }

    TemporaryDirectory directory;
    RocksLogOptions options{.path = directory / "log", .origin = "test.example/log", .epoch = 7};
    std::vector<Record> originals;

  private:
    void make_random(Record& record) {
        for (auto& byte : record.salt) byte = static_cast<std::uint8_t>(random_());
        record.payload.resize(200);
        for (auto& byte : record.payload) byte = static_cast<char>(random_());
        seal(record);
    }
    std::mt19937 random_{7};
};

}  // namespace taizhang::test
