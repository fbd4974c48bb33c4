// Bulletins as Word documents: the words of bulletin_text() in the layout of an official document.
#include <gmock/gmock.h>
#include <pugixml.hpp>

#include <cmath>

#include "src/interop/docx_write.hpp"
#include "src/interop/zip_archive.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

bulletin::Issued circular() {
    bulletin::Issued bulletin;
    bulletin.kind = bulletin::Kind::monthly;
    bulletin.title = "关于2014年3月重点工作进展情况的通报";
    bulletin.number = "甲政督〔2014〕3号";
    bulletin.addressed_to = "各区人民政府，市直各单位";
    bulletin.body = {
        {bulletin::BlockKind::heading, "一、总体情况", {}},
        {bulletin::BlockKind::paragraph, "共有12项，A&B <二期> 已完成。\n其余正常推进。", {}},
        {bulletin::BlockKind::heading, "（一）报账", {}},
        {bulletin::BlockKind::table,
         "未按时报账的单位",
         {{{"单位", "次数", "备注"}}, {{"市住建委", "2", "已\n催办"}}, {{"市商务局", "-1.5%"}}}},
        {bulletin::BlockKind::table, "", {{{"名次", "单位"}}, {{"1", "市统计局"}}}},
    };
    bulletin.signed_by = "甲市人民政府督查室";
    bulletin.dated = Date(2014, 4, 8);
    return bulletin;
}

std::string part_of(const std::string& bytes, const std::string& name) {
    auto zip = ZipReader::open(bytes, 16u << 20);
    EXPECT_TRUE(zip);
    auto part = zip->read(name);
    EXPECT_TRUE(part && part->has_value()) << name;
    return part && *part ? **part : std::string();
}

struct WrittenDocument {
    explicit WrittenDocument(const bulletin::Issued& bulletin) {
        auto bytes = write_docx(bulletin);
        EXPECT_TRUE(bytes) << bytes.error().message;
        if (bytes)
            xml.load_string(part_of(*bytes, "word/document.xml").c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    }
    pugi::xml_node body() const { return xml.child("w:document").child("w:body"); }
    pugi::xml_document xml;
};

std::string words_in(pugi::xml_node node) {
    std::string out;
    for (const auto child : node.children()) {
        const std::string_view name = child.name();
        if (name == "w:t") out += child.text().get();
        if (name == "w:tab") out += "\t";
        out += words_in(child);
        if (name == "w:p" || name == "w:tc") out += "\n";
    }
    return out;
}

/// Without what layout adds or parts: blanks, line ends, tabs.
std::string squeezed(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\n' && c != '\t') out.push_back(c);
    }
    return out;
}

/// "Title 关于…" for each paragraph of the body outside tables.
std::vector<std::string> paragraphs(const WrittenDocument& document) {
    std::vector<std::string> out;
    for (const auto node : document.body().children("w:p")) {
        out.push_back(std::string(node.child("w:pPr").child("w:pStyle").attribute("w:val").value()) + " " +
                      words_in(node));
    }
    return out;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}

}  // namespace

TEST(Docx, HasTheWordsOfTheBulletinsTextInTheirOrder) {
    const auto bulletin = circular();
    auto expected = squeezed(bulletin_text(bulletin));
    replace(expected, "2014-04-08", "2014年4月8日");
    replace(expected, "市直各单位", "市直各单位：");
    EXPECT_EQ(squeezed(words_in(WrittenDocument(bulletin).body())), expected);
}

TEST(Docx, IsLaidOutAsAnOfficialDocument) {
    EXPECT_THAT(paragraphs(WrittenDocument(circular())),
                ElementsAre("Title 关于2014年3月重点工作进展情况的通报", "Number 甲政督〔2014〕3号",
                            "Addressee 各区人民政府，市直各单位：", "Heading1 一、总体情况",
                            "Body 共有12项，A&B <二期> 已完成。", "Body 其余正常推进。", "Heading2 （一）报账",
                            "Caption 未按时报账的单位", "TableText ", "TableText ", "Signature 甲市人民政府督查室",
                            "Dated 2014年4月8日"));
}

TEST(Docx, HasThePageOfTheStandard) {
    const WrittenDocument document(circular());
    const auto section = document.body().child("w:sectPr");
    EXPECT_STREQ(section.child("w:pgSz").attribute("w:w").value(), "11906");
    EXPECT_STREQ(section.child("w:pgSz").attribute("w:h").value(), "16838");
    const auto millimetres = [&](const char* side) {
        return std::lround(section.child("w:pgMar").attribute(side).as_int() * 25.4 / 1440);
    };
    EXPECT_EQ(millimetres("w:top"), 37);
    EXPECT_EQ(millimetres("w:bottom"), 35);
    EXPECT_EQ(millimetres("w:left"), 28);
    EXPECT_EQ(millimetres("w:right"), 26);
    EXPECT_EQ(document.body().last_child(), section);
}

TEST(Docx, HasTablesWithBordersAHeadAndAsManyCellsInEachRow) {
    const WrittenDocument document(circular());
    std::vector<int> cells;
    for (const auto table : document.body().children("w:tbl")) {
        EXPECT_STREQ(table.child("w:tblPr").child("w:tblBorders").child("w:insideV").attribute("w:val").value(),
                     "single");
        EXPECT_TRUE(table.child("w:tr").child("w:trPr").child("w:tblHeader"));
        int width = 0;
        for (const auto column : table.child("w:tblGrid").children()) width += column.attribute("w:w").as_int();
        EXPECT_GT(width, 8800);
        EXPECT_LE(width, 8845);
        for (const auto row : table.children("w:tr")) cells.push_back(int(std::ranges::distance(row.children("w:tc"))));
        // a cell without a paragraph is no valid one, and two tables side by side would be one
        for (const auto row : table.children("w:tr")) {
            for (const auto cell : row.children("w:tc")) EXPECT_STREQ(cell.last_child().name(), "w:p");
        }
        EXPECT_STREQ(table.next_sibling().name(), "w:p");
    }
    EXPECT_THAT(cells, ElementsAre(3, 3, 3, 2, 2));
}

TEST(Docx, HasAllPartsThatItNames) {
    const auto bytes = write_docx(circular()).value();
    for (const auto* part : {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml",
                             "word/settings.xml", "word/footer1.xml", "word/footer2.xml", "docProps/core.xml"}) {
        pugi::xml_document xml;
        EXPECT_TRUE(xml.load_string(part_of(bytes, part).c_str())) << part;
    }
    EXPECT_THAT(part_of(bytes, "word/footer1.xml"), HasSubstr(" PAGE "));
    const auto styles = part_of(bytes, "word/styles.xml");
    const WrittenDocument document(circular());
    std::vector<std::string> used;
    for (const auto& found : document.xml.select_nodes("//w:pStyle")) {
        EXPECT_THAT(styles, HasSubstr("w:styleId=\"" + std::string(found.node().attribute("w:val").value()) + "\""));
    }
}

TEST(Docx, TheSameBulletinGivesTheSameBytes) {
    EXPECT_EQ(write_docx(circular()).value(), write_docx(circular()).value());
}

TEST(Docx, PartsTheHeadOfBriefsAndMinutesByALine) {
    auto bulletin = circular();
    const auto lines = [&] { return WrittenDocument(bulletin).xml.select_nodes("//w:pBdr").size(); };
    EXPECT_EQ(lines(), 0u);
    bulletin.kind = bulletin::Kind::brief;
    EXPECT_EQ(lines(), 1u);
    bulletin.kind = bulletin::Kind::minutes;
    bulletin.number.reset();
    EXPECT_EQ(lines(), 1u);
}

TEST(Docx, LeavesOutWhatIsNotThereAndWhatXmlCannotHold) {
    bulletin::Issued bulletin;
    bulletin.title = "通知\x01";
    bulletin.dated = Date(2014, 12, 31);
    bulletin.addressed_to = "各单位：";
    bulletin.body = {{bulletin::BlockKind::table, "空表", {}}};
    EXPECT_THAT(paragraphs(WrittenDocument(bulletin)),
                ElementsAre("Title 通知", "Addressee 各单位：", "Caption 空表", "Dated 2014年12月31日"));
    bulletin.title = "\xFF";
    EXPECT_FALSE(write_docx(bulletin));
}

}  // namespace taizhang::interop
