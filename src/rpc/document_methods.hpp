// What is made from views for people: forms (S2), bulletins with the position that they stand on (rule 8), files to
// keep.
#pragma once

#include "events/bulletin.hpp"
#include "src/rpc/method.hpp"

namespace taizhang::rpc {

/// Of a file sent as an answer; base64 makes it a third longer.
inline constexpr std::size_t max_export_bytes = 8 << 20;

struct FormsListParams {
    LedgerId ledger;
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(FormsListParams, (), (ledger, as_of))

struct FormsGetParams {
    LedgerId ledger;
    std::string form;  ///< 表四
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(FormsGetParams, (), (ledger, form, as_of))

struct BulletinDraftParams {
    bulletin::Kind kind = bulletin::Kind::monthly;
    std::optional<LedgerId> ledger;   ///< needed for all but minutes
    std::optional<Period> period;     ///< the month, or the last month of the quarter or half year
    std::optional<Date> from, until;  ///< instead of a period
    std::optional<ReviewId> review;   ///< of minutes
    std::optional<Position> at;       ///< now where absent
};
BOOST_DESCRIBE_STRUCT(BulletinDraftParams, (), (kind, ledger, period, from, until, review, at))

struct BulletinRecomputeParams {
    BulletinId bulletin;
};
BOOST_DESCRIBE_STRUCT(BulletinRecomputeParams, (), (bulletin))

enum class ExportWhat { form, forms, view, bulletin, projects, targets };
BOOST_DESCRIBE_ENUM(ExportWhat, form, forms, view, bulletin, projects, targets)
enum class ExportFormat { xlsx, docx };
BOOST_DESCRIBE_ENUM(ExportFormat, xlsx, docx)

struct ExportFileParams {
    ExportWhat what = ExportWhat::view;
    ExportFormat format = ExportFormat::xlsx;
    std::optional<LedgerId> ledger;  ///< of form, forms and projects
    std::optional<std::string> form;
    std::optional<std::string> view;
    std::optional<JsonObject> filter;  ///< of view and projects
    std::optional<BulletinId> bulletin;
    std::optional<AssessmentId> assessment;  ///< of targets
    std::optional<AsOf> as_of;
};
BOOST_DESCRIBE_STRUCT(ExportFileParams, (), (what, format, ledger, form, view, filter, bulletin, assessment, as_of))

struct ExportFileAnswer {
    std::string name;
    std::string type;    ///< of media
    std::string base64;  ///< the file
    std::optional<Position> position;
};
BOOST_DESCRIBE_STRUCT(ExportFileAnswer, (), (name, type, base64, position))

struct RegimeCheckParams {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(RegimeCheckParams, (), (text))

struct FormsList {
    static constexpr const char* name = "forms.list";
    static constexpr const char* summary = "The forms of the ledger's regime, and how many lines each has.";
    static constexpr Access access = Access::reader;
    using Params = FormsListParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct FormsGet {
    static constexpr const char* name = "forms.get";
    static constexpr const char* summary = "A form filled from the ledger, now or as of a position or time.";
    static constexpr Access access = Access::reader;
    using Params = FormsGetParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct BulletinDraft {
    static constexpr const char* name = "bulletin.draft";
    static constexpr const char* summary =
        "A bulletin made from the views at a position; the same position gives the same text. Issue it with "
        "bulletin.issue.";
    static constexpr Access access = Access::reader;
    using Params = BulletinDraftParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct BulletinRecompute {
    static constexpr const char* name = "bulletin.recompute";
    static constexpr const char* summary =
        "Makes an issued bulletin again from its position, and says whether it is the same.";
    static constexpr Access access = Access::reader;
    using Params = BulletinRecomputeParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

struct ExportFile {
    static constexpr const char* name = "export.file";
    static constexpr const char* summary =
        "Forms, views, lists of projects and targets by unit as .xlsx, a bulletin as .docx.";
    static constexpr Access access = Access::reader;
    using Params = ExportFileParams;
    using Answer = ExportFileAnswer;
    static void run(Call call, Params params);
};

struct RegimeCheck {
    static constexpr const char* name = "regime.check";
    static constexpr const char* summary = "What is wrong with a regime's text, by line; nothing is recorded.";
    static constexpr Access access = Access::reader;
    using Params = RegimeCheckParams;
    using Answer = JsonObject;
    static Result<Answer> run(Call call, Params params);
};

}  // namespace taizhang::rpc
