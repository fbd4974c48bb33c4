// Values that several events share.
#pragma once

#include <taizhang/decimal.hpp>
#include <taizhang/ids.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

#include <optional>
#include <string>
#include <vector>

namespace taizhang {

/// What an account may do. Account administration, operation and audit are apart (三权分立): no account holds two.
enum class Role {
    unit_clerk,     ///< 填报员: acts on the own unit's items
    unit_leader,    ///< 单位负责人: the same, and the unit's persons and transfers
    ledger_holder,  ///< 台账管理: opens ledgers, enters and assigns items
    supervision,    ///< 督查室: acts on all items
    auditor,        ///< 审计: reads all, writes nothing
    account_admin,  ///< 账号管理: accounts and roles only
    operations,     ///< 运维: runs the system, sees no command that changes a ledger
    approver,       ///< 审批: decides on proposals against persons, on referrals and on reconsiderations (rule 10)
    system          ///< what time and set-up bring about; nobody can log in with it
};
BOOST_DESCRIBE_ENUM(Role, unit_clerk, unit_leader, ledger_holder, supervision, auditor, account_admin, operations,
                    approver, system)

enum class PartyRole { lead, responsible, supporting };  // 牵头, 责任, 配合
BOOST_DESCRIBE_ENUM(PartyRole, lead, responsible, supporting)

/// One responsible unit of an item, in the document's order, under the name as printed (domain.md, rules 13 and 14).
struct Party {
    UnitId unit;
    std::string name;
    PartyRole role = PartyRole::responsible;
    bool inferred = false;        ///< the role was not stated but follows from the place in the list
    bool collective = false;      ///< 各区, 各街办: stands for all members of that day
    std::vector<UnitId> members;  ///< of a collective, as expanded when it was assigned
};
BOOST_DESCRIBE_STRUCT(Party, (), (unit, name, role, inferred, collective, members))

/// A named person; `person` is empty until the name is matched with somebody enrolled. Where the document names a post,
/// whoever holds it takes over what is open, and what happened stays with whoever held it then (rule 12).
struct NamedPerson {
    std::optional<PersonId> person;
    std::string name;
    std::optional<std::string> post;  ///< of the responsible unit; responsibility follows it when it changes hands
};
BOOST_DESCRIBE_STRUCT(NamedPerson, (), (person, name, post))

/// A field of a form (S2) for which an item has no field of its own, under the column's name: 备注, 所属区.
struct NamedValue {
    std::string name;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(NamedValue, (), (name, value))

/// An amount with its unit of measure as printed: 1.5 亿元, 300 亩.
struct Amount {
    Decimal value;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (value, unit))

/// How an actual is held against a target: ">=", ">", "<=", "<", "=", "~" (about).
struct Comparator {
    std::string symbol = ">=";

    static Result<Comparator> parse(std::string_view text);
    const std::string& to_string() const { return symbol; }
    static boost::json::object json_schema();
    bool operator==(const Comparator&) const = default;
};

/// 目标: an indicator with a number, as the document states it. `at` are character offsets into the item's text.
struct Target {
    std::string indicator;
    Comparator comparator;
    Decimal value;
    std::string unit;      ///< unit of measure as printed
    bool stretch = false;  ///< 力争: aimed at, not promised
    std::vector<std::uint32_t> at;
};
BOOST_DESCRIBE_STRUCT(Target, (), (indicator, comparator, value, unit, stretch, at))

/// A reported figure for one of the item's targets.
struct Actual {
    std::string indicator;
    Decimal value;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(Actual, (), (indicator, value, unit))

enum class DeadlineBasis { stated, relative, inferred };
BOOST_DESCRIBE_ENUM(DeadlineBasis, stated, relative, inferred)

/// Where in a source document something was read; lines from 1.
struct Source {
    std::uint32_t line = 0;
    std::optional<std::string> cell;
};
BOOST_DESCRIBE_STRUCT(Source, (), (line, cell))

/// The official document that a ledger breaks down.
struct DocumentReference {
    std::string title;
    std::optional<std::string> number;  ///< 文号
    std::optional<std::string> issuer;
    std::optional<Date> written_on;
    std::optional<Date> published_on;
    std::optional<Digest> digest;  ///< of the file as imported
};
BOOST_DESCRIBE_STRUCT(DocumentReference, (), (title, number, issuer, written_on, published_on, digest))

struct Chapter {
    std::string no;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Chapter, (), (no, title))

}  // namespace taizhang
