#include "tools/client/files.hpp"

#include "src/transparency/lines.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace taizhang {

Result<std::string> bytes_of_base64(std::string_view text) {
    return tlog::parse_base64(text, "what came");
}

Status write_file(const std::string& path, std::string_view bytes) {
    const auto beside = path + ".part";
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) return invalid(path + " cannot be written: " + std::strerror(errno) + "; choose another --output");
    std::error_code failed;
    std::filesystem::rename(beside, path, failed);
    if (failed) return invalid(path + " cannot be replaced: " + failed.message() + "; what came is in " + beside);
    return {};
}

}  // namespace taizhang
