#include "src/interop/xlsx_parts.hpp"

#include <taizhang/text.hpp>

#include <map>

#include "src/interop/chars.hpp"
#include "src/interop/xml.hpp"

namespace taizhang::interop {

namespace {

struct Relation {
    std::string type;    ///< the last word of it: worksheet, sharedStrings
    std::string target;  ///< the part's name
};
using Relations = std::map<std::string, Relation, std::less<>>;

std::string folder_of(const std::string& part) {
    const auto slash = part.rfind('/');
    return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

/// A target is relative to its part's folder, or begins at the root.
std::string resolve(const std::string& folder, std::string target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string base = folder;
    while (target.starts_with("../") || target.starts_with("./")) {
        if (target.starts_with("../")) base = folder_of(base.substr(0, base.empty() ? 0 : base.size() - 1));
        target.erase(0, target.find('/') + 1);
    }
    return base + target;
}

Status read_xml(ZipReader& zip, const std::string& part, const ReadLimits& limits, pugi::xml_document& document) {
    TZ_TRY(const auto content, zip.read(part));
    if (!content) return invalid("the spreadsheet's part " + quote(part) + " is missing: the file is damaged");
    return parse_xml(*content, part, limits.marks, document);
}

Result<Relations> read_relations(ZipReader& zip, const std::string& part, const ReadLimits& limits) {
    const std::string folder = folder_of(part);
    pugi::xml_document document;
    TZ_CHECK(read_xml(zip, folder + "_rels/" + part.substr(folder.size()) + ".rels", limits, document));
    Relations relations;
    for_children(child(document, "Relationships"), "Relationship", [&](pugi::xml_node node) {
        const std::string type = attribute(node, "Type");
        relations[attribute(node, "Id")] = {type.substr(type.rfind('/') + 1),
                                            resolve(folder, attribute(node, "Target"))};
    });
    return relations;
}

const std::string* target_of_type(const Relations& relations, std::string_view type) {
    for (const auto& [id, relation] : relations) {
        if (relation.type == type) return &relation.target;
    }
    return nullptr;
}

Result<std::string> workbook_part(ZipReader& zip, const ReadLimits& limits) {
    if (!zip.has("_rels/.rels")) return std::string("xl/workbook.xml");
    TZ_TRY(const auto relations, read_relations(zip, "", limits));
    const auto* target = target_of_type(relations, "officeDocument");
    return target ? *target : std::string("xl/workbook.xml");
}

Status read_sheets(pugi::xml_node workbook, const Relations& relations, const ReadLimits& limits,
                   WorkbookParts& parts) {
    Status status;
    for_children(child(workbook, "sheets"), "sheet", [&](pugi::xml_node node) {
        const auto found = relations.find(attribute(node, "id"));
        if (!status || (found != relations.end() && found->second.type != "worksheet")) return;
        const std::string name = attribute(node, "name"), state = attribute(node, "state");
        if (found == relations.end() || !from_utf8(name)) {
            status = invalid("the spreadsheet's sheet " + std::to_string(parts.sheets.size() + 1) +
                             " has no part or no readable name: the file is damaged");
            return;
        }
        parts.sheets.push_back({name, !state.empty() && state != "visible", found->second.target});
    });
    TZ_CHECK(status);
    if (parts.sheets.size() <= limits.sheets) return {};
    return Error{ErrorCode::over_limit, "the spreadsheet has " + std::to_string(parts.sheets.size()) +
                                            " sheets; at most " + std::to_string(limits.sheets) + " are read"}
        .with("limit", "sheets");
}

Status read_texts(ZipReader& zip, const std::string& part, const ReadLimits& limits, WorkbookParts& parts) {
    if (!zip.has(part)) return {};
    pugi::xml_document document;
    TZ_CHECK(read_xml(zip, part, limits, document));
    Status status;
    for_children(child(document, "sst"), "si", [&](pugi::xml_node node) {
        if (!status) return;
        auto text = rich_text(node);
        if (!text) status = invalid("shared text " + std::to_string(parts.texts.size()) + " is not valid UTF-8");
        parts.texts.push_back(std::move(text).value_or(""));
    });
    return status;
}

Status read_formats(ZipReader& zip, const std::string& part, const ReadLimits& limits, WorkbookParts& parts) {
    if (!zip.has(part)) return {};
    pugi::xml_document document;
    TZ_CHECK(read_xml(zip, part, limits, document));
    const auto sheet = child(document, "styleSheet");
    std::map<std::uint32_t, std::string> codes;
    for_children(child(sheet, "numFmts"), "numFmt", [&](pugi::xml_node node) {
        codes[number_attribute(node, "numFmtId").value_or(0)] = attribute(node, "formatCode");
    });
    std::map<std::uint32_t, NumberFormat> known;  // a long code that many styles share is read once
    for_children(child(sheet, "cellXfs"), "xf", [&](pugi::xml_node node) {
        const auto id = number_attribute(node, "numFmtId").value_or(0);
        const auto [format, fresh] = known.try_emplace(id);
        const auto code = codes.find(id);
        if (fresh) format->second = number_format(id, code == codes.end() ? "" : std::string_view(code->second));
        parts.formats.push_back(format->second);
    });
    return {};
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

void append_utf8(std::string& out, char32_t c) {
    out += to_utf8(Text(&c, 1));
}

/// xHHHH_ at the beginning, after an underline.
std::optional<char32_t> escape_at(std::string_view text) {
    if (text.size() < 6 || text[0] != 'x' || text[5] != '_') return std::nullopt;
    char32_t code = 0;
    for (const char c : text.substr(1, 4)) {
        const auto hex =
            std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
        if (hex == std::string_view::npos) return std::nullopt;
        code = code * 16 + static_cast<char32_t>(hex);
    }
    const bool half_a_pair = code >= 0xD800 && code <= 0xDFFF;
    return half_a_pair ? std::nullopt : std::optional(code);
}

}  // namespace

std::string unescaped(const std::string& text) {
    if (text.find("_x") == std::string::npos) return text;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = text[i] == '_' ? escape_at(std::string_view(text).substr(i + 1)) : std::nullopt;
        if (!code) {
            out.push_back(text[i]);
            continue;
        }
        append_utf8(out, *code);
        i += 6;
    }
    return out;
}

std::optional<std::string> rich_text(pugi::xml_node node) {
    std::string text;
    for (const auto part : node.children()) {
        const auto name = local_name(part.name());
        if (name == "t") text += text_of(part);
        if (name == "r") text += text_of(child(part, "t"));
    }
    text = unescaped(text);
    return from_utf8(text) ? std::optional(std::move(text)) : std::nullopt;
}

Result<WorkbookParts> read_parts(ZipReader& zip, const ReadLimits& limits) {
    TZ_TRY(const auto part, workbook_part(zip, limits));
    pugi::xml_document document;
    TZ_CHECK(read_xml(zip, part, limits, document));
    TZ_TRY(const auto relations, read_relations(zip, part, limits));
    const auto workbook = child(document, "workbook");
    WorkbookParts parts;
    parts.from_1904 = is_true(attribute(child(workbook, "workbookPr"), "date1904"));
    TZ_CHECK(read_sheets(workbook, relations, limits, parts));
    if (const auto* texts = target_of_type(relations, "sharedStrings"))
        TZ_CHECK(read_texts(zip, *texts, limits, parts));
    if (const auto* formats = target_of_type(relations, "styles")) TZ_CHECK(read_formats(zip, *formats, limits, parts));
    return parts;
}

}  // namespace taizhang::interop
