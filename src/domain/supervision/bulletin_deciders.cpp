// 通报, 简报, 纪要: issued on a position of the log with the digest of its text (rule 8), published, withdrawn.
#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

namespace taizhang {

namespace {

constexpr std::size_t max_table_rows = 5'000;  ///< everybody who is behind, in a city's ledger

std::string bulletin_name(const Case& c) {
    return "bulletin '" + std::string(c.stream.id()) + "'";
}

Status check_head(const bulletin::Issued& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_text(proposal.number, "/number", max_name_characters));
    TZ_CHECK(check_length(proposal.addressed_to, "/addressed_to", max_title_characters));
    TZ_CHECK(check_text(proposal.signed_by, "/signed_by", max_name_characters));
    TZ_CHECK(check_happened(proposal.dated, "/dated", c));
    if (proposal.ledger) TZ_CHECK(need_state<LedgerState>(c, *proposal.ledger, "/ledger"));
    if (!proposal.from || !proposal.until || *proposal.from <= *proposal.until) return {};
    return invalid(
        "/until: expected a day not before " + proposal.from->to_string() + ", got " + proposal.until->to_string(),
        "/until");
}

Status check_position(Position stands_on, const Case& c) {
    if (stands_on < c.context.end) return {};
    return invalid("/stands_on: the log ends before position " + std::to_string(c.context.end) + ", so there is no " +
                       std::to_string(stands_on) + " yet; give the position that the figures were read at",
                   "/stands_on");
}

Status check_table(const bulletin::Block& block, const std::string& at) {
    TZ_CHECK(check_length(block.text, at + "/text", max_title_characters));
    if (block.rows.empty()) return invalid(at + "/rows: a table has a head at least; give its first row", at + "/rows");
    TZ_CHECK(check_count(block.rows.size(), at + "/rows", max_table_rows));
    const auto width = block.rows.front().cells.size();
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        const auto row = element_path(at + "/rows", i);
        const auto& cells = block.rows[i].cells;
        if (cells.size() != width || cells.empty())
            return invalid(row + ": expected " + std::to_string(std::max<std::size_t>(width, 1)) +
                               " cells as in the head, got " + std::to_string(cells.size()),
                           row);
        TZ_CHECK(check_count(cells.size(), row));
        for (std::size_t j = 0; j < cells.size(); ++j)
            TZ_CHECK(check_length(cells[j], element_path(row + "/cells", j), max_text_characters));
    }
    return {};
}

Status check_body(const std::vector<bulletin::Block>& body) {
    if (body.empty()) return invalid("/body: a bulletin says something; give at least one paragraph", "/body");
    TZ_CHECK(check_count(body.size(), "/body"));
    for (std::size_t i = 0; i < body.size(); ++i) {
        const auto at = element_path("/body", i);
        if (body[i].kind == bulletin::BlockKind::table) {
            TZ_CHECK(check_table(body[i], at));
            continue;
        }
        TZ_CHECK(check_text(body[i].text, at + "/text"));
        if (!body[i].rows.empty())
            return invalid(at + "/rows: only a table has rows; leave them out, or make it a table", at + "/rows");
    }
    return {};
}

/// Minutes tell of a review that was held (S1.9).
Status check_review(const bulletin::Issued& proposal, const Case& c) {
    const auto fault = [](const char* what) {
        return refused(std::string("/review: ") + what, "S1.9").with("path", "/review");
    };
    if (!proposal.review) {
        if (proposal.kind != bulletin::Kind::minutes) return {};
        return fault("minutes are those of a review; name it");
    }
    TZ_TRY(const auto* review, need_state<ReviewState>(c, *proposal.review, "/review"));
    if (proposal.kind != bulletin::Kind::minutes || review->stage == ReviewStage::held) return {};
    return fault("it was not held, so there is nothing to tell of it; record that it was first (review.hold)");
}

}  // namespace

Result<bulletin::Issued> decide(const BulletinState&, const bulletin::Issued& proposal, const Case& c) {
    TZ_CHECK(check_head(proposal, c));
    TZ_CHECK(check_position(proposal.stands_on, c));
    TZ_CHECK(check_body(proposal.body));
    TZ_CHECK(check_review(proposal, c));
    auto issued = proposal;
    issued.digest = sha256({bulletin_text(issued)});
    return issued;
}

Status decide(const BulletinState& state, const bulletin::Published& proposal, const Case& c) {
    if (state.stage != BulletinStage::issued)
        return refused(bulletin_name(c) + " was " +
                       (state.stage == BulletinStage::published ? "published" : "withdrawn") + " already");
    return check_text(proposal.where, "/where", max_name_characters);
}

Status decide(const BulletinState& state, const bulletin::Withdrawn& proposal, const Case& c) {
    if (state.stage == BulletinStage::withdrawn) return refused(bulletin_name(c) + " was withdrawn already");
    if (!proposal.replaced_by) return {};
    if (*proposal.replaced_by == c.id<BulletinId>())
        return invalid("/replaced_by: a bulletin cannot replace itself; name another", "/replaced_by");
    TZ_TRY(const auto* next, need_state<BulletinState>(c, *proposal.replaced_by, "/replaced_by"));
    if (next->stage != BulletinStage::withdrawn) return {};
    return refused("/replaced_by: '" + proposal.replaced_by->value + "' was withdrawn itself; name another")
        .with("path", "/replaced_by");
}

}  // namespace taizhang
