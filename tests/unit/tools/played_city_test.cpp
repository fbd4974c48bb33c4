// A quarter of a city's year under its regime, played once, and what is asked of it over the protocol: prefilled
// reports, forms out and in, circulars recomputed from their position.
#include <gmock/gmock.h>

#include "src/interop/breakdown.hpp"
#include "src/regime/read.hpp"
#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/tools/must.hpp"
#include "tools/client/client.hpp"
#include "tools/client/files.hpp"
#include "tools/import_forms.hpp"
#include "tools/simulate/play.hpp"

#include <fstream>
#include <set>

namespace taizhang {

namespace {

using test::must;

namespace json = boost::json;

using testing::HasSubstr;

/// Everything that was played, kept for all tests; they only read, or write what no other asks for.
struct City {
    test::TemporaryDirectory directory;
    VirtualClock clock{Time{}};
    SystemRandom random;
    std::unique_ptr<Node> node;
    std::unique_ptr<Client> client;
    std::string ledger;
    regime::Rules rules;

    City() {
        simulate::PlayPlan plan;
        plan.data = directory / "data";
        plan.seed = 7;
        plan.months = 3;
        plan.regimes = {{"key-work", test::file_of_checkout("regimes/key-work.toml")},
                        {"working-days", test::file_of_checkout("regimes/working-days.toml")}};
        simulate::PlayedDocument document;
        document.bytes = test::file_of_checkout("tools/simulate/sample-breakdown.txt");
        document.name = "sample-breakdown.txt";
        document.breakdown = must(interop::read_breakdown(document.bytes));
        plan.document = std::move(document);
        const auto played = must(simulate::play(plan));
        clock.set(played.end);
        rules = must(regime::read(plan.regimes.at("key-work")));
        node = must(Node::open({.data = plan.data}, clock, random));
        client = must(Client::over(*node));
        must(node->settle());
        ledger = std::string(must(client->rows("ledgers", {})).front().at("row").at("ledger").as_string());
    }
    json::object row(const std::string& view, const std::string& key) {
        return must(client->call("view.get", {{"view", view}, {"key", key}})).at("row").as_object();
    }
    json::object ask(const std::string& method, json::object params) {
        return must(client->call(method, std::move(params))).as_object();
    }
};

City& city() {
    static City played;
    return played;
}

std::size_t count(const std::string& view, json::object filter) {
    return must(city().client->rows(view, std::move(filter))).size();
}

TEST(PlayedCity, S1_4_EveryReportOfTheQuarterFellDueOnceAndTellsWhetherItCameInTime) {
    const auto rows = must(city().client->rows("report_status", {{"ledger", city().ledger}}));
    ASSERT_GT(rows.size(), 100u);
    std::set<std::string> states;
    for (const auto& found : rows) {
        const auto& row = found.at("row").as_object();
        EXPECT_TRUE(row.contains("fell_due_at")) << json::serialize(row);
        EXPECT_FALSE(row.at("items").as_array().empty());
        states.emplace(row.at("state").as_string());
    }
    EXPECT_TRUE(states.contains("accepted"));
    // 5 February 2014 lies in the Spring Festival, 5 April is a Saturday in front of a holiday
    EXPECT_EQ(rows.front().at("row").at("due").as_string(), "2014-02-07");
    EXPECT_EQ(rows.back().at("row").at("due").as_string(), "2014-04-08");
}

TEST(PlayedCity, S1_7_TheLadderProposedAndOrdersFollowedWhatWasConfirmed) {
    EXPECT_GT(count("accountability", {{"measure", "rectification"}}), 0u);
    for (const auto& found : must(city().client->rows("rectifications", {})))
        EXPECT_EQ(found.at("row").at("ledger").as_string(), city().ledger);
    EXPECT_EQ(
        count("accountability", {{"state", "proposed"}, {"rule", "落后限期整改"}, {"proposed_by", "supervision"}}), 0u);
}

TEST(PlayedCity, Rule_11_AReportComesFilledWithLastMonthsWordsAndAsksForNothingTwice) {
    const auto accepted = must(city().client->rows(
        "report_status", {{"ledger", city().ledger}, {"period", "2014-03"}, {"state", "accepted"}}));
    ASSERT_FALSE(accepted.empty());
    const auto unit = accepted.front().at("row").at("unit");
    const auto march = city().ask("report.prefill", {{"ledger", city().ledger}, {"period", "2014-03"}, {"unit", unit}});
    ASSERT_FALSE(march.at("entries").as_array().empty());
    const auto& reported = march.at("entries").as_array().front().as_object();
    EXPECT_TRUE(reported.at("reported").as_bool());
    const auto april = city().ask("report.prefill", {{"ledger", city().ledger}, {"period", "2014-04"}, {"unit", unit}});
    const auto& next = april.at("entries").as_array().front().as_object();
    EXPECT_FALSE(next.at("reported").as_bool());
    EXPECT_EQ(next.at("last").at("period").as_string(), "2014-03");
    EXPECT_EQ(next.at("last").at("percent"), reported.at("entry").at("percent"));
    EXPECT_EQ(next.at("entry").at("percent"), reported.at("entry").at("percent"));
    EXPECT_EQ(next.at("entry").at("progress").as_string(), "");  // what happened is for the unit to say
    EXPECT_EQ(april.at("due").as_string(), "2014-05-05");
    EXPECT_EQ(april.at("fields").as_array().size(), city().rules.reporting.fields.size());
}

TEST(PlayedCity, S2_1_TheFormsShowTheirLinesUnderTheDocumentsHeads) {
    const auto listed = city().ask("forms.list", {{"ledger", city().ledger}});
    EXPECT_EQ(listed.at("forms").as_array().size(), 5u);
    const auto form = city().ask("forms.get", {{"ledger", city().ledger}, {"form", "表三"}});
    EXPECT_EQ(form.at("head_rows").to_number<int>(), 3);
    EXPECT_THAT(std::string(form.at("title").as_string()), HasSubstr("2014年招商引资项目一览表"));
    EXPECT_EQ(form.at("rows").as_array().size(), 2u);
    const auto unknown = city().client->call("forms.get", {{"ledger", city().ledger}, {"form", "表九"}});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message, HasSubstr("表一, 表二, 表三, 表四, 表五"));
}

TEST(PlayedCity, S2_2_FormsThatWereExportedAreReadBackWithoutAChange) {
    const auto exported = city().ask("export.file", {{"what", "forms"}, {"format", "xlsx"}, {"ledger", city().ledger}});
    const auto bytes = must(bytes_of_base64(exported.at("base64").as_string()));
    const auto workbook = must(interop::read_workbook(bytes));
    const auto read = must(interop::read_form(workbook, city().rules.forms, 2014));
    FormImportOptions options;
    options.ledger = city().ledger;
    options.holder = "nobody";
    options.file_name = "forms.xlsx";
    for (const auto& found : must(city().client->rows("current_ledger", {{"ledger", city().ledger}})))
        options.rows.push_back(found.at("row"));
    std::size_t lines = 0;
    for (const auto& form : read.forms) lines += form.items.size();
    EXPECT_EQ(lines, 7u);
    const auto plan = plan_form_import(read, options);
    for (const auto& command : plan.commands) ADD_FAILURE() << command.method << " " << json::serialize(command.params);
}

TEST(PlayedCity, S2_2_AChangedCellRevisesItsItemAlone) {
    FormImportOptions options;
    options.ledger = city().ledger;
    options.holder = "nobody";
    for (const auto& found : must(city().client->rows("current_ledger", {{"ledger", city().ledger}, {"form", "表四"}})))
        options.rows.push_back(found.at("row"));
    interop::ReadForms read;
    auto& form = read.forms.emplace_back();
    form.form = form.sheet = "表四";
    interop::ReadFormItem line;
    line.row = 4;
    line.item.form = "表四";
    line.item.title = std::string(options.rows.front().at("title").as_string());
    line.item.targets = {{"年度计划完成投资", *Decimal::parse("20000"), "万元"}};
    line.item.values = {{"进展情况", "路基完成"}};
    form.items.push_back(line);
    const auto plan = plan_form_import(read, options);
    ASSERT_EQ(plan.commands.size(), 2u);
    EXPECT_EQ(plan.commands[0].method, "item.revise");
    EXPECT_EQ(plan.commands[0].params.at("fields").as_array().size(), 1u);
    EXPECT_EQ(plan.commands[1].method, "item.set_target");
    EXPECT_EQ(plan.commands[1].params.at("target").at("value").as_string(), "20000");
}

TEST(PlayedCity, Rule_8_ACircularIsTheSameWheneverItIsMadeFromItsPosition) {
    const Position at = city().node->log().end() / 2;
    const json::object wanted{{"kind", "monthly"}, {"ledger", city().ledger}, {"period", "2014-02"}, {"at", at}};
    const auto first = city().ask("bulletin.draft", wanted);
    EXPECT_EQ(first.at("bulletin").at("stands_on").to_number<Position>(), at);
    // something happens, and the ledger is another one
    json::object urged{{"item", must(city().client->rows("current_ledger", {})).front().at("row").at("item")},
                       {"text", "请抓紧"},
                       {"command_id", "22222222-2222-4222-8222-222222222222"}};
    must(city().client->call("item.urge", urged));
    must(city().node->settle());
    EXPECT_EQ(city().ask("bulletin.draft", wanted), first);
}

TEST(PlayedCity, Rule_8_IssuedCircularsHoldWhenTheyAreRecomputed) {
    const auto bulletins = must(city().client->rows("bulletins", {}));
    ASSERT_GE(bulletins.size(), 4u);
    for (const auto& found : bulletins) {
        const auto again = city().ask("bulletin.recompute", {{"bulletin", found.at("row").at("bulletin")}});
        EXPECT_TRUE(again.at("same").as_bool()) << again.at("issued_text") << again.at("recomputed_text");
        EXPECT_TRUE(again.at("digest_holds").as_bool());
    }
}

TEST(PlayedCity, S7_3_ACircularTellsTheReasonsOfWhoeverIsBehind) {
    const auto drafted =
        city().ask("bulletin.draft", {{"kind", "monthly"}, {"ledger", city().ledger}, {"period", "2014-03"}});
    std::size_t told = 0;
    for (const auto& block : drafted.at("bulletin").at("body").as_array()) {
        if (block.at("text").as_string() != "欠进度事项一览表") continue;
        const auto& rows = block.at("rows").as_array();
        for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
            const auto& cells = row->at("cells").as_array();
            EXPECT_FALSE(cells[6].as_string().empty()) << json::serialize(*row);
            EXPECT_FALSE(cells[7].as_string().empty()) << json::serialize(*row);
            ++told;
        }
    }
    EXPECT_GT(told, 0u);
}

TEST(PlayedCity, Rule_10_AMeasureTellsUntilWhenReconsiderationMayBeAskedFor) {
    std::size_t held = 0;
    for (const auto& found : must(city().client->rows("accountability", {{"state", "carried_out"}}))) {
        const auto& row = found.at("row").as_object();
        if (row.contains("reconsideration")) {  // asked for already, and once is all that there is
            EXPECT_FALSE(row.contains("reconsider_until"));
            continue;
        }
        const auto changed = must(Time::parse(row.at("changed_at").as_string()));
        const auto expected = Date(china_date(changed).days() + std::chrono::days(city().rules.reconsideration_days));
        ASSERT_TRUE(row.contains("reconsider_until")) << json::serialize(row);
        EXPECT_EQ(row.at("reconsider_until").as_string(), expected.to_string());
        ++held;
    }
    EXPECT_GT(held, 0u);
    for (const auto& found : must(city().client->rows("accountability", {{"state", "dismissed"}})))
        EXPECT_FALSE(found.at("row").as_object().contains("reconsider_until"));
}

TEST(PlayedCity, S1_9_MinutesOfATourAreABulletinWithItsRemarks) {
    const auto minutes = must(city().client->rows("bulletins", {{"kind", "minutes"}}));
    ASSERT_EQ(minutes.size(), 1u);
    const auto text = city().ask("bulletin.recompute", {{"bulletin", minutes.front().at("row").at("bulletin")}});
    EXPECT_THAT(std::string(text.at("issued_text").as_string()), HasSubstr("分管副市长指出"));
    const auto docx =
        city().ask("export.file",
                   {{"what", "bulletin"}, {"format", "docx"}, {"bulletin", minutes.front().at("row").at("bulletin")}});
    EXPECT_TRUE(must(bytes_of_base64(docx.at("base64").as_string())).starts_with("PK"));
}

TEST(PlayedCity, S1_1_GapsAreListedWithWhatIsMissing) {
    const auto gaps = city().ask("ledger.gaps", {{"ledger", city().ledger}});
    EXPECT_EQ(gaps.at("required").as_array().size(), 5u);
    for (const auto& item : gaps.at("items").as_array()) EXPECT_FALSE(item.at("lacks").as_array().empty());
}

TEST(PlayedCity, TheKeeperFindsNothingLeftToDoAfterThePlay) {
    keeper::Agenda agenda;
    Position read = 0;
    for (;;) {
        const auto page = must(city().node->log().read(read, {}));
        if (page.empty()) break;
        for (const auto& record : page) agenda.apply(record.header, must(event_of(record)));
        read += page.size();
    }
    // what the last commands brought about is dealt with the next time that the clock moves: steps of the ladder only
    while (auto duty = agenda.take(city().clock.now())) {
        EXPECT_TRUE(duty->stream.category() == "accountability") << duty->stream.value;
    }
}

TEST(Base64, TakesWhatWasEncodedAndRefusesTheRest) {
    for (const std::string bytes : {"", "a", "ab", "abc", "abcd"})
        EXPECT_EQ(must(bytes_of_base64(to_base64(bytes))), bytes);
    for (const std::string bad : {"a", "ab=c", "====", "ab!d", "abc", "YQ==="})
        EXPECT_FALSE(bytes_of_base64(bad)) << bad;
}

}  // namespace

}  // namespace taizhang
