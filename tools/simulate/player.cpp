#include "tools/simulate/player.hpp"

namespace taizhang::simulate {

Status Player::at(Date day, std::chrono::minutes time_of_day) {
    const auto moment = start_of_day(day) + time_of_day;
    for (;;) {
        TZ_CHECK(read_on());
        const auto next = agenda_.next();
        if (!next || *next > std::max(moment, clock_.now())) break;
        if (*next > clock_.now()) clock_.set(*next);
        TZ_CHECK(do_duties());
    }
    if (moment > clock_.now()) clock_.set(moment);
    return {};
}

Status Player::read_on() {
    for (;;) {
        TZ_TRY(const auto page, node_.log().read(read_, {}));
        if (page.empty()) return {};
        for (const auto& record : page) {
            TZ_TRY(const auto event, event_of(record));
            agenda_.apply(record.header, event);
        }
        read_ += page.size();
    }
}

Status Player::do_duties() {
    while (auto duty = agenda_.take(clock_.now())) {
        const auto answer = node_.execute({.stream = duty->stream,
                                           .proposal = duty->proposal,
                                           .id = duty->id,
                                           .account = system_account,
                                           .expected_version = {},
                                           .reason = duty->reason,
                                           .effective_at = duty->at,
                                           .correlation = {},
                                           .causation = duty->causation});
        if (!answer && answer.error().code == ErrorCode::not_writable) return answer.error();
        TZ_CHECK(read_on());
    }
    return {};
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
