#include "tests/spec/play.hpp"

#include "tests/unit/domain/world.hpp"

namespace taizhang::spec {

namespace {

namespace json = boost::json;

json::value read_json(std::string_view text, const Line& line, std::string_view field) {
    json::error_code error;
    auto value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error) throw Mistake{line.number, "field " + std::string(field) + " is not JSON: " + std::string(text)};
    return value;
}

/// "fgw (牵头)" as a responsible unit.
json::value read_party(const std::string& text) {
    const auto bracket = text.find('(');
    const auto role = bracket == std::string::npos ? "" : text.substr(bracket + 1, text.find(')') - bracket - 1);
    const char* known = role == "牵头" || role == "lead"         ? "lead"
                        : role == "配合" || role == "supporting" ? "supporting"
                                                                 : "responsible";
    return {{"unit", std::string(trim(text.substr(0, bracket)))},
            {"name", ""},
            {"role", known},
            {"inferred", false},
            {"collective", false}};
}

/// A field's text as the event's schema asks for it.
json::value read_field(const json::object& schema, const std::string& text, const Line& line, std::string_view field) {
    const auto& type = schema.at("type").as_string();
    if (type == "string") return json::value(json::string(text));
    if (type != "array" || text.starts_with('[')) return read_json(text, line, field);
    json::array list;
    const auto& items = schema.at("items").as_object();
    for (const auto& entry : split_list(text)) {
        const auto* members = items.if_contains("properties");
        const bool party = members && members->as_object().contains("inferred");
        list.push_back(party ? read_party(entry) : read_field(items, entry, line, field));
    }
    return list;
}

/// What a command asks for, and what belongs to the command itself.
struct Command {
    Event proposal;
    std::string reason;
    std::optional<Time> effective;
};

void fill_required_booleans(const json::object& schema, json::object& fields) {
    for (const auto& name : schema.at("required").as_array()) {
        const auto& member = schema.at("properties").at(name.as_string()).as_object();
        if (member.at("type") == "boolean" && !fields.contains(name.as_string())) fields[name.as_string()] = false;
    }
}

Time china_time(const std::string& text, const Line& line) {
    const auto words = split_words(text);
    const auto time = words.size() == 2 ? Time::parse(words[0] + "T" + words[1] + ":00+08:00") : Time::parse(text);
    if (!time) throw Mistake{line.number, "expected a time such as 2014-04-05 09:30, got '" + text + "'"};
    return *time;
}

class Player {
  public:
    std::size_t play(const std::vector<Line>& lines) {
        for (const auto& line : lines) step(line);
        return held_;
    }

  private:
    void step(const Line& line) {
        switch (line.kind) {
            case Kind::at:
                world_.now = china_time(line.text, line);
                return;
            case Kind::given:
                return given(line);
            case Kind::when:
                return when(line);
            case Kind::then:
                return then(line);
            case Kind::and_:
                return and_also(line);
        }
    }

    void need_words(const Line& line, std::size_t count) {
        if (line.words.size() < count)
            throw Mistake{line.number, "'" + line.words.front() + "' needs " + std::to_string(count - 1) +
                                           " words after it; README.md has the grammar"};
    }

    void given(const Line& line) try {
        const auto& words = line.words;
        need_words(line, 3);
        if (words[0] == "unit") {
            world_.set_up("unit/" + words[1], unit::Registered{.name = words[2], .kind = unit::Kind::department});
        } else if (words[0] == "collective") {
            unit::Registered registered{.name = words[2], .kind = unit::Kind::collective};
            for (std::size_t i = 4; i < words.size(); ++i) registered.members.push_back({words[i]});
            world_.set_up("unit/" + words[1], registered);
        } else if (words[0] == "account") {
            const auto role = reflect::enum_value<Role>(words[2]);
            if (!role) throw Mistake{line.number, "expected one of " + reflect::enum_names<Role>()};
            world_.account(words[1], {*role}, words.size() > 3 ? words[3] : "");
        } else if (words[0] == "ledger") {
            need_words(line, 4);
            const auto year = static_cast<std::uint16_t>(std::stoi(words[2]));
            world_.set_up("ledger/" + words[1],
                          ledger::Opened{.title = words[1], .year = year, .holder = UnitId{words[3]}});
        } else {
            throw Mistake{line.number, "expected 单位, 集体, 账号 or 台账, got '" + words[0] + "'"};
        }
    } catch (const std::exception& problem) {
        throw Mistake{line.number, problem.what()};
    }

    Command read_command(const Line& line, const EventInfo& info) {
        Command command;
        json::object fields;
        const auto schema = info.json_schema();
        const auto& known = schema.at("properties").as_object();
        for (const auto& [name, text] : line.fields) {
            if (name == "reason") {
                command.reason = text;
            } else if (name == "effective_at") {
                command.effective = china_time(text, line);
            } else {
                const auto* member = known.if_contains(name);
                if (!member) throw Mistake{line.number, std::string(info.command) + " has no field '" + name + "'"};
                fields[name] = read_field(member->as_object(), text, line, name);
            }
        }
        fill_required_booleans(schema, fields);
        auto proposal = event_from_json(info, fields);
        if (!proposal) throw Mistake{line.number, proposal.error().message};
        command.proposal = std::move(*proposal);
        return command;
    }

    void when(const Line& line) try {
        need_words(line, 3);
        const auto* info = find_event_by_command(line.words[1]);
        if (!info) throw Mistake{line.number, "there is no command '" + line.words[1] + "'"};
        const auto command = read_command(line, *info);
        stream_ = std::string(info->category) + "/" + line.words[2];
        result_ = world_.give(line.words[0], stream_, command.proposal, command.reason, command.effective);
    } catch (const std::exception& problem) {
        throw Mistake{line.number, problem.what()};
    }

    std::string what_came() const {
        if (*result_) return "it was accepted";
        return std::string(code_name(result_->error().code)) + ": " + result_->error().message + " " +
               json::serialize(result_->error().details);
    }

    static std::string_view code_name(ErrorCode code) {
        switch (code) {
            case ErrorCode::invalid:
                return "invalid";
            case ErrorCode::conflict:
                return "conflict";
            case ErrorCode::not_found:
                return "not_found";
            case ErrorCode::refused:
                return "refused";
            case ErrorCode::forbidden:
                return "forbidden";
            case ErrorCode::over_limit:
                return "over_limit";
            case ErrorCode::not_logged_in:
            case ErrorCode::busy:
            case ErrorCode::not_writable:
            case ErrorCode::gone:
            case ErrorCode::corrupt:
            case ErrorCode::internal:
                break;
        }
        return "a fault";
    }

    bool as_expected(const Line& line) const {
        const auto& expected = line.words[0];
        if (expected == "accepted") return result_->has_value();
        if (*result_ || code_name(result_->error().code) != expected) return false;
        if (line.words.size() == 1) return true;
        const auto error = result_->error();  // by value: a reference into it would not outlive the expression
        const auto* detail = error.details.if_contains(expected == "refused" ? "clause" : "path");
        return detail && detail->as_string() == line.words[1];
    }

    void then(const Line& line) {
        if (!as_expected(line)) throw Mistake{line.number, "expected " + line.text + ", but " + what_came()};
        ++held_;
    }

    void and_also(const Line& line) {
        const auto rest = std::string(trim(std::string_view(line.text).substr(split_words(line.text)[0].size())));
        if (line.words[0] == "says")
            says(line, rest);
        else if (line.words[0] == "lacks")
            lacks(line, rest);
        else if (line.words[0] == "stage")
            stage(line, rest);
        else
            holds(line, rest);
        ++held_;
    }

    void says(const Line& line, const std::string& words) {
        if (*result_ || result_->error().message.find(words) == std::string::npos)
            throw Mistake{line.number, "expected the message to say '" + words + "', but " + what_came()};
    }

    void lacks(const Line& line, const std::string& rest) {
        std::string missing;
        for (const auto fixing : missing_fixings(item(line)))
            missing += (missing.empty() ? "" : ", ") + std::string(reflect::enum_name(fixing));
        std::string expected;
        for (const auto& one : split_list(rest == "-" ? "" : rest)) expected += (expected.empty() ? "" : ", ") + one;
        if (missing != expected)
            throw Mistake{line.number, "expected the item to lack '" + expected + "', but it lacks '" + missing + "'"};
    }

    void stage(const Line& line, const std::string& expected) {
        const std::string now = reflect::enum_name(item(line).stage);
        if (now != expected) throw Mistake{line.number, "expected the stage " + expected + ", but it is " + now};
    }

    const ItemState& item(const Line& line) const {
        const auto* state = std::get_if<ItemState>(&world_.get(StreamId{stream_}).state);
        if (!state) throw Mistake{line.number, "there is no item " + stream_};
        return *state;
    }

    /// "/units/0/role = lead" in the event that was recorded.
    void holds(const Line& line, const std::string& rest) {
        if (!line.words[0].starts_with('/') || !rest.starts_with('='))
            throw Mistake{line.number, "expected 说明, 缺, 阶段, or a place such as /units/0/role = lead"};
        if (!*result_) throw Mistake{line.number, "nothing was recorded: " + what_came()};
        const json::value event = event_to_json((*result_)->front().event);
        json::error_code error;
        const auto* found = event.find_pointer(line.words[0], error);
        const auto expected = trim(std::string_view(rest).substr(1));
        const auto now = !found               ? std::string("-")
                         : found->is_string() ? std::string(found->as_string())
                                              : json::serialize(*found);
        if (now != expected)
            throw Mistake{line.number, "expected " + line.words[0] + " = " + std::string(expected) + ", got " + now};
    }

    World world_;
    std::string stream_;
    std::optional<Result<std::vector<Happening>>> result_;
    std::size_t held_ = 0;
};

}  // namespace

std::size_t play(const std::vector<Line>& lines) {
    return Player().play(lines);
}

}  // namespace taizhang::spec
