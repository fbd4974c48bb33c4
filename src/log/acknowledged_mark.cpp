#include "src/log/acknowledged_mark.hpp"

#include "src/log/layout.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace taizhang {

namespace {

constexpr std::size_t line_size = 16 + 1 + 20 + 1;

template <class T>
bool parse_all(std::string_view digits, T& value, int base) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    return error == std::errc() && end == digits.data() + digits.size();
}

}  // namespace

Result<AcknowledgedMark> AcknowledgedMark::open(const std::string& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd >= 0) return AcknowledgedMark(fd);
    return Error{ErrorCode::not_writable, file + " cannot be opened for writing: " + std::strerror(errno)};
}

AcknowledgedMark::~AcknowledgedMark() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<Position> AcknowledgedMark::read(std::uint64_t epoch) const {
    std::array<char, line_size> line;
    if (::pread(fd_, line.data(), line.size(), 0) != ssize_t(line.size())) return std::nullopt;
    const std::string_view text(line.data(), line.size());
    std::uint64_t whose = 0;
    Position end = 0;
    if (text[16] != ' ' || !parse_all(text.substr(0, 16), whose, 16) || !parse_all(text.substr(17, 20), end, 10))
        return std::nullopt;
    if (whose != epoch) return std::nullopt;
    return end;
}

Status AcknowledgedMark::check(std::uint64_t epoch, Position end) const {
    const auto acknowledged = read(epoch);
    if (!acknowledged || *acknowledged <= end) return {};
    return log_layout::corrupt_at(
        end, "the log ends here, but records up to position " + std::to_string(*acknowledged - 1) +
                 " had been acknowledged. Restore it from a backup or a replica, or salvage what is there");
}

void AcknowledgedMark::write(std::uint64_t epoch, Position end) const noexcept {
    std::array<char, line_size + 1> line;
    std::snprintf(line.data(), line.size(), "%016" PRIx64 " %020" PRIu64 "\n", epoch, end);
    // half of it beside half of the old one might name an end that never was
    for (std::size_t done = 0; done < line_size;) {
        const auto written = ::pwrite(fd_, line.data() + done, line_size - done, static_cast<off_t>(done));
        if (written <= 0) return;
        done += static_cast<std::size_t>(written);
    }
}

}  // namespace taizhang
