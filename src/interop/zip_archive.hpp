// Zip archives in memory, as .xlsx and .docx are: parts out with a bound on what they unpack to, parts in.
//
//     TZ_TRY(ZipReader zip, ZipReader::open(bytes, 64u << 20));
//     TZ_TRY(auto part, zip.read("xl/workbook.xml"));              // an optional: empty where there is no such part
//     TZ_TRY(std::string made, write_zip({{"a.xml", "<a/>"}}));
//
// Pure; one thread for each object.
#pragma once

#include <taizhang/result.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct zip;

namespace taizhang::interop {

class ZipReader {
  public:
    /// `bytes` must outlive the reader. `unpacked_bytes` bounds all parts that will be read, together.
    static Result<ZipReader> open(std::string_view bytes, std::size_t unpacked_bytes);
    /// The whole part, checked against its checksum; letters' case does not matter.
    Result<std::optional<std::string>> read(const std::string& part);
    bool has(const std::string& part) const;

  private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    ZipReader(zip* archive, std::size_t budget) : archive_(archive), budget_(budget), left_(budget) {}
    std::unique_ptr<zip, Discard> archive_;
    std::size_t budget_, left_;
};

struct ZipPart {
    std::string name;
    std::string content;
};

/// The parts in order, with a fixed time, so that the same parts give the same bytes.
Result<std::string> write_zip(std::span<const ZipPart> parts);

}  // namespace taizhang::interop
