// Reads a task breakdown, 政府工作报告任务分解: the circular by which a government splits its annual report into
// numbered tasks, each with the units that answer for it. Text in, model out; whatever had to be guessed stands in
// `doubts`.
//
//     TZ_TRY(const interop::Breakdown breakdown, interop::read_breakdown(bytes));
//     std::cout << serialize(interop::to_contract_json(breakdown));      // docs/formats/breakdown.md
//
// Pure functions, so any thread may call them. Time and memory grow linearly with the input, which has a limit.
#pragma once

#include <taizhang/decimal.hpp>
#include <taizhang/result.hpp>
#include <taizhang/time.hpp>

#include <boost/describe.hpp>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::interop {

/// How a target's figure is to be met: ">=", ">", "<=", "<", "=" or "~" (about, 左右).
class Comparator {
  public:
    enum class Kind { at_least, more, at_most, less, equal, about };

    constexpr Comparator() = default;
    constexpr Comparator(Kind kind) : kind_(kind) {}  // NOLINT(google-explicit-constructor): a kind is a comparator
    static Result<Comparator> parse(std::string_view text);
    std::string to_string() const;
    static boost::json::object json_schema();
    Kind kind() const { return kind_; }
    bool operator==(const Comparator&) const = default;

  private:
    Kind kind_ = Kind::at_least;
};

/// 牵头 / 责任 / 配合
enum class UnitRole { lead, responsible, supporting };
BOOST_DESCRIBE_ENUM(UnitRole, lead, responsible, supporting)

/// stated: the document prints it; relative: counted from the document's year (今年, 上半年); inferred: the year's end.
enum class DeadlineBasis { stated, relative, inferred };
BOOST_DESCRIBE_ENUM(DeadlineBasis, stated, relative, inferred)

struct Document {
    std::optional<std::string> title;
    std::optional<std::string> number;  ///< 文号, as printed
    std::optional<std::string> issuer;
    std::optional<Date> written_on;    ///< 成文日期
    std::optional<Date> published_on;  ///< 发布日期
    std::string encoding;              ///< "UTF-8", "GB18030", "UTF-16LE" or "UTF-16BE"
};
BOOST_DESCRIBE_STRUCT(Document, (), (title, number, issuer, written_on, published_on, encoding))

struct Chapter {
    int no = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Chapter, (), (no, title))

/// A unit's name as printed; "(牵头)" after it and "等" at the list's end are told by role and open_list instead.
struct Unit {
    std::string name;
    UnitRole role = UnitRole::responsible;
    bool inferred = false;    ///< the role is not printed but concluded from the place in the list
    bool collective = false;  ///< one name for many: 各区, 各街办, 有关部门
};
BOOST_DESCRIBE_STRUCT(Unit, (), (name, role, inferred, collective))

/// A figure to reach, 目标. `at` is where its digits stand: [begin, end) in characters of the item's text.
struct Target {
    std::string indicator;
    Comparator comparator;
    std::string value;     ///< digits as printed, made ASCII and without thousands separators
    std::string unit;      ///< as printed: %, 亿元, 万人; ":1" for a ratio to one
    bool stretch = false;  ///< 力争
    std::vector<std::size_t> at;
};
BOOST_DESCRIBE_STRUCT(Target, (), (indicator, comparator, value, unit, stretch, at))

/// Where the item begins: a line of the file, from 1; a cell when it came from a table.
struct Source {
    std::size_t line = 0;
    std::optional<std::string> cell;
};
BOOST_DESCRIBE_STRUCT(Source, (), (line, cell))

struct Item {
    int no = 0;  ///< unique in the document; a doubt tells where the printed number is another one
    std::optional<int> chapter;
    std::string title;
    std::string text;  ///< the task in full, without its number and responsibility; paragraphs end with a line feed
    std::optional<std::string> lead_leader;
    std::vector<Unit> units;
    bool open_list = false;  ///< the list of units ends with 等
    std::vector<Target> targets;
    std::optional<Date> deadline;
    std::optional<DeadlineBasis> deadline_basis;
    Source source;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (no, chapter, title, text, lead_leader, units, open_list, targets, deadline, deadline_basis,
                       source))

/// Something that a careful clerk would ask about: where, what, and how it was read until somebody decides.
struct Doubt {
    std::string at;
    std::string what;
    std::string read_as;
};
BOOST_DESCRIBE_STRUCT(Doubt, (), (at, what, read_as))

struct Breakdown {
    Document document;
    std::vector<Chapter> chapters;
    std::vector<Item> items;
    std::vector<Doubt> doubts;
};
BOOST_DESCRIBE_STRUCT(Breakdown, (), (document, chapters, items, doubts))

/// Limits on what is read; an error names the one that is passed.
struct BreakdownLimits {
    std::size_t max_bytes = 8u << 20;
    std::size_t max_items = 5000;
    std::size_t max_doubts = 50'000;
};

/// The document in any of UTF-8, GB18030 and UTF-16; an error says what it looks like instead and what to do.
Result<Breakdown> read_breakdown(std::string_view bytes, BreakdownLimits limits = {});

/// The object of `taizhang import --json`: every member is there, absent ones as null.
boost::json::object to_contract_json(const Breakdown& breakdown);

}  // namespace taizhang::interop
