#include "src/interop/docx_parts.hpp"

#include "src/interop/xml.hpp"

namespace taizhang::interop {

namespace {

constexpr auto word_names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr auto relation_names = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr auto package_names = "http://schemas.openxmlformats.org/package/2006/";

struct Style {
    const char* id;
    const char* name;
    const char* font;  ///< of Chinese characters
    int half_points;   ///< 三号 is 32, 二号 is 44
    const char* align;
    int first_indent;  ///< in characters
    int right_indent;
    int before;  ///< space above, in twentieths of a point
    bool keep_with_next = false;
};

/// The layout of official documents: 三号 仿宋 with two characters' indent, 28.9 points from line to line.
constexpr Style styles[] = {
    {"Title", "Title", "方正小标宋简体", 44, "center", 0, 0, 600, true},
    {"Number", "Number", "仿宋", 32, "center", 0, 0, 200, true},
    {"Addressee", "Addressee", "仿宋", 32, "left", 0, 0, 400},
    {"Body", "Body", "仿宋", 32, "both", 2, 0, 0},
    {"Heading1", "heading 1", "黑体", 32, "both", 2, 0, 0, true},
    {"Heading2", "heading 2", "楷体", 32, "both", 2, 0, 0, true},
    {"Caption", "caption", "黑体", 28, "center", 0, 0, 200, true},
    {"TableHead", "Table Head", "黑体", 24, "center", 0, 0, 0},
    {"TableText", "Table Text", "仿宋", 24, "left", 0, 0, 0},
    {"TableFigure", "Table Figure", "仿宋", 24, "center", 0, 0, 0},
    {"Signature", "Signature", "仿宋", 32, "right", 0, 2, 900, true},
    {"Dated", "Dated", "仿宋", 32, "right", 0, 4, 0},
    {"Footer", "footer", "宋体", 28, "left", 0, 0, 0},
};

bool in_table(const Style& style) {
    return std::string_view(style.id).starts_with("Table");
}

void add_fonts(pugi::xml_node run, const char* font) {
    auto fonts = run.append_child("w:rFonts");
    fonts.append_attribute("w:ascii") = "Times New Roman";
    fonts.append_attribute("w:hAnsi") = "Times New Roman";
    fonts.append_attribute("w:eastAsia") = font;
    fonts.append_attribute("w:cs") = "Times New Roman";
}

void add_style(pugi::xml_node root, const Style& style) {
    auto node = root.append_child("w:style");
    node.append_attribute("w:type") = "paragraph";
    node.append_attribute("w:styleId") = style.id;
    add_val(node, "w:name", style.name);
    add_val(node, "w:basedOn", "Normal");
    node.append_child("w:qFormat");
    auto paragraph = node.append_child("w:pPr");
    if (style.keep_with_next) paragraph.append_child("w:keepNext");
    auto spacing = paragraph.append_child("w:spacing");
    spacing.append_attribute("w:before") = style.before;
    spacing.append_attribute("w:after") = "0";
    // a title of 二号 needs more room than the text's lines; a table's lines are closer
    const bool title = std::string_view(style.id) == "Title";
    spacing.append_attribute("w:line") = title ? "680" : in_table(style) ? "320" : "579";
    spacing.append_attribute("w:lineRule") = in_table(style) ? "atLeast" : "exact";
    auto indent = paragraph.append_child("w:ind");
    // in hundredths of a character, and in twentieths of a point for who does not know characters
    indent.append_attribute("w:rightChars") = style.right_indent * 100;
    indent.append_attribute("w:right") = style.right_indent * style.half_points * 10;
    indent.append_attribute("w:firstLineChars") = style.first_indent * 100;
    indent.append_attribute("w:firstLine") = style.first_indent * style.half_points * 10;
    add_val(paragraph, "w:jc", style.align);
    auto run = node.append_child("w:rPr");
    add_fonts(run, style.font);
    const std::string size = std::to_string(style.half_points);
    add_val(run, "w:sz", size.c_str());
    add_val(run, "w:szCs", size.c_str());
}

std::string styles_xml() {
    pugi::xml_document document;
    auto root = add_root(document, "w:styles");
    auto defaults = root.append_child("w:docDefaults").append_child("w:rPrDefault").append_child("w:rPr");
    add_fonts(defaults, "仿宋");
    add_val(defaults, "w:sz", "32");
    auto language = defaults.append_child("w:lang");
    language.append_attribute("w:val") = "en-US";
    language.append_attribute("w:eastAsia") = "zh-CN";
    auto normal = root.append_child("w:style");
    normal.append_attribute("w:type") = "paragraph";
    normal.append_attribute("w:default") = "1";
    normal.append_attribute("w:styleId") = "Normal";
    add_val(normal, "w:name", "Normal");
    for (const auto& style : styles) add_style(root, style);
    return xml_text(document);
}

void add_field_mark(pugi::xml_node paragraph, const char* type) {
    paragraph.append_child("w:r").append_child("w:fldChar").append_attribute("w:fldCharType") = type;
}

/// — 1 —, at the outer edge: right on odd pages, left on even ones.
std::string footer_xml(const char* align) {
    pugi::xml_document document;
    auto paragraph = add_root(document, "w:ftr").append_child("w:p");
    auto properties = paragraph.append_child("w:pPr");
    add_val(properties, "w:pStyle", "Footer");
    auto indent = properties.append_child("w:ind");
    indent.append_attribute("w:leftChars") = "100";
    indent.append_attribute("w:rightChars") = "100";
    add_val(properties, "w:jc", align);
    const auto add_text = [&](const char* text) {
        auto node = paragraph.append_child("w:r").append_child("w:t");
        node.append_attribute("xml:space") = "preserve";
        node.text() = text;
    };
    add_text("— ");
    add_field_mark(paragraph, "begin");
    auto code = paragraph.append_child("w:r").append_child("w:instrText");
    code.append_attribute("xml:space") = "preserve";
    code.text() = " PAGE ";
    add_field_mark(paragraph, "separate");
    add_text("1");
    add_field_mark(paragraph, "end");
    add_text(" —");
    return xml_text(document);
}

std::string settings_xml() {
    pugi::xml_document document;
    add_root(document, "w:settings").append_child("w:evenAndOddHeaders");
    return xml_text(document);
}

struct Link {
    const char* id;
    std::string type;
    const char* target;
};

std::string relations_xml(const std::vector<Link>& links) {
    pugi::xml_document document;
    auto root = document.append_child("Relationships");
    root.append_attribute("xmlns") = (std::string(package_names) + "relationships").c_str();
    for (const auto& link : links) {
        auto node = root.append_child("Relationship");
        node.append_attribute("Id") = link.id;
        node.append_attribute("Type") = link.type.c_str();
        node.append_attribute("Target") = link.target;
    }
    return xml_text(document);
}

std::string content_types_xml() {
    pugi::xml_document document;
    auto root = document.append_child("Types");
    root.append_attribute("xmlns") = (std::string(package_names) + "content-types").c_str();
    const auto add_default = [&](const char* extension, const std::string& type) {
        auto node = root.append_child("Default");
        node.append_attribute("Extension") = extension;
        node.append_attribute("ContentType") = type.c_str();
    };
    const auto add_part = [&](const char* part, const std::string& type) {
        auto node = root.append_child("Override");
        node.append_attribute("PartName") = part;
        node.append_attribute("ContentType") = type.c_str();
    };
    const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    add_default("rels", "application/vnd.openxmlformats-package.relationships+xml");
    add_default("xml", "application/xml");
    add_part("/word/document.xml", word + "document.main+xml");
    add_part("/word/styles.xml", word + "styles+xml");
    add_part("/word/settings.xml", word + "settings+xml");
    add_part("/word/footer1.xml", word + "footer+xml");
    add_part("/word/footer2.xml", word + "footer+xml");
    add_part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    return xml_text(document);
}

std::string core_xml(const std::string& title) {
    pugi::xml_document document;
    auto root = document.append_child("cp:coreProperties");
    root.append_attribute("xmlns:cp") = (std::string(package_names) + "metadata/core-properties").c_str();
    root.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
    root.append_child("dc:title").text() = title.c_str();
    return xml_text(document);
}

}  // namespace

pugi::xml_node add_val(pugi::xml_node parent, const char* name, const char* value) {
    auto node = parent.append_child(name);
    node.append_attribute("w:val") = value;
    return node;
}

pugi::xml_node add_root(pugi::xml_document& document, const char* name) {
    auto root = document.append_child(name);
    root.append_attribute("xmlns:w") = word_names;
    root.append_attribute("xmlns:r") = relation_names;
    return root;
}

std::vector<ZipPart> fixed_parts(const std::string& title) {
    const std::string type = std::string(relation_names) + "/";
    return {
        {"[Content_Types].xml", content_types_xml()},
        {"_rels/.rels", relations_xml({{"rId1", type + "officeDocument", "word/document.xml"},
                                       {"rId2", std::string(package_names) + "relationships/metadata/core-properties",
                                        "docProps/core.xml"}})},
        {"docProps/core.xml", core_xml(title)},
        {"word/_rels/document.xml.rels", relations_xml({{"rId1", type + "styles", "styles.xml"},
                                                        {"rId2", type + "settings", "settings.xml"},
                                                        {"rId3", type + "footer", "footer1.xml"},
                                                        {"rId4", type + "footer", "footer2.xml"}})},
        {"word/styles.xml", styles_xml()},
        {"word/settings.xml", settings_xml()},
        {"word/footer1.xml", footer_xml("right")},
        {"word/footer2.xml", footer_xml("left")},
    };
}

}  // namespace taizhang::interop
