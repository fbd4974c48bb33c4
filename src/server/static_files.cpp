#include "src/server/static_files.hpp"

#include <taizhang/ids.hpp>

#include <array>
#include <fstream>
#include <iterator>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t max_file_bytes = 16 << 20;

constexpr std::string_view notice =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>台账 taizhang</title>"
    "<body style=\"font-family:sans-serif;margin:3em\"><h1>台账 taizhang</h1>"
    "<p>服务正在运行，但页面尚未构建。请在源码目录运行 <code>tools/demo</code>，或在 <code>web/</code> 中运行 "
    "<code>npm ci &amp;&amp; npm run build</code>，然后重新启动服务。</p>"
    "<p>The server runs, but the page has not been built. Run <code>tools/demo</code>, or <code>npm ci &amp;&amp; npm "
    "run "
    "build</code> in <code>web/</code>, then start the server again.</p></body></html>";

struct Type {
    std::string_view extension;
    std::string_view type;
};

std::string type_of(const fs::path& path) {
    constexpr std::array<Type, 11> types{{{".html", "text/html; charset=utf-8"},
                                          {".js", "text/javascript; charset=utf-8"},
                                          {".css", "text/css; charset=utf-8"},
                                          {".json", "application/json"},
                                          {".svg", "image/svg+xml"},
                                          {".png", "image/png"},
                                          {".ico", "image/x-icon"},
                                          {".woff2", "font/woff2"},
                                          {".txt", "text/plain; charset=utf-8"},
                                          {".map", "application/json"},
                                          {".webmanifest", "application/manifest+json"}}};
    for (const auto& [extension, type] : types) {
        if (path.extension() == extension) return std::string(type);
    }
    return "application/octet-stream";
}

StaticFile make_file(std::string type, std::string cache, std::string body) {
    auto etag = "\"" + sha256({body}).to_string().substr(0, 32) + "\"";
    return {std::move(type), std::move(etag), std::move(cache), std::move(body)};
}

Result<std::string> read_file(const fs::directory_entry& entry) {
    if (entry.file_size() > max_file_bytes) {
        return invalid(entry.path().string() + " is larger than " + std::to_string(max_file_bytes) +
                       " bytes; it does not belong to the page");
    }
    std::ifstream in(entry.path(), std::ios::binary);
    std::string body{std::istreambuf_iterator<char>(in), {}};
    if (!in) return invalid("cannot read " + entry.path().string());
    return body;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const fs::path& root) {
    StaticFiles files;
    std::error_code problem;
    if (root.empty() || !fs::exists(root / "index.html", problem)) {
        files.files_.emplace("/index.html", make_file("text/html; charset=utf-8", "no-store", std::string(notice)));
        return files;
    }
    try {
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file()) continue;
            TZ_TRY(auto body, read_file(entry));
            const auto name = "/" + fs::relative(entry.path(), root).generic_string();
            // the page's build puts a content hash into the names below assets/
            const auto* cache = name.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
            files.files_.emplace(name, make_file(type_of(entry.path()), cache, std::move(body)));
        }
    } catch (const fs::filesystem_error& failed) {
        return invalid("cannot read the page in " + root.string() + ": " + failed.what());
    }
    return files;
}

const StaticFile* StaticFiles::find(std::string_view target) const {
    const auto found = files_.find(target == "/" ? std::string_view("/index.html") : target);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace taizhang
