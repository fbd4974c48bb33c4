#include "tools/client/files.hpp"

#include <boost/archive/iterators/binary_from_base64.hpp>
#include <boost/archive/iterators/transform_width.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace taizhang {

Result<std::string> bytes_of_base64(std::string_view text) {
    using namespace boost::archive::iterators;
    using Decoder = transform_width<binary_from_base64<const char*>, 8, 6>;
    const auto bad = [] { return invalid("what came is not base64 (RFC 4648): a file cannot be made of it"); };
    if (text.size() % 4 != 0) return bad();
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    const auto digits = text.substr(0, text.size() - padding);
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (digits.find_first_not_of(alphabet) != std::string_view::npos) return bad();
    // whole groups of four, so that the decoder never looks beyond the end
    std::string whole(digits);
    whole.append(padding, 'A');
    std::string bytes(Decoder(whole.data()), Decoder(whole.data() + whole.size()));
    bytes.resize(bytes.size() - padding);
    return bytes;
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
