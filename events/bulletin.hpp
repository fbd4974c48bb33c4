// Stream bulletin/…: 通报, 简报, 公示, 工作纪要: what was told, on which position of the log its figures stand, and the
// digest of its text, so that both can be checked forever (rule 8).
#pragma once

#include "events/common.hpp"

namespace taizhang::bulletin {

enum class Kind {
    weekly,     ///< 周通报
    monthly,    ///< 月通报
    quarterly,  ///< 季度通报
    standings,  ///< 半年进展公布 (S4.5)
    brief,      ///< 简报
    notice,     ///< 公示、通知
    minutes     ///< 工作纪要
};
BOOST_DESCRIBE_ENUM(Kind, weekly, monthly, quarterly, standings, brief, notice, minutes)

enum class BlockKind { heading, paragraph, table };
BOOST_DESCRIBE_ENUM(BlockKind, heading, paragraph, table)

struct TableRow {
    std::vector<std::string> cells;
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (cells))

/// One piece of the body. A table's text is its caption; its first row is its head.
struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;
    std::vector<TableRow> rows;
};
BOOST_DESCRIBE_STRUCT(Block, (), (kind, text, rows))

struct Issued {
    Kind kind = Kind::monthly;
    std::string title;
    std::optional<std::string> number;  ///< 文号
    std::optional<LedgerId> ledger;
    std::optional<ReviewId> review;  ///< of minutes
    std::optional<Date> from;        ///< of which days it tells
    std::optional<Date> until;
    Position stands_on = 0;  ///< the figures are those of the log up to and with this position
    std::string addressed_to;
    std::vector<Block> body;
    std::string signed_by;  ///< 落款
    Date dated;
    Digest digest;        ///< set by the decider: SHA-256 of bulletin_text()
    bool edited = false;  ///< the text is not the one that was made from the position, but was worked on
};
BOOST_DESCRIBE_STRUCT(Issued, (),
                      (kind, title, number, ledger, review, from, until, stands_on, addressed_to, body, signed_by,
                       dated, digest, edited))

struct Published {
    std::string where;  ///< 市政府网站, 内网
};
BOOST_DESCRIBE_STRUCT(Published, (), (where))

struct Withdrawn {
    std::optional<BulletinId> replaced_by;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (replaced_by))

}  // namespace taizhang::bulletin

namespace taizhang {

/// The text that the digest covers: title, number, addressee, body, signature and date, one line each, a table's cells
/// parted by tabs. What is printed in any layout is made of these words.
std::string bulletin_text(const bulletin::Issued& bulletin);

}  // namespace taizhang
