// The built page, held in memory: a few files of about a megabyte that every visitor asks for. Looked up by exact name,
// so there is no path to climb out of.
#pragma once

#include <taizhang/result.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace taizhang {

struct StaticFile {
    std::string type;   ///< Content-Type
    std::string etag;   ///< quoted, from the content's digest
    std::string cache;  ///< Cache-Control: names with a content hash may be kept for ever, the others must be asked for
    std::string body;
};

class StaticFiles {
  public:
    /// Reads every regular file below `root`; without one there is a notice instead. Files over 16 MiB are an error.
    static Result<StaticFiles> load(const std::filesystem::path& root);

    /// `target` is a request's path without its query; "/" is index.html. nullptr when there is no such file.
    const StaticFile* find(std::string_view target) const;

  private:
    std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace taizhang
