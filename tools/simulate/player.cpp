#include "tools/simulate/player.hpp"

namespace taizhang::simulate {

void Player::at(Date day, std::chrono::minutes time_of_day) {
    const auto moment = start_of_day(day) + time_of_day;
    if (moment > clock_.now()) clock_.set(moment);
}

Result<CommandAnswer> Player::act(const AccountId& account, const StreamId& stream, Event event, std::string reason) {
    // nobody writes two things in the same second
    clock_.advance(std::chrono::seconds(20 + below(100)));
    if (clock_.now() > options_.latest) {
        return refused(
            "the play has come to " + clock_.now().to_string() +
            ", which is in the future; play fewer months (--months), fewer filler items or an older document");
    }
    ++commands_;
    const auto* name = info_of(event).command.data();
    auto answer = node_.execute({.stream = stream,
                                 .proposal = std::move(event),
                                 .id = make_command_id(ids_),
                                 .account = account,
                                 .expected_version = {},
                                 .reason = std::move(reason),
                                 .effective_at = {},
                                 .correlation = {},
                                 .causation = {}});
    if (answer) return answer;
    auto error = answer.error();
    error.message = account.value + ", " + name + " on " + stream.value + ": " + error.message;
    return error;
}

Result<std::vector<boost::json::object>> rows_of(Node& node, std::string_view view, boost::json::object filter) {
    TZ_CHECK(node.settle());
    TZ_TRY(const auto page, node.views().snapshot(view, filter));
    std::vector<boost::json::object> rows;
    for (const auto& row : page.rows) {
        TZ_TRY(auto parsed, reflect::parse_json(row.json));
        rows.push_back(std::move(parsed.as_object()));
    }
    return rows;
}

}  // namespace taizhang::simulate
