#include "src/interop/zip_archive.hpp"

#include <taizhang/text.hpp>

#include <zip.h>

#include <algorithm>
#include <array>

namespace taizhang::interop {

namespace {

constexpr zip_int64_t max_parts = 10'000;
constexpr std::size_t piece = 64u << 10;
// 1980-01-01, the first day that an archive can name
constexpr zip_uint16_t fixed_day = (1u << 5) | 1u;

struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using ZipSource = std::unique_ptr<zip_source_t, FreeSource>;

Error zip_failure(std::string what, zip_error_t* error) {
    Error made = invalid(std::move(what) + ": " + zip_error_strerror(error));
    zip_error_fini(error);
    return made;
}

Error write_failure(std::string what) {
    return {ErrorCode::internal, "the archive could not be written: " + std::move(what)};
}

Result<std::string> content_of(zip_source_t* source) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return write_failure("no content");
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    const auto got = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (got != static_cast<zip_int64_t>(bytes.size())) return write_failure("its bytes are not all there");
    return bytes;
}

Status add_part(zip_t* archive, const ZipPart& part) {
    auto* source = zip_source_buffer(archive, part.content.data(), part.content.size(), 0);
    if (!source) return write_failure(part.name);
    const auto index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return write_failure(part.name);
    }
    if (zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, fixed_day, 0) != 0)
        return write_failure(part.name);
    return {};
}

}  // namespace

void ZipReader::Discard::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<ZipReader> ZipReader::open(std::string_view bytes, std::size_t unpacked_bytes) {
    zip_error_t error;
    zip_error_init(&error);
    ZipSource source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
    if (!source) return zip_failure("the archive cannot be opened", &error);
    zip_t* archive = zip_open_from_source(source.get(), ZIP_RDONLY, &error);
    if (!archive) return zip_failure("expected a zip archive, as .xlsx and .docx are", &error);
    source.release();  // the archive's now
    zip_error_fini(&error);
    ZipReader reader(archive, unpacked_bytes);
    if (zip_get_num_entries(archive, 0) <= max_parts) return reader;
    return Error{ErrorCode::over_limit, "the archive has more than " + std::to_string(max_parts) + " parts"};
}

bool ZipReader::has(const std::string& part) const {
    return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::optional<std::string>> ZipReader::read(const std::string& part) {
    const auto index = zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return std::optional<std::string>();
    const std::unique_ptr<zip_file_t, CloseEntry> entry(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
    if (!entry) {
        return invalid("the part " + quote(part) +
                       " cannot be read (damaged or encrypted): " + zip_strerror(archive_.get()));
    }
    std::string content;
    std::array<char, piece> buffer;
    while (true) {
        const auto got = zip_fread(entry.get(), buffer.data(), buffer.size());
        if (got < 0) return invalid("the part " + quote(part) + " is damaged: " + zip_file_strerror(entry.get()));
        if (got == 0) return std::optional(std::move(content));
        const auto bytes = static_cast<std::size_t>(got);
        if (bytes > left_) {
            return Error{ErrorCode::over_limit, "the file unpacks to more than " + std::to_string(budget_) +
                                                    " bytes; split it into smaller ones"}
                .with("limit", "unpacked_bytes");
        }
        left_ -= bytes;
        content.append(buffer.data(), bytes);
    }
}

Result<std::string> write_zip(std::span<const ZipPart> parts) {
    zip_error_t error;
    zip_error_init(&error);
    const ZipSource source(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!source) return write_failure("no memory");
    zip_source_keep(source.get());  // to read it after the archive has been closed
    zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, &error);
    if (!archive) {
        zip_source_free(source.get());
        return zip_failure("the archive could not be written", &error);
    }
    for (const auto& part : parts) {
        if (auto status = add_part(archive, part); !status) {
            zip_discard(archive);
            return status.error();
        }
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return write_failure("closing it failed");
    }
    return content_of(source.get());
}

}  // namespace taizhang::interop
