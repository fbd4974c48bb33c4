#include "src/domain/redaction/substitute.hpp"

#include "events/redaction.hpp"
#include "src/domain/checks.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

Error no_text(const std::string& path, const std::string& member, const std::string& why) {
    return invalid(path + ": '" + member + "' " + why + "; name texts of the event's data, such as /text", path);
}

Status blank(json::value& data, const std::string& member, const std::string& path) {
    boost::system::error_code ec;
    auto* found = member.empty() ? nullptr : data.find_pointer(member, ec);
    if (!found) return no_text(path, member, "is not in the event");
    if (!found->is_string()) return no_text(path, member, "is no text");
    *found = redaction::removed_text;
    return {};
}

}  // namespace

Result<Event> substitute_for(const Event& event, const std::vector<std::string>& members) {
    if (members.empty()) return invalid("/members: name at least one text to be removed", "/members");
    TZ_CHECK(check_count(members.size(), "/members", max_redacted_members));
    const auto& info = info_of(event);
    json::value data = event_to_json(event);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto path = element_path("/members", i);
        TZ_CHECK(blank(data, members[i], path));
        // one by one, so that the refusal names the member that rules depend on
        if (!event_from_json(info, data))
            return no_text(path, members[i], "is an id, a date or a word of a fixed list, on which rules depend");
    }
    return event_from_json(info, data);
}

}  // namespace taizhang
