// import.check: how much of a file is looked at depends on who else waits.
#include "projections/registers/ledgers.hpp"
#include "rig.hpp"
#include "src/documents/checked_import.hpp"
#include "src/interop/xlsx_write.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

class ImportChecks : public testing::Test {
  protected:
    Rig rig;

    ImportChecks() {
        rig.add_events(10);
        rows::LedgerRow ledger;
        ledger.ledger = LedgerId{"2018"};
        ledger.holder = UnitId{"fgw"};
        ledger.year = 2018;
        rig.views.change({"ledgers", "2018", 5, json::serialize(reflect::to_json(ledger))});
        rig.views.apply_until(7);
    }

    static json::object question(std::size_t rows) {
        interop::FormTable table;
        table.form = table.title = "清单";
        for (const char* title : {"项目名称", "建设单位"}) {
            table.head.push_back({0, table.columns.size(), 1, 1, title});
            table.columns.push_back({title, 12, interop::CellKind::text});
        }
        for (std::size_t i = 0; i < rows; ++i) table.rows.push_back({"p" + std::to_string(i), std::string("x")});
        return {{"what", "projects"},
                {"ledger", "2018"},
                {"name", "a.xlsx"},
                {"base64", to_base64(interop::write_forms_xlsx({&table, 1}).value())}};
    }
};

TEST_F(ImportChecks, AFileOverAConnectionHasALimitOfRowsAndOneOfTheCommandLineHasNot) {
    auto remote = rig.logged_in("lin");
    EXPECT_EQ(remote.result("import.check", question(10)).at("counts").at("enter"), 10);
    const auto large = question(documents::served_import.rows + 1);
    const auto refused = remote.call("import.check", large);
    ASSERT_EQ(code_of(refused), 6);
    EXPECT_NE(json::serialize(refused).find("\"limit\":\"rows\""), std::string::npos) << refused;

    const auto outlet = std::make_shared<TestOutlet>();
    const auto own = Session::open(rig.services, {.address = "local", .trusted = AccountId{"lin"}}, outlet);
    own->receive(
        json::serialize(json::object{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "import.check"}, {"params", large}}));
    const auto answer = json::parse(outlet->read_one()).as_object();
    ASSERT_EQ(code_of(answer), 0);
    EXPECT_EQ(answer.at("result").at("counts").at("enter"), documents::served_import.rows + 1);
    own->close();
}

}  // namespace
}  // namespace taizhang::rpc::test
