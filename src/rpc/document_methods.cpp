#include "src/rpc/document_methods.hpp"

#include "src/documents/drafts.hpp"
#include "src/documents/forms.hpp"
#include "src/documents/project_sheet.hpp"
#include "src/documents/target_sheet.hpp"
#include "src/interop/docx_write.hpp"
#include "src/interop/xlsx_write.hpp"
#include "src/regime/read.hpp"
#include "src/rpc/view_moment.hpp"

namespace taizhang::rpc {

namespace json = boost::json;

using documents::Reading;

namespace {

constexpr const char* xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* docx_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document is made from several views, all of which must show its moment.
constexpr const char* all_views = "";

template <class Answer>
void pay(const Call& call, const Result<Answer>& answer) {
    if (!answer) return call.reply.fail(answer.error());
    call.reply.answer(json::serialize(reflect::to_json(*answer)));
}

JsonObject as_answer(json::object value) {
    JsonObject answer;
    answer.value = std::move(value);
    return answer;
}

json::value told(const std::optional<Position>& position) {
    return position ? json::value(*position) : json::value();
}

/// The position that every view shows at least, unless an earlier one was asked for.
std::optional<Position> position_of(const Services& services, const Moment& moment) {
    return moment.as_of ? moment.as_of : services.views.applied();
}

/// A document of a time before everything tells of nothing; it must not tell of today instead.
Status check_begun(const Moment& moment) {
    if (!moment.before_all) return {};
    return not_found("/as_of: nothing was recorded by then; name a later time").with("path", "/as_of");
}

template <class T>
Result<T> needed(const std::optional<T>& given, const std::string& path) {
    if (given) return *given;
    return invalid(path + ": this is needed here", path);
}

// ---- forms ---------------------------------------------------------------------------------------------------------

Result<JsonObject> list_forms(const Call& call, const FormsListParams& params, const Moment& moment) {
    TZ_TRY(const auto position, shown_by_all(call.services(), moment));
    const auto views = views_for(call);
    const Reading reading(views, position);
    TZ_TRY(const auto forms, documents::forms_of(reading, params.ledger));
    json::array told_forms;
    for (const auto& form : forms)
        told_forms.push_back(json::object{{"id", form.id}, {"title", form.title}, {"lines", form.lines}});
    return as_answer({{"position", told(reading.as_of())}, {"forms", std::move(told_forms)}});
}

Result<JsonObject> get_form(const Call& call, const FormsGetParams& params, const Moment& moment) {
    TZ_CHECK(check_begun(moment));
    const auto views = views_for(call);
    const Reading reading(views, position_of(call.services(), moment));
    TZ_TRY(const auto table, documents::filled_form(reading, params.ledger, params.form));
    auto answer = interop::form_table_json(table);
    answer["position"] = told(reading.as_of());
    return as_answer(std::move(answer));
}

// ---- bulletins -----------------------------------------------------------------------------------------------------

documents::DraftRequest request_of(const BulletinDraftParams& params) {
    documents::DraftRequest request{params.kind, params.ledger, params.from, params.until, params.review};
    if (params.period && !params.from && !params.until) {
        const auto [from, until] = documents::days_of(params.kind, *params.period);
        request.from = from;
        request.until = until;
    }
    return request;
}

Result<bulletin::Issued> draft_at(const Services& services, const Views& views, const documents::DraftRequest& request,
                                  Position at) {
    TZ_TRY(const auto time, time_of(services.log, at));
    if (!time) return not_found("/at: position " + std::to_string(at) + " is not in the log").with("path", "/at");
    return documents::draft_bulletin(views, request, at, *time);
}

Result<JsonObject> draft(const Call& call, const BulletinDraftParams& params, const Moment& moment) {
    const auto& services = call.services();
    const auto at = position_of(services, moment);
    if (!at) return not_found("the log is empty; there is nothing to tell yet");
    TZ_TRY(const auto made, draft_at(services, views_for(call), request_of(params), *at));
    auto fields = reflect::to_json(made);
    fields.as_object().erase("digest");
    return as_answer({{"position", *at}, {"bulletin", std::move(fields)}});
}

Result<rows::BulletinRow> bulletin_row(const Reading& reading, const BulletinId& id) {
    TZ_TRY(const auto row, reading.row<rows::BulletinRow>("bulletins", id.value));
    if (row) return *row;
    return not_found("/bulletin: there is no bulletin '" + id.value + "'; check the id").with("path", "/bulletin");
}

/// From all that there is, as when it was issued: what comes out is compared with the text and its digest, and masked
/// on its way to the reader like any answer.
Result<JsonObject> recompute(const Services& services, const BulletinRecomputeParams& params) {
    TZ_TRY(const auto row, bulletin_row(Reading(services.views, services.views.applied()), params.bulletin));
    const auto issued = documents::issued_of(row);
    TZ_TRY(auto again, draft_at(services, services.views, documents::request_of(issued), issued.stands_on));
    // what the issuer chose beside the figures
    again.title = issued.title;
    again.number = issued.number;
    again.addressed_to = issued.addressed_to;
    again.signed_by = issued.signed_by;
    again.dated = issued.dated;
    const auto was = bulletin_text(issued), is = bulletin_text(again);
    return as_answer({{"stands_on", issued.stands_on},
                      {"edited", issued.edited},
                      {"digest", issued.digest.to_string()},
                      {"digest_holds", sha256({was}) == issued.digest},
                      {"same", was == is},
                      {"issued_text", was},
                      {"recomputed_text", is}});
}

// ---- files ---------------------------------------------------------------------------------------------------------

/// `now`: bulletins are exported as they are now.
Result<std::string> file_of(const Reading& now, const Reading& reading, const ExportFileParams& params,
                            std::string& name) {
    switch (params.what) {
        case ExportWhat::form: {
            TZ_TRY(const auto ledger, needed(params.ledger, "/ledger"));
            TZ_TRY(const auto form, needed(params.form, "/form"));
            TZ_TRY(const auto table, documents::filled_form(reading, ledger, form));
            name = table.title;
            return interop::write_forms_xlsx({&table, 1});
        }
        case ExportWhat::forms: {
            TZ_TRY(const auto ledger, needed(params.ledger, "/ledger"));
            TZ_TRY(const auto tables, documents::filled_forms(reading, ledger));
            name = "forms-" + ledger.value;
            return interop::write_forms_xlsx(tables);
        }
        case ExportWhat::view: {
            TZ_TRY(name, needed(params.view, "/view"));
            TZ_TRY(const auto rows, reading.json_rows(name, params.filter ? params.filter->value : json::object()));
            const auto table = documents::plain_table(rows);
            return interop::write_table_xlsx(name, table.columns, table.rows);
        }
        case ExportWhat::projects: {
            TZ_TRY(const auto ledger, needed(params.ledger, "/ledger"));
            TZ_TRY(const auto table,
                   documents::project_table(reading, ledger, params.filter ? params.filter->value : json::object()));
            name = table.title;
            return interop::write_forms_xlsx({&table, 1});
        }
        case ExportWhat::targets: {
            TZ_TRY(const auto assessment, needed(params.assessment, "/assessment"));
            TZ_TRY(const auto table, documents::target_table(reading, assessment));
            name = table.title;
            return interop::write_forms_xlsx({&table, 1});
        }
        case ExportWhat::bulletin: {
            TZ_TRY(const auto id, needed(params.bulletin, "/bulletin"));
            TZ_TRY(const auto row, bulletin_row(now, id));
            name = row.title;
            return interop::write_docx(documents::issued_of(row));
        }
    }
    return Error{ErrorCode::internal, "no such export"};
}

Status check_format(const ExportFileParams& params) {
    const auto wanted = params.what == ExportWhat::bulletin ? ExportFormat::docx : ExportFormat::xlsx;
    if (params.format == wanted) return {};
    return invalid(
        std::string("/format: a ") + reflect::enum_name(params.what) + " is exported as " + reflect::enum_name(wanted),
        "/format");
}

Result<ExportFileAnswer> export_file(const Call& call, const ExportFileParams& params, const Moment& moment) {
    TZ_CHECK(check_format(params));
    TZ_CHECK(check_begun(moment));
    const auto views = views_for(call);
    const Reading reading(views, position_of(call.services(), moment)), now(views, views.applied());
    ExportFileAnswer answer;
    TZ_TRY(const auto bytes, file_of(now, reading, params, answer.name));
    if (bytes.size() > max_export_bytes)
        return over_limit("the file takes " + std::to_string(bytes.size()) + " bytes; at most " +
                              std::to_string(max_export_bytes) +
                              " are sent this way. Narrow the filter, or use the command line (taizhang export)",
                          std::int64_t(max_export_bytes), "/filter");
    answer.name += std::string(".") + reflect::enum_name(params.format);
    answer.type = params.format == ExportFormat::docx ? docx_type : xlsx_type;
    answer.base64 = to_base64(bytes);
    answer.position = reading.as_of();
    return answer;
}

}  // namespace

void FormsList::run(Call call, Params params) {
    const MomentWanted wanted{all_views, params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, const Moment& moment) {
        pay(ready, list_forms(ready, params, moment));
    });
}

void FormsGet::run(Call call, Params params) {
    const MomentWanted wanted{all_views, params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        pay(ready, get_form(ready, params, moment));
    });
}

void BulletinDraft::run(Call call, Params params) {
    MomentWanted wanted{all_views, {}, {}};
    if (params.at) wanted.as_of.emplace().value = *params.at;
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        pay(ready, draft(ready, params, moment));
    });
}

void BulletinRecompute::run(Call call, Params params) {
    when_readable(std::move(call), {all_views, {}, {}}, [params = std::move(params)](const Call& ready, Moment) {
        pay(ready, recompute(ready.services(), params));
    });
}

void ExportFile::run(Call call, Params params) {
    const auto view = params.what == ExportWhat::view ? params.view : std::nullopt;
    const MomentWanted wanted{view.value_or(all_views), params.as_of, {}};
    when_readable(std::move(call), wanted, [params = std::move(params)](const Call& ready, Moment moment) {
        pay(ready, export_file(ready, params, moment));
    });
}

Result<JsonObject> RegimeCheck::run(Call, Params params) {
    json::array faults;
    for (const auto& fault : regime::check(params.text))
        faults.push_back(json::object{{"line", fault.line}, {"key", fault.key}, {"message", fault.message}});
    json::object answer;
    if (faults.empty()) {
        TZ_TRY(const auto rules, regime::read(params.text));
        answer["summary"] = json::object{{"title", rules.title},
                                         {"system", rules.system},
                                         {"steps", rules.steps.size()},
                                         {"forms", rules.forms.size()},
                                         {"bulletins", rules.bulletins.size()},
                                         {"project_kinds", rules.project_kinds.size()}};
    }
    answer["faults"] = std::move(faults);
    return as_answer(std::move(answer));
}

}  // namespace taizhang::rpc
