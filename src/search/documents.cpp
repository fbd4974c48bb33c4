#include "src/search/documents.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace taizhang::search {

namespace json = boost::json;

namespace {

using Names = std::string_view[];

constexpr Names of_item = {"number",
                           "title",
                           "text",
                           "goal",
                           "measures",
                           "rewards",
                           "name",
                           "post",
                           "section",
                           "progress_text",
                           "answer",
                           "problems_text",
                           "measures_text",
                           "reasons",
                           "next_measures_text",
                           "corrections",
                           "indicator",
                           "value_text",
                           "achievements_text",
                           "grounds"};
constexpr Names of_project = {"title",  "number", "owner", "site",          "industry", "content",
                              "source", "name",   "text",  "project_class", "year_aim", "reason"};
constexpr Names of_ledger = {"title", "number", "issuer", "findings", "summary", "closing_summary"};
constexpr Names of_unit = {"name", "aliases", "former_names"};
constexpr Names of_person = {"name", "post"};
constexpr Names of_report = {"progress",      "achievements", "problems",   "measures",
                             "next_measures", "reasons",      "corrections"};
constexpr Names of_sheet = {"summary", "reason", "false_findings"};
constexpr Names of_plan = {"goals", "responsibility", "schedule", "standards", "measures", "findings"};
constexpr Names of_bulletin = {"title", "number", "addressed_to", "text", "rows", "signed_by", "withdrawn_why"};
constexpr Names of_order = {"demand", "result", "findings", "reason"};
constexpr Names of_measure = {"name", "post", "grounds", "rule", "text", "findings", "outcome", "document", "reason"};
constexpr Names of_inspection = {"title", "summary", "text", "name"};
constexpr Names of_review = {"title", "summary", "text", "name", "post"};
constexpr Names of_regime = {"title", "text", "reason"};
constexpr Names of_enterprise = {"name", "code", "industry", "findings", "title", "reasons", "document"};
constexpr Names of_need = {"item_title", "kind_title", "text", "answer"};
constexpr Names of_assessment = {"title", "name", "text", "note", "statement", "reason"};
constexpr Names of_change = {"reason", "summary"};

constexpr Source all[] = {
    {"current_ledger", Kind::item, "title", of_item},
    {"project_library", Kind::project, "title", of_project},
    {"ledgers", Kind::ledger, "title", of_ledger},
    {"units", Kind::unit, "name", of_unit},
    {"persons", Kind::person, "name", of_person},
    {"progress", Kind::report, "", of_report},
    {"report_status", Kind::sheet, "", of_sheet},
    {"plans", Kind::plan, "", of_plan},
    {"bulletins", Kind::bulletin, "title", of_bulletin},
    {"rectifications", Kind::order, "demand", of_order},
    {"accountability", Kind::measure, "grounds", of_measure},
    {"inspections", Kind::inspection, "title", of_inspection},
    {"reviews", Kind::review, "title", of_review},
    {"regimes", Kind::regime, "title", of_regime},
    {"admissions", Kind::enterprise, "name", of_enterprise},
    {"project_needs", Kind::need, "item_title", of_need},
    {"assessments", Kind::assessment, "title", of_assessment},
    {"audit_trail", Kind::change, "", of_change},
};

std::string_view text_at(const json::object& row, std::string_view member) {
    const auto* value = row.if_contains(member);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

/// The texts of the members that are asked for, in the order in which the row has them.
class Gatherer {
  public:
    Gatherer(const Source& source, std::string_view title) : source_(source), title_(title) {}

    void members(const json::object& row) {
        for (const auto& member : row) {
            const bool wanted = std::ranges::find(source_.words, std::string_view(member.key())) != source_.words.end();
            look(member.value(), wanted);
        }
    }
    std::string take() && { return std::move(body_); }

  private:
    void look(const json::value& value, bool wanted) {
        if (const auto* text = value.if_string()) {
            if (wanted) keep(*text);
        } else if (const auto* list = value.if_array()) {
            for (const auto& one : *list) look(one, wanted);
        } else if (const auto* object = value.if_object()) {
            members(*object);
        }
    }
    void keep(std::string_view text) {
        if (text.empty() || text == title_) return;
        if (!body_.empty()) body_ += '\n';
        body_ += text;
    }

    const Source& source_;
    const std::string_view title_;
    std::string body_;
};

}  // namespace

std::span<const Source> sources() {
    return all;
}

const Source* source_of(std::string_view view) {
    const auto* found = std::ranges::find(all, view, &Source::view);
    return found == std::end(all) ? nullptr : found;
}

std::optional<Document> document_of(const Source& source, const json::object& row) {
    Document out{.kind = source.kind, .title = std::string(text_at(row, source.title)), .body = {}, .ledger = {}};
    Gatherer gatherer(source, out.title);
    gatherer.members(row);
    out.body = std::move(gatherer).take();
    if (out.title.empty() && out.body.empty()) return std::nullopt;
    out.ledger = text_at(row, "ledger");
    return out;
}

}  // namespace taizhang::search
