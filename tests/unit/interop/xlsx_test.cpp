// Spreadsheets as bytes: how they are written, what others' writers put in, and what hostile ones do.
#include <random>

#include "src/interop/zip_archive.hpp"
#include "tests/unit/interop/forms.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string part_of(const std::string& bytes, const std::string& name) {
    auto zip = ZipReader::open(bytes, 64u << 20);
    EXPECT_TRUE(zip);
    auto part = zip->read(name);
    EXPECT_TRUE(part && part->has_value()) << name;
    return part && *part ? **part : std::string();
}

std::string written(const FormTable& table) {
    auto bytes = write_forms_xlsx({&table, 1});
    EXPECT_TRUE(bytes) << bytes.error().message;
    return bytes ? std::move(*bytes) : std::string();
}

FormTable one_item(std::string_view form, const FormItem& item) {
    return fill_form(form_of(form), {&item, 1}, 2017);
}

/// A workbook of one sheet as other programs may write it.
std::string workbook_with(const std::string& sheet_data, const std::string& styles = "", const std::string& texts = "",
                          const std::string& settings = "") {
    const std::string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    std::vector<ZipPart> parts = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships><Relationship Id='a' Type='" + relation +
                            "officeDocument' Target='/book/wb.xml'/></Relationships>"},
        {"book/wb.xml", "<x:workbook xmlns:x='m' xmlns:r='o'>" + settings +
                            "<x:sheets><x:sheet name='表三' sheetId='1' r:id='s'/></x:sheets></x:workbook>"},
        {"book/_rels/wb.xml.rels", "<Relationships><Relationship Id='s' Type='" + relation +
                                       "worksheet' Target='sheets/one.xml'/><Relationship Id='t' Type='" + relation +
                                       "sharedStrings' Target='../texts.xml'/><Relationship Id='f' Type='" + relation +
                                       "styles' Target='styles.xml'/></Relationships>"},
        {"book/sheets/one.xml", "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"},
        {"texts.xml", "<sst>" + texts + "</sst>"},
        {"book/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
    };
    return write_zip(parts).value();
}

std::vector<std::string> cells_of(const std::string& bytes) {
    const auto workbook = read_workbook(bytes);
    EXPECT_TRUE(workbook) << workbook.error().message;
    std::vector<std::string> out;
    if (!workbook) return out;
    for (const auto& row : workbook->sheets.at(0).rows) {
        for (const auto& cell : row.cells) out.push_back(cell_name(row.row, cell.column) + "=" + printed(cell.value));
    }
    return out;
}

std::string error_of(const std::string& bytes, const ReadLimits& limits = {}) {
    const auto workbook = read_workbook(bytes, limits);
    return workbook ? "no error" : workbook.error().message;
}

}  // namespace

TEST(S2_2_WriteXlsx, LooksLikeTheDocumentsForm) {
    FormItem item;
    item.title = "高新区";
    auto table = one_item("表三", item);
    table.note = "单位：亿元、个";
    const auto bytes = written(table);
    const auto workbook = read_workbook(bytes);
    ASSERT_TRUE(workbook);
    const auto& sheet = workbook->sheets.at(0);
    EXPECT_EQ(sheet.name, "表三");
    EXPECT_EQ(printed(*sheet.find(0, 0)), "2017年招商引资项目一览表（表三）");
    EXPECT_EQ(sheet.merge_at(0, 21)->first_column, 0u);
    EXPECT_EQ(printed(*sheet.find(1, 0)), "单位：亿元、个");
    for (const auto& cell : table.head) {
        EXPECT_EQ(printed(*sheet.find(std::uint32_t(cell.row + 2), std::uint32_t(cell.column))), cell.title);
        const auto* merge = sheet.merge_at(std::uint32_t(cell.row + 2), std::uint32_t(cell.column));
        ASSERT_EQ(merge != nullptr, cell.rows * cell.columns > 1) << cell.title;
        if (!merge) continue;
        EXPECT_EQ(merge->last_row, cell.row + 2 + cell.rows - 1) << cell.title;
        EXPECT_EQ(merge->last_column, cell.column + cell.columns - 1) << cell.title;
    }
    EXPECT_EQ(printed(*sheet.find(5, 1)), "高新区");
}

TEST(S2_2_WriteXlsx, IsSetUpForPrint) {
    const auto bytes = written(one_item("表三", {}));
    const auto sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("orientation=\"landscape\""));
    EXPECT_THAT(sheet, HasSubstr("paperSize=\"9\""));
    EXPECT_THAT(sheet, HasSubstr("fitToPage=\"1\""));
    EXPECT_THAT(sheet, HasSubstr("fitToHeight=\"0\""));
    EXPECT_THAT(sheet, HasSubstr("horizontalCentered=\"1\""));
    EXPECT_THAT(part_of(bytes, "xl/workbook.xml"), HasSubstr("'表三'!$2:$4"));
    const auto styles = part_of(bytes, "xl/styles.xml");
    EXPECT_THAT(styles, HasSubstr("宋体"));
    EXPECT_THAT(styles, HasSubstr("仿宋"));
    EXPECT_THAT(styles, HasSubstr("<left style=\"thin\">"));
    EXPECT_THAT(styles, HasSubstr("wrapText=\"1\""));
}

TEST(WriteXlsx, WideTablesGoOnLargePaperAndSumsAreBold) {
    auto table = one_item("表三", {});
    table.rows.push_back(table.rows.front());
    table.strong_rows = {1};
    table.large_paper = true;
    const auto bytes = written(table);
    const auto sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("paperSize=\"8\""));
    const auto style_in = [&](const std::string& row) {
        const auto cell = sheet.find("<c r=\"A" + row + "\" s=\"");
        return cell == std::string::npos ? std::string() : sheet.substr(cell, sheet.find('>', cell) - cell).substr(8);
    };
    const auto first = (table.note ? 2 : 1) + table.head_rows + 1;
    const auto plain = style_in(std::to_string(first)), strong = style_in(std::to_string(first + 1));
    ASSERT_NE(plain.find("s="), std::string::npos) << plain;
    ASSERT_NE(strong.find("s="), std::string::npos) << strong;
    EXPECT_NE(plain.substr(plain.find("s=")), strong.substr(strong.find("s=")));
}

TEST(S2_2_WriteXlsx, TheSameTablesGiveTheSameBytes) {
    FormItem item;
    item.title = "企业甲";
    EXPECT_EQ(written(one_item("表二", item)), written(one_item("表二", item)));
}

TEST(S2_2_WriteXlsx, WritesNumbersAsNumbersDatesAsDatesAndTextNeverAsAFormula) {
    FormItem item;
    item.title = "=HYPERLINK(\"x\")";
    item.deadline = Date(2017, 6, 30);
    item.targets = {{"年度计划完成投资", decimal("1.50"), "万元"}};
    const auto bytes = written(one_item("表四", item));
    const auto sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<v>1.5</v>"));
    EXPECT_THAT(sheet, HasSubstr("<v>42916</v>"));
    EXPECT_THAT(sheet, testing::Not(HasSubstr("<f>")));
    const auto workbook = read_workbook(bytes);
    EXPECT_EQ(*workbook->sheets[0].find(2, 2), CellValue(CellNumber{decimal("1.50")}));
    EXPECT_EQ(printed(*workbook->sheets[0].find(2, 2)), "1.50");
    EXPECT_EQ(*workbook->sheets[0].find(2, 7), CellValue(CellDate{Date(2017, 6, 30)}));
}

TEST(S2_2_WriteXlsx, KeepsMoreThanFifteenDigitsAsText) {
    FormItem item;
    item.targets = {{"年度计划完成投资", decimal("123456789012345.67"), "万元"}};
    const auto workbook = read_workbook(written(one_item("表四", item)));
    EXPECT_EQ(*workbook->sheets[0].find(2, 2), CellValue(std::string("123456789012345.67")));
    item.targets[0].value = decimal("90071992547409.9");  // fifteen digits, of which a double's sixteenth is wrong
    const auto fifteen = read_workbook(written(one_item("表四", item)));
    EXPECT_EQ(*fifteen->sheets[0].find(2, 2), CellValue(CellNumber{decimal("90071992547409.9")}));
}

TEST(WriteXlsx, NamesTheCellOfATextThatIsTooLong) {
    FormItem item;
    item.title = std::string(max_cell_characters + 1, 'x');
    const auto table = one_item("表二", item);
    const auto bytes = write_forms_xlsx({&table, 1});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, ErrorCode::over_limit);
    EXPECT_THAT(bytes.error().message, HasSubstr("表二!B3: a cell holds at most 32767 characters, got 32768"));
}

TEST(WriteXlsx, RefusesNoTablesAndRowsWiderThanTheHead) {
    EXPECT_FALSE(write_forms_xlsx({}));
    const std::vector<std::string> columns = {"甲"};
    const std::vector<std::vector<CellValue>> rows = {{std::string("1"), std::string("2")}};
    const auto bytes = write_table_xlsx("表", columns, rows);
    ASSERT_FALSE(bytes);
    EXPECT_THAT(bytes.error().message, HasSubstr("line 1 has more cells than there are columns"));
}

TEST(WriteXlsx, MakesSheetNamesThatSpreadsheetsTake) {
    FormTable table{
        "a/b:c[d]'?*" + std::string(60, 'x'), "t", {}, {{"甲", 12, CellKind::text}}, 1, {{0, 0, 1, 1, "甲"}}, {}};
    FormTable nameless = table;
    nameless.form = "//";
    const std::vector<FormTable> tables = {table, table, nameless};
    const auto bytes = write_forms_xlsx(tables);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const auto workbook = read_workbook(*bytes);
    ASSERT_EQ(workbook->sheets.size(), 3u);
    EXPECT_EQ(workbook->sheets[0].name, "abcd" + std::string(27, 'x'));
    EXPECT_EQ(workbook->sheets[1].name, "abcd" + std::string(25, 'x') + "_2");
    EXPECT_EQ(workbook->sheets[2].name, "表");
}

TEST(WriteTableXlsx, WritesAnyViewsRows) {
    const std::vector<std::string> columns = {"单位", "期数", "比例"};
    const std::vector<std::vector<CellValue>> rows = {
        {std::string("市统计局"), CellNumber{decimal("3")}, CellNumber{decimal("14.5"), "%"}},
        {std::string("市商务局")}};
    const auto bytes = write_table_xlsx("报账情况", columns, rows);
    ASSERT_TRUE(bytes);
    EXPECT_THAT(cells_of(*bytes), ElementsAre("A1=报账情况", "A2=单位", "B2=期数", "C2=比例", "A3=市统计局", "B3=3",
                                              "C3=14.5%", "A4=市商务局"));
}

TEST(ReadXlsx, ReadsWhatOtherWritersWrite) {
    const auto bytes = workbook_with(
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c/></row>"
        "<x:row xmlns:x='m' r='5' hidden='1'><x:c r='C5' t='inlineStr'><x:is><x:t> 空 格 </x:t></x:is></x:c><x:c "
        "t='b'><x:v>1</x:v></x:c></x:row>"
        "<row r='6'><c r='A6' t='e'><v>#N/A</v></c><c r='B6' t='str'><f>A1</f><v>公式</v></c><c r='C6' "
        "t='d'><v>2017-06-30T00:00:00</v></c></row>",
        "",
        "<si><r><t>甲</t></r><rPh><t>拼音</t></rPh><r><t xml:space='preserve"
        "'> 乙</t></r></si><si><t>a_x000A_b_x005F_x0041_<!--c--><![CDATA[<d>]]></t></si>");
    EXPECT_THAT(cells_of(bytes), ElementsAre("A1=甲 乙", "B1=a\nb_x0041_<d>", "C5= 空 格 ", "D5=TRUE", "A6=#N/A",
                                             "B6=公式", "C6=2017-06-30"));
    EXPECT_TRUE(read_workbook(bytes)->sheets[0].rows[1].hidden);
    EXPECT_TRUE(std::holds_alternative<CellFault>(*read_workbook(bytes)->sheets[0].find(5, 0)));
}

TEST(ReadXlsx, AFormulaThatWasNeverComputedIsAFaultAndNotAnEmptyCell) {
    const auto bytes = workbook_with(
        "<row r='1'><c r='A1'><f>SUM(B1:C1)</f></c><c r='B1' t='str'><f>IF(1,\"\",2)</f><v></v></c>"
        "<c r='C1'><f>1+1</f><v>2</v></c></row>");
    const auto workbook = read_workbook(bytes);
    ASSERT_TRUE(workbook) << workbook.error().message;
    const auto& sheet = workbook->sheets[0];
    ASSERT_NE(sheet.find(0, 0), nullptr);
    EXPECT_TRUE(std::holds_alternative<CellFault>(*sheet.find(0, 0)));
    EXPECT_EQ(sheet.find(0, 1), nullptr) << "its result is an empty text";
    EXPECT_EQ(printed(*sheet.find(0, 2)), "2");
}

TEST(ReadXlsx, ShowsNumbersAsTheirFormatsDo) {
    const std::string styles =
        "<numFmts><numFmt numFmtId='164' formatCode='0.00_ ;[Red]\\-0.00\\ '/><numFmt numFmtId='165' "
        "formatCode='yyyy\"年\"m\"月\"'/>"
        "<numFmt numFmtId='166' formatCode='[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/><numFmt "
        "numFmtId='167' formatCode='#,##0\" day\"'/>"
        "<numFmt numFmtId='168' formatCode='h:mm:ss'/><numFmt numFmtId='169' formatCode='yyyy'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf "
        "numFmtId='167'/><xf numFmtId='10'/>"
        "<xf numFmtId='14'/><xf numFmtId='57'/><xf numFmtId='168'/><xf numFmtId='169'/></cellXfs>";
    const auto cell = [&](const std::string& stored, int style, const std::string& settings = "") {
        const auto cells = cells_of(
            workbook_with("<row r='1'><c r='A1' s='" + std::to_string(style) + "'><v>" + stored + "</v></c></row>",
                          styles, "", settings));
        return cells.empty() ? std::string() : cells[0].substr(3);
    };
    EXPECT_EQ(cell("1.5", 1), "1.50");
    EXPECT_EQ(cell("1.2345", 1), "1.2345");
    EXPECT_EQ(cell("0.30000000000000004", 0), "0.3");
    EXPECT_EQ(cell("1.4999999999999999E-2", 0), "0.015");
    EXPECT_EQ(cell("0.33333333333333331", 0), "0.333333333");
    EXPECT_EQ(cell("-1234567890123456", 0), "-1234567890123460");
    EXPECT_EQ(cell("1E+300", 0), "1E+300");
    EXPECT_EQ(cell("0.145", 5), "14.50%");
    EXPECT_EQ(cell("1", 5), "100.00%");
    EXPECT_EQ(cell("42916", 2), "2017年6月");
    EXPECT_EQ(cell("42916", 7), "2017年6月");
    EXPECT_EQ(cell("42916", 9), "2017年");
    EXPECT_EQ(cell("42916.75", 3), "2017-06-30");
    EXPECT_EQ(cell("42916", 6), "2017-06-30");
    EXPECT_EQ(cell("41454", 6, "<workbookPr date1904='1'/>"), "2017-06-30");
    EXPECT_EQ(cell("1", 6), "1900-01-01");
    EXPECT_EQ(cell("61", 6), "1900-03-01");
    EXPECT_EQ(cell("60", 6), "60");
    EXPECT_EQ(cell("30", 4), "30");
    EXPECT_EQ(cell("0.5", 8), "0.5");
    EXPECT_EQ(cell("7", 99), "7");
}

TEST(ReadXlsx, TellsWhatOtherFilesAre) {
    EXPECT_THAT(error_of(""), HasSubstr("an empty file"));
    EXPECT_THAT(error_of("\xD0\xCF\x11\xE0 old"), HasSubstr("save it as .xlsx without a password"));
    EXPECT_THAT(error_of("%PDF-1.4"), HasSubstr("a PDF"));
    EXPECT_THAT(error_of("序号,名称"), HasSubstr("save the table as .xlsx"));
    EXPECT_THAT(error_of("PK\x03\x04 torn"), HasSubstr("expected a zip archive"));
    EXPECT_THAT(error_of(write_zip(std::vector<ZipPart>{{"word/document.xml", "<w/>"}}).value()),
                HasSubstr("a Word document"));
    EXPECT_THAT(error_of(write_zip(std::vector<ZipPart>{{"content.xml", "<w/>"}}).value()), HasSubstr("OpenDocument"));
    EXPECT_THAT(error_of(write_zip(std::vector<ZipPart>{{"a.xml", "<w/>"}}).value()),
                HasSubstr("'xl/workbook.xml' is missing"));
}

TEST(ReadXlsx, NamesSheetAndCellOfWhatIsDamaged) {
    EXPECT_THAT(error_of(workbook_with("<row r='7'><c r='F7' t='s'><v>3</v></c></row>")),
                HasSubstr("表三!F7: its text is not in the file"));
    EXPECT_THAT(error_of(workbook_with("<row r='7'><c r='F7' t='s'><v>-1</v></c></row>")), HasSubstr("表三!F7"));
    EXPECT_THAT(error_of(workbook_with("<row r='7'><c r='F7'/><c r='B7'/></row>")),
                HasSubstr("表三!G7: cells are out of order"));
    EXPECT_THAT(error_of(workbook_with("<row r='7'/><row r='7'/>")),
                HasSubstr("表三 after row 7: rows are out of order"));
    EXPECT_THAT(error_of(workbook_with("<row r='1'><c r='A1' t='str'><v>\xC3\x28</v></c></row>")),
                HasSubstr("表三!A1: its text is not valid UTF-8"));
    EXPECT_THAT(error_of(workbook_with("<row>")), HasSubstr("no well-formed XML"));
}

TEST(ReadXlsx, ExpandsNoEntities) {
    const auto bytes = workbook_with("<row><c t='inlineStr'><is><t>&lol;&#65;</t></is></c></row>");
    EXPECT_THAT(cells_of(bytes), ElementsAre("A1=&lol;A"));
}

TEST(ReadXlsx, StopsAtItsLimits) {
    const auto limit_of = [](const std::string& bytes, const ReadLimits& limits) {
        const auto workbook = read_workbook(bytes, limits);
        if (workbook) return std::string("no error");
        EXPECT_EQ(workbook.error().code, ErrorCode::over_limit);
        return std::string(workbook.error().details["limit"].as_string());
    };
    std::string rows;
    for (int i = 0; i < 1000; ++i) rows += "<row><c><v>1</v></c></row>";
    const auto many = workbook_with(rows);
    EXPECT_EQ(limit_of(many, {.file_bytes = 100}), "file_bytes");
    EXPECT_EQ(limit_of(many, {.unpacked_bytes = 10'000}), "unpacked_bytes");
    EXPECT_EQ(limit_of(many, {.marks = 1000}), "marks");
    EXPECT_EQ(limit_of(many, {.cells = 999}), "cells");
    EXPECT_EQ(limit_of(many, {.cells = 1000}), "no error");
    EXPECT_EQ(limit_of(many, {.sheets = 0}), "sheets");
    // a text stored once and shown everywhere
    std::string same;
    for (int i = 0; i < 100; ++i) same += "<row><c t='s'><v>0</v></c></row>";
    EXPECT_EQ(
        limit_of(workbook_with(same, "", "<si><t>" + std::string(1000, 'x') + "</t></si>"), {.text_bytes = 99'999}),
        "text_bytes");
    // 40 MB of blanks in 40 kB
    EXPECT_EQ(limit_of(workbook_with(std::string(40u << 20, ' ')), {.unpacked_bytes = 16u << 20}), "unpacked_bytes");
}

TEST(ReadXlsx, FlippedBytesNeverDoMoreThanAnErrorOrADoubt) {
    FormItem item;
    item.title = "企业甲";
    item.units = {"市经信委"};
    item.deadline = Date(2017, 6, 30);
    item.targets = {{"年度计划完成投资", decimal("12.5"), "万元"}};
    const auto bytes = written(one_item("表四", item));
    std::mt19937 random(7);
    std::size_t refused = 0;
    for (int round = 0; round < 1500; ++round) {
        auto flipped = bytes;
        for (auto n = 1 + random() % 4; n > 0; --n) flipped[random() % flipped.size()] ^= char(1u << random() % 8);
        if (round % 10 == 0) flipped.resize(random() % flipped.size());
        const auto workbook = read_workbook(flipped);
        refused += !workbook;
        if (workbook) (void)read_form(*workbook, five_forms(), 2017);
    }
    EXPECT_GT(refused, 500u);
}

TEST(ReadXlsx, FlippedBytesInsideThePartsNeverDoMoreThanAnErrorOrADoubt) {
    FormItem item;
    item.title = "企业甲";
    item.units = {"市经信委"};
    item.deadline = Date(2017, 6, 30);
    const auto bytes = written(one_item("表二", item));
    const std::vector<std::string> names = {"xl/workbook.xml", "xl/worksheets/sheet1.xml",   "xl/sharedStrings.xml",
                                            "xl/styles.xml",   "xl/_rels/workbook.xml.rels", "_rels/.rels"};
    std::vector<ZipPart> parts;
    for (const auto& name : names) parts.push_back({name, part_of(bytes, name)});
    ASSERT_TRUE(read_workbook(write_zip(parts).value()));
    std::mt19937 random(11);
    std::size_t read = 0;
    for (int round = 0; round < 3000; ++round) {
        auto damaged = parts;
        auto& content = damaged[random() % damaged.size()].content;
        const auto at = random() % content.size();
        if (round % 3 == 0)
            content[at] ^= char(1u << random() % 8);
        else if (round % 3 == 1)
            content[at] = "0123456789<>'\"&;A"[random() % 17];
        else
            content.erase(at, random() % 20);
        const auto workbook = read_workbook(write_zip(damaged).value());
        if (!workbook) continue;
        ++read;
        (void)read_form(*workbook, five_forms(), 2017);
    }
    EXPECT_GT(read, 100u);
}

}  // namespace taizhang::interop
