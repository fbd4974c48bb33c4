// S2.2: a form filled, written as .xlsx and read back gives the same items, whatever they say.
#include <taizhang/reflect/json.hpp>

#include <random>

#include "tests/unit/interop/forms.hpp"

namespace taizhang::interop {

namespace {

using regime::ColumnSource;

/// Random items for a form: what its columns hold and nothing else.
class ItemMaker {
  public:
    explicit ItemMaker(std::uint32_t seed) : random_(seed) {}

    FormItem make(const regime::Form& form) {
        FormItem item;
        item.form = form.id;
        for (const auto* leaf : leaves(form)) {
            if (leaf->required || below(4) != 0) set(item, *leaf);
        }
        return item;
    }

  private:
    std::uint32_t below(std::uint32_t limit) { return random_() % limit; }

    void set(FormItem& item, const regime::Column& leaf) {
        switch (*leaf.source) {
            case ColumnSource::sequence:
                return;
            case ColumnSource::number:
                item.number = name();
                return;
            case ColumnSource::title:
                item.title = name();
                return;
            case ColumnSource::text:
                item.text = words();
                return;
            case ColumnSource::units:
                item.units = units();
                return;
            case ColumnSource::responsible_leader:
                item.responsible_leader = name();
                return;
            case ColumnSource::responsible_person:
                item.responsible_person = name();
                return;
            case ColumnSource::deadline:
                item.deadline = Date(Date(1995, 1, 1).days() + std::chrono::days(below(20'000)));
                return;
            case ColumnSource::goal:
                item.goal = words();
                return;
            case ColumnSource::measures:
                item.measures = words();
                return;
            case ColumnSource::rewards:
                item.rewards = words();
                return;
            case ColumnSource::progress:
                item.progress = words();
                return;
            case ColumnSource::problems:
                item.problems = words();
                return;
            case ColumnSource::status:
                item.status = name();
                return;
            case ColumnSource::percent:
                item.percent = figure();
                return;
            case ColumnSource::target:
                item.targets.push_back({*leaf.indicator, figure(), *leaf.unit});
                return;
            case ColumnSource::actual:
                item.actuals.push_back({*leaf.indicator, figure(), *leaf.unit, leaf.quarter});
                return;
            case ColumnSource::value:
                item.values.push_back({value_name(leaf), words()});
                return;
        }
    }

    /// Up to 18 digits, up to 9 places, negative, with zeros at the end.
    Decimal figure() {
        const auto digits = 1 + below(18);
        std::int64_t coefficient = 0;
        for (std::uint32_t i = 0; i < digits; ++i) coefficient = coefficient * 10 + below(10);
        if (below(3) == 0) coefficient -= coefficient % 100;
        return Decimal::of(below(4) == 0 ? -coefficient : coefficient, static_cast<int>(below(10))).value();
    }

    std::string name() {
        static const std::vector<std::string> names = {
            "市住建委", "007",  "王某某",  "项目 A&B <二期>", "3.10",     "县（市、区）政府",
            "1e5",      "=1+1", "_x0041_", "𠮷野集团",        "\"引号\"", "2017-06-30"};
        return names[below(std::uint32_t(names.size()))] + (below(2) ? std::to_string(below(1000)) : "");
    }

    std::vector<std::string> units() {
        std::vector<std::string> out;
        for (auto n = 1 + below(3); n > 0; --n) out.push_back(name());
        return out;
    }

    /// Lines, blanks at both ends, characters that XML or spreadsheets treat specially.
    std::string words() {
        static const std::vector<std::string> pieces = {
            "路基完成。", "\n", " ",    "0012", "；", "&lt;", "<b>", "\t", "约50",         "……", "12,345.60",
            "_x000D_",    "\r", "\r\n", "\x01", "'",  "　",   "%",   "@",  "。\n\n（一）", "é"};
        std::string out = "字";
        for (auto n = below(8); n > 0; --n) out += pieces[below(std::uint32_t(pieces.size()))];
        if (below(20) == 0) out += std::string(3000 * (1 + below(10)), 'x');
        return below(10) == 0 ? std::to_string(below(100000)) : out;
    }

    std::mt19937 random_;
};

std::vector<FormItem> items_of(const FilledForm& form) {
    std::vector<FormItem> out;
    for (const auto& read : form.items) out.push_back(read.item);
    return out;
}

/// What equality of decimals does not see: the zeros at the end.
std::string digits_of(const FormItem& item) {
    std::string out;
    for (const auto& figure : item.targets) out += figure.value.to_string() + " ";
    for (const auto& figure : item.actuals) out += figure.value.to_string() + " ";
    return out;
}

ReadForms written_and_read(std::span<const FormTable> tables) {
    const auto bytes = write_forms_xlsx(tables);
    EXPECT_TRUE(bytes) << bytes.error().message;
    const auto workbook = read_workbook(*bytes);
    EXPECT_TRUE(workbook) << workbook.error().message;
    auto read = read_form(*workbook, five_forms(), 2017);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : ReadForms{};
}

}  // namespace

TEST(S2_2_RoundTrip, RandomItemsOfAllFiveFormsComeBackTheSame) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        ItemMaker maker(seed);
        std::vector<FormTable> tables;
        std::vector<std::vector<FormItem>> items;
        for (const auto& form : five_forms()) {
            auto& made = items.emplace_back();
            for (int i = 0; i < 15; ++i) made.push_back(maker.make(form));
            tables.push_back(fill_form(form, made, 2017));
        }
        const auto read = written_and_read(tables);
        EXPECT_THAT(lines(read.doubts), testing::IsEmpty()) << "seed " << seed;
        ASSERT_EQ(read.forms.size(), items.size());
        for (std::size_t f = 0; f < items.size(); ++f) {
            EXPECT_EQ(read.forms[f].form, five_forms()[f].id);
            const auto back = items_of(read.forms[f]);
            ASSERT_EQ(back.size(), items[f].size());
            for (std::size_t i = 0; i < back.size(); ++i) {
                EXPECT_TRUE(back[i] == items[f][i]) << "seed " << seed << "\n"
                                                    << boost::json::serialize(reflect::to_json(items[f][i])) << "\n"
                                                    << boost::json::serialize(reflect::to_json(back[i]));
                EXPECT_EQ(digits_of(back[i]), digits_of(items[f][i])) << "seed " << seed;
            }
        }
    }
}

TEST(S2_2_RoundTrip, TellsTheCellOfEachValue) {
    FormItem item;
    item.title = "企业甲";
    item.units = {"市经信委"};
    item.deadline = Date(2017, 6, 30);
    const auto table = fill_form(form_of("表二"), {&item, 1}, 2017);
    const auto read = written_and_read({&table, 1});
    const auto& line = read.forms.at(0).items.at(0);
    EXPECT_EQ(line.row, 3u);
    std::vector<std::string> cells;
    for (const auto& cell : line.cells) cells.push_back(cell.field + " " + cell.at + " " + cell.printed);
    EXPECT_THAT(cells,
                testing::ElementsAre("title 表二!B3 企业甲", "units 表二!D3 市经信委", "deadline 表二!G3 2017-06-30"));
    EXPECT_EQ(line.deadline_basis, taizhang::DeadlineBasis::stated);
    EXPECT_EQ(read.forms[0].year, 2017);
    EXPECT_EQ(read.forms[0].title, "2017年度“四上”企业预入库一览表（表二）");
}

TEST(S2_2_RoundTrip, AFigureThatDoesNotConvertComesBackWithItsOwnMeasureAndADoubt) {
    FormItem item;
    item.title = "桥";
    item.units = {"市住建委"};
    item.targets = {{"年度计划完成投资", decimal("5"), "公里"}};
    item.form = "表四";
    const auto table = fill_form(form_of("表四"), {&item, 1}, 2017);
    const auto read = written_and_read({&table, 1});
    EXPECT_EQ(read.forms.at(0).items.at(0).item, item);
    EXPECT_THAT(lines(read.doubts),
                testing::ElementsAre("表四!C3: expected a number for 年度计划完成投资 in 万元, got '5公里' → 5 公里"));
}

}  // namespace taizhang::interop
