// What `taizhang verify` finds in views that somebody has edited with a database tool.
#include "src/views/row_store.hpp"
#include "tests/unit/audit/history.hpp"
#include "tools/commands/verification.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <future>

namespace taizhang {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class CompareViews : public testing::Test {
  protected:
    CompareViews() : log_(audit::test::identity) {
        for (auto number : {1, 2, 3}) register_unit("u" + std::to_string(number));
        const auto views = Views::open({.path = path() + "/views"}, log_, all_projections()).value();
        std::promise<void> done;
        views->when_applied(2, [&](bool) { done.set_value(); });
        done.get_future().wait();
    }
    ~CompareViews() override { fs::remove_all(path_); }

    void register_unit(const std::string& id) {
        unit::Registered registered;
        registered.name = "单位" + id;
        const Event event = registered;
        Record record = audit::test::history(1).front();
        record.header.position = log_.end();
        record.header.stream = {"unit/" + id};
        record.header.type = info_of(event).number;
        record.header.command_id = audit::test::numbered_command(log_.end() + 1);
        record.payload = encode_event(event);
        audit::test::seal(record);
        ASSERT_TRUE(log_.append(std::span(&record, 1)));
    }

    /// As a hand with a database tool: behind the views' back.
    void edit(const std::function<void(RowBatch&, const std::string& generation)>& change) {
        const auto store = RowStore::open(path() + "/views", log_.identity(), log_.end()).value();
        for (const auto& generation : store->generations().value()) {
            if (!generation.starts_with("units" + std::string(1, '\0'))) continue;
            RowBatch batch(*store);
            change(batch, generation);
            ASSERT_TRUE(store->commit(batch));
            return;
        }
        FAIL() << "no generation of units";
    }

    Result<std::optional<std::size_t>> compare() { return compare_views(path(), log_, remarks_); }
    const std::string& path() const { return path_; }

    std::vector<std::string> remarks_;

  private:
    static std::string temporary() {
        std::string name = (fs::temp_directory_path() / "taizhang-compare-XXXXXX").string();
        return ::mkdtemp(name.data()) ? name : throw std::runtime_error("no directory " + name);
    }
    const std::string path_ = temporary();
    SimulatedLog log_;
};

TEST_F(CompareViews, AllOfThemEqualARebuild) {
    const auto compared = compare();
    ASSERT_TRUE(compared) << compared.error().message;
    EXPECT_EQ(*compared, all_projections().size());
    EXPECT_TRUE(remarks_.empty());
}

TEST_F(CompareViews, OnesThatAreBehindCatchUpFirst) {
    register_unit("u4");
    EXPECT_TRUE(compare());
}

TEST_F(CompareViews, WithoutAnyThereIsNothingToCompare) {
    fs::remove_all(path() + "/views");
    const auto compared = compare();
    ASSERT_TRUE(compared);
    EXPECT_FALSE(*compared);
    EXPECT_EQ(remarks_.size(), 1u);
    EXPECT_FALSE(fs::exists(path() + "/views"));
}

TEST_F(CompareViews, AnEditedRowIsNamedWithItsPosition) {
    edit([](RowBatch& batch, const std::string& generation) { batch.put(generation, "u2", 1, R"({"unit":"u2"})"); });
    const auto compared = compare();
    ASSERT_FALSE(compared);
    EXPECT_EQ(audit::test::position_of(compared.error()), 1);
    EXPECT_THAT(compared.error().message, HasSubstr("the row 'u2' of the view units is not what the log gives"));
    EXPECT_EQ(std::distance(fs::directory_iterator(path()), {}), 1) << "the folder beside is gone";
}

TEST_F(CompareViews, ARowTooManyAndARowTooFewAreNamed) {
    edit([](RowBatch& batch, const std::string& generation) { batch.put(generation, "u11", 2, R"({"unit":"u11"})"); });
    EXPECT_THAT(compare().error().message, HasSubstr("the row 'u11' of the view units is in the view, but not"));
    edit([](RowBatch& batch, const std::string& generation) {
        batch.remove(generation, "u11", 2);
        batch.remove(generation, "u3", 2);
    });
    EXPECT_THAT(compare().error().message, HasSubstr("the row 'u3' of the view units is missing"));
}

TEST_F(CompareViews, AnEditedPastIsFoundToo) {
    edit([](RowBatch& batch, const std::string& generation) { batch.put(generation, "u2", 0, R"({"unit":"u2"})"); });
    EXPECT_THAT(compare().error().message, HasSubstr("not what it gave before"));
}

}  // namespace
}  // namespace taizhang
