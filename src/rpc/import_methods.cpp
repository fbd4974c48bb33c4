#include "src/rpc/import_methods.hpp"

#include "src/documents/project_import.hpp"
#include "src/documents/target_sheet.hpp"
#include "src/rpc/document_methods.hpp"
#include "src/rpc/view_moment.hpp"
#include "src/transparency/lines.hpp"

namespace taizhang::rpc {

namespace json = boost::json;

namespace {

constexpr std::size_t max_file_name = 200;  // bytes

Error missing(const char* path, const char* what) {
    return invalid(std::string(path) + ": " + what + " is needed here", path);
}

Result<std::string> file_of(const ImportCheckParams& params) {
    if (params.name.empty() || params.name.size() > max_file_name)
        return invalid("/name: expected the file's name, at most " + std::to_string(max_file_name) + " bytes", "/name");
    auto bytes = tlog::parse_base64(params.base64, "the file");
    if (!bytes) return invalid("/base64: " + bytes.error().message, "/base64");
    return bytes;
}

Result<documents::CheckedImport> check(const documents::Reading& reading, const ImportCheckParams& params,
                                       const documents::ImportLimits& limits) {
    TZ_TRY(auto bytes, file_of(params));
    if (params.what == ImportWhat::targets) {
        if (!params.assessment) return missing("/assessment", "the assessment whose targets the file has");
        return documents::check_targets(reading, {*params.assessment, std::move(bytes), params.name, limits});
    }
    if (!params.ledger) return missing("/ledger", "the ledger whose projects the file lists");
    return documents::check_projects(reading, {*params.ledger, std::move(bytes), params.name, params.plan_year,
                                               params.apply.value_or(false), limits});
}

/// `own`: asked by the command line on its own data directory, where nobody else waits.
Result<std::string> answer_of(const Call& call, const ImportCheckParams& params, bool own) {
    const auto limits = own ? documents::ImportLimits() : documents::served_import;
    const auto views = views_for(call);
    const documents::Reading reading(views, views.applied());
    TZ_TRY(const auto checked, check(reading, params, limits));
    auto answer = documents::to_json(checked);
    answer["position"] = reading.as_of() ? json::value(*reading.as_of()) : json::value();
    auto text = json::serialize(answer);
    if (own || text.size() <= max_export_bytes) return text;
    return over_limit("what the file comes to takes " + std::to_string(text.size()) + " bytes; at most " +
                          std::to_string(max_export_bytes) + " are told at once. Split it into several files",
                      std::int64_t(max_export_bytes), "/base64");
}

}  // namespace

void ImportCheck::run(Call call, Params params) {
    constexpr const char* all_views = "";
    when_readable(std::move(call), {all_views, {}, {}}, [params = std::move(params)](const Call& ready, Moment) {
        const auto answer = answer_of(ready, params, ready.connection->peer.trusted.has_value());
        if (!answer) return ready.reply.fail(answer.error());
        ready.reply.answer(*answer);
    });
}

}  // namespace taizhang::rpc
