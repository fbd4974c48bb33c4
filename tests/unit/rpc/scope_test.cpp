// What an account of another unit is told of a draft, and of telephone numbers: nothing, by whatever it reads. All
// projections over a log in memory; every method for readers is asked.
#include "events/catalogue.hpp"
#include "rig.hpp"
#include "src/interop/zip_archive.hpp"
#include "src/rpc/method.hpp"
#include "src/rpc/scoped_views.hpp"
#include "src/search/search.hpp"
#include "src/transparency/lines.hpp"

#include <gtest/gtest.h>
#include <future>

namespace taizhang::rpc::test {
namespace {

const std::string draft = "d-77", secret = "绝密工程", number = "13800138000";

Party party_of(const char* unit) {
    return {UnitId{unit}, unit, PartyRole::lead, false, false, {}};
}

template <class E, class Fill>
E filled(Fill fill) {
    E event{};
    fill(event);
    return event;
}

/// What the client has been sent: texts, and what is in files.
std::string unpacked(const std::string& base64) {
    const auto bytes = tlog::parse_base64(base64, "the file");
    auto zip = interop::ZipReader::open(*bytes, 64u << 20);
    EXPECT_TRUE(zip);
    std::string all;
    for (const auto* part : {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "word/document.xml"})
        all += zip->read(part)->value_or("");
    EXPECT_FALSE(all.empty());
    return all;
}

class Scopes : public testing::Test {
  protected:
    /// lin is a clerk of fgw, wang of jyj, whose draft it is; li manages ledgers.
    Scopes() {
        account("wang", Role::unit_clerk, UnitId{"jyj"});
        account("li", Role::ledger_holder);
        account("chen", Role::approver);
        add("unit/fgw", unit::Registered{"发改委", {}, {}, {}, true, {}});
        add("unit/jyj", unit::Registered{"教育局", {}, {}, {}, true, {}});
        add("ledger/L",
            filled<ledger::Opened>([](auto& one) { one = {"台账", 2014, UnitId{"dcs"}, {}, {}, {}, {}, 5}; }));
        enter("open", "公开事项", false);
        entered_ = enter(draft, secret, true);
        add("item/" + draft, item::PeopleAssigned{{}, NamedPerson{{}, secret, {}}, {}, {}});
        add("item/" + draft, item::MilestonePlanned{"m1", secret, *Date::parse("2014-05-01")});
        add("item/" + draft, item::PlanFiled{UnitId{"jyj"}, secret, "", "", "", "", {}, {}});
        add("inspection/i1", filled<inspection::Scheduled>([](auto& one) {
                one.title = "督查", one.on = *Date::parse("2014-03-01"), one.items = {ItemId{"open"}, ItemId{draft}};
            }));
        add("inspection/i1", inspection::FindingRecorded{"f1", UnitId{"jyj"}, ItemId{draft}, secret, {}});
        numbered_ = add("item/open", filled<item::Revised>([](auto& one) {
                            one.text = "联系 " + number, one.fields = {{"联系电话", number}};
                        }));
        bulletin::Issued issued;
        issued.title = "通报", issued.ledger = LedgerId{"L"}, issued.stands_on = entered_;
        issued.body = {{bulletin::BlockKind::paragraph, "值班电话 0311-87654321，手机" + number, {}}};
        issued.from = issued.until = issued.dated = *Date::parse("2014-01-02");
        issued.digest = sha256({bulletin_text(issued)});
        add("bulletin/b1", issued);
        views = *Views::open({.path = rig.folder.path / "views"}, rig.log, all_projections());
        search = *search::Search::open({rig.folder.path / "search", *views, {"test.example/2014", 1}});
        rig.notary->sign(rig.log.end());
        services = std::make_unique<Services>(Parts{.engine = rig.engine,
                                                    .log = rig.log,
                                                    .views = *views,
                                                    .clock = rig.clock,
                                                    .authenticator = *rig.authenticator,
                                                    .limits = {.subscriptions = 1'000},
                                                    .notary = rig.notary.get(),
                                                    .search = search.get()});
        catch_up();
    }
    ~Scopes() override { views->stop(); }

    Position add(const std::string& stream, const Event& event) {
        return rig.log.add({stream}, event, start_of_2014, "zhao", "dcs");
    }
    void account(const std::string& id, Role role, std::optional<UnitId> unit = {}) {
        rig.log.add({"account/" + id}, account::Opened{id, {role}, unit, {}}, start_of_2014, "system");
    }
    Position enter(const std::string& id, const std::string& title, bool is_draft) {
        item::Entered entered;
        entered.ledger = LedgerId{"L"}, entered.number = "1", entered.title = entered.text = title;
        entered.units = {party_of("jyj")};
        if (is_draft) entered.draft = true;
        return add("item/" + id, entered);
    }
    void catch_up() {
        views->wake();
        std::promise<bool> done;
        views->when_applied(rig.log.end() - 1, [&](bool all) { done.set_value(all); });
        ASSERT_TRUE(done.get_future().get());
        ASSERT_TRUE(search->catch_up());
        services->topics.applied();
    }
    Client as(const std::string& account) {
        Client client(*services, "192.0.2.1");
        client.result("auth.token", {{"token", rig.authenticator->issue(AccountId{account}).text}});
        return client;
    }
    /// All that comes of a call, files unpacked.
    static std::string told(Client& client, const std::string& method, const json::object& params) {
        auto answer = client.call(method, params);
        auto text = json::serialize(answer);
        if (const auto* result = answer.if_contains("result"); result && result->is_object()) {
            if (const auto* file = result->get_object().if_contains("base64"))
                text += unpacked(std::string(file->as_string()));
        }
        for (const auto& one : client.notifications()) text += json::serialize(one);
        return text;
    }
    static bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

    Rig rig = Rig::signing();
    std::unique_ptr<Views> views;
    std::unique_ptr<search::Search> search;
    std::unique_ptr<Services> services;
    Position entered_ = 0, numbered_ = 0;
};

struct Question {
    std::string method;
    json::object params;
    bool of_draft = false, of_number = false;  ///< an auditor is told
};

/// Every way of reading, with what brings it to the draft or the number.
std::vector<Question> questions(Views& views, Position of_draft, Position of_number) {
    std::vector<Question> all{
        {"events.read", {{"from", 0}}, true, true},
        {"events.subscribe", {{"from", 0}}, true, true},
        {"events.timeline", {}},
        {"view.get", {{"view", "current_ledger"}, {"key", "L/" + draft}}, true},
        {"view.get", {{"view", "current_ledger"}, {"key", "L/" + draft}, {"as_of", of_draft}}, true},
        {"view.get", {{"view", "current_ledger"}, {"key", "L/open"}}, false, true},
        {"view.get", {{"view", "inspections"}, {"key", "i1"}}, true},
        {"view.list", {{"view", "current_ledger"}, {"filter", {{"status", "draft"}}}}, true},
        {"view.list", {{"view", "current_ledger"}, {"as_of", of_draft}}, true},
        {"view.list", {{"view", "current_ledger"}, {"filter", {{"fields.value", number}}}}, false, true},
        {"view.subscribe", {{"view", "current_ledger"}, {"from", of_draft - 1}}, true, true},
        {"presence.here", {{"subject", "item/" + draft}}},
        {"presence.subscribe", {{"subject", "item/"}}, true},
        {"report.prefill", {{"ledger", "L"}, {"period", "2014-01"}, {"unit", "jyj"}}},
        {"ledger.gaps", {{"ledger", "L"}}, true},
        {"projects.start_ratio", {{"ledger", "L"}}},
        {"assessment.propose_bars", {{"assessment", "A"}}},
        {"forms.list", {{"ledger", "L"}}},
        {"forms.get", {{"ledger", "L"}, {"form", "表一"}}},
        {"export.file", {{"what", "forms"}, {"format", "xlsx"}, {"ledger", "L"}}},
        {"export.file", {{"what", "bulletin"}, {"format", "docx"}, {"bulletin", "b1"}}, false, true},
        {"export.file", {{"what", "view"}, {"format", "xlsx"}, {"view", "audit_trail"}}, true, true},
        {"bulletin.draft", {{"kind", "monthly"}, {"ledger", "L"}, {"period", "2014-01"}}},
        {"bulletin.recompute", {{"bulletin", "b1"}}, false, true},
        {"search.find", {{"text", secret}}, true},
        {"search.find", {{"text", secret}, {"each", 5}}, true},
        {"search.find", {{"text", number}}, false, true},
        {"import.check", {{"what", "projects"}, {"ledger", "L"}, {"name", "a.xlsx"}, {"base64", ""}}},
        {"regime.check", {{"text", ""}}},
        {"log.bundle", {{"stream", "item/" + draft}}},
        {"log.record", {{"position", of_draft}}, true},
        {"log.record", {{"position", of_number}}, false, true},
        {"log.proof", {{"position", of_draft}}},
        {"log.proof", {{"position", of_number}}, false}};
    for (const auto& state : views.states()) {
        const auto& view = state.name;
        all.push_back({"view.list", {{"view", view}}});
        all.push_back({"view.subscribe", {{"view", view}}});
        all.push_back({"view.diff", {{"view", view}, {"from", of_draft - 1}}, view == "current_ledger"});
        all.push_back({"export.file", {{"what", "view"}, {"format", "xlsx"}, {"view", view}}});
    }
    return all;
}

TEST_F(Scopes, NoReadingMethodTellsOfADraftOfOthersOrANumber) {
    auto owner = as("wang");
    owner.result("presence.here", {{"subject", "item/" + draft}});
    std::set<std::string> asked;
    for (const std::string account : {"lin", "chen", "admin"}) {
        auto outsider = as(account);
        for (const auto& [method, params, of_draft, of_number] : questions(*views, entered_, numbered_)) {
            asked.insert(method);
            const auto text = told(outsider, method, params);
            const auto at = account + " " + method + " " + json::serialize(params);
            EXPECT_FALSE(has(text, secret)) << at << "\n" << text;
            const bool names_it = has(json::serialize(params), draft) || method.starts_with("events.");
            EXPECT_FALSE(has(text, draft) && !names_it && !has(at, "audit_trail")) << at << "\n" << text;
            EXPECT_FALSE(has(text, number) || has(text, "87654321")) << at << "\n" << text;
        }
    }
    auto auditor = as("audit");
    for (const auto& [method, params, of_draft, of_number] : questions(*views, entered_, numbered_)) {
        const auto text = told(auditor, method, params);
        const auto at = method + " " + json::serialize(params);
        if (of_draft) EXPECT_TRUE(has(text, secret) || has(text, draft)) << at << "\n" << text;
        if (of_number) EXPECT_TRUE(has(text, number)) << at << "\n" << text;
    }
    for (const auto& method : methods()) {
        if (method.access == Access::reader)
            EXPECT_TRUE(asked.contains(method.name)) << "ask " << method.name << ", too";
    }
}

TEST_F(Scopes, ItsUnitAndWhoeverSeesAllReadADraft) {
    for (const std::string account : {"wang", "li", "boss", "audit"}) {
        auto client = as(account);
        const auto list = client.result("view.list", {{"view", "current_ledger"}});
        EXPECT_EQ(list.at("total"), 2) << account;
        EXPECT_TRUE(has(told(client, "events.read", {{"from", 0}}), secret)) << account;
        EXPECT_TRUE(has(told(client, "search.find", {{"text", secret}}), draft)) << account;
        EXPECT_EQ(client.code("log.record", {{"position", entered_}}), 0) << account;
        EXPECT_EQ(has(told(client, "view.list", {{"view", "current_ledger"}}), number), account != "wang") << account;
    }
}

TEST_F(Scopes, TotalsAndPagesAreThoseOfWhatIsSeen) {
    for (const auto* id : {"d-1", "d-2", "d-3"}) enter(id, secret, true);
    for (const auto* id : {"e-1", "e-2"}) enter(id, "公开", false);
    catch_up();
    auto clerk = as("lin");
    json::object params{{"view", "current_ledger"}, {"limit", 2}};
    const auto first = clerk.result("view.list", params);
    EXPECT_EQ(first.at("total"), 3);
    EXPECT_EQ(first.at("rows").as_array().size(), 2);
    params["cursor"] = first.at("next_cursor");
    const auto second = clerk.result("view.list", params);
    EXPECT_EQ(second.at("rows").as_array().size(), 1);
    EXPECT_FALSE(second.contains("next_cursor"));
    const json::object drafts{{"view", "current_ledger"}, {"filter", {{"item", {draft, "d-1", "e-1"}}}}};
    EXPECT_EQ(clerk.result("view.list", drafts).at("total"), 1);
    const json::object entered{{"view", "audit_trail"}, {"from", entered_ - 2}, {"filter", {{"type", "item.entered"}}}};
    const auto diff = clerk.result("view.diff", entered), whole = as("boss").result("view.diff", entered);
    EXPECT_EQ(whole.at("added").as_int64() - diff.at("added").as_int64(), 4) << "the drafts";
    EXPECT_EQ(diff.at("added").as_int64(), std::int64_t(diff.at("rows").as_array().size()));
    const auto findings = clerk.result("view.get", {{"view", "inspections"}, {"key", "i1"}});
    EXPECT_EQ(json::serialize(findings.at("row").at("items")), R"(["open"])");
    EXPECT_TRUE(findings.at("row").at("findings").as_array().empty());
}

TEST_F(Scopes, RowsAppearWhenADraftIsActivatedAndGoWithAUnitsPart) {
    auto clerk = as("lin"), owner = as("wang");
    for (auto* client : {&clerk, &owner}) {
        for (const auto* view : {"current_ledger", "plans", "calendar"})
            client->result("view.subscribe", {{"view", view}});
        client->result("view.subscribe", {{"view", "current_ledger"}, {"filter", {{"goal", nullptr}}}});
        client->result("events.subscribe", {{"from", "now"}});
        client->notifications();
    }
    const auto comes = [](Client& client) {
        std::string text;
        for (const auto& one : client.notifications()) text += json::serialize(one);
        return text;
    };
    add("item/" + draft, filled<item::Revised>([](auto& one) { one.goal = secret; }));
    catch_up();
    EXPECT_FALSE(has(comes(clerk), draft));
    const auto revised = comes(owner);
    EXPECT_TRUE(has(revised, secret) && has(revised, R"("removals":["L/d-77"])")) << revised;
    add("item/" + draft, item::UnitsAssigned{{party_of("fgw")}, false});
    catch_up();
    const auto got = comes(clerk), lost = comes(owner);
    EXPECT_TRUE(has(got, R"("key":"L/d-77/jyj")")) << "the plan, which has not changed: " << got;
    EXPECT_TRUE(has(got, R"("key":"L/d-77")")) << got;
    EXPECT_TRUE(has(lost, R"("removals":["L/d-77"])")) << lost;
    EXPECT_FALSE(has(lost, secret)) << lost;
    add("item/" + draft, item::Activated{});
    catch_up();
    const auto opened = comes(owner);
    EXPECT_TRUE(has(opened, R"("key":"L/d-77/jyj")")) << opened;
    EXPECT_TRUE(has(opened, "item.activated")) << opened;
    EXPECT_TRUE(has(told(owner, "events.read", {{"from", entered_}, {"limit", 1}}), secret)) << "all of its history";
}

TEST_F(Scopes, WhoComesBackIsToldWhatWasActivatedMeanwhile) {
    add("item/" + draft, item::Activated{});
    catch_up();
    Drafts later(rig.log, *views);  // as after a restart
    const auto lin = *services->accounts.find(AccountId{"lin"});
    const ScopedViews seen(*views, later, scope_of(*lin));
    const auto changes = seen.changes_since("plans", {}, rig.log.end() - 2);
    ASSERT_TRUE(changes);
    ASSERT_EQ(changes->upserts.size(), 1u) << "the plan is older, but could not be seen";
    EXPECT_EQ(changes->upserts.front().key, "L/d-77/jyj");
    EXPECT_TRUE(seen.changes_since("plans", {}, rig.log.end() - 1)->upserts.empty());
}

TEST_F(Scopes, ADraftThatEndedWithoutHavingBeenActivatedStaysOne) {
    enter("d-78", secret, true);
    add("item/" + draft, item::Cancelled{});
    add("item/d-78", filled<item::CarriedOver>([](auto& one) { one.to = LedgerId{"L2"}, one.as = ItemId{"e-78"}; }));
    catch_up();
    for (const bool anew : {false, true}) {
        Drafts restarted(rig.log, *views);
        const auto set = (anew ? restarted : services->drafts).look()->set;
        ASSERT_TRUE(set->find(draft));
        EXPECT_TRUE(set->find("d-78"));
        EXPECT_FALSE(set->find("open"));
        EXPECT_TRUE(set->find(draft)->is_of(UnitId{"dcs"})) << "the ledger's holder";
    }
    EXPECT_FALSE(has(told(*std::make_unique<Client>(as("lin")), "view.list", {{"view", "current_ledger"}}), draft));
}

TEST_F(Scopes, AConflictTellsNobodyOfADraftThatIsHidden) {
    const json::object change{{"event", "item.entered"}, {"data", {{"title", secret}}}};
    rig.engine.refusal = Error{ErrorCode::conflict, "it has moved on", {}}.with("changes", json::array{change});
    const auto answer = [&](const std::string& account, const std::string& item) {
        return json::serialize(as(account).call(
            "item.delist",
            {{"item", item}, {"findings", "摘牌"}, {"expected_version", 0}, {"command_id", command_id}}));
    };
    EXPECT_FALSE(has(answer("chen", draft), secret)) << answer("chen", draft);
    EXPECT_TRUE(has(answer("li", draft), secret));
    EXPECT_TRUE(has(answer("chen", "open"), secret)) << "what is open is told";
    const json::object finding{{"event", "inspection.finding_recorded"}, {"data", {{"item", draft}, {"text", secret}}}};
    rig.engine.refusal = Error{ErrorCode::conflict, "it has moved on", {}}.with("changes", json::array{finding});
    EXPECT_FALSE(has(answer("chen", "open"), secret)) << "nor of one that the stream tells of";
}

TEST_F(Scopes, AFollowerWhoseRightsChangeBeginsAnew) {
    auto clerk = as("lin");
    clerk.result("view.subscribe", {{"view", "current_ledger"}});
    clerk.notifications();
    rig.log.add({"account/lin"}, account::RoleGranted{Role::supervision}, start_of_2014, "system");
    catch_up();
    const auto told = clerk.notifications();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told.front().at("method"), "subscription.ended");
    EXPECT_EQ(told.front().at("params").at("error").at("code"), 9);
}

TEST_F(Scopes, EqualScopesAreSentTheSameBytesWhileTheirUnitsHaveNoDrafts) {
    account("sun", Role::unit_leader, UnitId{"gaj"});
    auto one = as("lin"), two = as("sun"), owner = as("wang");
    for (auto* client : {&one, &two, &owner}) client->result("events.subscribe", {{"from", "now"}});
    for (auto* client : {&one, &two, &owner}) client->notifications();
    add("item/open", filled<item::Revised>([](auto& one) { one.goal = "目标"; }));
    for (auto* client : {&one, &two, &owner}) client->notifications();
    EXPECT_EQ(one.outlet->last_burst, two.outlet->last_burst);
    EXPECT_NE(one.outlet->last_burst, owner.outlet->last_burst);
}

TEST_F(Scopes, ANumberCannotBeGuessedAndItsRecordIsForThoseWhoSeeIt) {
    auto clerk = as("lin");
    const auto hits = [&](const std::string& text) {
        return clerk.result("search.find", {{"text", text}}).at("hits").as_array().size();
    };
    EXPECT_GT(hits("公开事项"), 0u);
    EXPECT_EQ(hits("公开事项 " + number), 0u);
    EXPECT_EQ(hits("公开事项 0013"), 0u);
    EXPECT_EQ(
        clerk.result("view.list", {{"view", "current_ledger"}, {"filter", {{"fields.value", number}}}}).at("total"), 0);
    const auto refused = clerk.call("log.record", {{"position", numbered_}}).at("error").as_object();
    EXPECT_EQ(refused.at("code"), 5);
    EXPECT_TRUE(has(std::string(refused.at("message").as_string()), "auditor")) << refused;
    EXPECT_EQ(clerk.code("log.prove_inclusion", {{"position", numbered_}}), 0);
    EXPECT_TRUE(has(told(clerk, "events.read", {{"from", numbered_}, {"limit", 1}}), "138****8000"));
    EXPECT_EQ(clerk.result("bulletin.recompute", {{"bulletin", "b1"}}).at("digest_holds"), true);
    EXPECT_EQ(as("audit").code("log.record", {{"position", numbered_}}), 0);
}

TEST_F(Scopes, AMaskedNumberIsNotWrittenBack) {
    const auto revise = [&](const std::string& account, const std::string& text) {
        return as(account).call(
            "item.revise",
            {{"item", "open"}, {"fields", {{{"name", "联系电话"}, {"value", text}}}}, {"command_id", command_id}});
    };
    for (const auto* text : {"138****8000", "李四 0311-8****321", "138-****-8000"}) {
        const auto answer = revise("wang", text);
        EXPECT_EQ(code_of(answer), -32602) << text;
        EXPECT_EQ(answer.at("error").at("data").at("path"), "/fields/0/value") << text;
    }
    EXPECT_TRUE(rig.engine.requests.empty());
    EXPECT_EQ(code_of(revise("wang", "****完成 13900139000")), 0);
    EXPECT_EQ(code_of(revise("li", "138****8000")), 0) << "who sees numbers means what is written";
    rig.engine.refusal = Error{ErrorCode::conflict, "张三 13800138000 was first", {}};
    EXPECT_TRUE(has(json::serialize(revise("wang", "")), "138****8000")) << "errors, too";
}

}  // namespace
}  // namespace taizhang::rpc::test
